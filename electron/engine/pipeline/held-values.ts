/** The present value of a point at each moment of a replay, as live judging saw it: the latest trusted reading, for as long as it was fresh. */
import { staleAfterMs, STALE_INTERVALS, STANDING_INTERVALS } from '../../../shared/domain/freshness.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { QUALITY, UNTRUSTED } from '../../../shared/domain/quality.ts'
import type { CoverageGap, Series } from '../../../shared/domain/series.ts'

/** A spike was known only with the reading after it: at its own moment it was trusted. */
const NOT_TRUSTED_THEN = UNTRUSTED & ~QUALITY.spike

export interface HeldValue {
  /** The readings that follow; times never go back. */
  add(part: Series): void
  /** NaN unless a reading before it is fresh and trusted; one of this very moment had not arrived, unless it is said that it had. Times never go back. */
  at(timeMs: number, isOfThisMoment?: boolean): number
}

/** `gaps`: what was not observed, of all devices and the point's own, by their begin. `taken` hears of each trusted reading that is passed. */
export const createHeldValue = (point: Point, gaps: readonly CoverageGap[], taken?: (timeMs: number, value: number) => void): HeldValue => {
  const patienceMs = staleAfterMs(point)
  const standingMs = STANDING_INTERVALS * point.pollIntervalMs
  let parts: Series[] = []
  /** The next reading, as part and index in it. */
  let next = 0
  let nextGap = 0
  let gapFromMs = Number.NEGATIVE_INFINITY
  /** Usual distance of imported readings, ms. */
  let intervalMs = 0
  const last = { timeMs: Number.NaN, value: Number.NaN, quality: 0 }

  const upcomingMs = (): number => parts[0]?.timesMs[next] ?? Number.POSITIVE_INFINITY

  const moveOne = (): void => {
    const part = parts[0] as Series
    const timeMs = part.timesMs[next] as number
    const elapsedMs = timeMs - last.timeMs
    if (elapsedMs > 0) intervalMs = intervalMs === 0 ? elapsedMs : Math.min(intervalMs * 2, intervalMs + (elapsedMs - intervalMs) * 0.1)
    Object.assign(last, { timeMs, value: part.values[next] as number, quality: part.qualities[next] as number })
    if ((last.quality & NOT_TRUSTED_THEN) === 0) taken?.(timeMs, last.value)
    next += 1
    if (next < part.timesMs.length) return
    parts = parts.slice(1)
    next = 0
  }

  const isFresh = (timeMs: number): boolean => {
    for (; nextGap < gaps.length && (gaps[nextGap] as CoverageGap).fromMs < timeMs; nextGap++) gapFromMs = (gaps[nextGap] as CoverageGap).fromMs
    if (Number.isNaN(last.timeMs) || last.timeMs < gapFromMs) return false
    const silenceMs = timeMs - last.timeMs
    if ((last.quality & QUALITY.imported) !== 0) return silenceMs <= Math.max(patienceMs, STALE_INTERVALS * intervalMs)
    return silenceMs <= patienceMs || upcomingMs() - last.timeMs <= standingMs
  }

  return {
    add: (part) => {
      if (part.timesMs.length > 0) parts = [...parts, part]
    },
    at: (timeMs, isOfThisMoment = false) => {
      const hasArrived = isOfThisMoment ? (atMs: number): boolean => atMs <= timeMs : (atMs: number): boolean => atMs < timeMs
      while (hasArrived(upcomingMs())) moveOne()
      return isFresh(timeMs) && (last.quality & NOT_TRUSTED_THEN) === 0 ? last.value : Number.NaN
    },
  }
}
