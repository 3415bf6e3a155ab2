/** Works out the health of devices one after the other, in turns: what the health worker does, without the thread. */
import { createCalendar } from '../../analysis/calendar.ts'
import { dayStartOf, nextDayOf } from '../../analysis/energy/meters/local-periods.ts'
import type { DeviceDays } from '../../analysis/health/device-days.ts'
import { judgeHealth } from '../../analysis/health/health-score.ts'
import { pointDaysOf } from '../../analysis/health/point-day.ts'
import { NO_REACH, reachOfHour, sumReach, type ReachSum } from '../../analysis/health/reach.ts'
import { trendOf } from '../../analysis/health/trend.ts'
import { BEFORE_DAYS, factsOf, WEEK_DAYS } from '../../analysis/health/week-facts.ts'
import type { PointDay, StatusHour } from '../../../../shared/domain/device-status.ts'
import type { HealthTrend } from '../../../../shared/domain/health.ts'
import { message } from '../../../../shared/message.ts'
import type { HealthQueries } from '../../store/health-queries.ts'
import type { ExplainedHealthDay } from '../../store/tables/health-days-table.ts'
import { packPointDays } from '../../store/tables/point-days-table.ts'
import { packStatus } from '../../store/tables/status-table.ts'
import { alertsSeen } from './alerts-seen.ts'
import type { DevicePart, HealthDevice, HealthTask, HealthTurn } from './health-task.ts'
import { HOUR_MS, statusDays, statusHours } from './status-hours.ts'
import { weatherBlocks } from './weather-blocks.ts'

export interface HealthJob {
  /** Works for about so long, at least on one device. */
  turn(budgetMs: number): HealthTurn
}

const DAY_MS = 24 * HOUR_MS
/** Days that get a score when a device is judged for the first time. */
const FIRST_DAYS = 30
/** A trend is looked for in so many days. */
const TREND_DAYS = 60
/** Days of points that are worked out once more with the next day: readings may come late. */
const OPEN_DAYS = 1

