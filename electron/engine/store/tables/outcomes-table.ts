/**
 * Tables `outcome_minutes` and `outcome_hours`: how the requests to a device went, summed per minute and per local hour. One row per request would be 1.7 million rows a day at
 * 20 requests/s; a minute keeps what is asked for of the last days: counts by kind of error, points asked and answered, and a latency histogram that adds up over any period. The hour is
 * summed as it is written, because health looks back over weeks.
 */
import type { PollOutcome, RequestErrorKind } from '../../../../shared/domain/acquisition.ts'
import { LATENCY_LIMITS_MS } from '../../../../shared/domain/device-status.ts'
import type { Connection } from '../connection.ts'

const MINUTE_MS = 60_000

export const LATENCY_COLUMNS: readonly string[] = [...LATENCY_LIMITS_MS.map((limit) => `latency_${limit}`), 'latency_over']

const ERROR_COLUMNS: Readonly<Record<RequestErrorKind, string>> = {
  timeout: 'timeouts',
  abort: 'aborts',
  reject: 'rejects',
  error: 'errors',
  decode: 'decodes',
  send: 'sends',
  cancelled: 'cancelled',
}

const SUMMED = ['requests', ...Object.values(ERROR_COLUMNS), 'asked', 'answered', 'retries', 'latency_sum_ms', ...LATENCY_COLUMNS]
const COLUMNS = ['device_id', 'start_ms', ...SUMMED, 'latency_max_ms']

const upsertOf = (table: string, key: string): string => `
  INSERT INTO ${table} (${COLUMNS.join(', ').replace('start_ms', key)}) VALUES (${COLUMNS.map((column) => `:${column}`).join(', ')})
  ON CONFLICT (device_id, ${key}) DO UPDATE SET
    ${SUMMED.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}, latency_max_ms = max(latency_max_ms, excluded.latency_max_ms)`

/** Requests that we gave up ourselves (stop, pause) are no failures of the device. */
const SINCE = `
  SELECT coalesce(sum(o.requests), 0) AS requests,
    coalesce(sum(o.timeouts + o.aborts + o.rejects + o.errors + o.decodes + o.sends), 0) AS failed
  FROM devices d CROSS JOIN outcome_minutes o ON o.device_id = d.id AND o.minute_ms >= ?`

/** An error or abort is an answer; silence, send errors and spoilt answers are losses. Requests that were given up here count as neither. */
const BY_DEVICE = `
  SELECT d.id AS device_id, coalesce(sum(o.requests - o.cancelled), 0) AS requests, coalesce(sum(o.timeouts + o.sends + o.decodes), 0) AS lost,
    ${LATENCY_COLUMNS.map((column) => `coalesce(sum(o.${column}), 0) AS ${column}`).join(', ')}
  FROM devices d CROSS JOIN outcome_minutes o ON o.device_id = d.id AND o.minute_ms >= ? GROUP BY d.id`

/** Share of answers that came within the time that is told. */
const QUANTILE = 0.95

/** A minute or an hour of a device. */
type SumRow = Record<string, number>

const latencyColumn = (latencyMs: number): string => {
  const index = LATENCY_LIMITS_MS.findIndex((limit) => latencyMs <= limit)
  return LATENCY_COLUMNS[index === -1 ? LATENCY_COLUMNS.length - 1 : index] ?? 'latency_over'
}

const emptyRow = (deviceId: number, startMs: number): SumRow => {
  const row: SumRow = {}
  for (const column of COLUMNS) row[column] = 0
  row.device_id = deviceId
  row.start_ms = startMs
  return row
}

/** The row of a device that begins then; made where there is none yet. */
const rowOf = (rows: Map<string, SumRow>, deviceId: number, startMs: number): SumRow => {
  const key = `${deviceId} ${startMs}`
  const known = rows.get(key)
  if (known !== undefined) return known
  const made = emptyRow(deviceId, startMs)
  rows.set(key, made)
  return made
}

const addRow = (sum: SumRow, row: SumRow): void => {
  for (const column of SUMMED) add(sum, column, row[column] ?? 0)
  sum.latency_max_ms = Math.max(sum.latency_max_ms ?? 0, row.latency_max_ms ?? 0)
}

const add = (row: SumRow, column: string, amount: number): void => {
  row[column] = (row[column] ?? 0) + amount
}

