/** A device's clock: what it shows, when that was, and what that is in UTC (135, 12.11: Local_Date, Local_Time, UTC_Offset, Daylight_Savings_Status). */
import type { Clock } from '../../../shared/clock.ts'
import type { Answer } from './answers.ts'
import { askTimed } from './ask-once.ts'
import { decodeValues, type BacnetDate, type BacnetTime, type BacnetValue } from './bacnet-value.ts'
import { readPropertyApdu, readPropertyMultipleApdu, type RequestApdu } from './datagrams.ts'
import { DEVICE_TYPE } from './identity.ts'
import type { Requester } from './peer.ts'
import { PROPERTY } from './properties.ts'
import type { ReadManner } from './property-reader.ts'
import { MultipleAnswer, singleAnswer } from './read-answers.ts'
import { localMs } from './time-stamp.ts'
import { objectIdCode } from './values.ts'

export interface ClockReading {
  readonly date: BacnetDate
  readonly time: BacnetTime
  /** Minutes to add to local standard time to get UTC: positive west of Greenwich. null where the device tells none. */
  readonly utcOffsetMinutes: number | null
  readonly daylightSaving: boolean | null
  /** When the device showed that, by this laptop's clock: half the round trip after asking. */
  readonly atMs: number
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const ATTEMPTS = 2
/** A clock that is right in local time, while its UTC offset is none or another zone's, is not wrong for the people in the building. */
const RIGHT_MS = 5 * MINUTE_MS
const OTHER_ZONE_MS = 15 * MINUTE_MS

/** What the reading is in UTC. `zoneOffsetMinutes`: minutes the building's local time is ahead of UTC then. Undefined for a clock that shows no whole date and time. */
export const clockUtcMs = (reading: ClockReading, zoneOffsetMinutes: number): number | undefined => {
  const local = localMs(reading.date, reading.time)
  if (local === undefined) return undefined
  const byZone = local - zoneOffsetMinutes * MINUTE_MS
  if (reading.utcOffsetMinutes === null) return byZone
  const byOffset = local + reading.utcOffsetMinutes * MINUTE_MS - (reading.daylightSaving === true ? HOUR_MS : 0)
  const rightHere = Math.abs(byZone - reading.atMs) < RIGHT_MS && Math.abs(byOffset - reading.atMs) > OTHER_ZONE_MS
  return rightHere ? byZone : byOffset
}

type Values = ReadonlyMap<number, readonly BacnetValue[]>

const ASKED = [PROPERTY.localDate, PROPERTY.localTime, PROPERTY.utcOffset, PROPERTY.daylightSavingsStatus]

interface Timed {
  readonly answer: Answer
  /** Wall clock in the middle between sending and answer. */
  readonly middleMs: number
}

const ask = async (peer: Requester, apdu: RequestApdu, clock: Clock, { signal, priority }: ReadManner): Promise<Timed> => {
  for (let attempt = 1; ; attempt++) {
    const timed = await askTimed(peer, apdu, signal, { priority, retry: attempt > 1 }, (answer, latencyMs) => ({ answer, middleMs: clock.nowMs() - latencyMs / 2 }))
    if (timed.answer.ok || timed.answer.kind !== 'timeout' || attempt === ATTEMPTS) return timed
  }
}

const readAtOnce = async (peer: Requester, instance: number, clock: Clock, manner: ReadManner): Promise<{ readonly values: Values; readonly atMs: number } | undefined> => {
  const properties = ASKED.map((property) => ({ property }))
  const { answer, middleMs } = await ask(peer, readPropertyMultipleApdu([{ type: DEVICE_TYPE, instance, properties }]), clock, manner)
  if (!answer.ok) return undefined
  const multiple = new MultipleAnswer(answer)
  const values = new Map<number, readonly BacnetValue[]>()
  while (multiple.next()) {
    const decoded = multiple.failed ? undefined : decodeValues(answer.bytes, multiple.from, multiple.to)
    if (decoded !== undefined && multiple.objectCode === objectIdCode(DEVICE_TYPE, instance)) values.set(multiple.property, decoded)
  }
  return multiple.malformed ? undefined : { values, atMs: middleMs }
}

/** The time last but for the date once more: at midnight they must belong together. */
const readOneByOne = async (peer: Requester, instance: number, clock: Clock, manner: ReadManner): Promise<{ readonly values: Values; readonly atMs: number } | undefined> => {
  const values = new Map<number, readonly BacnetValue[]>()
  let atMs = Number.NaN
  for (const property of [PROPERTY.utcOffset, PROPERTY.daylightSavingsStatus, PROPERTY.localTime, PROPERTY.localDate]) {
    const { answer, middleMs } = await ask(peer, readPropertyApdu(DEVICE_TYPE, instance, { property }), clock, manner)
    if (!answer.ok) {
      if (answer.kind === 'timeout' || answer.kind === 'cancelled') return undefined
      continue
    }
    const reader = singleAnswer(answer, objectIdCode(DEVICE_TYPE, instance), property)
    const decoded = reader && decodeValues(reader.bytes, reader.at, reader.end)
    if (decoded !== undefined) values.set(property, decoded)
    if (property === PROPERTY.localTime) atMs = middleMs
  }
  return Number.isNaN(atMs) ? undefined : { values, atMs }
}

/** The clock of the device with this instance at a peer; undefined when it has none or does not answer. */
export const readClock = async (peer: Requester, instance: number, clock: Clock, manner: ReadManner): Promise<ClockReading | undefined> => {
  const read = (await readAtOnce(peer, instance, clock, manner)) ?? (manner.signal.aborted ? undefined : await readOneByOne(peer, instance, clock, manner))
  if (read === undefined) return undefined
  const [date] = read.values.get(PROPERTY.localDate) ?? []
  const [time] = read.values.get(PROPERTY.localTime) ?? []
  if (date?.kind !== 'date' || time?.kind !== 'time') return undefined
  const [offset] = read.values.get(PROPERTY.utcOffset) ?? []
  const [saving] = read.values.get(PROPERTY.daylightSavingsStatus) ?? []
  return {
    date,
    time,
    utcOffsetMinutes: offset?.kind === 'signed' || offset?.kind === 'unsigned' ? offset.value : null,
    daylightSaving: saving?.kind === 'boolean' ? saving.value : null,
    atMs: read.atMs,
  }
}
