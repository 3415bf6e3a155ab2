/** Properties of all objects but the device: which an object has, and how each is written. */
import { isAnalog, isBinary, isMultiState } from '../building/point-spec.ts'
import type { SimPoint } from '../building/sim-point.ts'
import type { ApduWriter } from './apdu-writer.ts'
import { ERROR, NO_INDEX, objectKey, OBJECT, PROPERTY, type ErrorPair } from './protocol.ts'
import { TREND_PROPERTIES, VIEW_PROPERTIES, writeTrendProperty, writeViewProperty } from './other-objects.ts'
import { CALENDAR_PROPERTIES, SCHEDULE_PROPERTIES, writeCalendarProperty, writeScheduleProperty } from './schedule-objects.ts'
import type { SimDevice } from './sim-device.ts'

const COMMON = [PROPERTY.objectIdentifier, PROPERTY.objectName, PROPERTY.objectType, PROPERTY.description]
const STATUS = [PROPERTY.presentValue, PROPERTY.statusFlags, PROPERTY.eventState, PROPERTY.reliability, PROPERTY.outOfService]
const COMMAND = [PROPERTY.priorityArray, PROPERTY.relinquishDefault]
const ANALOG = [...COMMON, ...STATUS, PROPERTY.units, PROPERTY.minPresValue, PROPERTY.maxPresValue, PROPERTY.resolution, PROPERTY.covIncrement]
const BINARY = [...COMMON, ...STATUS, PROPERTY.inactiveText, PROPERTY.activeText]
const MULTI_STATE = [...COMMON, ...STATUS, PROPERTY.numberOfStates, PROPERTY.stateText]

export const OBJECT_OPTIONAL: readonly number[] = [
  PROPERTY.description,
  PROPERTY.reliability,
  PROPERTY.minPresValue,
  PROPERTY.maxPresValue,
  PROPERTY.resolution,
  PROPERTY.covIncrement,
  PROPERTY.inactiveText,
  PROPERTY.activeText,
  PROPERTY.stateText,
]

/** Identifiers of the properties of an object, without the property list itself. */
export const propertiesOf = (point: SimPoint): readonly number[] => {
  const { objectType, commandable } = point.spec
  if (objectType === OBJECT.trendLog) return [...COMMON, ...TREND_PROPERTIES]
  if (objectType === OBJECT.schedule) return [...COMMON, ...SCHEDULE_PROPERTIES]
  if (objectType === OBJECT.calendar) return [...COMMON, ...CALENDAR_PROPERTIES]
  if (objectType === OBJECT.structuredView) return [...COMMON, ...VIEW_PROPERTIES]
  const own = ownProperties(point)
  return commandable ? [...own, ...COMMAND] : own
}

const ownProperties = (point: SimPoint): readonly number[] => {
  const { objectType } = point.spec
  if (isAnalog(objectType)) return ANALOG.filter((property) => hasAnalogProperty(point, property))
  if (isBinary(objectType)) return binaryProperties(objectType)
  return isMultiState(objectType) ? MULTI_STATE : COMMON
}

const binaryProperties = (objectType: number): readonly number[] => (objectType === OBJECT.binaryValue ? BINARY : [...BINARY, PROPERTY.polarity])

const hasAnalogProperty = (point: SimPoint, property: number): boolean => {
  if (property === PROPERTY.minPresValue) return Number.isFinite(point.spec.low)
  if (property === PROPERTY.maxPresValue) return Number.isFinite(point.spec.high)
  if (property === PROPERTY.resolution) return point.spec.resolution > 0
  return true
}

/** Writes a value as the object type shows it: REAL, enumerated or unsigned. */
export const writePresentValue = (writer: ApduWriter, point: SimPoint, value: number): void => {
  const { objectType } = point.spec
  if (objectType === OBJECT.calendar) writer.boolean(value === 1)
  else if (isAnalog(objectType)) writer.real(value)
  else if (isBinary(objectType) || objectType === OBJECT.schedule) writer.enumerated(value)
  else writer.unsigned(value)
}

const PRIORITIES = 16

const writePriorityArray = (writer: ApduWriter, point: SimPoint, index: number): ErrorPair | null => {
  const one = (priority: number): void => {
    const value = point.priority(priority)
    if (Number.isNaN(value)) writer.null()
    else writePresentValue(writer, point, value)
  }
  if (index === NO_INDEX) for (let priority = 1; priority <= PRIORITIES; priority++) one(priority)
  else if (index === 0) writer.unsigned(PRIORITIES)
  else if (index > PRIORITIES) return ERROR.invalidArrayIndex
  else one(index)
  return null
}

const writeStateText = (writer: ApduWriter, point: SimPoint, index: number): ErrorPair | null => {
  const texts = point.spec.stateTexts
  if (index === NO_INDEX) for (const text of texts) writer.text(text)
  else if (index === 0) writer.unsigned(texts.length)
  else {
    const text = texts[index - 1]
    if (text === undefined) return ERROR.invalidArrayIndex
    writer.text(text)
  }
  return null
}

