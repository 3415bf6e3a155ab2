/** What the device object of a device says of itself, read in one go. */
import type { Device } from '../../../../shared/domain/device.ts'
import type { DeviceClock, PropertyReading } from '../../../../shared/domain/device-voice.ts'
import { DEVICE_OBJECT } from '../../../../shared/domain/object-type.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { Acquisition } from '../../bacnet/acquisition-types.ts'
import { ERROR_CODE } from '../../bacnet/answers.ts'
import { numberIn, type BacnetValue } from '../../bacnet/bacnet-value.ts'
import type { ClockReading } from '../../bacnet/device-clock.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import { propertyName } from '../../bacnet/property-names.ts'
import type { PropertyResult, ReadManner } from '../../bacnet/property-reader.ts'
import { propertyText } from '../../bacnet/property-text.ts'
import { decodeTimeStamp } from '../../bacnet/time-stamp.ts'
import type { ValueWords } from '../../bacnet/value-text.ts'
import { deviceLabel } from '../writing/write-target.ts'
import { aheadMinutes, clockOf, stampMs } from './device-time.ts'

export interface DeviceFactsRead {
  readonly readAtMs: number
  readonly systemStatus: number | null
  readonly databaseRevision: number | null
  readonly lastRestartMs: number | null
  /** The restart's time stamp as text, whatever its form: tells one restart from the next. */
  readonly lastRestartText: string | null
  readonly lastRestartReason: number | null
  readonly clock: DeviceClock | null
  readonly properties: readonly PropertyReading[]
}

/** Worth asking of a device object (135, 12.11); its clock is read apart. */
const ASKED: readonly number[] = [
  PROPERTY.objectIdentifier, PROPERTY.objectName, PROPERTY.description, 58, PROPERTY.vendorName, 120, PROPERTY.modelName, PROPERTY.firmwareRevision, 12, 372, 98,
  PROPERTY.protocolRevision, PROPERTY.systemStatus, PROPERTY.databaseRevision, PROPERTY.timeOfDeviceRestart, PROPERTY.lastRestartReason, PROPERTY.localDate, PROPERTY.localTime,
  PROPERTY.utcOffset, PROPERTY.daylightSavingsStatus, 62, 107, 167, 11, 10, 73, 63, 64, 157, 338, 97, 96, 168, 152, 204, 193,
]
/** What the hourly look needs. */
const WATCHED: readonly number[] = [PROPERTY.objectIdentifier, PROPERTY.systemStatus, PROPERTY.databaseRevision, PROPERTY.timeOfDeviceRestart, PROPERTY.lastRestartReason]

const DEVICE_WORDS: ValueWords = { kind: 'other', units: null, stateTexts: [] }

/** A property as the contract tells it. */
export const propertyReading = (property: number, result: PropertyResult, words: ValueWords): PropertyReading => {
  const name = propertyName(property)
  if (!result.ok) return { property, name, text: null, value: null, problem: result.text }
  return { property, name, ...propertyText(property, result.values, words), problem: null }
}

const isMissing = (result: PropertyResult): boolean => !result.ok && result.kind === 'error' && result.code === ERROR_CODE.unknownProperty

/** The device object of another device, or none: whoever answers at this address is not the device that is meant. */
const isOther = (identity: PropertyResult | undefined, instance: number): boolean => {
  if (identity?.ok !== true) return identity?.kind === 'error' && identity.code === ERROR_CODE.unknownObject
  const [said] = identity.values
  return said?.kind !== 'objectId' || said.type !== DEVICE_OBJECT || said.instance !== instance
}

/** Fails with `device-not-answering` or `device-other`. `which`: everything, or what changes by itself. */
export const readDeviceFacts = async (acquisition: Acquisition, device: Device, timeZone: string, which: 'all' | 'watched', manner: ReadManner, nowMs: () => number): Promise<Result<DeviceFactsRead>> => {
  const { instance, address } = device
  const properties = which === 'all' ? ASKED : WATCHED
  const results = await acquisition.read(address, properties.map((property) => ({ type: DEVICE_OBJECT, instance, property })), manner)
  const byProperty = new Map(properties.map((property, at) => [property, results[at]!]))
  const label = deviceLabel(device)
  const identity = byProperty.get(PROPERTY.objectIdentifier)
  if (isOther(identity, instance)) return failure('device-other', `Another device answers where ${label} was. Search for devices again.`, { device: label })
  if (results.every((result) => !result.ok)) return failure('device-not-answering', `${label} does not answer.`, { device: label })
  const reading = await acquisition.readClock(address, instance, manner)
  const objects = which === 'all' ? await objectCount(acquisition, device, manner) : undefined
  const readAtMs = nowMs()
  const numberOf = (property: number): number | null => {
    const [value] = valuesOf(byProperty.get(property))
    return value === undefined ? null : (numberIn(value) ?? null)
  }
  return ok({
    readAtMs,
    systemStatus: numberOf(PROPERTY.systemStatus),
    databaseRevision: numberOf(PROPERTY.databaseRevision),
    ...restartOf(byProperty, reading, timeZone, readAtMs),
    lastRestartReason: numberOf(PROPERTY.lastRestartReason),
    clock: reading === undefined ? null : clockOf(reading, timeZone),
    properties: [...properties.flatMap((property) => {
      const result = byProperty.get(property)
      return result === undefined || isMissing(result) ? [] : [propertyReading(property, result, DEVICE_WORDS)]
    }), ...(objects === undefined ? [] : [objects])],
  })
}

const valuesOf = (result: PropertyResult | undefined): readonly BacnetValue[] => (result?.ok === true ? result.values : [])

const restartOf = (byProperty: ReadonlyMap<number, PropertyResult>, reading: ClockReading | undefined, timeZone: string, nowMs: number): Pick<DeviceFactsRead, 'lastRestartMs' | 'lastRestartText'> => {
  const values = valuesOf(byProperty.get(PROPERTY.timeOfDeviceRestart))
  const stamp = values[0] === undefined ? undefined : decodeTimeStamp(values[0])
  if (stamp === undefined) return { lastRestartMs: null, lastRestartText: null }
  const ahead = reading && aheadMinutes(reading, timeZone)
  return { lastRestartMs: stampMs(stamp, timeZone, ahead, nowMs), lastRestartText: propertyText(PROPERTY.timeOfDeviceRestart, values).text }
}

/** How many objects it has: the length of its object list. */
const objectCount = async (acquisition: Acquisition, { instance, address }: Device, manner: ReadManner): Promise<PropertyReading | undefined> => {
  const [length] = await acquisition.read(address, [{ type: DEVICE_OBJECT, instance, property: PROPERTY.objectList, index: 0 }], manner)
  return length?.ok === true ? { ...propertyReading(PROPERTY.objectList, length, DEVICE_WORDS), name: `${propertyName(PROPERTY.objectList)}[0]` } : undefined
}
