/** Which points are on their way to a limit that people have set, read from the last 30 days of each. */
import type { LimitCrossing } from '../../../../shared/domain/task.ts'
import { dailyMedians } from '../../analysis/maintenance/daily-medians.ts'
import { limitCrossing } from '../../analysis/maintenance/limit-crossing.ts'
import { utcOffsetMinutes } from '../local-time.ts'
import type { SiteContext } from '../site-context.ts'

const DAY_MS = 86_400_000
const PERIOD_MS = 30 * DAY_MS
/** A reading each half hour is enough for a day's median. */
const MOST_READINGS = 1_500
const MOST_POINTS = 500

export const listLimitCrossings = async ({ clock, store, readers }: Pick<SiteContext, 'clock' | 'store' | 'readers'>): Promise<readonly LimitCrossing[]> => {
  const toMs = clock.nowMs()
  const fromMs = toMs - PERIOD_MS
  const { timeZone } = store.settings()
  const dayOf = (timeMs: number): number => Math.floor((timeMs + utcOffsetMinutes(timeZone, timeMs) * 60_000) / DAY_MS)
  const found: LimitCrossing[] = []
  for (const { scope, tuning } of store.detection.rules.tunings().slice(0, MOST_POINTS)) {
    const limits = { low: tuning.lowLimit ?? null, high: tuning.highLimit ?? null }
    if (scope.what !== 'point' || (limits.low === null && limits.high === null)) continue
    const { timesMs, values, qualities } = await readers.series(scope.pointId, fromMs, toMs, MOST_READINGS)
    const { days, medians } = dailyMedians(timesMs, values, qualities, dayOf)
    const crossing = limitCrossing(days, medians, limits)
    if (crossing === null) continue
    const { side, limit, sen, earliestDays, likelyDays, latestDays } = crossing
    found.push({
      pointId: scope.pointId, side, limit, level: sen.level, perDay: sen.slope, perDayLow: sen.low, perDayHigh: sen.high, days: days.length, fromMs, toMs,
      earliestMs: toMs + earliestDays * DAY_MS, likelyMs: toMs + likelyDays * DAY_MS, latestMs: latestDays === null ? null : toMs + latestDays * DAY_MS,
    })
  }
  return found.sort((a, b) => a.likelyMs - b.likelyMs)
}
