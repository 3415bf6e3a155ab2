/** Tables `reprocessings` and `reprocessed_alerts`: history judged anew, version by version; alerts of live stay where they are. */
import type { Severity } from '../../../../shared/domain/alert.ts'
import type { Reprocessing, WouldFire } from '../../../../shared/domain/detection.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly version: number
  readonly state: string
  readonly from_ms: number
  readonly to_ms: number
  readonly started_at_ms: number
  readonly finished_at_ms: number | null
  readonly points: number
  readonly fires: number
}

interface AlertRow {
  readonly point_id: number
  readonly raised_at_ms: number
  readonly started_at_ms: number
  readonly cleared_at_ms: number | null
  readonly severity: string
  readonly score: number
  readonly worst_value: number | null
  readonly expected: number | null
  readonly detector: string
}

export interface ReprocessingsTable {
  /** Newest first. */
  list(): Reprocessing[]
  get(version: number): Reprocessing | undefined
  /** Oldest first, at most `limit`; of these points, or of all. */
  alerts(version: number, pointIds: readonly number[] | undefined, limit: number): WouldFire[]
  /** Begins a run; returns its version. */
  insert(run: Pick<Reprocessing, 'fromMs' | 'toMs' | 'startedAtMs' | 'points'>): number
  add(version: number, fires: readonly WouldFire[]): void
  finish(version: number, state: Reprocessing['state'], atMs: number): void
  failRunning(atMs: number): void
}

const fromRow = (row: Row): Reprocessing => ({
  version: row.version, state: row.state as Reprocessing['state'], fromMs: row.from_ms, toMs: row.to_ms, startedAtMs: row.started_at_ms, finishedAtMs: row.finished_at_ms, points: row.points,
  fires: row.fires,
})

const fireOf = (row: AlertRow): WouldFire => ({
  pointId: row.point_id, startedAtMs: row.started_at_ms, raisedAtMs: row.raised_at_ms, clearedAtMs: row.cleared_at_ms, severity: row.severity as Severity, score: row.score,
  worstValue: row.worst_value ?? Number.NaN, expected: row.expected, detector: row.detector,
})

const COLUMNS = 'point_id, raised_at_ms, started_at_ms, cleared_at_ms, severity, score, worst_value, expected, detector'

export const createReprocessingsTable = (db: Connection): ReprocessingsTable => {
  const all = db.prepare<[], Row>('SELECT * FROM reprocessings ORDER BY version DESC')
  const one = db.prepare<[number], Row>('SELECT * FROM reprocessings WHERE version = ?')
  const alerts = db.prepare<[number, number], AlertRow>(`SELECT ${COLUMNS} FROM reprocessed_alerts WHERE version = ? ORDER BY raised_at_ms, point_id LIMIT ?`)
  const ofPoint = db.prepare<[number, number, number], AlertRow>(`SELECT ${COLUMNS} FROM reprocessed_alerts WHERE version = ? AND point_id = ? ORDER BY raised_at_ms LIMIT ?`)
  const insert = db.prepare<[number, number, number, number]>(`INSERT INTO reprocessings (state, from_ms, to_ms, started_at_ms, points, fires) VALUES ('running', ?, ?, ?, ?, 0)`)
  const add = db.prepare<[number, number, number, number, number | null, string, number, number | null, number | null, string]>(
    `INSERT OR REPLACE INTO reprocessed_alerts (version, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const count = db.prepare<[number, number]>('UPDATE reprocessings SET fires = fires + ? WHERE version = ?')
  const finish = db.prepare<[string, number, number]>('UPDATE reprocessings SET state = ?, finished_at_ms = ? WHERE version = ?')
  const failRunning = db.prepare<[number]>(`UPDATE reprocessings SET state = 'failed', finished_at_ms = ? WHERE state = 'running'`)
  return {
    list: () => all.all().map(fromRow),
    get: (version) => {
      const row = one.get(version)
      return row === undefined ? undefined : fromRow(row)
    },
    alerts: (version, pointIds, limit) => {
      if (pointIds === undefined) return alerts.all(version, limit).map(fireOf)
      const rows = pointIds.flatMap((pointId) => ofPoint.all(version, pointId, limit))
      return rows.sort((a, b) => a.raised_at_ms - b.raised_at_ms).slice(0, limit).map(fireOf)
    },
    insert: ({ fromMs, toMs, startedAtMs, points }) => Number(insert.run(wholeMs(fromMs), wholeMs(toMs), wholeMs(startedAtMs), points).lastInsertRowid),
    add: (version, fires) => {
      for (const fire of fires) {
        const { pointId, raisedAtMs, startedAtMs, clearedAtMs, severity, score, worstValue, expected, detector } = fire
        add.run(version, pointId, wholeMs(raisedAtMs), wholeMs(startedAtMs), clearedAtMs === null ? null : wholeMs(clearedAtMs), severity, score, Number.isNaN(worstValue) ? null : worstValue, expected, detector)
      }
      count.run(fires.length, version)
    },
    finish: (version, state, atMs) => void finish.run(state, wholeMs(atMs), version),
    failRunning: (atMs) => void failRunning.run(wholeMs(atMs)),
  }
}
