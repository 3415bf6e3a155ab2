/** Tables `point_roles` and `role_changes`: what each point means, what a person decided, and what stood before each decision. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { FoundRole, PointRoleAssignment, RoleDecision } from '../../../../shared/domain/roles.ts'
import type { Message } from '../../../../shared/message.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly point_id: number
  readonly found_role: PointRole | null
  readonly found_confidence: number
  readonly pattern: string
  readonly reasons: string
  readonly problems: string
  readonly decision: RoleDecision['source'] | null
  readonly decided_role: PointRole | null
  readonly decided_at_ms: number | null
}

interface ChangeRow {
  readonly point_id: number
  readonly decision_before: RoleDecision['source'] | null
  readonly role_before: PointRole | null
  readonly decided_before_ms: number | null
}

type Decided = Pick<Row, 'decision' | 'decided_role' | 'decided_at_ms'>

const fromRow = (row: Row): PointRoleAssignment => ({
  pointId: row.point_id,
  role: row.decision === null ? row.found_role : row.decided_role,
  confidence: row.decision === null ? row.found_confidence : 1,
  source: row.decision ?? 'found',
  pattern: row.pattern,
  reasons: JSON.parse(row.reasons) as Message[],
  problems: JSON.parse(row.problems) as Message[],
  foundRole: row.found_role,
  foundConfidence: row.found_confidence,
  decidedAtMs: row.decided_at_ms,
})

const UPSERT = `
  INSERT INTO point_roles (point_id, found_role, found_confidence, pattern, reasons, problems) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (point_id) DO UPDATE SET found_role = excluded.found_role, found_confidence = excluded.found_confidence, pattern = excluded.pattern,
    reasons = excluded.reasons, problems = excluded.problems`
const INSERT_CHANGE = `
  INSERT INTO role_changes (change_id, point_id, at_ms, decision_before, role_before, decided_before_ms, decision, role, undone)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`

export interface RolesTable {
  /** Of present points, of a device or all. About 5 µs each. */
  present(deviceId?: number): PointRoleAssignment[]
  /** What was found of some points; decisions about them stay. */
  saveFound(found: ReadonlyMap<number, FoundRole>, isKnown: (pointId: number) => boolean): void
  /** Decides about points, or takes decisions back (null). Returns the number under which this can be undone; 0 when nothing changed. */
  decide(decisions: ReadonlyMap<number, RoleDecision | null>, nowMs: number): number
  /** Brings back what stood before a change, where nothing newer was decided since. Returns the points concerned. */
  undo(changeId: number): number[]
  /** Points about whose role a person decided after a moment, and did not take it back. */
  decidedSince(atMs: number): number[]
  removeOfDevice(deviceId: number): void
}

export const createRolesTable = (db: Connection): RolesTable => {
  const FROM_PRESENT = 'FROM point_roles r JOIN points p ON p.id = r.point_id WHERE p.gone_since_ms IS NULL'
  const present = db.prepare<[], Row>(`SELECT r.* ${FROM_PRESENT} ORDER BY r.point_id`)
  const presentOfDevice = db.prepare<[number], Row>(`SELECT r.* ${FROM_PRESENT} AND p.device_id = ? ORDER BY r.point_id`)
  const upsert = db.prepare<[number, string | null, number, string, string, string]>(UPSERT)
  const decided = db.prepare<[number], Decided>('SELECT decision, decided_role, decided_at_ms FROM point_roles WHERE point_id = ?')
  const setDecision = db.prepare<[string | null, string | null, number | null, number]>('UPDATE point_roles SET decision = ?, decided_role = ?, decided_at_ms = ? WHERE point_id = ?')
  const nextChange = db.prepare<[], number>('SELECT coalesce(max(change_id), 0) + 1 FROM role_changes').pluck()
  const insertChange = db.prepare<[number, number, number, string | null, string | null, number | null, string | null, string | null]>(INSERT_CHANGE)
  // A later change of the same point that still stands is not swept away with an older one.
  const undoable = db.prepare<[number], ChangeRow>(`
    SELECT point_id, decision_before, role_before, decided_before_ms FROM role_changes c WHERE change_id = ? AND undone = 0
      AND NOT EXISTS (SELECT 1 FROM role_changes n WHERE n.point_id = c.point_id AND n.change_id > c.change_id AND n.undone = 0)`)
  const markUndone = db.prepare<[number, number]>('UPDATE role_changes SET undone = 1 WHERE change_id = ? AND point_id = ?')
  const decidedSince = db.prepare<[number], number>('SELECT DISTINCT point_id FROM role_changes WHERE at_ms > ? AND undone = 0 ORDER BY point_id').pluck()
  const ofDevice = 'WHERE point_id IN (SELECT id FROM points WHERE device_id = ?)'
  const removeRoles = db.prepare<[number]>(`DELETE FROM point_roles ${ofDevice}`)
  const removeChanges = db.prepare<[number]>(`DELETE FROM role_changes ${ofDevice}`)
  return {
    present: (deviceId) => (deviceId === undefined ? present.all() : presentOfDevice.all(deviceId)).map(fromRow),
    saveFound: (found, isKnown) => {
      for (const [pointId, { role, confidence, pattern, reasons, problems }] of found) {
        if (isKnown(pointId)) upsert.run(pointId, role, confidence, pattern, JSON.stringify(reasons), JSON.stringify(problems))
      }
    },
    decide: (decisions, nowMs) => {
      const changeId = nextChange.get() ?? 1
      let changed = 0
      for (const [pointId, next] of decisions) {
        const before = decided.get(pointId)
        if (before === undefined || (before.decision === (next?.source ?? null) && before.decided_role === (next?.role ?? null))) continue
        insertChange.run(changeId, pointId, wholeMs(nowMs), before.decision, before.decided_role, before.decided_at_ms, next?.source ?? null, next?.role ?? null)
        setDecision.run(next?.source ?? null, next?.role ?? null, next === null ? null : wholeMs(next.atMs), pointId)
        changed += 1
      }
      return changed === 0 ? 0 : changeId
    },
    undo: (changeId) => {
      const rows = undoable.all(changeId)
      for (const row of rows) {
        setDecision.run(row.decision_before, row.role_before, row.decided_before_ms, row.point_id)
        markUndone.run(changeId, row.point_id)
      }
      return rows.map(({ point_id }) => point_id)
    },
    decidedSince: (atMs) => decidedSince.all(wholeMs(atMs)),
    removeOfDevice: (deviceId) => {
      removeRoles.run(deviceId)
      removeChanges.run(deviceId)
    },
  }
}
