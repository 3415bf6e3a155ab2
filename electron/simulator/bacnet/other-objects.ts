/** Properties of trend logs and structured views. */
import type { SimPoint } from '../building/sim-point.ts'
import type { ApduWriter } from './apdu-writer.ts'
import { ERROR, NO_INDEX, objectKey, PROPERTY, type ErrorPair } from './protocol.ts'
import type { SimDevice } from './sim-device.ts'

export const TREND_PROPERTIES: readonly number[] = [
  PROPERTY.enable,
  PROPERTY.logDeviceObjectProperty,
  PROPERTY.logInterval,
  PROPERTY.loggingType,
  PROPERTY.stopWhenFull,
  PROPERTY.bufferSize,
  PROPERTY.recordCount,
  PROPERTY.totalRecordCount,
  PROPERTY.statusFlags,
  PROPERTY.eventState,
  PROPERTY.reliability,
]

export const VIEW_PROPERTIES: readonly number[] = [PROPERTY.nodeType, PROPERTY.subordinateList]

export const writeTrendProperty = (writer: ApduWriter, device: SimDevice, point: SimPoint, property: number): ErrorPair | null => {
  const buffer = device.trends.get(objectKey(point.spec.objectType, point.spec.objectInstance))
  if (!buffer) return ERROR.unknownProperty
  switch (property) {
    case PROPERTY.enable:
      writer.boolean(buffer.enabled)
      return null
    case PROPERTY.logDeviceObjectProperty:
      writer.contextObjectId(0, point.spec.link)
      writer.contextUnsigned(1, PROPERTY.presentValue)
      return null
    case PROPERTY.logInterval:
      writer.unsigned(buffer.intervalMs / 10)
      return null
    case PROPERTY.loggingType:
      writer.enumerated(0)
      return null
    case PROPERTY.stopWhenFull:
      writer.boolean(buffer.stopWhenFull)
      return null
    case PROPERTY.bufferSize:
      writer.unsigned(buffer.size)
      return null
    case PROPERTY.recordCount:
      writer.unsigned(buffer.count)
      return null
    case PROPERTY.totalRecordCount:
      writer.unsigned(buffer.total)
      return null
    default:
      return ERROR.unknownProperty
  }
}

export const writeViewProperty = (writer: ApduWriter, _point: SimPoint, property: number, index: number): ErrorPair | null => {
  // 135, BACnetNodeType: 0 = unknown. The list of members is empty: the file names none.
  if (property === PROPERTY.nodeType) writer.enumerated(0)
  else if (property !== PROPERTY.subordinateList) return ERROR.unknownProperty
  else if (index === 0) writer.unsigned(0)
  else if (index !== NO_INDEX) return ERROR.invalidArrayIndex
  return null
}
