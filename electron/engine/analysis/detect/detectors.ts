/** Which detectors judge which signal, and how their scores become one. */
import type { SignalKind } from '../quality/point-profile.ts'
import { alarmContact } from './alarm-contact.ts'
import type { Detector, Verdict } from './detector.ts'
import { iqrFences } from './iqr-fences.ts'
import { movingAverage } from './moving-average.ts'
import { runTime } from './run-time.ts'
import { toggling } from './toggling.ts'
import { unusualHour } from './unusual-hour.ts'
import { zScore } from './z-score.ts'

/** A detector whose model and state are known to be its own; the pipeline keeps them together. */
export type AnyDetector = Detector<object, object>

const any = (detector: unknown): AnyDetector => detector as AnyDetector

const NONE: readonly AnyDetector[] = []

const BY_SIGNAL: Readonly<Record<SignalKind, readonly AnyDetector[]>> = {
  measured: [any(zScore), any(iqrFences), any(movingAverage)],
  state: [any(runTime), any(unusualHour), any(toggling), any(alarmContact)],
  mode: [any(toggling)],
  counter: NONE,
  setting: NONE,
  none: NONE,
}

export const detectorsOf = (signal: SignalKind): readonly AnyDetector[] => BY_SIGNAL[signal]

/** How many times its limit a single detector must exceed to stand alone. */
export const ALONE = 2

/**
 * One score of several, 1 = abnormal.
 * Analog: the second-largest score, or half the largest: two of three detectors agree that a limit is passed, or one finds twice its limit.
 * Level detectors alone drift over their limit in unusual weather, the moving average alone at unusual steps; both at once, or one by far, is
 * what healthy points hardly show. Other signals: the largest score, because each check looks at something else.
 */
export const combine = (signal: SignalKind, verdicts: readonly Verdict[]): number => {
  let first = 0
  let second = 0
  for (const { score } of verdicts) {
    if (score > first) {
      second = first
      first = score
    } else if (score > second) second = score
  }
  return signal === 'measured' ? Math.max(second, first / ALONE) : first
}
