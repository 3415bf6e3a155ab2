/** The devices at a past moment: which were there, and whether each could be reached, from what was not observed and from their readings and answers. */
import type { Device, DeviceState } from '../../../../shared/domain/device.ts'
import { latencyQuantile } from '../../../../shared/domain/device-status.ts'
import type { ForgottenDevice } from '../../../../shared/domain/past-state.ts'
import type { CoverageGap, GapReason } from '../../../../shared/domain/series.ts'
import type { Connection } from '../connection.ts'
import type { DeviceRow } from '../store-types.ts'
import { createCoverageTable } from '../tables/coverage-table.ts'
import { createDevicesTable } from '../tables/devices-table.ts'
import { LATENCY_COLUMNS } from '../tables/outcomes-table.ts'
import type { DeviceThen, PastValues } from './past-values.ts'

interface Gap {
  readonly fromMs: number
  readonly toMs: number | null
  readonly reason: GapReason
}

export interface Observed extends DeviceThen {
  readonly row: DeviceRow
  readonly own: Gap | undefined
  readonly common: Gap | undefined
}

export interface PastDeviceQueries {
  /** All devices that have a row. */
  rows(): readonly DeviceRow[]
  /** These devices with the periods not observed that lie nearest before that moment. */
  observed(atMs: number, rows: readonly DeviceRow[]): ReadonlyMap<number, Observed>
  devices(atMs: number, observed: ReadonlyMap<number, Observed>, past: PastValues): Device[]
  /** What was not observed at that moment. */
  gaps(atMs: number): CoverageGap[]
  forgotten(atMs: number): ForgottenDevice[]
}

/** The latest period of a device (NULL = of all) that began before a moment. */
const GAP_BEFORE = 'SELECT from_ms AS fromMs, to_ms AS toMs, reason FROM coverage_gaps WHERE device_id IS ? AND from_ms < ? ORDER BY from_ms DESC LIMIT 1'

const answersIn = (table: string, start: string): string => `
  SELECT ${start} AS startMs, requests - cancelled AS asked, timeouts + aborts + rejects + errors + decodes + sends AS failed, ${LATENCY_COLUMNS.join(', ')}
  FROM ${table} WHERE device_id = ? AND ${start} >= ? AND ${start} <= ? AND requests > cancelled ORDER BY ${start} DESC LIMIT 1`
const MINUTE_OF_ANSWERS = answersIn('outcome_minutes', 'minute_ms')
const HOUR_OF_ANSWERS = answersIn('outcome_hours', 'hour_ms')

type Answers = Readonly<Record<string, number>>

const MINUTES_MS = 5 * 60_000
const HOUR_MS = 3_600_000

const holds = (gap: Gap | undefined, atMs: number): gap is Gap => gap !== undefined && gap.fromMs <= atMs && (gap.toMs === null || gap.toMs > atMs)
const endedBy = (gap: Gap | undefined, atMs: number): number => (gap?.toMs !== null && gap?.toMs !== undefined && gap.toMs <= atMs ? gap.toMs : -Infinity)

const latencies = (answers: Answers): readonly number[] => LATENCY_COLUMNS.map((column) => answers[column] ?? 0)

export const preparePastDevices = (db: Connection): PastDeviceQueries => {
  const table = createDevicesTable(db)
  const coverage = createCoverageTable(db)
  const gapBefore = db.prepare<[number | null, number], Gap>(GAP_BEFORE)
  const minute = db.prepare<[number, number, number], Answers>(MINUTE_OF_ANSWERS)
  const hour = db.prepare<[number, number, number], Answers>(HOUR_OF_ANSWERS)
  const forgotten = db.prepare<[{ readonly atMs: number }], ForgottenDevice>(
    'SELECT instance, name, points, removed_at_ms AS removedAtMs FROM removed_devices WHERE first_seen_ms <= :atMs AND removed_at_ms > :atMs ORDER BY instance',
  )

  const stateOf = ({ row, own, common }: Observed, atMs: number, lastReadingMs: number | undefined): { readonly state: DeviceState; readonly sinceMs: number } => {
    if (holds(common, atMs)) return { state: 'unknown', sinceMs: common.fromMs }
    if (holds(own, atMs)) return { state: own.reason === 'deviceOffline' ? 'offline' : 'unknown', sinceMs: own.fromMs }
    const sinceMs = Math.max(endedBy(own, atMs), endedBy(common, atMs), row.firstSeenMs <= atMs ? row.firstSeenMs : -Infinity)
    const fromMs = Number.isFinite(sinceMs) ? sinceMs : (lastReadingMs ?? atMs)
    if (lastReadingMs !== undefined && lastReadingMs >= sinceMs) return { state: 'online', sinceMs: fromMs }
    const answered = hour.get(row.id, fromMs - HOUR_MS + 1, atMs)
    return { state: answered !== undefined && latencies(answered).some((count) => count > 0) ? 'online' : 'unknown', sinceMs: fromMs }
  }

  const deviceOf = (one: Observed, atMs: number, past: PastValues): Device => {
    const { id, firstSeenMs: _, interfaceName: __, lastSeenMs, ...facts } = one.row
    const lastReadingMs = past.lastReadingMs.get(id)
    const { state, sinceMs } = stateOf(one, atMs, lastReadingMs)
    const answers = minute.get(id, atMs - MINUTES_MS, atMs) ?? hour.get(id, atMs - HOUR_MS + 1, atMs)
    const seenMs = Math.max(lastReadingMs ?? -Infinity, lastSeenMs !== null && lastSeenMs <= atMs ? lastSeenMs : -Infinity)
    return {
      ...facts,
      id,
      pointCount: past.pointCounts.get(id) ?? 0,
      state,
      stateSinceMs: sinceMs,
      lastSeenMs: Number.isFinite(seenMs) ? seenMs : null,
      latencyMs: answers === undefined ? null : latencyQuantile(latencies(answers), 0.5),
      failureShare: answers === undefined ? 0 : (answers.failed ?? 0) / (answers.asked ?? 1),
      problems: [],
    }
  }

  return {
    rows: () => table.all(),
    observed: (atMs, rows) => {
      const common = gapBefore.get(null, atMs)
      return new Map(rows.map((row) => {
        const own = gapBefore.get(row.id, atMs)
        return [row.id, { row, firstSeenMs: row.firstSeenMs, gapFromMs: Math.max(own?.fromMs ?? -Infinity, common?.fromMs ?? -Infinity), own, common }]
      }))
    },
    devices: (atMs, observed, past) =>
      [...observed.values()].filter(({ row }) => row.firstSeenMs <= atMs || past.lastReadingMs.has(row.id)).map((one) => deviceOf(one, atMs, past)),
    gaps: (atMs) => coverage.gaps(atMs, atMs + 1),
    forgotten: (atMs) => forgotten.all({ atMs }),
  }
}
