/** Readings of a binary or multi-state point as segments of one state each, for a lane of a chart. Pure. */
import { observedWithinMs } from '../../shared/domain/cov.ts'
import type { CoverageGap, Series } from '../../shared/domain/series.ts'
import { isTrusted } from '../../shared/domain/quality.ts'
import { knownBreaks } from './line-data.ts'

export interface StateSegment {
  readonly fromMs: number
  readonly toMs: number
  readonly state: number
  readonly trusted: boolean
}

/** Ascending, not overlapping. A segment lasts until the next reading says otherwise; before a break it ends at its last reading; the last one ends at `untilMs`. */
export const stateSegments = (series: Series, gaps: readonly CoverageGap[], pollIntervalMs: number, untilMs: number): StateSegment[] => {
  const { timesMs, values, qualities } = series
  const breaks = knownBreaks(series, gaps, pollIntervalMs)
  const segments: { fromMs: number; toMs: number; state: number; trusted: boolean }[] = []
  for (let i = 0; i < timesMs.length; i++) {
    const timeMs = timesMs[i] ?? 0
    const state = values[i] ?? Number.NaN
    if (Number.isNaN(state)) continue
    const trusted = isTrusted(qualities[i] ?? 0)
    const last = segments.at(-1)
    const joined = last !== undefined && breaks[i] !== 1
    if (joined) last.toMs = timeMs
    if (!joined || last.state !== state || last.trusted !== trusted) segments.push({ fromMs: timeMs, toMs: timeMs, state, trusted })
  }
  const last = segments.at(-1)
  const lastReadingMs = timesMs.at(-1) ?? 0
  const quiet = observedWithinMs(pollIntervalMs)
  if (last && untilMs > lastReadingMs && !gaps.some((gap) => gap.fromMs >= lastReadingMs && gap.fromMs < untilMs)) {
    last.toMs = pollIntervalMs > 0 ? Math.min(untilMs, lastReadingMs + quiet) : untilMs
  }
  return segments.filter((segment) => segment.toMs > segment.fromMs)
}

/** Time spent in each state, ms, by state number. */
export const timeInStates = (segments: readonly StateSegment[]): Map<number, number> => {
  const times = new Map<number, number>()
  for (const { state, fromMs, toMs } of segments) times.set(state, (times.get(state) ?? 0) + toMs - fromMs)
  return times
}
