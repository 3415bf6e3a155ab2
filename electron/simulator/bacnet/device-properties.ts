/** Properties of the device object. */
import type { ApduWriter } from './apdu-writer.ts'
import { ERROR, NO_INDEX, OBJECT, PROPERTY, SEGMENTATION_NONE, type ErrorPair } from './protocol.ts'
import type { SimDevice } from './sim-device.ts'

export const DEVICE_PROPERTIES: readonly number[] = [
  PROPERTY.objectIdentifier,
  PROPERTY.objectName,
  PROPERTY.objectType,
  PROPERTY.systemStatus,
  PROPERTY.vendorName,
  PROPERTY.vendorIdentifier,
  PROPERTY.modelName,
  PROPERTY.firmwareRevision,
  PROPERTY.applicationSoftwareVersion,
  PROPERTY.location,
  PROPERTY.description,
  PROPERTY.protocolVersion,
  PROPERTY.protocolRevision,
  PROPERTY.protocolServicesSupported,
  PROPERTY.protocolObjectTypesSupported,
  PROPERTY.objectList,
  PROPERTY.maxApduLengthAccepted,
  PROPERTY.segmentationSupported,
  PROPERTY.localTime,
  PROPERTY.localDate,
  PROPERTY.utcOffset,
  PROPERTY.daylightSavingsStatus,
  PROPERTY.apduTimeout,
  PROPERTY.numberOfApduRetries,
  PROPERTY.deviceAddressBinding,
  PROPERTY.databaseRevision,
  PROPERTY.serialNumber,
  PROPERTY.lastRestartReason,
  PROPERTY.timeOfDeviceRestart,
]
/** Not required by the standard. */
export const DEVICE_OPTIONAL: readonly number[] = [
  PROPERTY.location,
  PROPERTY.description,
  PROPERTY.localTime,
  PROPERTY.localDate,
  PROPERTY.utcOffset,
  PROPERTY.daylightSavingsStatus,
  PROPERTY.serialNumber,
  PROPERTY.lastRestartReason,
  PROPERTY.timeOfDeviceRestart,
]

const bitsOf = (length: number, set: readonly number[]): boolean[] => Array.from({ length }, (_none, bit) => set.includes(bit))

/** Bit numbers of BACnetServicesSupported: acknowledgeAlarm 0, getAlarmSummary 3, subscribeCOV 5, subscribeCOVProperty 38, readProperty 12, readPropertyMultiple 14, writeProperty 15, reinitializeDevice 20, timeSynchronization 32, who-Has 33, who-Is 34, readRange 35, utcTimeSynchronization 36, getEventInformation 39. */
const services = (device: SimDevice): boolean[] =>
  bitsOf(40, [0, 3, 12, 15, 20, 32, 33, 34, 35, 36, ...(device.spec.readPropertyMultiple ? [14, 39] : []), ...(device.spec.cov ? [5] : []), ...(device.spec.covProperty ? [38] : [])])

const TEXTS: Readonly<Record<number, (device: SimDevice) => string>> = {
  [PROPERTY.objectName]: (device) => device.spec.name,
  [PROPERTY.vendorName]: (device) => device.spec.vendorName,
  [PROPERTY.modelName]: (device) => device.spec.modelName,
  [PROPERTY.firmwareRevision]: (device) => device.spec.firmware,
  [PROPERTY.applicationSoftwareVersion]: (device) => device.spec.application,
  [PROPERTY.location]: (device) => device.spec.location,
  [PROPERTY.description]: (device) => device.spec.description,
  [PROPERTY.serialNumber]: (device) => `SN${String(device.spec.instance * 7919).padStart(8, '0')}`,
}

const NUMBERS: Readonly<Record<number, (device: SimDevice) => number>> = {
  [PROPERTY.vendorIdentifier]: (device) => device.spec.vendorId,
  [PROPERTY.protocolVersion]: () => 1,
  [PROPERTY.protocolRevision]: (device) => device.spec.protocolRevision,
  [PROPERTY.maxApduLengthAccepted]: (device) => device.spec.maxApdu,
  [PROPERTY.apduTimeout]: () => 3000,
  [PROPERTY.numberOfApduRetries]: () => 3,
  [PROPERTY.databaseRevision]: (device) => device.databaseRevision,
}

const writeObjectList = (writer: ApduWriter, device: SimDevice, index: number): ErrorPair | null => {
  const { objectList } = device
  if (index === NO_INDEX) for (const key of objectList) writer.objectId(key)
  else if (index === 0) writer.unsigned(objectList.length)
  else {
    const key = objectList[index - 1]
    if (key === undefined) return ERROR.invalidArrayIndex
    writer.objectId(key)
  }
  return null
}

/** Writes one property of the device object. @returns null, or the error to answer. */
export const writeDeviceProperty = (writer: ApduWriter, device: SimDevice, property: number, index: number): ErrorPair | null => {
  if (property === PROPERTY.objectList) return writeObjectList(writer, device, index)
  if (index !== NO_INDEX) return DEVICE_PROPERTIES.includes(property) ? ERROR.notAnArray : ERROR.unknownProperty
  const text = TEXTS[property]
  if (text) {
    writer.text(text(device))
    return null
  }
  const number = NUMBERS[property]
  if (number) {
    writer.unsigned(number(device))
    return null
  }
  return writeOther(writer, device, property)
}

const writeOther = (writer: ApduWriter, device: SimDevice, property: number): ErrorPair | null => {
  const localMs = device.clockMs()
  switch (property) {
    case PROPERTY.objectIdentifier:
      writer.objectId(device.deviceKey)
      return null
    case PROPERTY.objectType:
      writer.enumerated(OBJECT.device)
      return null
    case PROPERTY.systemStatus:
      writer.enumerated(0)
      return null
    case PROPERTY.segmentationSupported:
      writer.enumerated(SEGMENTATION_NONE)
      return null
    case PROPERTY.protocolServicesSupported:
      writer.bits(services(device))
      return null
    case PROPERTY.protocolObjectTypesSupported:
      writer.bits(bitsOf(56, [...new Set([OBJECT.device, ...device.spec.points.map((point) => point.objectType)])]))
      return null
    case PROPERTY.localDate:
      writer.date(localMs)
      return null
    case PROPERTY.localTime:
      writer.time(localMs)
      return null
    case PROPERTY.utcOffset:
      // The standard counts minutes west of Greenwich.
      writer.signed(-device.utcOffsetMinutes)
      return null
    case PROPERTY.daylightSavingsStatus:
      writer.boolean(false)
      return null
    case PROPERTY.lastRestartReason:
      writer.enumerated(device.restartReason)
      return null
    case PROPERTY.timeOfDeviceRestart:
      // As a sequence number, which the standard allows a device without a reliable clock.
      if (device.stampForm === 'sequence') {
        writer.contextUnsigned(1, device.restarts)
        return null
      }
      writer.open(2)
      writer.date(device.restartedMs)
      writer.time(device.restartedMs)
      writer.close(2)
      return null
    case PROPERTY.deviceAddressBinding:
      return null
    default:
      return ERROR.unknownProperty
  }
}
