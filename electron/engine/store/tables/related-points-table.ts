/** Table `related_points`: relations between points that people accepted for the detectors or dismissed. */
import type { RelatedDecision } from '../../../../shared/domain/correlation.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly point_id: number
  readonly other_id: number
  readonly decision: string
  readonly r: number
  readonly decided_at_ms: number
}

export interface RelatedPointsTable {
  /** Oldest first. */
  all(): RelatedDecision[]
  /** Takes the place of what was said before. */
  save(decision: RelatedDecision): void
  remove(pointId: number, otherId: number): void
  /** On either side. */
  removeOfPoint(pointId: number): void
}

export const createRelatedPointsTable = (db: Connection): RelatedPointsTable => {
  const all = db.prepare<[], Row>('SELECT * FROM related_points ORDER BY decided_at_ms, point_id, other_id')
  const save = db.prepare<[number, number, string, number, number]>('INSERT OR REPLACE INTO related_points (point_id, other_id, decision, r, decided_at_ms) VALUES (?, ?, ?, ?, ?)')
  const remove = db.prepare<[number, number]>('DELETE FROM related_points WHERE point_id = ? AND other_id = ?')
  const removeOfPoint = db.prepare<[number, number]>('DELETE FROM related_points WHERE point_id = ? OR other_id = ?')
  return {
    all: () => all.all().map((row) => ({ pointId: row.point_id, otherId: row.other_id, decision: row.decision as RelatedDecision['decision'], r: row.r, decidedAtMs: row.decided_at_ms })),
    save: ({ pointId, otherId, decision, r, decidedAtMs }) => void save.run(pointId, otherId, decision, r, wholeMs(decidedAtMs)),
    remove: (pointId, otherId) => void remove.run(pointId, otherId),
    removeOfPoint: (pointId) => void removeOfPoint.run(pointId, pointId),
  }
}
