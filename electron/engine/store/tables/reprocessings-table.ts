/** Tables `reprocessings` and `reprocessed_alerts`: history judged anew, version by version; alerts of live stay where they are. */
import type { Severity } from '../../../../shared/domain/alert.ts'
import type { FiredEquipment, JudgedBy, Reprocessing, WouldFire } from '../../../../shared/domain/detection.ts'
import type { Failure } from '../../../../shared/result.ts'
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
  readonly equipment: number
  readonly judged_by: string
  readonly point_ids: string
  readonly failure: string | null
}

interface AlertRow {
  readonly point_id: number | null
  readonly equipment: string | null
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
  insert(run: Pick<Reprocessing, 'fromMs' | 'toMs' | 'startedAtMs' | 'points' | 'pointIds' | 'judgedBy'>): number
  add(version: number, fires: readonly WouldFire[]): void
  /** `subjects`: what was judged. */
  finish(version: number, atMs: number, subjects: Pick<Reprocessing, 'points' | 'equipment'>): void
  /** Nothing it wrote stays but the row that says what became of it. */
  giveUp(version: number, atMs: number, failure: Failure | null): void
  /** Runs that an end of the engine cut off: as given up with this failure. */
  failRunning(atMs: number, failure: Failure): void
  /** The run and all its alerts. */
  remove(version: number): void
}

const fromRow = (row: Row): Reprocessing => ({
  version: row.version, state: row.state as Reprocessing['state'], fromMs: row.from_ms, toMs: row.to_ms, startedAtMs: row.started_at_ms, finishedAtMs: row.finished_at_ms, points: row.points,
  equipment: row.equipment, fires: row.fires, pointIds: JSON.parse(row.point_ids) as number[], judgedBy: JSON.parse(row.judged_by) as JudgedBy[], failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
})

const fireOf = (row: AlertRow): WouldFire => ({
  pointId: row.point_id, ...(row.equipment === null ? {} : { equipment: JSON.parse(row.equipment) as FiredEquipment }), startedAtMs: row.started_at_ms, raisedAtMs: row.raised_at_ms, clearedAtMs: row.cleared_at_ms, severity: row.severity as Severity, score: row.score,
  worstValue: row.worst_value, expected: row.expected, detector: row.detector,
})

const COLUMNS = 'point_id, equipment, raised_at_ms, started_at_ms, cleared_at_ms, severity, score, worst_value, expected, detector'

export const createReprocessingsTable = (db: Connection): ReprocessingsTable => {
  const all = db.prepare<[], Row>('SELECT * FROM reprocessings ORDER BY version DESC')
  const one = db.prepare<[number], Row>('SELECT * FROM reprocessings WHERE version = ?')
  const alerts = db.prepare<[number, number], AlertRow>(`SELECT ${COLUMNS} FROM reprocessed_alerts WHERE version = ? ORDER BY raised_at_ms, point_id LIMIT ?`)
  const ofPoint = db.prepare<[number, number, number], AlertRow>(`SELECT ${COLUMNS} FROM reprocessed_alerts WHERE version = ? AND point_id = ? ORDER BY raised_at_ms LIMIT ?`)
  const insert = db.prepare<[number, number, number, number, string, string]>(`INSERT INTO reprocessings (state, from_ms, to_ms, started_at_ms, points, fires, point_ids, judged_by) VALUES ('running', ?, ?, ?, ?, 0, ?, ?)`)
  const add = db.prepare<[number, number | null, string | null, number, number, number | null, string, number, number | null, number | null, string]>(
    `INSERT INTO reprocessed_alerts (version, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const count = db.prepare<[number, number]>('UPDATE reprocessings SET fires = fires + ? WHERE version = ?')
  const finish = db.prepare<[number, number, number, number]>(`UPDATE reprocessings SET state = 'done', finished_at_ms = ?, points = ?, equipment = ? WHERE version = ?`)
  const giveUp = db.prepare<[string, number, string | null, number]>('UPDATE reprocessings SET state = ?, finished_at_ms = ?, failure = ?, fires = 0 WHERE version = ?')
  const running = db.prepare<[], number>(`SELECT version FROM reprocessings WHERE state = 'running'`).pluck()
  const removeAlerts = db.prepare<[number]>('DELETE FROM reprocessed_alerts WHERE version = ?')
  const remove = db.prepare<[number]>('DELETE FROM reprocessings WHERE version = ?')
  const giveUpRun = (version: number, atMs: number, failure: Failure | null): void => {
    removeAlerts.run(version)
    giveUp.run(failure === null ? 'cancelled' : 'failed', wholeMs(atMs), failure === null ? null : JSON.stringify(failure), version)
  }
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
    insert: ({ fromMs, toMs, startedAtMs, points, pointIds, judgedBy }) => Number(insert.run(wholeMs(fromMs), wholeMs(toMs), wholeMs(startedAtMs), points, JSON.stringify(pointIds), JSON.stringify(judgedBy)).lastInsertRowid),
    add: (version, fires) => {
      for (const fire of fires) {
        const { pointId, equipment, raisedAtMs, startedAtMs, clearedAtMs, severity, score, worstValue, expected, detector } = fire
        add.run(version, pointId, equipment === undefined ? null : JSON.stringify(equipment), wholeMs(raisedAtMs), wholeMs(startedAtMs), clearedAtMs === null ? null : wholeMs(clearedAtMs), severity, score, worstValue === null || Number.isNaN(worstValue) ? null : worstValue, expected, detector)
      }
      count.run(fires.length, version)
    },
    finish: (version, atMs, { points, equipment }) => void finish.run(wholeMs(atMs), points, equipment, version),
    giveUp: giveUpRun,
    failRunning: (atMs, failure) => {
      for (const version of running.all()) giveUpRun(version, atMs, failure)
    },
    remove: (version) => {
      removeAlerts.run(version)
      remove.run(version)
    },
  }
}
