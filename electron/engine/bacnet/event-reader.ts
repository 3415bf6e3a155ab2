/** Events as a device reports them: GetEventInformation page by page, GetAlarmSummary where it knows no better (135, 13.12 and 13.10). */
import { decodeFailure, isUnknownService, type RequestFailure } from './answers.ts'
import { bitsOf, decodeValues, type BacnetValue } from './bacnet-value.ts'
import { confirmed, type RequestApdu } from './datagrams.ts'
import type { Requester } from './peer.ts'
import { SERVICE } from './properties.ts'
import { askTwice, type ReadManner } from './property-reader.ts'
import { TagWriter } from './tag-writer.ts'
import { decodeTimeStamp, type TimeStamp } from './time-stamp.ts'
import { objectIdOf } from './values.ts'

/** To off-normal, to fault, to normal. */
export type Transitions<T> = readonly [T, T, T]

export interface ReportedEvent {
  readonly type: number
  readonly instance: number
  /** 135, BACnetEventState. */
  readonly eventState: number
  readonly acknowledged: Transitions<boolean>
  /** null where an alarm summary is all there is. */
  readonly stamps: Transitions<TimeStamp> | null
  readonly notifyType: number | null
  /** Of the three transitions; empty when not told. */
  readonly priorities: readonly number[]
}

export interface ReportedEvents {
  readonly ok: true
  readonly events: readonly ReportedEvent[]
  readonly service: 'eventInformation' | 'alarmSummary'
  /** False when the device went on without end, or stopped answering half-way. */
  readonly complete: boolean
}

/** A device with more events than this is broken or hostile. */
const MOST_EVENTS = 5_000
const MOST_PAGES = 500

/** `after`: the last object already told; the device goes on behind it. */
export const getEventInformationApdu = (after?: { readonly type: number; readonly instance: number }): RequestApdu =>
  confirmed(SERVICE.getEventInformation, after === undefined ? Buffer.alloc(0) : new TagWriter().objectId(after.type, after.instance, 0).bytes())

export const getAlarmSummaryApdu = (): RequestApdu => confirmed(SERVICE.getAlarmSummary, Buffer.alloc(0))

const FIELDS = 7

const transitionsOf = (bits: readonly boolean[] | undefined): Transitions<boolean> | undefined => (bits !== undefined && bits.length >= 3 ? [bits[0]!, bits[1]!, bits[2]!] : undefined)

const contextOctets = (value: BacnetValue | undefined, tag: number, most: number): Buffer | undefined =>
  value?.kind === 'context' && value.tag === tag && value.bytes.length >= 1 && value.bytes.length <= most ? value.bytes : undefined

const contextNumber = (value: BacnetValue | undefined, tag: number): number | undefined => {
  const bytes = contextOctets(value, tag, 4)
  return bytes?.readUIntBE(0, bytes.length)
}

const contextBits = (value: BacnetValue | undefined, tag: number): Transitions<boolean> | undefined => {
  const bytes = contextOctets(value, tag, 8)
  return bytes && transitionsOf(bitsOf(bytes, 0, bytes.length))
}

const stampsOf = (value: BacnetValue | undefined): Transitions<TimeStamp> | undefined => {
  if (value?.kind !== 'construct' || value.tag !== 3 || value.values.length !== 3) return undefined
  const [offNormal, fault, normal] = value.values.map(decodeTimeStamp)
  return offNormal !== undefined && fault !== undefined && normal !== undefined ? [offNormal, fault, normal] : undefined
}

const prioritiesOf = (value: BacnetValue | undefined): readonly number[] | undefined => {
  if (value?.kind !== 'construct' || value.tag !== 6 || value.values.length !== 3) return undefined
  const numbers = value.values.flatMap((one) => (one.kind === 'unsigned' ? [one.value] : []))
  return numbers.length === 3 ? numbers : undefined
}

