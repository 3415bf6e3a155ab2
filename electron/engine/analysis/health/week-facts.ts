/** The facts a day's health is judged by, put together of the days of a device: the week that ends with the day, and the four weeks before it. */
import { medianOf, quantileOf } from '../drift/day-statistics.ts'
import { daysUpTo, pointDays, seen, type DeviceDays, type HealthPoint, type JudgedDay, type Weeks } from './device-days.ts'
import { equipmentFactsOf } from './equipment-facts.ts'
import type { HealthFacts, PointSeen, Roughness, SensorFacts } from './health-facts.ts'
import type { PointDay } from '../../../../shared/domain/device-status.ts'
import { NO_REACH, reachFacts, sumReach, type ReachSum } from './reach.ts'

export const WEEK_DAYS = 7
export const BEFORE_DAYS = 28
const SILENT_DAYS = 2
const STILL = 0.95
/** A point whose readings carry a flag in this share of a day carried it all day. */
const ALL_DAY = 0.9
const LEFT_DAYS = 2
/** Nothing is regulated on the two days of a weekend: one in six days of a week and of four is calmer than this. */
const CALM_SHARE = 1 / 6
const DAY_MS = 86_400_000

export const factsOf = (device: DeviceDays, judged: JudgedDay): HealthFacts => {
  const { day, fromMs, toMs } = judged
  const week = daysUpTo(day, WEEK_DAYS)
  const before = daysUpTo(day - WEEK_DAYS, BEFORE_DAYS)
  const sensors = device.points.filter(({ sensor }) => sensor)
  const reachOf = (days: readonly number[]): ReachSum => sumReach(days.flatMap((one) => device.reach.get(one) ?? []))
  return {
    fromMs, toMs,
    communication: {
      week: reachFacts(reachOf(week)), before: reachFacts(reachOf(before)), restartsMs: device.restartsMs.filter((atMs) => atMs >= fromMs && atMs < toMs),
      silent: silentOf(device, sensors, judged), sensors: sensors.length,
    },
    sensors: sensors.map((point) => sensorFacts(device, point, { ...judged, week, before })),
    equipment: equipmentFactsOf(device, { ...judged, week, before }),
    configuration: configurationFacts(device, judged, week),
    alerts: device.alerts.flatMap((alert) => (alert.toMs <= fromMs || alert.fromMs >= toMs ? [] : [{ ...alert, fromMs: Math.max(alert.fromMs, fromMs), toMs: Math.min(alert.toMs, toMs) }])),
  }
}

const sensorFacts = (device: DeviceDays, point: HealthPoint, weeks: Weeks): SensorFacts => {
  const week = pointDays(device, point.id, weeks.week)
  const before = pointDays(device, point.id, weeks.before).filter(({ hours }) => hours > 0)
  const known = week.filter(({ hours }) => hours > 0)
  let stillDays = 0
  for (let i = known.length - 1; i >= 0 && (known[i] as PointDay).still >= STILL; i--) stillDays += 1
  return {
    ...seen(point, weeks), days: known.length, daysBefore: before.length, readings: week.reduce((sum, { readings }) => sum + readings, 0), bad: week.reduce((sum, { bad }) => sum + bad, 0),
    roughness: roughnessOf(known), roughnessBefore: roughnessOf(before),
    stillDays, stillBefore: medianOf(before.map(({ still }) => still)), leastDifference: point.leastDifference,
  }
}

const roughnessOf = (days: readonly PointDay[]): Roughness => {
  const all = days.map(({ roughness }) => roughness)
  return { usual: medianOf(all, 2), calm: quantileOf(all, CALM_SHARE, 2) }
}

/** Sensors that told something before and nothing in the last days, while the device answered on each of them and another sensor of it told something. */
const silentOf = (device: DeviceDays, sensors: readonly HealthPoint[], { pointsUntil, toMs }: JudgedDay): PointSeen[] => {
  const last = daysUpTo(pointsUntil, SILENT_DAYS)
  const there = last.every((one) => ((device.reach.get(one) ?? NO_REACH).requests > 0))
  const told = (point: HealthPoint, days: readonly number[]): boolean => pointDays(device, point.id, days).some(({ readings }) => readings > 0)
  if (!there || !sensors.some((point) => told(point, last))) return []
  return sensors.filter((point) => !told(point, last) && told(point, daysUpTo(pointsUntil - SILENT_DAYS, BEFORE_DAYS))).map((point) => {
    const lastDay = Math.max(...[...(device.pointDays.get(point.id)?.values() ?? [])].filter((one) => one.day <= pointsUntil && one.readings > 0).map((one) => one.day))
    return seen(point, { fromMs: toMs - (pointsUntil - lastDay) * DAY_MS, toMs })
  })
}

const configurationFacts = (device: DeviceDays, { day, fromMs, toMs }: JudgedDay, week: readonly number[]): HealthFacts['configuration'] => {
  const { points, now } = device
  const flagged = (share: (own: PointDay) => number): (PointSeen & { days: number })[] =>
    points.flatMap((point) => {
      const days = pointDays(device, point.id, daysUpTo(day, WEEK_DAYS + BEFORE_DAYS)).filter(({ readings }) => readings > 0)
      let count = 0
      for (let i = days.length - 1; i >= 0 && share(days[i] as PointDay) >= ALL_DAY; i--) count += 1
      // It must stand now: the newest day that was read is one of the week.
      return count >= LEFT_DAYS && week.includes((days.at(-1) as PointDay).day) ? [{ ...seen(point, { fromMs: Math.max(0, toMs - count * DAY_MS), toMs }), days: count }] : []
    })
  const byId = new Map(points.map((point) => [point.id, point]))
  return {
    points: points.length, duplicate: now?.duplicate ?? null,
    overridden: flagged(({ overridden, readings }) => overridden / readings), outOfService: flagged(({ outOfService, readings }) => outOfService / readings),
    standing: (now?.standing ?? []).flatMap(({ pointId, sinceMs }) => {
      const point = byId.get(pointId)
      return point === undefined || toMs - sinceMs < DAY_MS ? [] : [{ ...seen(point, { fromMs: sinceMs, toMs }), days: Math.floor((toMs - sinceMs) / DAY_MS) }]
    }),
    unitless: points.filter(({ unitless }) => unitless).map((point) => seen(point, { fromMs, toMs })),
  }
}
