/**
 * Decodes the records of a log buffer (135, BACnetLogRecord and BACnetLogMultipleRecord) from tags already found sound. Every record stands for itself: one
 * that is broken is reported and passed over, the others of its page are kept.
 */
import { readErrorPair } from './answers.ts'
import { bacnetDate, bacnetTime, bitsOf, decodeValues, numberIn } from './bacnet-value.ts'
import { TAG, TagReader } from './tags.ts'

export type LogDatum =
  /** The log itself: switched off, emptied, or interrupted (power lost, for instance). All false: switched on again. */
  | { readonly kind: 'status'; readonly disabled: boolean; readonly purged: boolean; readonly interrupted: boolean }
  | { readonly kind: 'value'; readonly value: number }
  /** Something was recorded that is no number: null, a bit string, a text. */
  | { readonly kind: 'noNumber' }
  /** The device could not read what it records. */
  | { readonly kind: 'failure'; readonly errorClass: number; readonly code: number }
  /** The device's clock was set: by this many seconds forward, 0 or not a number when unknown. The record carries the new time. */
  | { readonly kind: 'timeChange'; readonly seconds: number }

export interface LogRecord {
  /** Place in its page, from 0, broken records counted. */
  readonly at: number
  /** The device's local time as if it were UTC, ms. */
  readonly localMs: number
  /** One; of a Trend Log Multiple one for each of its members, or one status or time change for all. */
  readonly data: readonly LogDatum[]
  /** Bits 0-3: in-alarm, fault, overridden, out-of-service; 0 when not recorded. */
  readonly statusFlags: number
}

/** Why a record was passed over. */
export type RecordFault = 'timestamp' | 'datum' | 'structure'

export interface LogRecords {
  readonly records: readonly LogRecord[]
  /** Broken records by what is wrong with them. */
  readonly broken: readonly RecordFault[]
  /** Records found, broken ones included. */
  readonly found: number
}

const OPENING_TAG_1 = 0x1e
/** More records than fit the largest answer that is put together. */
const MOST_RECORDS = 100_000

const readFour = (reader: TagReader, tag: number): boolean => reader.read() && !reader.context && reader.number === tag && reader.length === 4

/** Local date and time as if they were UTC, or undefined when any part is a wildcard or impossible. Hundredths may be left open: 0 then. */
const localMsOf = (bytes: Buffer, from: number, to: number): number | undefined => {
  const reader = new TagReader(bytes, from, to)
  if (!readFour(reader, TAG.date)) return undefined
  const { year, month, day } = bacnetDate(bytes, reader.start)
  if (!readFour(reader, TAG.time) || !reader.done) return undefined
  const { hour, minute, second, hundredth } = bacnetTime(bytes, reader.start)
  if (year === null || month === null || day === null || hour === null || minute === null || second === null) return undefined
  if (hour > 23 || minute > 59 || second > 59 || (hundredth ?? 0) > 99) return undefined
  const midnightMs = Date.UTC(year, month - 1, day)
  const made = new Date(midnightMs)
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day) return undefined
  return midnightMs + ((hour * 60 + minute) * 60 + second) * 1_000 + (hundredth ?? 0) * 10
}

const unsignedOf = (tag: TagReader): number | undefined => {
  if (tag.length > 8) return undefined
  let value = 0
  for (let at = 0; at < tag.length; at++) value = value * 256 + tag.bytes[tag.start + at]!
  return value
}

const signedOf = (tag: TagReader): number | undefined => {
  const { bytes, start, length } = tag
  if (length === 0) return 0
  if (length > 8) return undefined
  return Number(BigInt.asIntN(length * 8, BigInt(`0x${bytes.toString('hex', start, start + length)}`)))
}

const realOf = (tag: TagReader): number | undefined => (tag.length === 4 ? tag.bytes.readFloatBE(tag.start) : undefined)

const valueOf = (value: number | undefined): LogDatum | undefined => (value === undefined ? undefined : { kind: 'value', value })

const failureOf = (reader: TagReader): LogDatum | undefined => {
  const inner = reader.at
  if (!reader.skipConstruct()) return undefined
  const pair = readErrorPair(new TagReader(reader.bytes, inner, reader.at))
  return pair === undefined ? undefined : { kind: 'failure', errorClass: pair.errorClass, code: pair.code }
}

/** Any value: one number counts, everything else is no number. */
const anyOf = (reader: TagReader): LogDatum | undefined => {
  const from = reader.at
  if (!reader.skipConstruct()) return undefined
  // The closing tag of context 8 or 10 is one octet.
  const values = decodeValues(reader.bytes, from, reader.at - 1)
  const number = values?.length === 1 ? numberIn(values[0]!) : undefined
  return values === undefined ? undefined : (valueOf(number) ?? { kind: 'noNumber' })
}

const statusOf = (tag: TagReader): LogDatum | undefined => {
  const bits = bitsOf(tag.bytes, tag.start, tag.length)
  return bits === undefined ? undefined : { kind: 'status', disabled: bits[0] === true, purged: bits[1] === true, interrupted: bits[2] === true }
}

