/**
 * An air handler's table as the product sees a device: its columns are points, whose roles are found from their names, and equipment and rules are formed of them as live. The tables
 * name no units: these are told from the first day, which is over before its verdict is due.
 */
import type { Point } from '../../shared/domain/point.ts'
import type { PointRole } from '../../shared/domain/point-role.ts'
import { SURE_CONFIDENCE } from '../../shared/domain/roles.ts'
import { findRoles } from '../engine/analysis/roles/find-roles.ts'
import { INPUT_NAMES, inputSpec } from '../engine/analysis/rules/inputs.ts'
import { CELSIUS, PASCALS, PERCENT, type InputQuantity } from '../engine/analysis/rules/rule-units.ts'
import { formEquipment, type FormedSite } from '../engine/pipeline/rules/form-equipment.ts'
import { drained } from './drained.ts'
import { numbersOf, readTable, timesOf } from './suite.ts'

const FAHRENHEIT = 64
const INCHES_OF_WATER = 58
const DAY_MS = 86_400_000
const DEVICE = 1
/** Air of a building is warmer than this in °F and cooler in °C. */
const FAHRENHEIT_FROM = 45
/** Duct pressure is below this in inches of water, above in pascals. */
const INCHES_BELOW = 10
/** Positions are shares of 1 up to this, percent above. */
const SHARES_UP_TO = 1.05

interface Column {
  readonly name: string
  readonly role: PointRole | null
  readonly values: Float64Array
  readonly firstDay: Float64Array
}

export interface AhuTable {
  readonly timesMs: Float64Array
  /** Its points are numbered as the columns. */
  readonly site: FormedSite
  /** As the product takes them. */
  readonly columns: readonly AhuColumn[]
}

export interface AhuColumn {
  readonly name: string
  /** null where it is not sure. */
  readonly role: PointRole | null
  readonly units: number | null
  /** In the unit. */
  readonly values: Float64Array
}

/** @throws Error when the file has no times. */
export const readAhuTable = (file: string, id: string): AhuTable => {
  const table = readTable(file)
  const timesMs = timesOf(table, file)
  const rowsOfFirstDay = timesMs.findIndex((timeMs) => timeMs >= (Math.floor((timesMs[0] as number) / DAY_MS) + 1) * DAY_MS)
  const names = table.columns.filter((name) => name !== 'timestamp')
  const roles = rolesOf(names)
  const columns = names.map((name, i): Column => {
    const values = numbersOf(table, name, file)
    return { name, role: roles[i] ?? null, values, firstDay: rowsOfFirstDay < 0 ? values : values.subarray(0, rowsOfFirstDay) }
  })
  const isFahrenheit = columns.some(({ role, firstDay }) => (role === 'return_air_temp' || role === 'supply_air_temp') && highest(firstDay) > FAHRENHEIT_FROM)
  const made = columns.map((column) => measureOf(column, isFahrenheit))
  const points = columns.map(({ name }, at): Point => ({
    id: at, deviceId: DEVICE, objectType: made[at]?.kind === 'binary' ? 3 : 0, objectInstance: at, name, description: '', kind: made[at]?.kind ?? 'analog', units: made[at]?.units ?? null, stateTexts: [], pollIntervalMs: 60_000,
  }))
  return {
    timesMs, site: drained(formEquipment(points, (pointId) => columns[pointId]?.role ?? null, () => id)),
    columns: columns.map(({ name, role, values }, at) => ({ name, role, units: made[at]?.units ?? null, values: values.map((value) => value * (made[at]?.scale ?? 1)) })),
  }
}

/** Where they are sure, as rules bind them. */
const rolesOf = (names: readonly string[]): readonly (PointRole | null)[] => {
  const found = drained(findRoles(names.map((name, id) => ({ id, deviceId: DEVICE, objectType: null, kind: null, units: null, name, description: '', stateTexts: [] }))))
  return names.map((_, id) => {
    const own = found.get(id)
    return own !== undefined && own.confidence >= SURE_CONFIDENCE ? own.role : null
  })
}

const highest = (values: Float64Array): number => values.reduce((most, value) => (value > most ? value : most), Number.NEGATIVE_INFINITY)

/** What rules read of a point with this role; null where none does. */
const quantityOf = (role: PointRole | null): InputQuantity | null => {
  const name = INPUT_NAMES.find((input) => role !== null && (inputSpec(input).roles).includes(role))
  return name === undefined ? null : inputSpec(name).quantity
}

const measureOf = ({ role, firstDay }: Column, isFahrenheit: boolean): { readonly kind: 'analog' | 'binary'; readonly units: number | null; readonly scale: number } => {
  const quantity = quantityOf(role)
  switch (quantity) {
    case 'temperature':
      return { kind: 'analog', units: isFahrenheit ? FAHRENHEIT : CELSIUS, scale: 1 }
    case 'percent':
      return { kind: 'analog', units: PERCENT, scale: highest(firstDay) <= SHARES_UP_TO ? 100 : 1 }
    case 'pressure':
      return { kind: 'analog', units: highest(firstDay) < INCHES_BELOW ? INCHES_OF_WATER : PASCALS, scale: 1 }
    case 'state':
      return { kind: 'binary', units: null, scale: 1 }
    case 'flow':
    case null:
      return { kind: 'analog', units: null, scale: 1 }
  }
}
