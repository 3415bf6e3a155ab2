/** Which detectors judge which signal, and how their scores become one. */
import type { SignalKind } from '../quality/point-profile.ts'
import { alarmContact } from './alarm-contact.ts'
import { OFF, type Detector, type Verdict } from './detector.ts'
import { habit } from './habit.ts'
import { iqrFences } from './iqr-fences.ts'
import { movingAverage } from './moving-average.ts'
import { runTime } from './run-time.ts'
import { stateShare } from './state-share.ts'
import { stateStay } from './state-stay.ts'
import { toggling } from './toggling.ts'
import { unusualHour } from './unusual-hour.ts'
import { unusualState } from './unusual-state.ts'
import { zScore } from './z-score.ts'

/** A detector whose model and state are known to be its own; the pipeline keeps them together. */
export type AnyDetector = Detector<object, object>

const any = (detector: unknown): AnyDetector => detector as AnyDetector

const NONE: readonly AnyDetector[] = []

/** How many of a measured point's detectors judge its level; they come first. */
export const LEVEL_DETECTORS = 2

const BY_SIGNAL: Readonly<Record<SignalKind, readonly AnyDetector[]>> = {
  /** `combine` counts on this order. */
  measured: [any(zScore), any(iqrFences), any(movingAverage), any(habit)],
  state: [any(runTime), any(unusualHour), any(toggling), any(alarmContact)],
  mode: [any(toggling), any(stateStay), any(unusualState), any(stateShare)],
  counter: NONE,
  setting: NONE,
  none: NONE,
}

export const detectorsOf = (signal: SignalKind): readonly AnyDetector[] => BY_SIGNAL[signal]

/** Times its limit that both must reach together, the level when nothing has changed suddenly, and a change when the level is nothing new. */
export const BOTH = 1.25
export const LEVEL_ALONE = 2
export const CHANGE_ALONE = 3

const HABIT = 3
/** Below this score habit finds nothing remarkable: then the others must be surer by so much. */
const DOUBT_BELOW = 0.5
const DOUBT = 1.5

/**
 * One score of several, 1 = abnormal.
 *
 * A detector that is switched off has no vote: of the level detectors the other one alone counts.
 *
 * Analog points have two kinds of detectors: z-score and IQR fences judge the level (the lower of the two counts, so both must agree), the moving
 * average judges the change. Level alone drifts over its limit in weather that was not seen yet; change alone jumps over its limit whenever plant
 * starts at an unusual moment. Both at once is what healthy points hardly ever show. So: min(level, change) / 1.25, or level / 2, or change / 3,
 * whichever is largest. Where there is a model of habits, its vote counts beside, and what it finds usual must be exceeded by half as much again. The three numbers are what thirty simulated healthy days in spring, summer and winter asked for. Other signals: the largest score, because each check looks at something else.
 */
export const combine = (signal: SignalKind, verdicts: readonly Verdict[]): number => {
  if (signal !== 'measured') return highest(verdicts)
  const level = levelScore(verdicts)
  const change = scoreAt(verdicts, 2)
  const plain = Math.max(Math.min(level, change) / BOTH, level / LEVEL_ALONE, change / CHANGE_ALONE)
  const habitual = verdicts[HABIT]
  if (habitual === undefined || habitual === OFF || Number.isNaN(habitual.expected)) return plain
  return Math.max(habitual.vote ?? habitual.score, habitual.score >= DOUBT_BELOW ? plain : plain / DOUBT)
}

/** What the two level detectors agree on; 0 until both have judged. */
export const levelScore = (verdicts: readonly Verdict[]): number => {
  if (verdicts[0] === OFF) return scoreAt(verdicts, 1)
  return verdicts[1] === OFF ? scoreAt(verdicts, 0) : Math.min(scoreAt(verdicts, 0), scoreAt(verdicts, 1))
}

const scoreAt = (verdicts: readonly Verdict[], index: number): number => verdicts[index]?.score ?? 0

/** The largest score. */
export const highest = (verdicts: readonly Verdict[]): number => {
  let score = 0
  for (const verdict of verdicts) score = Math.max(score, verdict.score)
  return score
}
