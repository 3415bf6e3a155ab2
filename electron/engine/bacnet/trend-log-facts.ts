/** What a trend log says of itself (135, 12.25 and 12.30): what it records, how, and how much it holds. */
import { numberIn, type BacnetValue } from './bacnet-value.ts'
import type { PropertyQuestion, PropertyResult } from './property-reader.ts'
import { TREND_LOG_MULTIPLE } from './read-range.ts'
import { objectIdOf, type ObjectId } from './values.ts'

/** One thing a log records. */
export interface LoggedReference {
  readonly object: ObjectId
  readonly property: number
  /** Element of an array property; null for the whole. */
  readonly index: number | null
  /** Device instance when it is another device's; null = the log's own. */
  readonly device: number | null
}

export interface LogFacts {
  /** In the order of the members; empty when the log does not say. */
  readonly references: readonly LoggedReference[]
  readonly enabled: boolean
  /** 0 = on change of value or by trigger. */
  readonly intervalMs: number
  readonly recordCount: number
  readonly totalCount: number | null
  readonly bufferSize: number
  readonly stopWhenFull: boolean
  readonly statusFlags: number
  /** The period in which it records, in the device's local time as if it were UTC; null = without limit. */
  readonly startLocalMs: number | null
  readonly stopLocalMs: number | null
}

const PROPERTY = {
  statusFlags: 111,
  bufferSize: 126,
  logDeviceObjectProperty: 132,
  enable: 133,
  logInterval: 134,
  recordCount: 141,
  startTime: 142,
  stopTime: 143,
  stopWhenFull: 144,
  totalRecordCount: 145,
  loggingType: 197,
} as const

const ASKED: readonly number[] = Object.values(PROPERTY)
const POLLED = 0
/** More members than a Trend Log Multiple of a real device has. */
const MOST_MEMBERS = 1_000

/** How many answers belong to one log. */
export const FACTS_PER_LOG = ASKED.length

/** What is asked about one log. */
export const logQuestions = (type: number, instance: number): PropertyQuestion[] => ASKED.map((property) => ({ type, instance, property }))

const unsignedIn = (bytes: Buffer): number | undefined => (bytes.length > 0 && bytes.length <= 6 ? bytes.readUIntBE(0, bytes.length) : undefined)

/** Sequences of object [0], property [1], index [2] and device [3], one after the other. */
const referencesIn = (values: readonly BacnetValue[]): LoggedReference[] => {
  const references: LoggedReference[] = []
  for (const value of values) {
    if (value.kind !== 'context' || references.length > MOST_MEMBERS) continue
    const { tag, bytes } = value
    const number = unsignedIn(bytes)
    const last = references.at(-1)
    if (tag === 0 && bytes.length === 4) references.push({ object: objectIdOf(bytes.readUInt32BE(0)), property: -1, index: null, device: null })
    else if (last === undefined || number === undefined) continue
    else if (tag === 1) references[references.length - 1] = { ...last, property: number }
    else if (tag === 2) references[references.length - 1] = { ...last, index: number }
    else if (tag === 3 && bytes.length === 4) references[references.length - 1] = { ...last, device: objectIdOf(number).instance }
  }
  return references
}

/** A date and time without wildcards; a limit with wildcards limits nothing. */
const momentIn = ([date, time]: readonly BacnetValue[]): number | null => {
  if (date?.kind !== 'date' || time?.kind !== 'time') return null
  const { year, month, day } = date
  const { hour, minute, second } = time
  if (year === null || month === null || day === null || hour === null || minute === null || second === null) return null
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

const flagsIn = (value: BacnetValue | undefined): number =>
  value?.kind === 'bits' ? value.bits.slice(0, 4).reduce((flags, bit, at) => (bit ? flags | (1 << at) : flags), 0) : 0

/** The facts in the answers to `logQuestions`; undefined when the device answered nothing of use about it. */
export const logFacts = (type: number, results: readonly PropertyResult[]): LogFacts | undefined => {
  const answers = new Map(ASKED.flatMap((property, at) => (results[at]?.ok === true ? [[property, results[at].values] as const] : [])))
  if (answers.size === 0) return undefined
  const numberOf = (property: number): number | undefined => {
    const [value] = answers.get(property) ?? []
    return value === undefined ? undefined : numberIn(value)
  }
  const polled = (numberOf(PROPERTY.loggingType) ?? POLLED) === POLLED
  const references = referencesIn(answers.get(PROPERTY.logDeviceObjectProperty) ?? [])
  return {
    references: type === TREND_LOG_MULTIPLE ? references : references.slice(0, 1),
    enabled: numberOf(PROPERTY.enable) === 1,
    // In hundredths of a second.
    intervalMs: polled ? (numberOf(PROPERTY.logInterval) ?? 0) * 10 : 0,
    recordCount: numberOf(PROPERTY.recordCount) ?? 0,
    totalCount: numberOf(PROPERTY.totalRecordCount) ?? null,
    bufferSize: numberOf(PROPERTY.bufferSize) ?? 0,
    stopWhenFull: numberOf(PROPERTY.stopWhenFull) === 1,
    statusFlags: flagsIn((answers.get(PROPERTY.statusFlags) ?? [])[0]),
    startLocalMs: momentIn(answers.get(PROPERTY.startTime) ?? []),
    stopLocalMs: momentIn(answers.get(PROPERTY.stopTime) ?? []),
  }
}

const LOCAL_DATE = 56
const LOCAL_TIME = 57
const DEVICE = 8

/** Date and time of a device by its instance. */
export const clockQuestions = (instance: number): PropertyQuestion[] => [LOCAL_DATE, LOCAL_TIME].map((property) => ({ type: DEVICE, instance, property }))

/** The device's local time as if it were UTC, ms; undefined when it does not tell. */
export const clockIn = ([date, time]: readonly PropertyResult[]): number | undefined => {
  if (date?.ok !== true || time?.ok !== true || date.values.length !== 1 || time.values.length !== 1) return undefined
  const whole = momentIn([date.values[0]!, time.values[0]!])
  const [clock] = time.values
  return whole === null ? undefined : whole + (clock?.kind === 'time' ? (clock.hundredth ?? 0) * 10 : 0)
}