const writePropertyList = (writer: ApduWriter, point: SimPoint, index: number): ErrorPair | null => {
  // The standard leaves out object name, type, identifier and the list itself.
  const listed = propertiesOf(point).filter((property) => !COMMON.slice(0, 3).includes(property as 75))
  if (index === NO_INDEX) for (const property of listed) writer.enumerated(property)
  else if (index === 0) writer.unsigned(listed.length)
  else {
    const property = listed[index - 1]
    if (property === undefined) return ERROR.invalidArrayIndex
    writer.enumerated(property)
  }
  return null
}

/** Writes one property. @returns null, or the error to answer. */
export const writeObjectProperty = (writer: ApduWriter, device: SimDevice, point: SimPoint, property: number, index: number): ErrorPair | null => {
  const { spec } = point
  // The two that are asked for all day come first.
  if (index === NO_INDEX && property === PROPERTY.presentValue && hasPresentValue(spec.objectType)) {
    writePresentValue(writer, point, point.reading())
    return null
  }
  if (index === NO_INDEX && property === PROPERTY.statusFlags && spec.objectType !== OBJECT.structuredView && spec.objectType !== OBJECT.calendar) {
    writer.statusFlags(point.statusFlags())
    return null
  }
  if (property === PROPERTY.propertyList && device.spec.protocolRevision >= 14) return writePropertyList(writer, point, index)
  if (!propertiesOf(point).includes(property)) return ERROR.unknownProperty
  if (property === PROPERTY.priorityArray) return writePriorityArray(writer, point, index)
  if (property === PROPERTY.stateText) return writeStateText(writer, point, index)
  if (spec.objectType === OBJECT.schedule && (property === PROPERTY.weeklySchedule || property === PROPERTY.exceptionSchedule))
    return writeScheduleProperty(writer, device, point, property, index)
  if (spec.objectType === OBJECT.structuredView && property === PROPERTY.subordinateList) return writeViewProperty(writer, point, property, index)
  if (index !== NO_INDEX) return ERROR.notAnArray
  return writePlain(writer, device, point, property)
}

const hasPresentValue = (type: number): boolean => type !== OBJECT.trendLog && type !== OBJECT.structuredView

const writePlain = (writer: ApduWriter, device: SimDevice, point: SimPoint, property: number): ErrorPair | null => {
  const { spec } = point
  switch (property) {
    case PROPERTY.objectIdentifier:
      writer.objectId(objectKey(spec.objectType, spec.objectInstance))
      return null
    case PROPERTY.objectName:
      writer.text(spec.name)
      return null
    case PROPERTY.objectType:
      writer.enumerated(spec.objectType)
      return null
    case PROPERTY.description:
      writer.text(spec.description)
      return null
    case PROPERTY.statusFlags:
      writer.statusFlags(point.statusFlags())
      return null
    case PROPERTY.eventState:
      writer.enumerated(point.eventState)
      return null
    case PROPERTY.reliability:
      writer.enumerated(point.reliability)
      return null
    case PROPERTY.outOfService:
      writer.boolean(point.outOfService)
      return null
    default:
      return writeTyped(writer, device, point, property)
  }
}

const writeTyped = (writer: ApduWriter, device: SimDevice, point: SimPoint, property: number): ErrorPair | null => {
  const { spec } = point
  switch (property) {
    case PROPERTY.units:
      writer.enumerated(spec.units ?? 95)
      return null
    case PROPERTY.minPresValue:
      writer.real(spec.low)
      return null
    case PROPERTY.maxPresValue:
      writer.real(spec.high)
      return null
    case PROPERTY.resolution:
      writer.real(spec.resolution)
      return null
    case PROPERTY.covIncrement:
      writer.real(point.covIncrement)
      return null
    case PROPERTY.polarity:
      writer.enumerated(0)
      return null
    case PROPERTY.inactiveText:
      writer.text(spec.stateTexts[0] ?? 'Inactive')
      return null
    case PROPERTY.activeText:
      writer.text(spec.stateTexts[1] ?? 'Active')
      return null
    case PROPERTY.numberOfStates:
      writer.unsigned(Math.max(1, spec.stateTexts.length))
      return null
    case PROPERTY.relinquishDefault:
      writePresentValue(writer, point, isMultiState(spec.objectType) ? 1 : 0)
      return null
    default:
      if (spec.objectType === OBJECT.schedule) return writeScheduleProperty(writer, device, point, property, NO_INDEX)
      if (spec.objectType === OBJECT.calendar) return writeCalendarProperty(writer, property)
      if (spec.objectType === OBJECT.trendLog) return writeTrendProperty(writer, device, point, property)
      return spec.objectType === OBJECT.structuredView ? writeViewProperty(writer, point, property, NO_INDEX) : ERROR.unknownProperty
  }
}
