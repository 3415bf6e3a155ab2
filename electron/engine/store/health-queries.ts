/** What working out health asks the store, on a read-only connection of its own. */
import type { HealthDay } from '../../../shared/domain/health.ts'
import type { Message } from '../../../shared/message.ts'
import type { PointDay, QualifiedSeries, StatusHour } from '../../../shared/domain/device-status.ts'
import { openReader } from './connection.ts'
import { createCoverageTable } from './tables/coverage-table.ts'
import { createHealthDaysTable } from './tables/health-days-table.ts'
import { LATENCY_COLUMNS } from './tables/outcomes-table.ts'
import { createPointDaysTable } from './tables/point-days-table.ts'
import { createRunDaysTable, type RunDayRow, type WeatherHours } from './tables/run-days-table.ts'
import { createStatusTable } from './tables/status-table.ts'

/** Outcomes of an hour; `hour` counts from the start that was asked for. */
export type HourOutcomes = Omit<StatusHour, 'startMs' | 'lengthMs' | 'observedMs' | 'onlineMs' | 'restarts'> & { readonly hour: number }

export interface StoredAlert {
  readonly id: number
  readonly kind: string
  readonly severity: 'critical' | 'high' | 'medium' | 'low'
  readonly pointId: number | null
  readonly title: Message
  readonly detector: string
  readonly startedAtMs: number
  /** Exclusive; Infinity while it stands. */
  readonly clearedAtMs: number
}

export interface HealthQueries {
  firstOutcomeMs(deviceId: number): number | undefined
  /** Outcomes of [fromMs, toMs) by hours counted from `fromMs`, from the sums of the hours that begin in it. */
  outcomeHours(deviceId: number, fromMs: number, toMs: number): HourOutcomes[]
  /** Gaps of everything and of the device. */
  gaps(deviceId: number, fromMs: number, toMs: number): readonly { readonly deviceId: number | null; readonly fromMs: number; readonly toMs: number; readonly reason: string }[]
  restarts(deviceId: number, fromMs: number, toMs: number): number[]
  statusHours(deviceId: number, fromMs: number, toMs: number): StatusHour[]
  lastStatusMs(deviceId: number): number | undefined
  firstReadingMs(pointId: number): number | undefined
  /** All readings of [fromMs, toMs): about 0.5 µs each. */
  readings(pointId: number, fromMs: number, toMs: number): QualifiedSeries
  pointDays(pointId: number, fromDay: number, toDay: number): PointDay[]
  lastPointDay(pointId: number): number | undefined
  lastHealthMs(deviceId: number): number | undefined
  healthDays(deviceId: number, fromMs: number, toMs: number): HealthDay[]
  runDays(pointId: number, fromMs: number, toMs: number): RunDayRow[]
  weather(fromMs: number, toMs: number): WeatherHours
  /** Alerts of a device that stood in [fromMs, toMs), without those suppressed by maintenance and those that people called false. */
  alerts(deviceId: number, fromMs: number, toMs: number): StoredAlert[]
  close(): void
}

const HOUR_MS = 3_600_000
const SUMMED = ['requests', 'timeouts', 'aborts', 'rejects', 'errors', 'decodes', 'sends', 'cancelled', 'retries', 'asked', 'answered', 'latency_sum_ms'] as const
const OUTCOMES = `SELECT hour_ms, ${SUMMED.join(', ')}, latency_max_ms, ${LATENCY_COLUMNS.join(', ')} FROM outcome_hours WHERE device_id = ? AND hour_ms >= ? AND hour_ms < ? ORDER BY hour_ms`
const LATENCY_MAX = SUMMED.length + 1
const FIRST_LATENCY = SUMMED.length + 2
const ALERTS = `
  SELECT id, kind, severity, point_id, title, evidence, started_at_ms, cleared_at_ms FROM alerts
  WHERE device_id = :deviceId AND started_at_ms < :toMs AND (cleared_at_ms IS NULL OR cleared_at_ms > :fromMs) AND maintenance_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.alert_id = alerts.id AND f.verdict <> 'useful' AND f.undone_at_ms IS NULL)`

interface AlertRow {
  readonly id: number
  readonly kind: string
  readonly severity: StoredAlert['severity']
  readonly point_id: number | null
  readonly title: string
  readonly evidence: string
  readonly started_at_ms: number
  readonly cleared_at_ms: number | null
}

