/** Every decoder of what comes from the network, called on the parameters of any datagram that the guard lets through, whatever service it belongs to. */
import { decodeError, type Acknowledgement } from '../../electron/engine/bacnet/answers.ts'
import { decodeValues, type BacnetValue } from '../../electron/engine/bacnet/bacnet-value.ts'
import { decodeCovNotification } from '../../electron/engine/bacnet/cov-notification.ts'
import { decodeIAm } from '../../electron/engine/bacnet/i-am.ts'
import { decodeLogRecords, type LogRecords } from '../../electron/engine/bacnet/log-records.ts'
import { broadcastTableIn } from '../../electron/engine/bacnet/network-datagrams.ts'
import { decodeNetworkMessage } from '../../electron/engine/bacnet/network-message.ts'
import { decodeBatch } from '../../electron/engine/bacnet/poll-answer.ts'
import { polledPoint, type PolledPoint } from '../../electron/engine/bacnet/poll-plan.ts'
import { MultipleAnswer, singleAnswer } from '../../electron/engine/bacnet/read-answers.ts'
import { decodeMultiple } from '../../electron/engine/bacnet/property-reader.ts'
import { readRangePage } from '../../electron/engine/bacnet/read-range.ts'
import { decodeDateList, decodeExceptions, decodePeriodDates, decodeReferences, decodeWeek } from '../../electron/engine/bacnet/schedule.ts'
import { TAG, TagReader } from '../../electron/engine/bacnet/tags.ts'
import { decodeText } from '../../electron/engine/bacnet/text.ts'
import { decodeTimeStamp } from '../../electron/engine/bacnet/time-stamp.ts'
import { readNumber, readObjectIdCode, readStatusFlags, readText, readUnsigned } from '../../electron/engine/bacnet/values.ts'

/** Throws when what a decoder gave cannot be right whatever came in. */
const claim = (what: string, holds: boolean): void => {
  if (!holds) throw new Error(`decoded wrongly: ${what}`)
}

const MOST_DEPTH = 17

/** A value is of its type, its text can be stored, and it is no deeper than the guard lets through. */
const checkValue = (value: BacnetValue, depth: number): void => {
  claim('nested too deep', depth <= MOST_DEPTH)
  if (value.kind === 'construct') for (const inner of value.values) checkValue(inner, depth + 1)
  else if (value.kind === 'text') claim('text is well-formed', value.value.isWellFormed())
  else if (value.kind === 'unsigned' || value.kind === 'enumerated') claim('unsigned is not negative', value.value >= 0)
  else if (value.kind === 'date') claim('year', value.year === null || (value.year >= 1_900 && value.year <= 2_154))
}

const readAll = (bytes: Buffer, from: number, to: number): void => {
  const reader = new TagReader(bytes, from, to)
  while (!reader.done && reader.read()) {
    claim('content within the bytes', reader.start + reader.length <= to)
    readUnsigned(reader)
    const number = readNumber(reader)
    claim('a number', number === undefined || typeof number === 'number')
    readText(reader)
    const flags = readStatusFlags(reader) ?? 0
    claim('four flags', flags >= 0 && flags <= 15)
    readObjectIdCode(reader)
    if (!reader.context && reader.number === TAG.characterString) decodeText(bytes.subarray(reader.start, reader.start + reader.length))
  }
}

const readMultiple = (ack: Acknowledgement): void => {
  const answer = new MultipleAnswer(ack)
  let steps = 0
  while (answer.next()) {
    claim('fewer properties than octets', (steps += 1) <= ack.end - ack.at)
    claim('values within the bytes', answer.failed || (answer.from <= answer.to && answer.to <= ack.end))
    if (!answer.failed) decodeValues(ack.bytes, answer.from, answer.to)?.forEach((value) => checkValue(value, 0))
  }
}

const batchPoints = (): PolledPoint[] =>
  Array.from({ length: 20 }, (_, at) => polledPoint({ pointId: at + 1, objectType: 0, objectInstance: at + 1, intervalMs: 1_000 }, undefined, 0))

const readBatch = (ack: Acknowledgement): void => {
  const decoded = decodeBatch(ack, 1, batchPoints(), 5_000)
  if (decoded === undefined) return
  const { pointIds, values, statusFlags, timesMs } = decoded.readings
  claim('columns of one length', pointIds.length === values.length && values.length === statusFlags.length && values.length === timesMs.length)
  claim('each point once', new Set(pointIds).size === pointIds.length)
  claim('every point is answered or in trouble', pointIds.length + decoded.troubles.length >= 20)
  claim('four flags', statusFlags.every((flags) => flags <= 15))
}

