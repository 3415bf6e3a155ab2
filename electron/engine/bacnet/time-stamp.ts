/** BACnetTimeStamp (135, clause 21): a time of day, a sequence number, or a date with a time; read, written and put into words in the device's own form. Pure. */
import { bacnetTime, type BacnetDate, type BacnetTime, type BacnetValue } from './bacnet-value.ts'
import { TagWriter } from './tag-writer.ts'
import { dateText, timeText } from './value-text.ts'

export type TimeStamp =
  | { readonly kind: 'time'; readonly time: BacnetTime }
  | { readonly kind: 'sequence'; readonly number: number }
  | { readonly kind: 'dateTime'; readonly date: BacnetDate; readonly time: BacnetTime }

const TIME = 0
const SEQUENCE = 1
const DATE_TIME = 2
const TIME_OCTETS = 4
/** A sequence number is an Unsigned16; devices that count further are taken at their word. */
const MOST_SEQUENCE_OCTETS = 4

/** Undefined for anything that is none of the three. */
export const decodeTimeStamp = (value: BacnetValue): TimeStamp | undefined => {
  if (value.kind === 'context') {
    const { tag, bytes } = value
    if (tag === TIME && bytes.length === TIME_OCTETS) return { kind: 'time', time: bacnetTime(bytes, 0) }
    return tag === SEQUENCE && bytes.length >= 1 && bytes.length <= MOST_SEQUENCE_OCTETS ? { kind: 'sequence', number: bytes.readUIntBE(0, bytes.length) } : undefined
  }
  if (value.kind !== 'construct' || value.tag !== DATE_TIME || value.values.length !== 2) return undefined
  const [date, time] = value.values
  return date?.kind === 'date' && time?.kind === 'time' ? { kind: 'dateTime', date: plainDate(date), time: plainTime(time) } : undefined
}

const plainDate = ({ year, month, day, weekday }: BacnetDate): BacnetDate => ({ year, month, day, weekday })
const plainTime = ({ hour, minute, second, hundredth }: BacnetTime): BacnetTime => ({ hour, minute, second, hundredth })

/** The tags of a time stamp, in its own form. */
export const timeStampOctets = (stamp: TimeStamp): Buffer => {
  const writer = new TagWriter()
  if (stamp.kind === 'time') return writer.time(stamp.time, TIME).bytes()
  if (stamp.kind === 'sequence') return writer.unsigned(stamp.number, SEQUENCE).bytes()
  return writer.open(DATE_TIME).date(stamp.date).time(stamp.time).close(DATE_TIME).bytes()
}

export const timeStampText = (stamp: TimeStamp): string => {
  if (stamp.kind === 'time') return timeText(stamp.time)
  return stamp.kind === 'sequence' ? `#${stamp.number}` : `${dateText(stamp.date)} ${timeText(stamp.time)}`
}

/** A date and time without wildcards, as if it were UTC, ms since the epoch; undefined where a part is open or impossible. */
export const localMs = ({ year, month, day }: BacnetDate, { hour, minute, second, hundredth }: BacnetTime): number | undefined => {
  if (year === null || month === null || day === null || hour === null || minute === null) return undefined
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || (second ?? 0) > 59 || (hundredth ?? 0) > 99) return undefined
  return Date.UTC(year, month - 1, day, hour, minute, second ?? 0, (hundredth ?? 0) * 10)
}

/** The moment as BACnet tells it, of a time given as if it were UTC. */
export const bacnetDateTime = (ms: number): { readonly date: BacnetDate; readonly time: BacnetTime } => {
  const at = new Date(ms)
  const weekday = at.getUTCDay()
  return {
    date: { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday: weekday === 0 ? 7 : weekday },
    time: { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds(), hundredth: Math.floor(at.getUTCMilliseconds() / 10) },
  }
}