/** Throws what SQLite throws. */
export const openHealthQueries = (databaseFile: string): HealthQueries => {
  const db = openReader(databaseFile)
  const coverage = createCoverageTable(db)
  const status = createStatusTable(db)
  const pointDays = createPointDaysTable(db)
  const healthDays = createHealthDaysTable(db)
  const runDays = createRunDaysTable(db)
  const firstOutcome = db.prepare<[number], number>('SELECT hour_ms FROM outcome_hours WHERE device_id = ? ORDER BY hour_ms LIMIT 1').pluck()
  const outcomes = db.prepare<[number, number, number], number[]>(OUTCOMES).raw()
  const firstReading = db.prepare<[number], number>('SELECT time_ms FROM readings WHERE point_id = ? ORDER BY time_ms LIMIT 1').pluck()
  const readings = db.prepare<[number, number, number], [number, number | null, number]>('SELECT time_ms, value, quality FROM readings WHERE point_id = ? AND time_ms >= ? AND time_ms < ? ORDER BY time_ms').raw()
  const alerts = db.prepare<[{ deviceId: number; fromMs: number; toMs: number }], AlertRow>(ALERTS)
  const whole = (timeMs: number): number => Math.round(timeMs)
  return {
    firstOutcomeMs: (deviceId) => firstOutcome.get(deviceId),
    outcomeHours: (deviceId, fromMs, toMs) => hoursFrom(outcomes.all(deviceId, whole(fromMs), whole(toMs)), whole(fromMs)),
    gaps: (deviceId, fromMs, toMs) => coverage.gaps(whole(fromMs), whole(toMs), deviceId),
    restarts: (...args) => healthDays.restarts(...args),
    statusHours: (...args) => status.rows('hour', ...args),
    lastStatusMs: (deviceId) => status.lastMs('hour', deviceId),
    firstReadingMs: (pointId) => firstReading.get(pointId),
    readings: (pointId, fromMs, toMs) => columnsOf(readings.all(pointId, whole(fromMs), whole(toMs))),
    pointDays: (...args) => pointDays.days(...args),
    lastPointDay: (pointId) => pointDays.lastDay(pointId),
    healthDays: (...args) => healthDays.days(...args),
    lastHealthMs: (deviceId) => healthDays.lastMs(deviceId),
    runDays: (...args) => runDays.runDays(...args),
    weather: (...args) => runDays.weather(...args),
    alerts: (deviceId, fromMs, toMs) => alerts.all({ deviceId, fromMs: whole(fromMs), toMs: whole(toMs) }).map(alertOf),
    close: () => void db.close(),
  }
}

/** By index: there are millions of rows, and no iterator is made for each. */
const columnsOf = (rows: readonly (readonly [timeMs: number, value: number | null, quality: number])[]): QualifiedSeries => {
  const series = { timesMs: new Float64Array(rows.length), values: new Float64Array(rows.length), qualities: new Uint16Array(rows.length) }
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as (typeof rows)[number]
    series.timesMs[i] = row[0]
    series.values[i] = row[1] ?? Number.NaN
    series.qualities[i] = row[2]
  }
  return series
}

/** Rows by hours counted from `fromMs`. Two rows meet in one hour only where the time zone was changed by half an hour. */
const hoursFrom = (rows: readonly number[][], fromMs: number): HourOutcomes[] => {
  const hours: number[][] = []
  for (const row of rows) {
    row[0] = Math.floor(((row[0] as number) - fromMs) / HOUR_MS)
    const last = hours.at(-1)
    if (last?.[0] !== row[0]) hours.push(row)
    else for (let i = 1; i < row.length; i++) last[i] = i === LATENCY_MAX ? Math.max(last[i] as number, row[i] as number) : (last[i] as number) + (row[i] as number)
  }
  return hours.map(hourOf)
}

/** Columns in the order of `OUTCOMES`. */
const hourOf = (row: readonly number[]): HourOutcomes => {
  const at = (index: number): number => row[index] ?? 0
  return {
    hour: at(0), requests: at(1), timeouts: at(2), aborts: at(3), rejects: at(4), errors: at(5), decodes: at(6), sends: at(7), cancelled: at(8), retries: at(9), asked: at(10), answered: at(11), latencySumMs: at(12),
    latencyMaxMs: at(LATENCY_MAX), latencies: row.slice(FIRST_LATENCY),
  }
}

const alertOf = (row: AlertRow): StoredAlert => {
  const [first] = JSON.parse(row.evidence) as readonly { readonly detector: string }[]
  return {
    id: row.id, kind: row.kind, severity: row.severity, pointId: row.point_id, title: JSON.parse(row.title) as Message, detector: first?.detector ?? '', startedAtMs: row.started_at_ms,
    clearedAtMs: row.cleared_at_ms ?? Infinity,
  }
}