/** Latency is that of answers: a request without one would only tell our own deadline. */
const addOutcome = (row: SumRow, outcome: PollOutcome): void => {
  add(row, 'requests', 1)
  add(row, 'asked', outcome.asked)
  add(row, 'answered', outcome.answered)
  if (outcome.retry === true) add(row, 'retries', 1)
  if (outcome.error !== null) add(row, ERROR_COLUMNS[outcome.error], 1)
  if (outcome.error !== null && outcome.error !== 'error' && outcome.error !== 'abort' && outcome.error !== 'reject') return
  add(row, 'latency_sum_ms', outcome.latencyMs)
  add(row, latencyColumn(outcome.latencyMs), 1)
  row.latency_max_ms = Math.max(row.latency_max_ms ?? 0, outcome.latencyMs)
}

/** How requests to one device went over a period. */
export interface DeviceOutcomes {
  readonly deviceId: number
  readonly requests: number
  readonly lost: number
  readonly answers: number
  /** Upper limit of the histogram's class that 95 % of the answers are in; null without answers, 10 s for what is beyond the last limit. */
  readonly latencyP95Ms: number | null
}

const BEYOND_LAST_MS = 10_000

const deviceOutcomes = (row: SumRow): DeviceOutcomes => {
  const counts = LATENCY_COLUMNS.map((column) => row[column] ?? 0)
  const answers = counts.reduce((sum, count) => sum + count, 0)
  let left = answers * QUANTILE
  const at = counts.findIndex((count) => (left -= count) <= 0)
  return { deviceId: row.device_id ?? 0, requests: row.requests ?? 0, lost: row.lost ?? 0, answers, latencyP95Ms: answers === 0 ? null : (LATENCY_LIMITS_MS[at] ?? BEYOND_LAST_MS) }
}

export interface OutcomesTable {
  /** Adds the outcomes of devices that `isKnown`. `hourStartOf` gives the start of the local hour that holds a moment. */
  write(outcomes: readonly PollOutcome[], isKnown: (deviceId: number) => boolean, hourStartOf: (timeMs: number) => number): void
  /** Requests and failures since the minute that holds `fromMs`. */
  since(fromMs: number): { readonly requests: number; readonly failed: number }
  /** The same by device; those without a request are left out. */
  byDevice(fromMs: number): readonly DeviceOutcomes[]
  /** Deletes up to `limit` of a device's oldest minutes, those before `beforeMs` where it is given; returns how many. */
  deleteSome(deviceId: number, limit: number, beforeMs?: number): number
  /** Deletes the hours of a device before this moment; returns how many. */
  deleteHours(deviceId: number, beforeMs: number): number
}

export const createOutcomesTable = (db: Connection): OutcomesTable => {
  const upsertMinute = db.prepare<[SumRow]>(upsertOf('outcome_minutes', 'minute_ms'))
  const upsertHour = db.prepare<[SumRow]>(upsertOf('outcome_hours', 'hour_ms'))
  const since = db.prepare<[number], { requests: number; failed: number }>(SINCE)
  const byDevice = db.prepare<[number], SumRow>(BY_DEVICE)
  const nth = db.prepare<[number, number], number>('SELECT minute_ms FROM outcome_minutes WHERE device_id = ? ORDER BY minute_ms LIMIT 1 OFFSET ?').pluck()
  const deleteUntil = db.prepare<[number, number]>('DELETE FROM outcome_minutes WHERE device_id = ? AND minute_ms < ?')
  const deleteHours = db.prepare<[number, number]>('DELETE FROM outcome_hours WHERE device_id = ? AND hour_ms < ?')
  const minuteOf = (timeMs: number): number => Math.floor(timeMs / MINUTE_MS) * MINUTE_MS
  return {
    write: (outcomes, isKnown, hourStartOf) => {
      const minutes = new Map<string, SumRow>()
      for (const outcome of outcomes) if (isKnown(outcome.deviceId)) addOutcome(rowOf(minutes, outcome.deviceId, minuteOf(outcome.atMs)), outcome)
      const hours = new Map<string, SumRow>()
      for (const row of minutes.values()) {
        upsertMinute.run(row)
        addRow(rowOf(hours, row.device_id ?? 0, hourStartOf(row.start_ms ?? 0)), row)
      }
      for (const row of hours.values()) upsertHour.run(row)
    },
    since: (fromMs) => since.get(minuteOf(fromMs)) ?? { requests: 0, failed: 0 },
    byDevice: (fromMs) => byDevice.all(minuteOf(fromMs)).map(deviceOutcomes),
    deleteSome: (deviceId, limit, beforeMs = Number.MAX_SAFE_INTEGER) => deleteUntil.run(deviceId, Math.min(beforeMs, nth.get(deviceId, limit) ?? Number.MAX_SAFE_INTEGER)).changes,
    deleteHours: (deviceId, beforeMs) => deleteHours.run(deviceId, beforeMs).changes,
  }
}
