/** ReadRange of log buffers: by position, by sequence number, by time, or whole. */
import { isAnalog, isBinary } from '../building/point-spec.ts'
import type { ApduReader } from './apdu-reader.ts'
import type { ApduWriter } from './apdu-writer.ts'
import { ERROR, NO_INDEX, PROPERTY } from './protocol.ts'
import { ANSWERED, BAD_TAG, type Outcome } from './read-services.ts'
import type { SimDevice } from './sim-device.ts'
import type { TrendBuffer, TrendEvent, TrendRecord } from './trend-buffer.ts'

/** Positions asked for, both included, 1 = oldest; empty when from > to. */
interface Span {
  readonly from: number
  readonly to: number
  /** The answer must name the sequence number of its first record. */
  readonly sequence: boolean
}

const around = (first: number, count: number, sequence: boolean): Span =>
  count >= 0 ? { from: first, to: first + count - 1, sequence } : { from: first + count + 1, to: first, sequence }

/** First position whose record is younger than `timeMs`; count + 1 when none is. */
const firstAfter = (buffer: TrendBuffer, timeMs: number): number => {
  for (let position = 1; position <= buffer.count; position++) if ((buffer.at(position)?.timeMs ?? 0) > timeMs) return position
  return buffer.count + 1
}

const readTime = (reader: ApduReader): number => {
  const dateOk = !reader.tag() && reader.tagNumber === 10 && reader.length === 4
  const [year, month, day] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()]
  const timeOk = !reader.tag() && reader.tagNumber === 11 && reader.length === 4
  const [hour, minute, second, hundredth] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()]
  if (!dateOk || !timeOk) reader.failed = true
  return Date.UTC(1900 + (year ?? 0), (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0, (hundredth ?? 0) * 10)
}

const readSpan = (reader: ApduReader, buffer: TrendBuffer, offsetMs: number): Span | null => {
  if (reader.atEnd()) return { from: 1, to: buffer.count, sequence: false }
  const which = [3, 6, 7].find((tag) => reader.isOpening(tag))
  if (which === undefined) return null
  reader.offset++
  const oldest = buffer.total - buffer.count + 1
  const reference = which === 7 ? readTime(reader) - offsetMs : reader.wholeNumber()
  const count = reader.wholeNumber()
  reader.expect(reader.isClosing(which))
  if (reader.failed) return null
  if (which === 3) return around(reference, count, false)
  if (which === 6) return around(reference - oldest + 1, count, true)
  const after = firstAfter(buffer, reference)
  return count >= 0 ? around(after, count, true) : around(firstAfter(buffer, reference - 1) - 1, count, true)
}

const writeEvent = (writer: ApduWriter, event: TrendEvent): void => {
  switch (event.kind) {
    case 'status':
      return writer.contextBits(0, [event.disabled, event.purged, event.interrupted])
    case 'failure':
      writer.open(8)
      // 135, clause 18: object class 1, read access denied 27.
      writer.enumerated(1)
      writer.enumerated(27)
      return writer.close(8)
    case 'timeChange':
      return writer.contextReal(9, event.seconds)
    case 'null':
      return writer.tag(7, true, 0)
  }
}

const writeRecord = (writer: ApduWriter, record: TrendRecord, localMs: number, type: number): void => {
  writer.open(0)
  writer.date(localMs)
  writer.time(localMs)
  writer.close(0)
  writer.open(1)
  if (record.event) writeEvent(writer, record.event)
  else if (isAnalog(type)) writer.contextReal(2, record.value)
  else writer.contextUnsigned(isBinary(type) ? 3 : 4, record.value)
  writer.close(1)
  writer.contextStatusFlags(2, record.flags)
}

/** Octets that a list item of a buffer and the end of the answer take at most. */
const ITEM_OCTETS = 26
const END_OCTETS = 12

export const readRange = (reader: ApduReader, writer: ApduWriter, device: SimDevice, limit: number): Outcome => {
  const key = reader.contextObjectKey(0)
  const property = reader.contextUnsigned(1)
  const index = reader.arrayIndex(2)
  if (reader.failed) return BAD_TAG
  const point = device.objects.get(key)
  const buffer = device.trends.get(key)
  if (!point) return { kind: 'error', error: ERROR.unknownObject }
  if (!buffer || property !== PROPERTY.logBuffer) return { kind: 'error', error: ERROR.unknownProperty }
  if (index !== NO_INDEX) return { kind: 'error', error: ERROR.notAnArray }
  if (buffer.positionOnly && [6, 7].some((tag) => reader.isOpening(tag))) return { kind: 'error', error: ERROR.optionalFunctionalityNotSupported }
  const span = readSpan(reader, buffer, device.localMs(device.clockDriftMs))
  if (!span) return BAD_TAG
  const from = Math.max(1, span.from)
  const to = Math.min(buffer.count, span.to)
  const room = Math.max(0, Math.floor((limit - writer.offset - END_OCTETS - 16) / ITEM_OCTETS))
  const sent = Math.max(0, Math.min(to - from + 1, room))
  const last = from + sent - 1
  const type = device.objects.get(point.spec.link)?.spec.objectType ?? 0
  writer.contextObjectId(0, key)
  writer.contextUnsigned(1, property)
  writer.contextBits(3, [sent > 0 && from === 1, sent > 0 && last === buffer.count, sent > 0 && last < to])
  writer.contextUnsigned(4, sent)
  writer.open(5)
  for (let position = from; position <= last; position++) {
    const record = buffer.at(position)
    if (record) writeRecord(writer, record, device.localMs(record.timeMs + device.clockDriftMs), type)
  }
  writer.close(5)
  if (span.sequence && sent > 0) writer.contextUnsigned(6, buffer.total - buffer.count + from)
  return ANSWERED
}
