/** The value of every point at a past moment: its last reading then, by one seek along the primary key, and whether it was still fresh. */
import { LIVE_STATES, type LiveValues } from '../../../../shared/domain/point.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import { staleAfterMs, STALE_INTERVALS, STANDING_INTERVALS, stateOfQuality } from '../../../../shared/domain/freshness.ts'
import type { Connection } from '../connection.ts'

type Row = [id: number, deviceId: number, pollIntervalMs: number, isGone: number, timeMs: number | null, value: number | null, quality: number | null]

/** What else is known of a device at that moment. */
export interface DeviceThen {
  readonly firstSeenMs: number
  /** Begin of the latest period before that moment in which it was not observed; -Infinity = there is none. */
  readonly gapFromMs: number
}

export interface PastValues {
  readonly values: LiveValues
  /** Points that were there then and have vanished since. */
  readonly gonePointIds: readonly number[]
  /** Newest reading of each device, ms. */
  readonly lastReadingMs: ReadonlyMap<number, number>
  readonly pointCounts: ReadonlyMap<number, number>
  readonly polled: number
}

/** About 6 µs a point; values older than its pace allows cost one seek more. */
const LAST_READINGS_BEFORE = `
  SELECT p.id, p.device_id, p.poll_interval_ms, p.gone_since_ms IS NOT NULL, r.time_ms, r.value, r.quality
  FROM points p LEFT JOIN readings r
    ON r.point_id = p.id AND r.time_ms = (SELECT max(time_ms) FROM readings WHERE point_id = p.id AND time_ms <= :atMs)
  WHERE p.gone_since_ms IS NULL OR p.gone_since_ms > :atMs
  ORDER BY p.id`

const NEVER = LIVE_STATES.indexOf('never')
const STALE = LIVE_STATES.indexOf('stale')

const createColumns = (capacity: number): LiveValues => ({
  pointIds: new Int32Array(capacity), values: new Float64Array(capacity), timesMs: new Float64Array(capacity), qualities: new Uint16Array(capacity), states: new Uint8Array(capacity),
})

const cut = (values: LiveValues, size: number): LiveValues => ({
  pointIds: values.pointIds.slice(0, size), values: values.values.slice(0, size), timesMs: values.timesMs.slice(0, size), qualities: values.qualities.slice(0, size), states: values.states.slice(0, size),
})

/** `devices`: all devices with a row, by id. */
export const preparePastValues = (db: Connection): ((atMs: number, devices: ReadonlyMap<number, DeviceThen>) => PastValues) => {
  const last = db.prepare<[{ readonly atMs: number }], Row>(LAST_READINGS_BEFORE).raw()
  const next = db.prepare<[number, number], number | null>('SELECT min(time_ms) FROM readings WHERE point_id = ? AND time_ms > ?').pluck()
  const before = db.prepare<[number, number], number>('SELECT time_ms FROM readings WHERE point_id = ? AND time_ms < ? ORDER BY time_ms DESC LIMIT 2').pluck()
  const any = db.prepare<[number], number>('SELECT 1 FROM readings WHERE point_id = ? LIMIT 1').pluck()

  /** Usual distance of readings up to `timeMs`: the smaller of the last two, so that one long pause does not make it long. */
  const intervalMs = (pointId: number, timeMs: number): number => {
    const [one, two] = before.all(pointId, timeMs)
    return one === undefined ? 0 : Math.min(timeMs - one, two === undefined ? Infinity : one - two)
  }

  const isFresh = (pointId: number, pollIntervalMs: number, timeMs: number, quality: number, gapFromMs: number, atMs: number): boolean => {
    if (timeMs <= gapFromMs) return false
    const silenceMs = atMs - timeMs
    if (silenceMs <= staleAfterMs({ pollIntervalMs })) return true
    if ((quality & QUALITY.imported) !== 0) return silenceMs <= STALE_INTERVALS * intervalMs(pointId, timeMs)
    // A device that reports changes was asked seldom: the reading that ended the silence tells that the value stood.
    return silenceMs <= STANDING_INTERVALS * pollIntervalMs && (next.get(pointId, atMs) ?? Infinity) - timeMs <= STANDING_INTERVALS * pollIntervalMs
  }

  return (atMs, devices) => {
    const rows = last.all({ atMs })
    const columns = createColumns(rows.length)
    const gonePointIds: number[] = []
    const lastReadingMs = new Map<number, number>()
    const pointCounts = new Map<number, number>()
    let polled = 0
    let size = 0
    for (const [id, deviceId, pollIntervalMs, isGone, timeMs, value, quality] of rows) {
      const device = devices.get(deviceId)
      // Without a reading by then: it came later, unless it was never read at all.
      if (timeMs === null && (device === undefined || device.firstSeenMs > atMs || any.get(id) !== undefined)) continue
      columns.pointIds[size] = id
      columns.values[size] = value ?? Number.NaN
      columns.timesMs[size] = timeMs ?? 0
      columns.qualities[size] = quality ?? 0
      columns.states[size] = NEVER
      if (timeMs !== null) {
        const fresh = isFresh(id, pollIntervalMs, timeMs, quality ?? 0, device?.gapFromMs ?? -Infinity, atMs)
        columns.states[size] = fresh ? stateOfQuality(quality ?? 0) : STALE
        lastReadingMs.set(deviceId, Math.max(timeMs, lastReadingMs.get(deviceId) ?? timeMs))
      }
      size += 1
      if (isGone === 1) gonePointIds.push(id)
      pointCounts.set(deviceId, (pointCounts.get(deviceId) ?? 0) + 1)
      if (pollIntervalMs > 0) polled += 1
    }
    return { values: cut(columns, size), gonePointIds, lastReadingMs, pointCounts, polled }
  }
}
