/**
 * How many alerts a person has to cope with: rates against the figures of ISA-18.2 and EEMUA 191 (6 an hour acceptable, 12 manageable, 30 a flood), the
 * sources with most, and how long alerts wait for an acknowledgement. Only observed time counts: while nothing was watched nothing could be raised.
 */
import { LOAD_LIMITS, type AlarmLoad, type AlarmRows, type LoadLevel, type LoadSource } from '../../../../shared/domain/alarm-load.ts'
import { quantileSorted } from '../order-statistics.ts'

const HOUR_MS = 3_600_000
const MOST_SOURCES = 10
/** Point ids stay below this in a key of device and point. */
const POINTS = 2 ** 31

export interface Unobserved {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * The figures of [fromMs, toMs), ms UTC.
 * @param gaps when the whole site was not observed, the time that has not come yet among them; in any order, overlapping or not
 */
export const alarmLoad = (rows: AlarmRows, gaps: readonly Unobserved[], fromMs: number, toMs: number): Omit<AlarmLoad, 'standing' | 'chattering'> => {
  const observedMs = observedPerHour(gaps, fromMs, toMs)
  const perHour = countPerHour(rows.announcedMs, fromMs, observedMs.length)
  const observedTotalMs = observedMs.reduce((sum, ms) => sum + ms, 0)
  const raised = rows.announcedMs.length
  // A rate is not extrapolated from less than an hour.
  const meanPerHour = observedTotalMs === 0 ? null : raised / Math.max(1, observedTotalMs / HOUR_MS)
  const floodMs = observedMs.reduce((sum, ms, hour) => ((perHour[hour] as number) > LOAD_LIMITS.flood ? sum + ms : sum), 0)
  const waits = rows.acknowledgeMs.toSorted()
  const unacknowledged = rows.seen.reduce((sum, seen) => sum + 1 - seen, 0)
  return {
    fromMs, toMs, perHour, meanPerHour, raised, unacknowledged,
    observed: toMs > fromMs ? observedTotalMs / (toMs - fromMs) : 0,
    mostPerHour: perHour.reduce((most, count) => Math.max(most, count), 0),
    level: loadLevel(meanPerHour ?? 0),
    floodShare: observedTotalMs === 0 ? 0 : floodMs / observedTotalMs,
    top: topSources(rows),
    acknowledgeP50Ms: waits.length === 0 ? null : quantileSorted(waits, 0.5),
    acknowledgeP90Ms: waits.length === 0 ? null : quantileSorted(waits, 0.9),
    acknowledged: waits.length,
    suppressed: rows.suppressed,
  }
}

/** What a rate, alerts an hour, means for whoever has to cope with it. */
export const loadLevel = (perHour: number): LoadLevel => {
  if (perHour <= LOAD_LIMITS.acceptable) return 'acceptable'
  if (perHour <= LOAD_LIMITS.manageable) return 'manageable'
  return perHour <= LOAD_LIMITS.flood ? 'overloaded' : 'flood'
}

/** How much of each hour from `fromMs` on was observed, ms; the last hour ends at `toMs`. */
export const observedPerHour = (gaps: readonly Unobserved[], fromMs: number, toMs: number): Float64Array => {
  const hours = Math.max(0, Math.ceil((toMs - fromMs) / HOUR_MS))
  const observed = Float64Array.from({ length: hours }, (_, hour) => Math.min(HOUR_MS, toMs - fromMs - hour * HOUR_MS))
  let reachedMs = fromMs
  for (const gap of [...gaps].sort((a, b) => a.fromMs - b.fromMs)) {
    const endMs = Math.min(gap.toMs, toMs)
    for (let startMs = Math.max(gap.fromMs, reachedMs); startMs < endMs; ) {
      const hour = Math.floor((startMs - fromMs) / HOUR_MS)
      const nextMs = Math.min(endMs, fromMs + (hour + 1) * HOUR_MS)
      observed[hour] = (observed[hour] as number) - (nextMs - startMs)
      startMs = nextMs
    }
    reachedMs = Math.max(reachedMs, endMs)
  }
  return observed
}

const countPerHour = (announcedMs: Float64Array, fromMs: number, hours: number): Int32Array => {
  const counts = new Int32Array(hours)
  for (const atMs of announcedMs) {
    const hour = Math.floor((atMs - fromMs) / HOUR_MS)
    if (hour >= 0 && hour < hours) counts[hour] = (counts[hour] as number) + 1
  }
  return counts
}

/** The ten sources with most alerts, most first; of equal ones the lower id. */
const topSources = ({ announcedMs, deviceIds, pointIds }: AlarmRows): readonly LoadSource[] => {
  const bySource = new Map<number, number[]>()
  for (let i = 0; i < announcedMs.length; i++) {
    const key = (deviceIds[i] as number) * POINTS + (pointIds[i] as number)
    const own = bySource.get(key)
    if (own === undefined) bySource.set(key, [announcedMs[i] as number])
    else own.push(announcedMs[i] as number)
  }
  return [...bySource]
    .sort(([keyA, a], [keyB, b]) => b.length - a.length || keyA - keyB)
    .slice(0, MOST_SOURCES)
    .map(([key, timesMs]) => ({
      deviceId: Math.floor(key / POINTS), pointId: key % POINTS === 0 ? null : key % POINTS,
      alerts: timesMs.length, share: timesMs.length / announcedMs.length, mostInAnHour: mostWithinAnHour(timesMs),
    }))
}

/** Most of the ascending times that lie within any one hour. */
const mostWithinAnHour = (timesMs: readonly number[]): number => {
  let most = 0
  let first = 0
  for (const [last, atMs] of timesMs.entries()) {
    while (atMs - (timesMs[first] as number) >= HOUR_MS) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}
