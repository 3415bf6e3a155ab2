/** ReadRange (135, 15.8): asks for a part of a log buffer by position, by sequence number or by time, and reads what comes back. */
import type { Acknowledgement } from './answers.ts'
import { bitsOf } from './bacnet-value.ts'
import { confirmed, type RequestApdu } from './datagrams.ts'
import { decodeLogRecords, type LogRecords } from './log-records.ts'
import { SERVICE } from './properties.ts'
import { TagReader } from './tags.ts'
import { TagWriter } from './tag-writer.ts'
import { objectIdCode, readObjectIdCode, readUnsigned } from './values.ts'

export const LOG_BUFFER = 131
export const TREND_LOG = 20
export const TREND_LOG_MULTIPLE = 27

/** `count` > 0: from the reference on; < 0: that many ending with it. By time the reference itself is excluded. */
export type RangeSpec =
  | { readonly by: 'position'; readonly index: number; readonly count: number }
  | { readonly by: 'sequence'; readonly sequence: number; readonly count: number }
  /** `localMs`: the device's local time as if it were UTC. */
  | { readonly by: 'time'; readonly localMs: number; readonly count: number }

export interface LogPage extends LogRecords {
  readonly first: boolean
  readonly last: boolean
  readonly more: boolean
  /** Sequence number of the first record; undefined when the device does not say. */
  readonly sequence: number | undefined
}

const BY = { position: 3, sequence: 6, time: 7 } as const
const MS_PER_MINUTE = 60_000

const writeTime = (writer: TagWriter, localMs: number): void => {
  const at = new Date(localMs)
  const weekday = at.getUTCDay() === 0 ? 7 : at.getUTCDay()
  writer.date({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday })
  writer.time({ hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds(), hundredth: Math.floor((localMs % MS_PER_MINUTE) / 10) % 100 })
}

/** Asks for records of the log buffer of object (`type`, `instance`). Throws a RangeError on what the standard has no octets for. */
export const readRangeApdu = (type: number, instance: number, range: RangeSpec): RequestApdu => {
  const writer = new TagWriter().objectId(type, instance, 0).unsigned(LOG_BUFFER, 1).open(BY[range.by])
  if (range.by === 'time') writeTime(writer, range.localMs)
  else writer.unsigned(range.by === 'position' ? range.index : range.sequence)
  return confirmed(SERVICE.readRange, writer.signed(range.count).close(BY[range.by]).bytes())
}

/** A page of the log buffer of (`type`, `instance`); undefined when the answer is malformed or answers another question. */
export const readRangePage = (ack: Acknowledgement, type: number, instance: number): LogPage | undefined => {
  const reader = new TagReader(ack.bytes, ack.at, ack.end)
  if (!reader.read() || !reader.isContext(0) || readObjectIdCode(reader) !== objectIdCode(type, instance)) return undefined
  if (!reader.read() || !reader.isContext(1) || readUnsigned(reader) !== LOG_BUFFER || !reader.read()) return undefined
  // An array index in the answer has no meaning here; the buffer is a list.
  if (reader.isContext(2) && !reader.read()) return undefined
  const flags = reader.isContext(3) ? bitsOf(reader.bytes, reader.start, reader.length) : undefined
  if (flags === undefined || !reader.read() || !reader.isContext(4) || readUnsigned(reader) === undefined) return undefined
  if (!reader.read() || !reader.opens(5)) return undefined
  const from = reader.at
  if (!reader.skipConstruct()) return undefined
  const records = decodeLogRecords(ack.bytes, from, reader.at - 1, type === TREND_LOG_MULTIPLE)
  const page = { ...records, first: flags[0] === true, last: flags[1] === true, more: flags[2] === true, sequence: undefined }
  if (reader.done) return page
  if (!reader.read() || !reader.isContext(6)) return undefined
  return { ...page, sequence: readUnsigned(reader) }
}
