/**
 * Any BACnet value as a plain tagged union (135, 20.2): application data and constructed data, from tags found sound before. What it means (an
 * enumeration's name, a context tag's datatype) is for whoever knows the property.
 */
import { MAX_TAG_DEPTH, TAG, TagReader } from './tags.ts'
import { decodeText } from './text.ts'
import { objectIdOf, readNumber, readObjectIdCode } from './values.ts'

/** A date with wildcards: null = any. `month` 13 odd, 14 even; `day` 32 last, 33 odd, 34 even; `weekday` 1 = Monday. */
export interface BacnetDate {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
  readonly weekday: number | null
}

export interface BacnetTime {
  readonly hour: number | null
  readonly minute: number | null
  readonly second: number | null
  readonly hundredth: number | null
}

export type BacnetValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Above 2^53 the nearest double; `digits` then has all of them. */
  | { readonly kind: 'unsigned' | 'signed'; readonly value: number; readonly digits?: string }
  | { readonly kind: 'real' | 'double' | 'enumerated'; readonly value: number }
  | { readonly kind: 'octets'; readonly bytes: Buffer }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bits'; readonly bits: readonly boolean[] }
  | ({ readonly kind: 'date' } & BacnetDate)
  | ({ readonly kind: 'time' } & BacnetTime)
  | { readonly kind: 'objectId'; readonly type: number; readonly instance: number }
  /** A primitive whose datatype only its context knows. */
  | { readonly kind: 'context'; readonly tag: number; readonly bytes: Buffer }
  | { readonly kind: 'construct'; readonly tag: number; readonly values: readonly BacnetValue[] }

/** More values than any property of a real device has. */
const MOST_VALUES = 200_000
const ANY = 255

const orAny = (octet: number): number | null => (octet === ANY ? null : octet)

export const bacnetDate = (bytes: Buffer, at: number): BacnetDate => {
  const year = bytes[at]!
  return { year: year === ANY ? null : 1_900 + year, month: orAny(bytes[at + 1]!), day: orAny(bytes[at + 2]!), weekday: orAny(bytes[at + 3]!) }
}

export const bacnetTime = (bytes: Buffer, at: number): BacnetTime => ({
  hour: orAny(bytes[at]!),
  minute: orAny(bytes[at + 1]!),
  second: orAny(bytes[at + 2]!),
  hundredth: orAny(bytes[at + 3]!),
})

/** The bits of a bit string's content, whose first octet counts the unused ones; undefined when that is nonsense. */
export const bitsOf = (bytes: Buffer, start: number, length: number): readonly boolean[] | undefined => {
  if (length === 0) return []
  const unused = bytes[start]!
  if (unused > 7 || (length === 1 && unused > 0)) return undefined
  const count = (length - 1) * 8 - unused
  return Array.from({ length: count }, (_, at) => ((bytes[start + 1 + (at >> 3)]! >> (7 - (at & 7))) & 1) === 1)
}

const wholeNumber = (tag: TagReader, kind: 'unsigned' | 'signed'): BacnetValue | undefined => {
  const value = readNumber(tag)
  if (value === undefined || Number.isSafeInteger(value)) return value === undefined ? undefined : { kind, value }
  // Octets before the last eight only repeat the sign.
  const end = tag.start + tag.length
  const octets = Math.min(8, tag.length)
  const big = BigInt(`0x${tag.bytes.toString('hex', end - octets, end)}`)
  const digits = kind === 'unsigned' ? big : BigInt.asIntN(octets * 8, big)
  return { kind, value, digits: digits.toString() }
}

const numberOf = (tag: TagReader, kind: 'real' | 'double' | 'enumerated'): BacnetValue | undefined => {
  const value = readNumber(tag)
  return value === undefined ? undefined : { kind, value }
}

/** The application value just read; undefined where its length does not fit its type. */
const applicationValue = (tag: TagReader): BacnetValue | undefined => {
  const { bytes, start, length } = tag
  switch (tag.number) {
    case TAG.null:
      return { kind: 'null' }
    case TAG.boolean:
      return { kind: 'boolean', value: tag.short === 1 }
    case TAG.unsigned:
      return wholeNumber(tag, 'unsigned')
    case TAG.signed:
      return wholeNumber(tag, 'signed')
    case TAG.real:
      return numberOf(tag, 'real')
    case TAG.double:
      return numberOf(tag, 'double')
    case TAG.enumerated:
      return numberOf(tag, 'enumerated')
    case TAG.octetString:
      return { kind: 'octets', bytes: Buffer.from(bytes.subarray(start, start + length)) }
    case TAG.characterString:
      return { kind: 'text', value: decodeText(bytes.subarray(start, start + length)) }
    case TAG.bitString: {
      const bits = bitsOf(bytes, start, length)
      return bits === undefined ? undefined : { kind: 'bits', bits }
    }
    case TAG.date:
      return length === 4 ? { kind: 'date', ...bacnetDate(bytes, start) } : undefined
    case TAG.time:
      return length === 4 ? { kind: 'time', ...bacnetTime(bytes, start) } : undefined
    case TAG.objectId: {
      const code = readObjectIdCode(tag)
      return code === undefined ? undefined : { kind: 'objectId', ...objectIdOf(code) }
    }
    default:
      return undefined
  }
}

const decodeUntil = (reader: TagReader, depth: number, budget: { left: number }): BacnetValue[] | undefined => {
  const values: BacnetValue[] = []
  while (!reader.done) {
    if (!reader.read() || (budget.left -= 1) < 0) return undefined
    if (reader.closing) return depth > 0 ? values : undefined
    const value = oneValue(reader, depth, budget)
    if (value === undefined) return undefined
    values.push(value)
  }
  return depth === 0 ? values : undefined
}

const oneValue = (reader: TagReader, depth: number, budget: { left: number }): BacnetValue | undefined => {
  const { number: tag } = reader
  if (reader.opening) {
    const inner = depth < MAX_TAG_DEPTH ? decodeUntil(reader, depth + 1, budget) : undefined
    return inner === undefined ? undefined : { kind: 'construct', tag, values: inner }
  }
  if (!reader.context) return applicationValue(reader)
  return { kind: 'context', tag, bytes: Buffer.from(reader.bytes.subarray(reader.start, reader.start + reader.length)) }
}

/** All values in [`from`, `to`); undefined when one of them is malformed or there are too many. */
export const decodeValues = (bytes: Buffer, from: number, to: number): readonly BacnetValue[] | undefined => decodeUntil(new TagReader(bytes, from, to), 0, { left: MOST_VALUES })

/** The value as one number: booleans 0 and 1, integers, enumerated, real, double; undefined for anything else. */
export const numberIn = (value: BacnetValue): number | undefined => {
  if (value.kind === 'boolean') return value.value ? 1 : 0
  return 'value' in value && typeof value.value === 'number' ? value.value : undefined
}