const TREND_LOGS = [20, 27]

const checkRecords = ({ records, broken, found }: LogRecords): void => {
  claim('every record is read or broken', records.length + broken.length === found)
  for (const { localMs, statusFlags, data } of records) {
    claim('a time', Number.isFinite(localMs))
    claim('four flags', statusFlags >= 0 && statusFlags <= 15)
    for (const datum of data) claim('a number', datum.kind !== 'value' || typeof datum.value === 'number')
  }
}

type Decoder = (bytes: Buffer, from: number, to: number) => void
const ackOf = (bytes: Buffer, at: number, end: number): Acknowledgement => ({ ok: true, bytes, at, end })

const ofValues =
  (decode: (values: readonly BacnetValue[]) => unknown): Decoder =>
  (bytes, from, to) => {
    const values = decodeValues(bytes, from, to)
    if (values !== undefined) decode(values)
  }

/** By the name of the function that is meant. */
export const DECODERS: Record<string, Decoder> = {
  broadcastTableIn: (bytes, from, to) => {
    if ((to - from) % 10 === 0) broadcastTableIn(bytes, from, to)
  },
  decodeCovNotification: (bytes, from, to) => {
    const said = decodeCovNotification(bytes, from, to)
    claim('flags', said?.statusFlags === undefined || said.statusFlags <= 15)
  },
  decodeBatch: (bytes, from, to) => readBatch(ackOf(bytes, from, to)),
  decodeError: (bytes, from, to) => void decodeError(bytes, from, to),
  decodeIAm: (bytes, from, to) => {
    const said = decodeIAm(bytes, from, to)
    claim('an instance', said === undefined || (said.instance >= 0 && said.instance < 4_194_303 && said.maxApdu >= 50 && said.maxApdu <= 1_476))
  },
  decodeLogRecords: (bytes, from, to) => {
    for (const multiple of [false, true]) checkRecords(decodeLogRecords(bytes, from, to, multiple))
  },
  readRangePage: (bytes, from, to) => {
    for (const type of TREND_LOGS) {
      const page = readRangePage(ackOf(bytes, from, to), type, 1)
      if (page !== undefined) checkRecords(page)
    }
  },
  decodeNetworkMessage: (bytes, from, to) => {
    if (to > from) decodeNetworkMessage(bytes, from, to)
  },
  decodeText: (bytes, from, to) => claim('text is well-formed', decodeText(bytes.subarray(from, to)).isWellFormed()),
  decodeValues: (bytes, from, to) => decodeValues(bytes, from, to)?.forEach((value) => checkValue(value, 0)),
  decodeWeek: ofValues(decodeWeek),
  decodeDateList: ofValues(decodeDateList),
  decodeExceptions: ofValues(decodeExceptions),
  decodePeriodDates: ofValues(decodePeriodDates),
  decodeReferences: ofValues(decodeReferences),
  readTags: readAll,
  decodeMultiple: (bytes, from, to) => void decodeMultiple(ackOf(bytes, from, to)),
  decodeTimeStamp: ofValues((values) => values.forEach((value) => decodeTimeStamp(value))),
  readMultiple: (bytes, from, to) => readMultiple(ackOf(bytes, from, to)),
  readSingle: (bytes, from, to) => {
    const reader = singleAnswer(ackOf(bytes, from, to), 1, 85)
    if (reader !== undefined) decodeValues(bytes, reader.at, reader.end)?.forEach((value) => checkValue(value, 0))
  },
}

/** Decoders that only serve one of those called here. */
const INSIDE_OTHERS = new Set(['decodeFailure', 'decodeCodePage'])

/**
 * Takes every `decode...` of these modules that has no place above: by convention it takes bytes, where they begin and where they end. Gives the names of
 * those that do not, which need a place above.
 */
export const adoptDecoders = (modules: readonly Readonly<Record<string, unknown>>[]): readonly string[] => {
  const strange: string[] = []
  for (const module of modules) {
    for (const [name, decode] of Object.entries(module)) {
      if (!/^decode[A-Z]/.test(name) || typeof decode !== 'function' || DECODERS[name] !== undefined || INSIDE_OTHERS.has(name)) continue
      if (decode.length === 3) DECODERS[name] = decode as Decoder
      else strange.push(name)
    }
  }
  return strange
}
