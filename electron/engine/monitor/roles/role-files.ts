/** Roles as CSV: written for people and their spreadsheets, read back as decisions. */
import { csvField } from '../../../../shared/csv-field.ts'
import { OBJECT_TYPES, objectTypeFact } from '../../../../shared/domain/object-type.ts'
import { POINT_ROLES, type PointRole } from '../../../../shared/domain/point-role.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { PointRoleAssignment, RoleDecision } from '../../../../shared/domain/roles.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { unitSymbol } from '../../../../shared/units.ts'
import { readCsv, textOfLines } from '../../../../shared/plain-csv.ts'

const COLUMNS = ['device', 'object_type', 'instance', 'name', 'description', 'units', 'role', 'confidence', 'source', 'pattern'] as const
const MOST_UNUSABLE = 100

export interface ListedPoint {
  readonly deviceInstance: number
  readonly point: Point
  readonly assignment: PointRoleAssignment | undefined
}

const typeName = (type: number): string => (OBJECT_TYPES[type] === undefined ? String(type) : objectTypeFact(type).name)

/** A byte order mark, so that spreadsheets read names in other alphabets. */
export const writeRoles = (listed: readonly ListedPoint[]): string =>
  textOfLines([
    COLUMNS.join(','),
    ...listed.map(({ deviceInstance, point, assignment }) =>
      [
        String(deviceInstance), typeName(point.objectType), String(point.objectInstance), point.name, point.description, unitSymbol(point.units), assignment?.role ?? '',
        (assignment?.confidence ?? 0).toFixed(2), assignment?.source ?? '', assignment?.pattern ?? '',
      ].map((field) => csvField(field)).join(','),
    ),
  ])

export interface ReadRoles {
  readonly rows: number
  readonly decisions: ReadonlyMap<number, RoleDecision>
  readonly unusable: readonly { readonly row: number; readonly why: Message }[]
}

const isRole = (text: string): text is PointRole => (POINT_ROLES as readonly string[]).includes(text)

/** A row decides where its role is another than the point has, or where it says that a person decided. Points are known by device, type and instance. */
export const readRoles = (text: string, listed: readonly ListedPoint[], atMs: number): ReadRoles => {
  const [header = [], ...rows] = readCsv(text)
  const byKey = new Map(listed.map((one) => [`${one.deviceInstance}/${typeName(one.point.objectType)}/${one.point.objectInstance}`, one]))
  const decisions = new Map<number, RoleDecision>()
  const unusable: { row: number; why: Message }[] = []
  const at = (row: readonly string[], column: (typeof COLUMNS)[number]): string => row[header.indexOf(column)]?.trim() ?? ''
  for (const [index, row] of rows.entries()) {
    const refuse = (why: Message): void => void (unusable.length < MOST_UNUSABLE && unusable.push({ row: index + 2, why }))
    const known = byKey.get(`${at(row, 'device')}/${at(row, 'object_type')}/${at(row, 'instance')}`)
    const role = at(row, 'role')
    if (known === undefined) refuse(message('role.import.noPoint'))
    else if (role !== '' && !isRole(role)) refuse(message('role.import.noRole', { role }))
    else if (known.assignment !== undefined) {
      const next = role === '' ? null : role
      const source = at(row, 'source')
      if (next !== known.assignment.role) decisions.set(known.point.id, { source: 'corrected', role: next, atMs })
      else if (source !== known.assignment.source && (source === 'corrected' || (source === 'confirmed' && next !== null))) decisions.set(known.point.id, { source, role: next, atMs })
    }
  }
  return { rows: rows.length, decisions, unusable }
}
