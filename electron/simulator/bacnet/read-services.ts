/** ReadProperty and ReadPropertyMultiple. */
import type { ApduReader } from './apdu-reader.ts'
import type { ApduWriter } from './apdu-writer.ts'
import { DEVICE_OPTIONAL, DEVICE_PROPERTIES, writeDeviceProperty } from './device-properties.ts'
import { OBJECT_OPTIONAL, propertiesOf, writeObjectProperty } from './object-properties.ts'
import { ABORT, ERROR, keyInstance, keyType, NO_INDEX, OBJECT, PROPERTY, REJECT, type ErrorPair } from './protocol.ts'
import type { SimDevice } from './sim-device.ts'

/** What a confirmed service comes to. `answered`: the writer holds the body of a complex acknowledgement. */
export type Outcome =
  | { readonly kind: 'answered' }
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly error: ErrorPair }
  | { readonly kind: 'reject'; readonly reason: number }
  | { readonly kind: 'abort'; readonly reason: number }

export const ANSWERED: Outcome = { kind: 'answered' }
export const DONE: Outcome = { kind: 'done' }
export const TOO_LONG: Outcome = { kind: 'abort', reason: ABORT.segmentationNotSupported }
export const BAD_TAG: Outcome = { kind: 'reject', reason: REJECT.invalidTag }

const ANY_DEVICE = 4_194_303

/** The wildcard instance of the device object means the device itself. */
const resolved = (device: SimDevice, key: number): number => (keyType(key) === OBJECT.device && keyInstance(key) === ANY_DEVICE ? device.deviceKey : key)

/** Writes the value of a property. @returns null, or the error. */
const writeProperty = (writer: ApduWriter, device: SimDevice, key: number, property: number, index: number): ErrorPair | null => {
  if (key === device.deviceKey) return writeDeviceProperty(writer, device, property, index)
  const point = device.objects.get(key)
  return point ? writeObjectProperty(writer, device, point, property, index) : ERROR.unknownObject
}

export const readProperty = (reader: ApduReader, writer: ApduWriter, device: SimDevice): Outcome => {
  const key = resolved(device, reader.contextObjectKey(0))
  const property = reader.contextUnsigned(1)
  const index = reader.arrayIndex(2)
  if (reader.failed) return BAD_TAG
  writer.contextObjectId(0, key)
  writer.contextUnsigned(1, property)
  if (index !== NO_INDEX) writer.contextUnsigned(2, index)
  writer.open(3)
  const error = writeProperty(writer, device, key, property, index)
  if (error) return { kind: 'error', error }
  writer.close(3)
  return ANSWERED
}

const writeOne = (writer: ApduWriter, device: SimDevice, key: number, property: number, index: number): void => {
  writer.contextUnsigned(2, property)
  if (index !== NO_INDEX) writer.contextUnsigned(3, index)
  const from = writer.offset
  writer.open(4)
  const error = writeProperty(writer, device, key, property, index)
  if (!error) {
    writer.close(4)
    return
  }
  writer.offset = from
  writer.open(5)
  writer.enumerated(error[0])
  writer.enumerated(error[1])
  writer.close(5)
}

/** Properties meant by ALL, REQUIRED and OPTIONAL. */
const meant = (device: SimDevice, key: number, property: number): readonly number[] => {
  const point = device.objects.get(key)
  const all = key === device.deviceKey ? DEVICE_PROPERTIES : point ? propertiesOf(point) : []
  const optional = key === device.deviceKey ? DEVICE_OPTIONAL : OBJECT_OPTIONAL
  if (property === PROPERTY.required) return all.filter((one) => !optional.includes(one))
  return property === PROPERTY.optional ? all.filter((one) => optional.includes(one)) : all
}

const isGroup = (property: number): boolean => property === PROPERTY.all || property === PROPERTY.required || property === PROPERTY.optional

/** `limit`: largest answer, octets of `writer`; a longer one is given up at once. */
export const readPropertyMultiple = (reader: ApduReader, writer: ApduWriter, device: SimDevice, limit: number): Outcome => {
  if (reader.atEnd()) return { kind: 'reject', reason: REJECT.missingParameter }
  while (!reader.atEnd()) {
    const key = resolved(device, reader.contextObjectKey(0))
    reader.expect(reader.isOpening(1))
    writer.contextObjectId(0, key)
    writer.open(1)
    while (!reader.failed && !reader.isClosing(1)) {
      const property = reader.contextUnsigned(0)
      const index = reader.arrayIndex(1)
      if (reader.failed) return BAD_TAG
      const known = key === device.deviceKey || device.objects.has(key)
      if (isGroup(property) && known) for (const one of meant(device, key, property)) writeOne(writer, device, key, one, NO_INDEX)
      else writeOne(writer, device, key, property, index)
      if (writer.offset > limit) return TOO_LONG
    }
    reader.expect(reader.isClosing(1))
    writer.close(1)
  }
  return reader.failed ? BAD_TAG : ANSWERED
}
