/** Tables `status_hours` and `status_days`: how each device could be reached, hour by hour and day by day. Derived from outcomes, gaps and restarts; kept for years. */
import type { StatusHistory } from '../../../../shared/domain/health.ts'
import { latencyQuantile, type StatusHour } from '../../../../shared/domain/device-status.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

export type StatusStep = StatusHistory['step']

const NUMBERS = [
  'start_ms', 'length_ms', 'observed_ms', 'online_ms', 'requests', 'timeouts', 'aborts', 'rejects', 'errors', 'decodes', 'sends', 'cancelled', 'retries', 'restarts', 'asked', 'answered',
  'latency_sum_ms', 'latency_max_ms',
] as const
const COLUMNS = `device_id, ${NUMBERS.join(', ')}, latencies`

/** Rows as they travel from the thread that made them to the one that writes them: columns of `NUMBERS` row after row, and the histograms as they are stored. */
export interface PackedStatus {
  readonly numbers: Float64Array
  readonly latencies: readonly string[]
}

export const packStatus = (rows: readonly StatusHour[]): PackedStatus => {
  const numbers = new Float64Array(rows.length * NUMBERS.length)
  for (const [i, row] of rows.entries()) numbers.set(pack(row), i * NUMBERS.length)
  return { numbers, latencies: rows.map(({ latencies }) => latencies.join(',')) }
}

/** Rows [from, to) of them. */
export const partOfStatus = ({ numbers, latencies }: PackedStatus, from: number, to: number): PackedStatus => ({
  numbers: numbers.subarray(from * NUMBERS.length, to * NUMBERS.length), latencies: latencies.slice(from, to),
})

/** The numbers in the order of `NUMBERS`, then the histogram as numbers with commas. */
type Raw = [...number[], string]

const TABLES: Readonly<Record<StatusStep, string>> = { hour: 'status_hours', day: 'status_days' }

export const statusQuery = (step: StatusStep): string => `SELECT ${NUMBERS.join(', ')}, latencies FROM ${TABLES[step]} WHERE device_id = ? AND start_ms >= ? AND start_ms < ? ORDER BY start_ms`

export interface StatusTable {
  /** Periods of a device that begin in [fromMs, toMs), in order. */
  rows(step: StatusStep, deviceId: number, fromMs: number, toMs: number): StatusHour[]
  lastMs(step: StatusStep, deviceId: number): number | undefined
  put(step: StatusStep, deviceId: number, rows: PackedStatus): void
  removeOfDevice(deviceId: number): void
}

export const createStatusTable = (db: Connection): StatusTable => {
  const select = { hour: db.prepare<[number, number, number], Raw>(statusQuery('hour')).raw(), day: db.prepare<[number, number, number], Raw>(statusQuery('day')).raw() }
  const last = (table: string) => db.prepare<[number], number>(`SELECT start_ms FROM ${table} WHERE device_id = ? ORDER BY start_ms DESC LIMIT 1`).pluck()
  const lastOf = { hour: last(TABLES.hour), day: last(TABLES.day) }
  const insert = (table: string) => db.prepare<[number, ...Raw]>(`INSERT OR REPLACE INTO ${table} (${COLUMNS}) VALUES (${Array.from({ length: NUMBERS.length + 2 }, () => '?').join(', ')})`)
  const put = { hour: insert(TABLES.hour), day: insert(TABLES.day) }
  const removals = Object.values(TABLES).map((table) => db.prepare<[number]>(`DELETE FROM ${table} WHERE device_id = ?`))
  return {
    rows: (step, deviceId, fromMs, toMs) => select[step].all(deviceId, wholeMs(fromMs), wholeMs(toMs)).map(unpack),
    lastMs: (step, deviceId) => lastOf[step].get(deviceId),
    put: (step, deviceId, rows) => {
      for (const [i, latencies] of rows.latencies.entries()) put[step].run(deviceId, ...rows.numbers.subarray(i * NUMBERS.length, (i + 1) * NUMBERS.length), latencies)
    },
    removeOfDevice: (deviceId) => {
      for (const statement of removals) statement.run(deviceId)
    },
  }
}

const pack = (row: StatusHour): number[] => [
  wholeMs(row.startMs), wholeMs(row.lengthMs), wholeMs(row.observedMs), wholeMs(row.onlineMs), row.requests, row.timeouts, row.aborts, row.rejects, row.errors, row.decodes, row.sends, row.cancelled, row.retries,
  row.restarts, row.asked, row.answered, row.latencySumMs, row.latencyMaxMs,
]

const unpack = (raw: Raw): StatusHour => {
  const [startMs, lengthMs, observedMs, onlineMs, requests, timeouts, aborts, rejects, errors, decodes, sends, cancelled, retries, restarts, asked, answered, latencySumMs, latencyMaxMs] = raw as unknown as readonly [
    number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number,
  ]
  return {
    startMs, lengthMs, observedMs, onlineMs, requests, timeouts, aborts, rejects, errors, decodes, sends, cancelled, retries, restarts, asked, answered, latencySumMs, latencyMaxMs,
    latencies: (raw.at(-1) as string).split(',').map(Number),
  }
}

/** Rows as the screens take them. */
export const statusHistory = (deviceId: number, step: StatusStep, rows: readonly StatusHour[]): StatusHistory => {
  const column = (of: (row: StatusHour) => number): Float64Array => Float64Array.from(rows, of)
  const latency = (share: number): Float64Array => column(({ latencies }) => latencyQuantile(latencies, share) ?? Number.NaN)
  return {
    deviceId, step, startsMs: column((row) => row.startMs), lengthMs: column((row) => row.lengthMs), observedMs: column((row) => row.observedMs), onlineMs: column((row) => row.onlineMs),
    requests: column((row) => row.requests - row.cancelled), timeouts: column((row) => row.timeouts), aborts: column((row) => row.aborts), rejects: column((row) => row.rejects), errors: column((row) => row.errors),
    decodes: column((row) => row.decodes), sends: column((row) => row.sends), retries: column((row) => row.retries), restarts: column((row) => row.restarts), asked: column((row) => row.asked),
    answered: column((row) => row.answered), latencyP50Ms: latency(0.5), latencyP95Ms: latency(0.95), latencyP99Ms: latency(0.99),
    latencyMaxMs: column((row) => (row.latencies.some((count) => count > 0) ? row.latencyMaxMs : Number.NaN)),
  }
}
