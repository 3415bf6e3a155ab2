/** BACnet values as language-free texts: numbers with their unit, states by the device's own words, dates, times, identifiers. Pure. */
import { objectLabel, type PointKind } from '../../../shared/domain/object-type.ts'
import { unitSymbol } from '../../../shared/units.ts'
import type { BacnetDate, BacnetTime, BacnetValue } from './bacnet-value.ts'
import { numberText } from './number-text.ts'

/** How the values of an object read. */
export interface ValueWords {
  readonly kind: PointKind
  readonly units: number | null
  /** Binary: [inactive, active]; multi-state: state 1 first. */
  readonly stateTexts: readonly string[]
}

export const PLAIN_WORDS: ValueWords = { kind: 'other', units: null, stateTexts: [] }

const BINARY_NAMES = ['inactive', 'active']
const LAST_DAY_OF_MONTH = 32
/** Longer octet strings are cut: nobody reads them. */
const MOST_OCTETS = 64

const two = (value: number | null): string => (value === null ? '*' : `${value}`.padStart(2, '0'))

const monthText = (month: number | null): string => (month === 13 ? 'odd' : month === 14 ? 'even' : two(month))
const dayText = (day: number | null): string => (day === LAST_DAY_OF_MONTH ? 'last' : day === 33 ? 'odd' : day === 34 ? 'even' : two(day))

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `2026-11-27`; `*` for any year, month or day; the weekday only where the rest does not tell it: `*-*-* Fri`. */
export const dateText = ({ year, month, day, weekday }: BacnetDate): string => {
  const date = `${year ?? '*'}-${monthText(month)}-${dayText(day)}`
  const whole = year !== null && month !== null && day !== null && month <= 12 && day <= 31
  return whole || weekday === null ? date : `${date} ${WEEKDAYS[weekday - 1] ?? weekday}`
}

/** `07:30`, with seconds and hundredths only where there are any; `*` for any. */
export const timeText = ({ hour, minute, second, hundredth }: BacnetTime): string => {
  const fraction = hundredth !== null && hundredth > 0 ? `.${two(hundredth)}` : ''
  const seconds = (second !== null && second > 0) || fraction !== '' ? `:${two(second)}${fraction}` : ''
  return `${two(hour)}:${two(minute)}${seconds}`
}

const stateText = (value: number, { kind, stateTexts }: ValueWords): string | undefined => {
  if (kind === 'binary') return (stateTexts[value] || undefined) ?? BINARY_NAMES[value]
  return kind === 'multiState' ? stateTexts[value - 1] || undefined : undefined
}

const quantityText = (value: number, { units }: ValueWords): string => {
  const symbol = unitSymbol(units)
  return symbol === '' ? numberText(value) : `${numberText(value)} ${symbol}`
}

export const octetsText = (bytes: Buffer): string => `${bytes.toString('hex', 0, MOST_OCTETS)}${bytes.length > MOST_OCTETS ? '…' : ''}`

/** One value. `words`: of the object whose value it is; none for numbers that are no quantity. */
export const valueText = (value: BacnetValue, words: ValueWords = PLAIN_WORDS): string => {
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'boolean':
      return words.kind === 'binary' ? (stateText(value.value ? 1 : 0, words) ?? '') : `${value.value}`
    case 'unsigned':
    case 'signed':
      return stateText(value.value, words) ?? value.digits ?? quantityText(value.value, words)
    case 'enumerated':
      return stateText(value.value, words) ?? `${value.value}`
    case 'real':
    case 'double':
      return quantityText(value.value, words)
    case 'octets':
      return octetsText(value.bytes)
    case 'text':
      return value.value
    case 'bits':
      return value.bits.map((bit) => (bit ? '1' : '0')).join('')
    case 'date':
      return dateText(value)
    case 'time':
      return timeText(value)
    case 'objectId':
      return objectLabel(value.type, value.instance)
    case 'context':
      return `[${value.tag}] ${octetsText(value.bytes)}`
    case 'construct':
      return `[${value.tag}] { ${value.values.map((inner) => valueText(inner, words)).join(', ')} }`
  }
}