/** The primitives of a value, in the order both record types number them; Trend Log begins at 1, the members of a Trend Log Multiple at 0. */
const PRIMITIVES: readonly ((tag: TagReader) => LogDatum | undefined)[] = [
  (tag) => (tag.length === 1 ? valueOf(tag.bytes[tag.start] === 0 ? 0 : 1) : undefined),
  (tag) => valueOf(realOf(tag)),
  (tag) => valueOf(unsignedOf(tag)),
  (tag) => valueOf(unsignedOf(tag)),
  (tag) => valueOf(signedOf(tag)),
  (tag) => (bitsOf(tag.bytes, tag.start, tag.length) === undefined ? undefined : { kind: 'noNumber' }),
  (tag) => (tag.length === 0 ? { kind: 'noNumber' } : undefined),
]

/** The choice whose tag was just read. `first`: the number of its first alternative, boolean-value. */
const choiceOf = (reader: TagReader, first: number): LogDatum | undefined => {
  const choice = reader.number - first
  if (reader.opening) return choice === 7 ? failureOf(reader) : choice === 9 - first ? anyOf(reader) : undefined
  return reader.context && !reader.closing ? PRIMITIVES[choice]?.(reader) : undefined
}

/** log-status 0, values 1-7, failure 8, time-change 9, any-value 10. */
const singleDatum = (bytes: Buffer, from: number, to: number): readonly LogDatum[] | undefined => {
  const reader = new TagReader(bytes, from, to)
  if (!reader.read()) return undefined
  const datum = oneDatum(reader)
  return datum === undefined || !reader.done ? undefined : [datum]
}

const oneDatum = (reader: TagReader): LogDatum | undefined => {
  if (reader.isContext(0)) return statusOf(reader)
  if (reader.isContext(9)) return timeChangeOf(reader)
  if (reader.opens(10)) return anyOf(reader)
  return reader.opens(8) ? failureOf(reader) : choiceOf(reader, 1)
}

const timeChangeOf = (tag: TagReader): LogDatum | undefined => {
  const seconds = realOf(tag)
  return seconds === undefined ? undefined : { kind: 'timeChange', seconds }
}

/** log-status 0, log-data 1 (values 0-6, failure 7, any-value 8), time-change 2. */
const multipleData = (bytes: Buffer, from: number, to: number): readonly LogDatum[] | undefined => {
  const reader = new TagReader(bytes, from, to)
  if (!reader.read()) return undefined
  if (!reader.opens(1)) {
    const datum = reader.isContext(0) ? statusOf(reader) : reader.isContext(2) ? timeChangeOf(reader) : undefined
    return datum === undefined || !reader.done ? undefined : [datum]
  }
  const data: LogDatum[] = []
  while (reader.read() && !reader.closing) {
    const datum = reader.opens(7) ? failureOf(reader) : reader.opens(8) ? anyOf(reader) : choiceOf(reader, 0)
    if (datum === undefined) return undefined
    data.push(datum)
  }
  return reader.closes(1) && reader.done ? data : undefined
}

/** BACnetStatusFlags behind a context tag: the first bit of the string is in-alarm. */
const flagsOf = (tag: TagReader): number => {
  const bits = bitsOf(tag.bytes, tag.start, tag.length) ?? []
  return bits.slice(0, 4).reduce((flags, bit, at) => (bit ? flags | (1 << at) : flags), 0)
}

interface Span {
  readonly from: number
  readonly to: number
}

/** The content of the construct whose opening tag (one octet long) was just read. */
const spanOf = (reader: TagReader): Span | undefined => {
  const from = reader.at
  return reader.skipConstruct() ? { from, to: reader.at - 1 } : undefined
}

/** True when the reader's next tag is a primitive of context 2; it is read then. */
const readFlags = (reader: TagReader): boolean => {
  const { at } = reader
  if (!reader.done && reader.read() && reader.isContext(2)) return true
  reader.at = at
  return false
}

/** Every record in [`from`, `to`). `multiple`: of a Trend Log Multiple. */
export const decodeLogRecords = (bytes: Buffer, from: number, to: number, multiple: boolean): LogRecords => {
  const reader = new TagReader(bytes, from, to)
  const records: LogRecord[] = []
  const broken: RecordFault[] = []
  const decode = multiple ? multipleData : singleDatum
  let found = 0
  let lost = false
  while (!reader.done && reader.read() && found < MOST_RECORDS) {
    if (!reader.opens(0)) {
      // Not the beginning of a record: all of this up to the next one is one broken record.
      if (!lost) {
        broken.push('structure')
        found += 1
      }
      lost = true
      if (reader.opening && !reader.skipConstruct()) break
      continue
    }
    lost = false
    const at = found++
    const stamp = spanOf(reader)
    const datum = stamp !== undefined && !reader.done && reader.bytes[reader.at] === OPENING_TAG_1 && reader.read() ? spanOf(reader) : undefined
    if (stamp === undefined || datum === undefined) {
      broken.push('structure')
      continue
    }
    const statusFlags = readFlags(reader) ? flagsOf(reader) : 0
    const localMs = localMsOf(bytes, stamp.from, stamp.to)
    const data = decode(bytes, datum.from, datum.to)
    if (localMs === undefined) broken.push('timestamp')
    else if (data === undefined) broken.push('datum')
    else records.push({ at, localMs, data, statusFlags })
  }
  return { records, broken, found }
}

