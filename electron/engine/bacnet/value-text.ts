/** Any BACnet value as language-free text: numbers, times, identifiers, texts as the device sent them. */
import { objectLabel } from '../../../shared/domain/object-type.ts'
import type { BacnetDate, BacnetTime, BacnetValue } from './bacnet-value.ts'

/** Longer octet strings are cut: nobody reads them. */
const MOST_OCTETS = 64
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

const padded = (value: number | null, any: string): string => (value === null ? any : String(value).padStart(2, '0'))

/** `2026-11-27`, with `*` where anything matches. */
export const dateText = ({ year, month, day, weekday }: BacnetDate): string => {
  const date = `${year ?? '****'}-${padded(month, '**')}-${padded(day, '**')}`
  const anyDay = year === null || month === null || day === null
  return anyDay && weekday !== null ? `${date} ${WEEKDAYS[weekday - 1] ?? weekday}` : date
}

/** `13:05:00`, with `*` where anything matches; hundredths only where there are some. */
export const timeText = ({ hour, minute, second, hundredth }: BacnetTime): string => {
  const time = `${padded(hour, '**')}:${padded(minute, '**')}:${padded(second, '**')}`
  return hundredth === null || hundredth === 0 ? time : `${time}.${padded(hundredth, '')}`
}

const octetsText = (bytes: Buffer): string => (bytes.length > MOST_OCTETS ? `${bytes.toString('hex', 0, MOST_OCTETS)}…` : bytes.toString('hex'))

/** REALs have about seven digits; more would show what nobody measured. */
const realText = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value))

export const valueText = (value: BacnetValue): string => {
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'boolean':
      return value.value ? 'true' : 'false'
    case 'unsigned':
    case 'signed':
      return value.digits ?? String(value.value)
    case 'real':
      return realText(value.value)
    case 'double':
    case 'enumerated':
      return String(value.value)
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
      return `[${value.tag}] { ${value.values.map(valueText).join(', ')} }`
  }
}
