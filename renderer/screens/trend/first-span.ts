/** The period a trend opens with where its address names none: the last day, or less where there is less to see. */
import { useEffect, useRef } from 'react'
import type { Series } from '../../../shared/domain/series.ts'
import { PRESETS } from '../../charts/time-range.ts'

const QUARTER_HOUR_MS = 900_000
/** A line over less than this share of the chart is not worth the rest of it. */
const LEAST_SHARE = 1 / 4

/** The shortest of 15 min, 1 h and 8 h that holds everything recorded; a day where that is longer, or nothing is recorded. Pure. */
export const firstSpanMs = (series: Iterable<Series>, nowMs: number): number => {
  let earliestMs = Number.POSITIVE_INFINITY
  for (const { timesMs } of series) earliestMs = Math.min(earliestMs, timesMs[0] ?? Number.POSITIVE_INFINITY)
  const recordedMs = nowMs - earliestMs
  if (!Number.isFinite(recordedMs) || recordedMs > PRESETS['24h'] * LEAST_SHARE) return PRESETS['24h']
  return [QUARTER_HOUR_MS, PRESETS['1h'], PRESETS['8h']].find((lengthMs) => recordedMs <= lengthMs) ?? PRESETS['24h']
}

interface FirstSpan {
  /** True where the address says which period to show. */
  readonly named: boolean
  readonly series: ReadonlyMap<number, Series>
  readonly nowMs: number
  readonly choose: (spanMs: number) => void
}

/** Chooses once, with the first readings that come. */
export const useFirstSpan = ({ named, series, nowMs, choose }: FirstSpan): void => {
  const open = useRef(!named)
  useEffect(() => {
    if (!open.current || series.size === 0) return
    open.current = false
    const spanMs = firstSpanMs(series.values(), nowMs)
    if (spanMs !== PRESETS['24h']) choose(spanMs)
  }, [series, nowMs, choose])
}
