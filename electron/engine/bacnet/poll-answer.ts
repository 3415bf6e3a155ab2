/** Turns the answer to a batch into readings and problems of points. */
import type { ReadingBatch, RequestErrorKind } from '../../../shared/domain/acquisition.ts'
import { errorFailure, ERROR_CODE, type Acknowledgement } from './answers.ts'
import type { PolledPoint } from './poll-plan.ts'
import { PROPERTY } from './properties.ts'
import { MultipleAnswer } from './read-answers.ts'
import type { TagReader } from './tags.ts'
import { readUsualAnswer } from './usual-answer.ts'
import { readNumber, readStatusFlags } from './values.ts'

export interface PointTrouble {
  readonly point: PolledPoint
  readonly error: RequestErrorKind
  readonly text: string
}

export interface BatchAnswer {
  readonly readings: ReadingBatch
  readonly troubles: readonly PointTrouble[]
  /** Status flags of some point turned out not to exist: the request must be encoded anew. */
  readonly changed: boolean
}

export const NO_NUMBER = 'the present value is no number'
const NO_ANSWER = 'the answer leaves this object out'

/** The only number between two offsets (a list or an empty value is none). */
export const numberBetween = (reader: TagReader): number | undefined => {
  if (!reader.read()) return undefined
  const value = readNumber(reader)
  return reader.done ? value : undefined
}

/** The place of an object in the batch; answers keep the order of the question, but need not. */
const placeOf = (points: readonly PolledPoint[], code: number, hint: number): number => {
  if (points[hint]?.code === code) return hint
  if (points[hint + 1]?.code === code) return hint + 1
  return points.findIndex((point) => point.code === code)
}

let valuesScratch = new Float64Array(64)
let flagsScratch = new Int8Array(64)
let knownScratch = new Uint8Array(64)

/** Working columns of one decoding, used again by the next: decoding never waits. */
const scratch = (count: number): Pick<Columns, 'values' | 'flags' | 'known'> => {
  if (count > flagsScratch.length) {
    valuesScratch = new Float64Array(count)
    flagsScratch = new Int8Array(count)
    knownScratch = new Uint8Array(count)
  }
  flagsScratch.fill(-1)
  knownScratch.fill(0)
  return { values: valuesScratch, flags: flagsScratch, known: knownScratch }
}

/** What an answer says about each point of a batch; undefined when it is malformed or answers another question. */
export const decodeBatch = (ack: Acknowledgement, deviceId: number, points: readonly PolledPoint[], nowMs: number): BatchAnswer | undefined => {
  const count = points.length
  const { values, flags, known } = scratch(count)
  if (readUsualAnswer(ack.bytes, ack.at, ack.end, points, values, flags)) {
    known.fill(1)
    return { readings: gather(deviceId, points, { values, flags, known, answered: count }, nowMs), troubles: [], changed: false }
  }
  flags.fill(-1)
  const answer = new MultipleAnswer(ack)
  const troubles: PointTrouble[] = []
  let place = 0
  let answered = 0
  let changed = false
  while (answer.next()) {
    place = placeOf(points, answer.objectCode, place)
    // An object nobody asked for: this is the answer to something else.
    if (place < 0) return undefined
    const point = points[place]!
    if (answer.property === PROPERTY.presentValue && known[place] === 0) {
      const value = answer.primitive ? readNumber(answer.value) : undefined
      known[place] = value === undefined ? 2 : 1
      if (value === undefined) troubles.push(troubleOf(point, answer))
      else {
        values[place] = value
        answered += 1
      }
    } else if (answer.property === PROPERTY.statusFlags) {
      if (answer.primitive) flags[place] = readStatusFlags(answer.value) ?? -1
      else if (answer.failed && answer.errorCode === ERROR_CODE.unknownProperty) {
        point.hasFlags = false
        changed = true
      }
    }
  }
  if (answer.malformed) return undefined
  for (let at = 0; at < count; at++) if (known[at] === 0) troubles.push({ point: points[at]!, error: 'decode', text: NO_ANSWER })
  return { readings: gather(deviceId, points, { values, flags, known, answered }, nowMs), troubles, changed }
}

const troubleOf = (point: PolledPoint, answer: MultipleAnswer): PointTrouble =>
  answer.failed ? { point, error: 'error', text: errorFailure(answer.errorClass, answer.errorCode).text } : { point, error: 'decode', text: NO_NUMBER }

interface Columns {
  readonly values: Float64Array
  readonly flags: Int8Array
  readonly known: Uint8Array
  readonly answered: number
}

/** Octets of one reading in all four columns. */
const READING_BYTES = 21

/** The columns share one piece of memory, because each piece costs more than filling it. */
const columnsFor = (deviceId: number, count: number): ReadingBatch => {
  const memory = new ArrayBuffer(count * READING_BYTES)
  return {
    deviceId,
    timesMs: new Float64Array(memory, 0, count),
    values: new Float64Array(memory, count * 8, count),
    pointIds: new Int32Array(memory, count * 16, count),
    statusFlags: new Uint8Array(memory, count * 20, count),
  }
}

const gather = (deviceId: number, points: readonly PolledPoint[], { values, flags, known, answered }: Columns, nowMs: number): ReadingBatch => {
  const readings = columnsFor(deviceId, answered)
  let to = 0
  for (let at = 0; at < points.length; at++) {
    if (known[at] !== 1) continue
    const point = points[at]!
    readings.pointIds[to] = point.pointId
    readings.timesMs[to] = nowMs
    readings.values[to] = values[at]!
    if (flags[at]! >= 0) point.lastFlags = flags[at]!
    readings.statusFlags[to] = point.hasFlags ? point.lastFlags : 0
    to += 1
  }
  return readings
}
