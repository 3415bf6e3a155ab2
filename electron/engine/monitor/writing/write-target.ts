/** The object that is written to: where it is, and what it shows. Read before and after every write. */
import { addressLabel, hasAddress, type Device, type DeviceAddress } from '../../../../shared/domain/device.ts'
import { DEVICE_OBJECT, objectTypeFact } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { Acquisition } from '../../bacnet/acquisition-types.ts'
import { ERROR_CODE } from '../../bacnet/answers.ts'
import { numberIn, type BacnetValue } from '../../bacnet/bacnet-value.ts'
import { prioritySlots } from '../../bacnet/priority-array.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import type { PropertyQuestion, PropertyResult } from '../../bacnet/property-reader.ts'
import { valueText, type ValueWords } from '../../bacnet/value-text.ts'
import type { StandingRow } from '../../store/store-types.ts'
import { pointLabel, type ObjectLimits } from './write-rules.ts'

export interface WriteTarget {
  readonly deviceId: number
  readonly pointId: number
  /** Device instance number. */
  readonly instance: number
  readonly address: DeviceAddress
  readonly maxApdu: number
  readonly type: number
  readonly objectInstance: number
  readonly words: ValueWords
  /** `Device 100 “AHU-1” at 192.168.1.20:47808`, `AV 3 “Setpoint”`. */
  readonly device: string
  readonly object: string
}

export const deviceLabel = ({ instance, name, address }: Pick<Device, 'instance' | 'name' | 'address'>): string =>
  `Device ${instance}${name === '' ? '' : ` “${name}”`} at ${addressLabel(address)}`

export const targetOf = (device: Device, point: Point): WriteTarget => ({
  deviceId: device.id,
  pointId: point.id,
  instance: device.instance,
  address: device.address,
  maxApdu: device.maxApdu,
  type: point.objectType,
  objectInstance: point.objectInstance,
  words: { kind: point.kind, units: point.units, stateTexts: point.stateTexts },
  device: deviceLabel(device),
  object: pointLabel(point),
})

/** What stands, with the device where it is now if the site still knows it. */
export const standingTarget = (row: StandingRow, device: Device | undefined, point: Point | undefined): WriteTarget => ({
  deviceId: row.deviceId,
  pointId: row.pointId,
  instance: row.deviceInstance,
  address: device?.address ?? row.address,
  maxApdu: row.maxApdu,
  type: row.objectType,
  objectInstance: row.objectInstance,
  words: { kind: objectTypeFact(row.objectType).kind, units: point?.units ?? null, stateTexts: point?.stateTexts ?? [] },
  device: device === undefined ? row.device : deviceLabel(device),
  object: row.object,
})

export interface ObjectState {
  readonly value: BacnetValue | undefined
  /** Sixteen slots; null where the object has no priorities. */
  readonly slots: readonly BacnetValue[] | null
  readonly outOfService: boolean | undefined
  readonly limits: ObjectLimits
}

const ASKED = [PROPERTY.presentValue, PROPERTY.priorityArray, PROPERTY.outOfService, PROPERTY.minPresValue, PROPERTY.maxPresValue, PROPERTY.numberOfStates]
/** Answers that come one by one may take this long together; then the device counts as silent. */
const READ_WITHIN_MS = 30_000

const isSilence = (result: PropertyResult): boolean => !result.ok && (result.kind === 'timeout' || result.kind === 'send' || result.kind === 'cancelled')

/** A limit; NaN is none. */
const numberOf = (result: PropertyResult | undefined): number | undefined => {
  const number = result?.ok === true && result.values[0] !== undefined ? numberIn(result.values[0]) : undefined
  return Number.isNaN(number) ? undefined : number
}

/**
 * Reads what the object shows now, after the device at this address has said who it is. Fails with `write-device-silent`, `write-other-device` (another device
 * answers there), `write-object-gone`, `write-unreadable` (whether it has priorities cannot be told): then nothing may be written.
 */
export const readTarget = async (acquisition: Acquisition, target: WriteTarget, stop?: AbortSignal): Promise<Result<ObjectState>> => {
  const { type, objectInstance: instance, device, object } = target
  if (!hasAddress(target.address)) return failure('write-device-silent', `${device} has no address yet, so nothing was written.`, { device })
  const questions: PropertyQuestion[] = [{ type: DEVICE_OBJECT, instance: target.instance, property: PROPERTY.objectIdentifier }, ...ASKED.map((property) => ({ type, instance, property }))]
  const inTime = AbortSignal.timeout(READ_WITHIN_MS)
  const results = await acquisition.read(target.address, questions, { signal: stop === undefined ? inTime : AbortSignal.any([inTime, stop]), priority: 'user' })
  const [identity, value, array, outOfService, min, max, states] = results as [PropertyResult, ...PropertyResult[]]
  if (isSilence(identity)) return failure('write-device-silent', `${device} does not answer, so nothing was written.`, { device })
  const said = identity.ok ? identity.values[0] : undefined
  if (said?.kind !== 'objectId' || said.type !== DEVICE_OBJECT || said.instance !== target.instance) {
    return failure('write-other-device', `Another device answers where ${device} was, so nothing was written. Search for devices again.`, { device })
  }
  if (value?.ok === false && isSilence(value)) return failure('write-device-silent', `${device} does not answer, so nothing was written.`, { device })
  if (value?.ok === false && value.code === ERROR_CODE.unknownObject) return failure('write-object-gone', `${object} does not exist in ${device} any more. Search again.`, { object, device })
  const slots = array?.ok === true ? prioritySlots(array.values) : null
  if (slots === undefined || (array?.ok === false && array.kind !== 'error')) {
    return failure('write-unreadable', `The priorities of ${object} in ${device} cannot be read, so nothing was written.`, { object, device })
  }
  return ok({
    value: value?.ok === true ? value.values[0] : undefined,
    slots,
    outOfService: outOfService?.ok === true && outOfService.values[0]?.kind === 'boolean' ? outOfService.values[0].value : undefined,
    limits: { min: numberOf(min), max: numberOf(max), states: numberOf(states) },
  })
}

/** The value's text, or null where there is none. */
export const textIn = (target: WriteTarget, value: BacnetValue | undefined): string | null => (value === undefined ? null : valueText(value, target.words))

/** True when the device shows this number: REALs have 32 bits. */
export const shows = (value: BacnetValue | undefined, wanted: number): boolean => {
  const number = value === undefined || value.kind === 'null' ? undefined : numberIn(value)
  return number !== undefined && (number === wanted || number === Math.fround(wanted))
}