const summaryOf = (fields: readonly BacnetValue[]): ReportedEvent | undefined => {
  const code = contextOctets(fields[0], 0, 4)
  const eventState = contextNumber(fields[1], 1)
  const acknowledged = contextBits(fields[2], 2)
  const stamps = stampsOf(fields[3])
  const notifyType = contextNumber(fields[4], 4)
  const enabled = contextBits(fields[5], 5)
  const priorities = prioritiesOf(fields[6])
  if (code?.length !== 4 || eventState === undefined || acknowledged === undefined || stamps === undefined) return undefined
  if (notifyType === undefined || enabled === undefined || priorities === undefined) return undefined
  return { ...objectIdOf(code.readUInt32BE(0)), eventState, acknowledged, stamps, notifyType, priorities }
}

/** The acknowledgement of GetEventInformation; undefined when it is malformed. */
export const decodeEventInformation = (bytes: Buffer, at: number, end: number): { readonly events: readonly ReportedEvent[]; readonly moreEvents: boolean } | undefined => {
  const values = decodeValues(bytes, at, end)
  const [list, more] = values ?? []
  if (values?.length !== 2 || list?.kind !== 'construct' || list.tag !== 0 || list.values.length % FIELDS !== 0) return undefined
  const moreEvents = contextNumber(more, 1)
  if (moreEvents === undefined || list.values.length > MOST_EVENTS * FIELDS) return undefined
  const events: ReportedEvent[] = []
  for (let from = 0; from < list.values.length; from += FIELDS) {
    const event = summaryOf(list.values.slice(from, from + FIELDS))
    if (event === undefined) return undefined
    events.push(event)
  }
  return { events, moreEvents: moreEvents !== 0 }
}

/** The acknowledgement of GetAlarmSummary: object, state, acknowledged transitions, one after the other. */
export const decodeAlarmSummary = (bytes: Buffer, at: number, end: number): readonly ReportedEvent[] | undefined => {
  const values = decodeValues(bytes, at, end)
  if (values === undefined || values.length % 3 !== 0 || values.length > 3 * MOST_EVENTS) return undefined
  const events: ReportedEvent[] = []
  for (let from = 0; from < values.length; from += 3) {
    const [object, state, bits] = values.slice(from, from + 3)
    const acknowledged = bits?.kind === 'bits' ? transitionsOf(bits.bits) : undefined
    if (object?.kind !== 'objectId' || state?.kind !== 'enumerated' || acknowledged === undefined) return undefined
    events.push({ type: object.type, instance: object.instance, eventState: state.value, acknowledged, stamps: null, notifyType: null, priorities: [] })
  }
  return events
}

const MALFORMED = 'the device sent its events malformed'

/** All events the device reports. A failure with `isUnknownService` true: it knows neither service. */
export const readEvents = async (peer: Requester, manner: ReadManner): Promise<ReportedEvents | RequestFailure> => {
  const byObject = new Map<string, ReportedEvent>()
  const done = (complete: boolean): ReportedEvents => ({ ok: true, events: [...byObject.values()], service: 'eventInformation', complete })
  let last: ReportedEvent | undefined
  for (let page = 0; page < MOST_PAGES && byObject.size < MOST_EVENTS; page++) {
    const answer = await askTwice(peer, getEventInformationApdu(last), manner, true)
    if (!answer.ok) {
      if (page > 0) return done(false)
      return isUnknownService(answer) ? readAlarmSummary(peer, manner) : answer
    }
    const read = decodeEventInformation(answer.bytes, answer.at, answer.end)
    if (read === undefined) return page > 0 ? done(false) : decodeFailure(MALFORMED)
    const before = byObject.size
    for (const event of read.events) byObject.set(`${event.type}:${event.instance}`, event)
    if (!read.moreEvents) return done(true)
    last = read.events.at(-1)
    // A device that says "more" and tells nothing new would be asked for ever.
    if (last === undefined || byObject.size === before) return done(false)
  }
  return done(false)
}

const readAlarmSummary = async (peer: Requester, manner: ReadManner): Promise<ReportedEvents | RequestFailure> => {
  const answer = await askTwice(peer, getAlarmSummaryApdu(), manner, true)
  if (!answer.ok) return answer
  const events = decodeAlarmSummary(answer.bytes, answer.at, answer.end)
  return events === undefined ? decodeFailure(MALFORMED) : { ok: true, events, service: 'alarmSummary', complete: true }
}
