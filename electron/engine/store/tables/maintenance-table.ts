/** Table `maintenance_windows`: periods in which alerts of a part of the site are expected. The scope is JSON. */
import type { MaintenanceScope, MaintenanceWindow } from '../../../../shared/domain/maintenance.ts'
import type { Connection } from '../connection.ts'
import { wholeMs, wholeMsOrNull } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly scope: string
  readonly from_ms: number
  readonly to_ms: number
  readonly reason: string
  readonly created_at_ms: number
  readonly ended_at_ms: number | null
}

/** Older ones stay on disk, where their alerts name them, but nobody scrolls that far. */
const MOST_LISTED = 1_000

const fromRow = (row: Row): MaintenanceWindow => ({
  id: row.id,
  scope: JSON.parse(row.scope) as MaintenanceScope,
  fromMs: row.from_ms,
  toMs: row.to_ms,
  reason: row.reason,
  createdAtMs: row.created_at_ms,
  endedAtMs: row.ended_at_ms,
})

const toRow = (window: Omit<MaintenanceWindow, 'id'>): Omit<Row, 'id'> => ({
  scope: JSON.stringify(window.scope),
  from_ms: wholeMs(window.fromMs),
  to_ms: wholeMs(window.toMs),
  reason: window.reason,
  created_at_ms: wholeMs(window.createdAtMs),
  ended_at_ms: wholeMsOrNull(window.endedAtMs),
})

/** What is left of a scope without a device and its points; null = nothing. */
const without = (scope: MaintenanceScope, deviceId: number, pointIds: ReadonlySet<number>): MaintenanceScope | null => {
  if (scope.what === 'devices') {
    const deviceIds = scope.deviceIds.filter((id) => id !== deviceId)
    return deviceIds.length === 0 ? null : { what: 'devices', deviceIds }
  }
  if (scope.what === 'points') {
    const left = scope.pointIds.filter((id) => !pointIds.has(id))
    return left.length === 0 ? null : { what: 'points', pointIds: left }
  }
  return scope
}

export interface MaintenanceTable {
  /** Running, planned and past, the latest beginning first. */
  list(): MaintenanceWindow[]
  /** Returns the id. */
  insert(window: Omit<MaintenanceWindow, 'id'>): number
  update(window: MaintenanceWindow): void
  /** Takes a device and its points out of every window; a window that covered nothing else goes. */
  removeOfDevice(deviceId: number, pointIds: ReadonlySet<number>): void
}

export const createMaintenanceTable = (db: Connection): MaintenanceTable => {
  const list = db.prepare<[number], Row>('SELECT * FROM maintenance_windows ORDER BY from_ms DESC, id DESC LIMIT ?')
  const insert = db.prepare<[Omit<Row, 'id'>]>(
    'INSERT INTO maintenance_windows (scope, from_ms, to_ms, reason, created_at_ms, ended_at_ms) VALUES (:scope, :from_ms, :to_ms, :reason, :created_at_ms, :ended_at_ms)',
  )
  const update = db.prepare<[Row]>(
    'UPDATE maintenance_windows SET scope = :scope, from_ms = :from_ms, to_ms = :to_ms, reason = :reason, created_at_ms = :created_at_ms, ended_at_ms = :ended_at_ms WHERE id = :id',
  )
  const remove = db.prepare<[number]>('DELETE FROM maintenance_windows WHERE id = ?')
  const all = db.prepare<[], Row>('SELECT * FROM maintenance_windows')
  const change = (window: MaintenanceWindow): void => void update.run({ id: window.id, ...toRow(window) })
  return {
    list: () => list.all(MOST_LISTED).map(fromRow),
    insert: (window) => Number(insert.run(toRow(window)).lastInsertRowid),
    update: change,
    removeOfDevice: (deviceId, pointIds) => {
      for (const window of all.all().map(fromRow)) {
        const left = without(window.scope, deviceId, pointIds)
        if (left === null) remove.run(window.id)
        else if (left !== window.scope && JSON.stringify(left) !== JSON.stringify(window.scope)) change({ ...window, scope: left })
      }
    },
  }
}
