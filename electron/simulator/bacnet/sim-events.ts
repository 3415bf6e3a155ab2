/** Events of one device (135 clause 13): which objects are in alarm or fault, since when, what of it was acknowledged; GetEventInformation, GetAlarmSummary, AcknowledgeAlarm. */
import type { SimPoint } from '../building/sim-point.ts'
import type { ApduReader } from './apdu-reader.ts'
import type { ApduWriter } from './apdu-writer.ts'
import { ERROR, keyType, OBJECT } from './protocol.ts'
import { ANSWERED, BAD_TAG, DONE, type Outcome } from './read-services.ts'

const NORMAL = 0
const FAULT = 1

/** Transitions in the order of the standard. */
const OFF_NORMAL = 0
const TO_FAULT = 1
const TO_NORMAL = 2

/** How a device stamps its events: the standard leaves it the choice. */
export type StampForm = 'dateTime' | 'sequence' | 'time'

interface EventRecord {
  readonly key: number
  state: number
  /** Local time of each transition, ms; null = never. */
  readonly atMs: [number | null, number | null, number | null]
  /** Number of each transition, counted by the device. */
  readonly numbers: [number, number, number]
  readonly acknowledged: [boolean, boolean, boolean]
}

const transitionTo = (state: number): 0 | 1 | 2 => (state === NORMAL ? TO_NORMAL : state === FAULT ? TO_FAULT : OFF_NORMAL)

/** An event with its three time stamps takes about this many octets; two are kept for the end. */
const EVENT_OCTETS = 80

const PRIORITIES = [64, 96, 200]

export class SimEvents {
  private readonly records = new Map<number, EventRecord>()
  private readonly form: StampForm
  private count = 0

  constructor(form: StampForm) {
    this.form = form
  }

  /** The object went to another event state (135, BACnetEventState) at a local time, ms. */
  transition(key: number, point: SimPoint, state: number, localMs: number): void {
    if (point.eventState === state) return
    point.eventState = state
    const record = this.records.get(key) ?? { key, state, atMs: [null, null, null], numbers: [0, 0, 0], acknowledged: [true, true, true] }
    this.records.set(key, record)
    const at = transitionTo(state)
    this.count = (this.count % 65_535) + 1
    record.state = state
    record.atMs[at] = localMs
    record.numbers[at] = this.count
    record.acknowledged[at] = false
  }

  /** What is not normal, or not acknowledged. */
  private open(): readonly EventRecord[] {
    return [...this.records.values()].filter((record) => record.state !== NORMAL || record.acknowledged.includes(false))
  }

  /** GetEventInformation, as many as fit before `limit`. */
  information(reader: ApduReader, writer: ApduWriter, limit: number): Outcome {
    const last = reader.atEnd() ? undefined : reader.contextObjectKey(0)
    if (reader.failed) return BAD_TAG
    const open = this.open()
    const from = last === undefined ? 0 : open.findIndex(({ key }) => key === last) + 1
    writer.open(0)
    let next = from
    for (; next < open.length && writer.offset + EVENT_OCTETS < limit; next++) this.writeEvent(writer, open[next]!)
    writer.close(0)
    writer.contextUnsigned(1, next < open.length ? 1 : 0)
    return ANSWERED
  }

  private writeEvent(writer: ApduWriter, record: EventRecord): void {
    writer.contextObjectId(0, record.key)
    writer.contextUnsigned(1, record.state)
    writer.contextBits(2, record.acknowledged)
    writer.open(3)
    for (const at of [OFF_NORMAL, TO_FAULT, TO_NORMAL] as const) this.writeStamp(writer, record, at)
    writer.close(3)
    writer.contextUnsigned(4, 0)
    writer.contextBits(5, [true, true, true])
    writer.open(6)
    for (const priority of PRIORITIES) writer.unsigned(priority)
    writer.close(6)
  }

  private writeStamp(writer: ApduWriter, record: EventRecord, at: 0 | 1 | 2): void {
    const localMs = record.atMs[at]
    if (this.form === 'sequence') writer.contextUnsigned(1, record.numbers[at])
    else if (this.form === 'time') writer.contextTime(0, localMs)
    else {
      writer.open(2)
      if (localMs === null) writer.anyDateTime()
      else {
        writer.date(localMs)
        writer.time(localMs)
      }
      writer.close(2)
    }
  }

  /** GetAlarmSummary: what is not normal now. */
  summary(writer: ApduWriter): Outcome {
    for (const { key, state, acknowledged } of this.open()) {
      if (state === NORMAL) continue
      writer.objectId(key)
      writer.enumerated(state)
      writer.bits(acknowledged)
    }
    return ANSWERED
  }

  /** AcknowledgeAlarm: the state must be the one of the transition, the time stamp exactly the one that was told. */
  acknowledge(reader: ApduReader, stamp: ApduWriter): Outcome {
    reader.contextUnsigned(0)
    const key = reader.contextObjectKey(1)
    const state = reader.contextUnsigned(2)
    const at = transitionTo(state)
    const told = readConstruct(reader, 3)
    reader.skipContext(4)
    readConstruct(reader, 5)
    if (reader.failed || told === null) return BAD_TAG
    const record = this.records.get(key)
    if (!record) return { kind: 'error', error: keyType(key) === OBJECT.device ? ERROR.noAlarmConfigured : ERROR.unknownObject }
    if (state > FAULT && record.state > FAULT && state !== record.state && state !== 2) return { kind: 'error', error: ERROR.invalidEventState }
    stamp.offset = 0
    this.writeStamp(stamp, record, at)
    if (!told.equals(stamp.buffer.subarray(0, stamp.offset))) return { kind: 'error', error: ERROR.invalidTimeStamp }
    record.acknowledged[at] = true
    return DONE
  }
}

/** The octets between the opening and closing tag, or null. */
const readConstruct = (reader: ApduReader, tagNumber: number): Buffer | null => {
  reader.expect(reader.isOpening(tagNumber))
  const from = reader.offset
  let depth = 0
  while (!reader.failed && !(depth === 0 && reader.isClosing(tagNumber))) {
    if (reader.atEnd()) return null
    depth += reader.skipTag()
  }
  const octets = reader.buffer.subarray(from, reader.offset)
  reader.expect(reader.isClosing(tagNumber))
  return reader.failed ? null : octets
}
