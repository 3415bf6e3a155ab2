/** The long questions, answered on a read-only connection: in a worker thread, or inline in unit tests. */
import type { AlarmRows } from '../../../shared/domain/alarm-load.ts'
import type { StatusHistory } from '../../../shared/domain/health.ts'
import type { AlertStop, PastStates, Timeline } from '../../../shared/domain/past-state.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { prepareAlarmRows } from './alarm-rows.ts'
import { openReader } from './connection.ts'
import { preparePastAlerts } from './past/past-alerts.ts'
import { preparePastStates } from './past/past-state.ts'
import { prepareTimeline } from './past/timeline.ts'
import { createEnergyPeriodsTable, type EnergyDayRows, type EnergyRows, type EnergySums } from './tables/energy-periods-table.ts'
import { createStatusTable, statusHistory } from './tables/status-table.ts'
import { LEAST_POINTS, prepareThinning, type ThinnedReadings } from './thinning.ts'

export interface ReaderQueries {
  series(pointId: number, fromMs: number, toMs: number, maxPoints: number): Series
  history(pointIds: readonly number[], fromMs: number, toMs: number): readonly Series[]
  /** What the load of alerts over [fromMs, toMs) is calculated from. */
  alarmRows(fromMs: number, toMs: number): AlarmRows
  /** How a device could be reached in the hours or days that begin in [fromMs, toMs); about 3 µs each. */
  status(step: StatusHistory['step'], deviceId: number, fromMs: number, toMs: number): StatusHistory
  /** Hours of a meter that begin in [fromMs, toMs); about 1 µs each. */
  energyHours(meterId: number, fromMs: number, toMs: number): EnergyRows
  energyDays(meterId: number, fromMs: number, toMs: number): EnergyDayRows
  /** Sums of meters over their hours or days, with the mean base load of their days. */
  energySums(what: 'hours' | 'days', meterIds: readonly number[], fromMs: number, toMs: number): readonly (EnergySums & { readonly baseLoad: number | null })[]
  /** The states at these moments; null = no point had a reading by one of them. */
  pastStates(timesMs: readonly number[]): PastStates | null
  timeline(fromMs: number, toMs: number, steps: number): Timeline
  alertStop(fromMs: number, direction: 'next' | 'previous'): AlertStop | null
  firstReadingMs(): number | null
  /** What SQLite's full check finds wrong; empty when the database is whole. Takes about a second per 500 MB. */
  integrity(): readonly string[]
  close(): void
}

type RawReading = [timeMs: number, value: number | null, quality: number]
type Period = [pointId: number, fromMs: number, toMs: number]
interface Extent {
  readonly count: number
  readonly firstMs: number | null
  readonly lastMs: number | null
}

const IN_PERIOD = 'FROM readings WHERE point_id = ? AND time_ms >= ? AND time_ms < ?'

const readAll = (rows: Iterable<RawReading>, count: number): ThinnedReadings => {
  const read = { timesMs: new Float64Array(count), values: new Float64Array(count), qualities: new Uint16Array(count) }
  let index = 0
  for (const [timeMs, value, quality] of rows) {
    read.timesMs[index] = timeMs
    read.values[index] = value ?? Number.NaN
    read.qualities[index] = quality
    index += 1
  }
  return read
}

/** Opens its own read-only connection to `databaseFile`, which must exist. Throws what SQLite throws. */
export const openReaderQueries = (databaseFile: string): ReaderQueries => {
  const db = openReader(databaseFile)
  const extent = db.prepare<Period, Extent>(`SELECT count(*) AS count, min(time_ms) AS firstMs, max(time_ms) AS lastMs ${IN_PERIOD}`)
  const readings = db.prepare<Period, RawReading>(`SELECT time_ms, value, quality ${IN_PERIOD} ORDER BY time_ms`).raw()
  const thin = prepareThinning(db)
  const energy = createEnergyPeriodsTable(db)
  const status = createStatusTable(db)
  const past = preparePastStates(db)
  const alertStops = preparePastAlerts(db)
  const timeline = prepareTimeline(db)

  const readSeries = (pointId: number, fromMs: number, toMs: number, maxPoints: number): Series => {
    const { count, firstMs, lastMs } = extent.get(pointId, fromMs, toMs) ?? { count: 0, firstMs: null, lastMs: null }
    if (count > Math.max(maxPoints, LEAST_POINTS) && firstMs !== null && lastMs !== null) {
      return { pointId, ...thin(pointId, firstMs, lastMs, maxPoints), thinned: true }
    }
    return { pointId, ...readAll(readings.iterate(pointId, fromMs, toMs), count), thinned: false }
  }
  // One snapshot, so that the count still holds when the rows are read.
  const inSnapshot = db.transaction(readSeries)

  return {
    series: (pointId, fromMs, toMs, maxPoints) => inSnapshot(pointId, fromMs, toMs, maxPoints),
    history: (pointIds, fromMs, toMs) => pointIds.map((pointId) => inSnapshot(pointId, fromMs, toMs, Number.MAX_SAFE_INTEGER)),
    alarmRows: prepareAlarmRows(db),
    status: (step, deviceId, fromMs, toMs) => statusHistory(deviceId, step, status.rows(step, deviceId, fromMs, toMs)),
    energyHours: (...args) => energy.hours(...args),
    energyDays: (...args) => energy.days(...args),
    energySums: (what, meterIds, fromMs, toMs) => meterIds.map((id) => ({ ...energy.sums(what, id, fromMs, toMs), baseLoad: energy.baseLoad(id, fromMs, toMs) })),
    pastStates: (timesMs) => past.states(timesMs),
    timeline: (...args) => timeline.timeline(...args),
    alertStop: (...args) => alertStops.stop(...args),
    firstReadingMs: () => timeline.firstReadingMs(),
    integrity: () => {
      const found = (db.pragma('integrity_check(20)') as { readonly integrity_check: string }[]).map((row) => row.integrity_check)
      return found.length === 1 && found[0] === 'ok' ? [] : found
    },
    close: () => void db.close(),
  }
}
