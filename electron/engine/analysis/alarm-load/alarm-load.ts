/** How many alerts a person had to cope with in a period, by the figures of ISA-18.2 and EEMUA 191. Hours that were not observed do not count. */
import { CHATTERING, LOAD_LIMITS, STANDING_AFTER_MS, type AlarmLoad, type LoadLevel, type LoadSource } from '../../../../shared/domain/alarm-load.ts'
import { isActive, isLive, type Alert } from '../../../../shared/domain/alert.ts'

const HOUR_MS = 3_600_000
const MOST_SOURCES = 10
/** An hour counts towards rates when at least half of it was observed. */
const LEAST_OBSERVED = 0.5

export interface Period {
  readonly fromMs: number
  readonly toMs: number
}

export interface LoadFacts extends Period {
  /** Every alert raised in the period or open now. */
  readonly alerts: readonly Alert[]
  /** Not observed at all (the whole site); may overlap. */
  readonly gaps: readonly Period[]
  readonly nowMs: number
}

/** `acceptable` up to 6 an hour, `manageable` up to 12, `overloaded` up to 30, then `flood`. */
export const levelOf = (perHour: number): LoadLevel => {
  if (perHour <= LOAD_LIMITS.acceptable) return 'acceptable'
  if (perHour <= LOAD_LIMITS.manageable) return 'manageable'
  return perHour <= LOAD_LIMITS.flood ? 'overloaded' : 'flood'
}

export const alarmLoad = ({ alerts, gaps, fromMs, toMs, nowMs }: LoadFacts): AlarmLoad => {
  const hours = Math.max(1, Math.ceil((toMs - fromMs) / HOUR_MS))
  const observedShares = observedOf(gaps, fromMs, toMs, hours)
  const within = alerts.filter(({ raisedAtMs }) => raisedAtMs >= fromMs && raisedAtMs < toMs)
  const asked = within.filter(({ announcedAtMs }) => announcedAtMs !== null)
  const perHour = new Int32Array(hours)
  for (const { raisedAtMs } of asked) {
    const hour = Math.floor((raisedAtMs - fromMs) / HOUR_MS)
    perHour[hour] = (perHour[hour] as number) + 1
  }
  const counted = Array.from({ length: hours }, (_, i) => i).filter((i) => (observedShares[i] as number) >= LEAST_OBSERVED)
  const observedHours = counted.reduce((sum, i) => sum + (observedShares[i] as number), 0)
  const meanPerHour = observedHours === 0 ? null : counted.reduce((sum, i) => sum + (perHour[i] as number), 0) / observedHours
  const delays = within.flatMap(({ acknowledgedAtMs, announcedAtMs }) => (acknowledgedAtMs === null || announcedAtMs === null ? [] : [acknowledgedAtMs - announcedAtMs])).toSorted((a, b) => a - b)
  return {
    fromMs, toMs,
    observed: observedShares.reduce((sum, share, i) => sum + share * lengthOf(i, fromMs, toMs), 0) / (toMs - fromMs),
    perHour,
    meanPerHour,
    mostPerHour: perHour.reduce((most, count) => Math.max(most, count), 0),
    level: levelOf(meanPerHour ?? 0),
    floodShare: counted.length === 0 ? 0 : counted.filter((i) => (perHour[i] as number) > LOAD_LIMITS.flood).length / counted.length,
    top: topSources(asked),
    standing: alerts.filter((alert) => isActive(alert) && isLive(alert) && nowMs - alert.startedAtMs > STANDING_AFTER_MS).toSorted((a, b) => a.startedAtMs - b.startedAtMs).map(({ id }) => id),
    chattering: alerts.filter(({ chattering, clearedAtMs, acknowledgedAtMs }) => chattering && (clearedAtMs === null || acknowledgedAtMs === null)).map(({ id }) => id),
    acknowledgeP50Ms: nearestRank(delays, 0.5),
    acknowledgeP90Ms: nearestRank(delays, 0.9),
    raised: asked.length,
    acknowledged: asked.filter(({ acknowledgedAtMs }) => acknowledgedAtMs !== null).length,
    unacknowledged: asked.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === null).length,
    suppressed: within.length - asked.length,
  }
}

const lengthOf = (hour: number, fromMs: number, toMs: number): number => Math.min(HOUR_MS, toMs - fromMs - hour * HOUR_MS)

/** Observed share of each hour of the period, 0..1. */
const observedOf = (gaps: readonly Period[], fromMs: number, toMs: number, hours: number): Float64Array => {
  const missedMs = new Float64Array(hours)
  let doneMs = fromMs
  for (const gap of gaps.toSorted((a, b) => a.fromMs - b.fromMs)) {
    let atMs = Math.max(gap.fromMs, doneMs)
    const endMs = Math.min(gap.toMs, toMs)
    while (atMs < endMs) {
      const hour = Math.floor((atMs - fromMs) / HOUR_MS)
      const untilMs = Math.min(endMs, fromMs + (hour + 1) * HOUR_MS)
      missedMs[hour] = (missedMs[hour] as number) + untilMs - atMs
      atMs = untilMs
    }
    doneMs = Math.max(doneMs, endMs)
  }
  return missedMs.map((ms, hour) => 1 - ms / lengthOf(hour, fromMs, toMs))
}

const topSources = (alerts: readonly Alert[]): readonly LoadSource[] => {
  const bySource = Map.groupBy(alerts, ({ deviceId, pointId }) => `${deviceId}/${pointId ?? ''}`)
  return [...bySource.values()]
    .map((own) => ({ deviceId: (own[0] as Alert).deviceId, pointId: (own[0] as Alert).pointId, alerts: own.length, share: own.length / alerts.length, mostInAnHour: mostWithin(own, CHATTERING.withinMs) }))
    .toSorted((a, b) => b.alerts - a.alerts || b.mostInAnHour - a.mostInAnHour || a.deviceId - b.deviceId || (a.pointId ?? 0) - (b.pointId ?? 0))
    .slice(0, MOST_SOURCES)
}

/** Most alerts within any window of this length. */
const mostWithin = (alerts: readonly Alert[], windowMs: number): number => {
  const times = alerts.map(({ raisedAtMs }) => raisedAtMs).toSorted((a, b) => a - b)
  let most = 0
  let from = 0
  for (const [i, atMs] of times.entries()) {
    while (atMs - (times[from] as number) >= windowMs) from++
    most = Math.max(most, i - from + 1)
  }
  return most
}

const nearestRank = (sorted: readonly number[], share: number): number | null => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
