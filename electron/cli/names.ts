/** Names of the standard as scripts write them: `analog-input`, `degrees-celsius`. */
import { OBJECT_TYPES, objectTypeNumber } from '../../shared/domain/object-type.ts'
import { UNITS } from '../../shared/units.ts'

const toKebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const toCamel = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** `analog-input`; the number for types that are not listed. */
export const typeName = (type: number): string => {
  const known = OBJECT_TYPES[type]
  return known === undefined ? String(type) : toKebab(known.name)
}

/** `degrees-celsius`; null where there is none, the number where it is not listed. */
export const unitsName = (units: number | null): string | null => (units === null ? null : toKebab(UNITS[units]?.name ?? String(units)))

export interface ObjectName {
  readonly type: number
  readonly instance: number
}

/** `analog-input,1`, `analogInput:1` or `0,1`; undefined for anything else. */
export const parseObject = (text: string): ObjectName | undefined => {
  const [, name = '', digits = ''] = /^([\w-]+)[,:](\d{1,7})$/.exec(text) ?? []
  const instance = Number(digits)
  const type = /^\d{1,4}$/.test(name) ? Number(name) : objectTypeNumber(toCamel(name))
  return digits === '' || type === undefined || type > 1_023 || instance > 4_194_303 ? undefined : { type, instance }
}

/** A REAL as people write it: a double that holds exactly one shows digits that nobody measured. */
export const plainNumber = (value: number): number => (Math.fround(value) === value && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value)
