/** WriteProperty: commands with a priority, out of service, COV increment, names are read only. */
import { isAnalog, isBinary, isMultiState } from '../building/point-spec.ts'
import { PROGRAM_PRIORITY, type SimPoint } from '../building/sim-point.ts'
import type { ApduReader, WrittenValue } from './apdu-reader.ts'
import { ERROR, NO_INDEX, PROPERTY, type ErrorPair } from './protocol.ts'
import { BAD_TAG, DONE, type Outcome } from './read-services.ts'
import type { SimDevice } from './sim-device.ts'

/** The number written, NaN for NULL, or the error. */
const numberFor = (point: SimPoint, value: WrittenValue): number | ErrorPair => {
  const { objectType, stateTexts } = point.spec
  if (value.kind === 'null') return Number.NaN
  if (value.kind === 'other') return ERROR.invalidDataType
  if (isAnalog(objectType)) {
    if (value.kind !== 'real' || !Number.isFinite(value.value)) return ERROR.invalidDataType
    return value.value < point.spec.low || value.value > point.spec.high ? ERROR.valueOutOfRange : value.value
  }
  if (isBinary(objectType)) {
    if (value.kind !== 'enumerated') return ERROR.invalidDataType
    return value.value > 1 ? ERROR.valueOutOfRange : value.value
  }
  if (!isMultiState(objectType) || value.kind !== 'unsigned') return ERROR.invalidDataType
  return value.value < 1 || value.value > Math.max(1, stateTexts.length) ? ERROR.valueOutOfRange : value.value
}

/** Writes a property of an object. @returns null, or the error to answer. */
export const writeToPoint = (point: SimPoint, property: number, value: WrittenValue, priority: number): ErrorPair | null => {
  if (property === PROPERTY.outOfService) {
    if (value.kind !== 'boolean') return ERROR.invalidDataType
    point.setOutOfService(value.value === 1)
    return null
  }
  if (property === PROPERTY.covIncrement && isAnalog(point.spec.objectType)) {
    if (value.kind !== 'real') return ERROR.invalidDataType
    if (!(value.value >= 0)) return ERROR.valueOutOfRange
    point.covIncrement = value.value
    return null
  }
  if (property !== PROPERTY.presentValue) return ERROR.writeAccessDenied
  const number = numberFor(point, value)
  if (typeof number !== 'number') return number
  if (point.spec.commandable) {
    // Priority 6 belongs to minimum on/off times (135, clause 19.2.3).
    if (priority === 6 || priority < 1 || priority > PROGRAM_PRIORITY) return priority === 6 ? ERROR.writeAccessDenied : ERROR.valueOutOfRange
    point.command(number, priority)
    return null
  }
  if (!point.outOfService || Number.isNaN(number)) return ERROR.writeAccessDenied
  point.setServiceValue(number)
  return null
}

export const writeProperty = (reader: ApduReader, device: SimDevice): Outcome => {
  const key = reader.contextObjectKey(0)
  const property = reader.contextUnsigned(1)
  const index = reader.arrayIndex(2)
  reader.expect(reader.isOpening(3))
  const value = reader.value()
  reader.expect(reader.isClosing(3))
  const priority = reader.optionalUnsigned(4) ?? PROGRAM_PRIORITY
  if (reader.failed) return BAD_TAG
  const point = device.objects.get(key)
  if (!point) return { kind: 'error', error: key === device.deviceKey ? ERROR.writeAccessDenied : ERROR.unknownObject }
  if (index !== NO_INDEX) return { kind: 'error', error: ERROR.writeAccessDenied }
  const error = writeToPoint(point, property, value, priority)
  return error ? { kind: 'error', error } : DONE
}