/** `elapsedMs` is a clock for the turns' budget only. */
export const createHealthJob = (task: HealthTask, queries: HealthQueries, elapsedMs: () => number): HealthJob => {
  const calendar = createCalendar(task.timeZone)
  const today = calendar.dayOf(task.nowMs)
  const starts = new Map<number, number>()
  /** Start of a local day. */
  const startOf = (day: number): number => {
    const known = starts.get(day)
    if (known !== undefined) return known
    const startMs = dayStartOf(day * DAY_MS + DAY_MS / 2 - (calendar.localMs(day * DAY_MS) - day * DAY_MS), calendar)
    starts.set(day, startMs)
    return startMs
  }
  const firstDay = today - FIRST_DAYS - BEFORE_DAYS - WEEK_DAYS
  const weather = weatherBlocks(queries.weather(startOf(firstDay), task.nowMs), calendar)

  const newStatus = (deviceId: number): StatusHour[] => {
    const lastMs = queries.lastStatusMs(deviceId) ?? queries.firstOutcomeMs(deviceId)
    if (lastMs === undefined || lastMs >= task.nowMs) return []
    // From the start of a day, so that days are whole.
    return statusHours(queries, deviceId, dayStartOf(lastMs, calendar), task.nowMs)
  }

  const newPointDays = (pointId: number, since: number): PointDay[] => {
    const lastDay = queries.lastPointDay(pointId)
    if (lastDay === today - 1) return []
    const fromDay = Math.max(since, lastDay === undefined ? since : lastDay - OPEN_DAYS)
    const firstMs = queries.firstReadingMs(pointId)
    if (firstMs === undefined || firstMs >= startOf(today)) return []
    const fromMs = Math.max(startOf(fromDay), dayStartOf(firstMs, calendar))
    return pointDaysOf(pointId, queries.readings(pointId, fromMs, startOf(today)), calendar).filter(({ day }) => day >= fromDay && day < today)
  }

  const daysOfPoint = (pointId: number, fromDay: number, own: readonly PointDay[]): Map<number, PointDay> =>
    new Map([...queries.pointDays(pointId, fromDay, own[0]?.day ?? today + 1), ...own].map((one) => [one.day, one]))
  // Worked out here as well as with its own device: which of them comes first must make no difference.
  const humidity = new Map(
    task.humidityPointId === null ? [] : [...daysOfPoint(task.humidityPointId, firstDay, newPointDays(task.humidityPointId, firstDay)).values()].map(({ day, blocks }) => [day, blocks] as const),
  )

  const reachOf = (deviceId: number, fresh: readonly StatusHour[], fromDay: number): Map<number, ReachSum> => {
    const freshFromMs = fresh[0]?.startMs ?? task.nowMs
    const hours = [...queries.statusHours(deviceId, startOf(fromDay), freshFromMs), ...fresh.filter(({ startMs }) => startMs >= startOf(fromDay))]
    return new Map([...Map.groupBy(hours, ({ startMs }) => calendar.dayOf(startMs))].map(([day, own]) => [day, sumReach(own.map(reachOfHour))]))
  }

  const judge = (known: DeviceDays, device: HealthDevice, day: number): Omit<ExplainedHealthDay, 'trend'> => {
    const startMs = startOf(day)
    const toMs = Math.min(task.nowMs, nextDayOf(startMs, calendar))
    const fromMs = startOf(day - WEEK_DAYS + 1)
    const observed = observedShare(known, day, toMs - fromMs)
    const own = known.reach.get(day) ?? NO_REACH
    const isSeen = own.observedMs > 0 || device.points.some(({ id }) => (known.pointDays.get(id)?.get(day)?.readings ?? 0) > 0)
    if (!isSeen) {
      const none = { communication: null, sensors: null, equipment: null, configuration: null }
      return { startMs, score: null, parts: none, observed, deductions: [], lacking: [{ part: 'communication', text: message('health.lacking.unobserved') }] }
    }
    const { score, parts, deductions, lacking } = judgeHealth(factsOf(day === today ? known : { ...known, now: null }, { day, fromMs, toMs, pointsUntil: Math.min(day, today - 1) }))
    return { startMs, score, parts, observed, deductions, lacking }
  }

  const work = (device: HealthDevice): DevicePart => {
    const lastMs = queries.lastHealthMs(device.id)
    const firstJudged = lastMs === undefined ? today - FIRST_DAYS + 1 : Math.max(today - FIRST_DAYS + 1, calendar.dayOf(lastMs))
    const fromDay = firstJudged - WEEK_DAYS - BEFORE_DAYS
    const fresh = newStatus(device.id)
    const pointDays: PointDay[] = []
    const byPoint = new Map<number, Map<number, PointDay>>()
    for (const { id } of device.points) {
      const own = newPointDays(id, fromDay)
      pointDays.push(...own)
      byPoint.set(id, daysOfPoint(id, fromDay, own))
    }
    const known: DeviceDays = {
      points: device.points, groups: device.groups, ruled: device.ruled, reach: reachOf(device.id, fresh, fromDay), restartsMs: queries.restarts(device.id, startOf(fromDay), task.nowMs), pointDays: byPoint,
      runDays: new Map(device.points.map(({ id }) => [id, queries.runDays(id, startOf(fromDay), task.nowMs).map(({ startMs, runMs, starts: count }) => ({ day: calendar.dayOf(startMs), runMs, starts: count }))])),
      weather, weatherPointId: task.weatherPointId, humidity, alerts: alertsSeen(queries.alerts(device.id, startOf(fromDay), task.nowMs), task.nowMs), now: device.now,
    }
    const firstKnown = firstKnownDay(known)
    const days = firstKnown === null ? [] : daysFrom(Math.max(firstJudged, firstKnown), (known.reach.get(today) ?? NO_REACH).observedMs > 0 ? today : today - 1)
    const scores = new Map(queries.healthDays(device.id, startOf(firstJudged - TREND_DAYS), startOf(firstJudged)).map(({ startMs, score }) => [calendar.dayOf(startMs), score]))
    const healthDays = days.map((day): ExplainedHealthDay => {
      const judged = judge(known, device, day)
      scores.set(day, judged.score)
      // Only the newest is asked for its trend; those before it were asked on their day.
      return { ...judged, trend: day === days.at(-1) ? trendUntil(scores, day) : NO_TREND }
    })
    return {
      deviceId: device.id, statusHours: packStatus(fresh), statusDays: packStatus(statusDays(fresh, calendar, startOf)), pointDays: packPointDays(pointDays), healthDays, dropBeforeDay: firstDay,
    }
  }

  let next = 0
  return {
    turn: (budgetMs) => {
      const startedMs = elapsedMs()
      const parts: DevicePart[] = []
      while (next < task.devices.length) {
        parts.push(work(task.devices[next] as HealthDevice))
        next += 1
        if (elapsedMs() - startedMs >= budgetMs) break
      }
      return { done: next >= task.devices.length, share: task.devices.length === 0 ? 1 : next / task.devices.length, parts }
    },
  }
}

const NO_TREND = trendOf([], [])

const trendUntil = (scores: ReadonlyMap<number, number | null>, day: number): HealthTrend => {
  const recent = [...scores].filter(([own]) => own > day - TREND_DAYS)
  return trendOf(recent.map(([own]) => own), recent.map(([, score]) => score ?? Number.NaN))
}

const daysFrom = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

/** The first day of which anything is known; null = nothing is. */
const firstKnownDay = ({ reach, pointDays }: DeviceDays): number | null => {
  let first = Infinity
  for (const day of reach.keys()) first = Math.min(first, day)
  for (const days of pointDays.values()) for (const day of days.keys()) first = Math.min(first, day)
  return first === Infinity ? null : first
}

/** Share of the week that was observed: by requests, or, where readings were brought in from elsewhere, by the hours its best read point has. */
const observedShare = ({ reach, pointDays }: DeviceDays, day: number, lengthMs: number): number => {
  let observedMs = 0
  for (let own = day - WEEK_DAYS + 1; own <= day; own++) {
    let hours = 0
    for (const days of pointDays.values()) hours = Math.max(hours, days.get(own)?.hours ?? 0)
    observedMs += Math.max((reach.get(own) ?? NO_REACH).observedMs, hours * HOUR_MS)
  }
  return Math.min(1, observedMs / lengthMs)
}
