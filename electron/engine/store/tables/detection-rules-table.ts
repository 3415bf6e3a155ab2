/** Tables `detection_tuning`, `equipment_tuning`, `detection_exceptions` and `detection_changes`: what people set, and who set it when. Changes are never deleted. */
import type { DetectionChange, DetectionException, DetectionTuning, TuningScope } from '../../../../shared/domain/detection.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface TuningRow {
  readonly scope: string
  readonly scope_id: number
  readonly tuning: string
}

interface ExceptionRow {
  readonly id: number
  readonly point_id: number
  readonly weekdays: string
  readonly from_minute: number
  readonly to_minute: number
  readonly low: number | null
  readonly high: number | null
  readonly reason: string
  readonly until_ms: number | null
}

interface ChangeRow {
  readonly id: number
  readonly at_ms: number
  readonly who: string
  readonly what: string
  readonly scope: string
  readonly before: string | null
  readonly after: string | null
  readonly note: string
}

export interface StoredTuning {
  readonly scope: TuningScope
  readonly tuning: DetectionTuning
}

export interface DetectionRulesTable {
  tunings(): StoredTuning[]
  exceptions(): DetectionException[]
  /** Newest first. */
  changes(limit: number): DetectionChange[]
  /** An empty tuning removes the row. */
  setTuning(scope: TuningScope, tuning: DetectionTuning): void
  /** With `id`, takes it in again as it was. Returns the id. */
  addException(exception: Omit<DetectionException, 'id'>, id?: number): number
  removeException(id: number): void
  addChange(change: Omit<DetectionChange, 'id'>): void
  removeOfDevice(deviceId: number, pointIds: readonly number[]): void
}

const scopeId = (scope: PlainScope): number => (scope.what === 'site' ? 0 : scope.what === 'device' ? scope.deviceId : scope.pointId)

type PlainScope = Exclude<TuningScope, { what: 'equipment' }>

interface EquipmentRow {
  readonly equipment_id: string
  readonly tuning: string
}

/** Ids of equipment begin with that of their device. */
const deviceOf = (equipmentId: string): number => Number(equipmentId.slice(0, equipmentId.indexOf('/')))

const scopeOf = ({ scope, scope_id }: TuningRow): TuningScope =>
  scope === 'device' ? { what: 'device', deviceId: scope_id } : scope === 'point' ? { what: 'point', pointId: scope_id } : { what: 'site' }

const exceptionOf = (row: ExceptionRow): DetectionException => ({
  id: row.id, pointId: row.point_id, weekdays: JSON.parse(row.weekdays) as number[], fromMinute: row.from_minute, toMinute: row.to_minute, low: row.low, high: row.high, reason: row.reason,
  untilMs: row.until_ms,
})

const changeOf = (row: ChangeRow): DetectionChange => ({
  id: row.id, atMs: row.at_ms, who: row.who, what: row.what as DetectionChange['what'], scope: JSON.parse(row.scope) as TuningScope,
  before: row.before === null ? null : (JSON.parse(row.before) as DetectionChange['before']), after: row.after === null ? null : (JSON.parse(row.after) as DetectionChange['after']), note: row.note,
})

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))

export const createDetectionRulesTable = (db: Connection): DetectionRulesTable => {
  const tunings = db.prepare<[], TuningRow>('SELECT * FROM detection_tuning ORDER BY scope, scope_id')
  const ofEquipment = db.prepare<[], EquipmentRow>('SELECT equipment_id, tuning FROM equipment_tuning ORDER BY equipment_id')
  const setOfEquipment = db.prepare<[string, number, string]>('INSERT INTO equipment_tuning (equipment_id, device_id, tuning) VALUES (?, ?, ?) ON CONFLICT (equipment_id) DO UPDATE SET tuning = excluded.tuning')
  const unsetOfEquipment = db.prepare<[string]>('DELETE FROM equipment_tuning WHERE equipment_id = ?')
  const removeEquipmentOf = db.prepare<[number]>('DELETE FROM equipment_tuning WHERE device_id = ?')
  const exceptions = db.prepare<[], ExceptionRow>('SELECT * FROM detection_exceptions ORDER BY id')
  const changes = db.prepare<[number], ChangeRow>('SELECT * FROM detection_changes ORDER BY id DESC LIMIT ?')
  const set = db.prepare<[string, number, string]>('INSERT INTO detection_tuning (scope, scope_id, tuning) VALUES (?, ?, ?) ON CONFLICT (scope, scope_id) DO UPDATE SET tuning = excluded.tuning')
  const unset = db.prepare<[string, number]>('DELETE FROM detection_tuning WHERE scope = ? AND scope_id = ?')
  const add = db.prepare<[number | null, number, string, number, number, number | null, number | null, string, number | null]>(
    'INSERT INTO detection_exceptions (id, point_id, weekdays, from_minute, to_minute, low, high, reason, until_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const remove = db.prepare<[number]>('DELETE FROM detection_exceptions WHERE id = ?')
  const removeOfPoint = db.prepare<[number]>('DELETE FROM detection_exceptions WHERE point_id = ?')
  const addChange = db.prepare<[number, string, string, string, string | null, string | null, string]>(
    'INSERT INTO detection_changes (at_ms, who, what, scope, before, after, note) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  return {
    tunings: () => [
      ...tunings.all().map((row) => ({ scope: scopeOf(row), tuning: JSON.parse(row.tuning) as DetectionTuning })),
      ...ofEquipment.all().map((row) => ({ scope: { what: 'equipment' as const, equipmentId: row.equipment_id }, tuning: JSON.parse(row.tuning) as DetectionTuning })),
    ],
    exceptions: () => exceptions.all().map(exceptionOf),
    changes: (limit) => changes.all(limit).map(changeOf),
    setTuning: (scope, tuning) => {
      const text = JSON.stringify(tuning)
      if (scope.what === 'equipment') {
        if (text === '{}') unsetOfEquipment.run(scope.equipmentId)
        else setOfEquipment.run(scope.equipmentId, deviceOf(scope.equipmentId), text)
      } else if (text === '{}') unset.run(scope.what, scopeId(scope))
      else set.run(scope.what, scopeId(scope), text)
    },
    addException: ({ pointId, weekdays, fromMinute, toMinute, low, high, reason, untilMs }, id) =>
      Number(add.run(id ?? null, pointId, JSON.stringify(weekdays), fromMinute, toMinute, low, high, reason, untilMs === null ? null : wholeMs(untilMs)).lastInsertRowid),
    removeException: (id) => void remove.run(id),
    addChange: ({ atMs, who, what, scope, before, after, note }) => void addChange.run(wholeMs(atMs), who, what, JSON.stringify(scope), json(before), json(after), note),
    removeOfDevice: (deviceId, pointIds) => {
      unset.run('device', deviceId)
      removeEquipmentOf.run(deviceId)
      for (const id of pointIds) {
        unset.run('point', id)
        removeOfPoint.run(id)
      }
    },
  }
}
