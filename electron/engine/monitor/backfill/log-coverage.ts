/** For which moments the records of a trend log say what the value was. Pure. */
import { merged, type Period } from './periods.ts'

/** A record as coverage sees it. */
export interface CoverageMark {
  /** null: it cannot be dated. */
  readonly timeMs: number | null
  /**
   * `value`: recorded. `nothing`: a failure, or no number. `disabled`: the log was switched off here. `interrupted`: it was off until here, since when is unknown;
   * so too `purged`. `other`: says nothing about the value (switched on, clock set).
   */
  readonly kind: 'value' | 'nothing' | 'disabled' | 'interrupted' | 'purged' | 'other'
  /** Records before it are missing. */
  readonly afterLoss: boolean
}

export interface CoverageFacts {
  /** 0 = records on change: a value holds until the next record. */
  readonly intervalMs: number
  /** Until when the log is known to have been recording; the last value on change holds until then. */
  readonly recordingUntilMs: number
}

/** A record may be this much late, beyond half an interval. */
const LATE_MS = 5_000

/** Periods in which the value is known, in order. */
export const coveredBy = (marks: readonly CoverageMark[], { intervalMs, recordingUntilMs }: CoverageFacts): Period[] => {
  const periods: Period[] = []
  const onChange = intervalMs === 0
  let fromMs: number | null = null
  let lastMs = 0
  /** `knownMs`: until when the log was certainly recording. */
  const close = (knownMs: number): void => {
    if (fromMs !== null) periods.push({ fromMs, toMs: onChange ? knownMs : Math.min(lastMs + intervalMs, knownMs) })
    fromMs = null
  }
  for (const { timeMs, kind, afterLoss } of marks) {
    if (afterLoss) close(lastMs)
    if (timeMs === null) close(lastMs)
    else if (kind === 'interrupted' || kind === 'purged') close(lastMs)
    else if (kind === 'disabled') close(timeMs)
    else if (kind === 'nothing') close(timeMs)
    else if (kind === 'value') {
      if (fromMs !== null && !onChange && timeMs - lastMs > intervalMs * 1.5 + LATE_MS) close(timeMs)
      fromMs ??= timeMs
      lastMs = Math.max(lastMs, timeMs)
    }
  }
  close(recordingUntilMs)
  return merged(periods)
}
