/** Properties of schedules, trend logs and structured views. */
import type { SimPoint } from '../building/sim-point.ts'
import { OPENING_HOURS } from '../physics/occupancy.ts'
import type { ApduWriter } from './apdu-writer.ts'
import { ERROR, NO_INDEX, objectKey, PROPERTY, type ErrorPair } from './protocol.ts'
import type { SimDevice } from './sim-device.ts'

export const SCHEDULE_PROPERTIES: readonly number[] = [
  PROPERTY.presentValue,
  PROPERTY.effectivePeriod,
  PROPERTY.weeklySchedule,
  PROPERTY.scheduleDefault,
  PROPERTY.listOfObjectPropertyReferences,
  PROPERTY.priorityForWriting,
  PROPERTY.statusFlags,
  PROPERTY.reliability,
  PROPERTY.outOfService,
]

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

const DAYS = 7

/** One day, Monday = 1: its times between opening and closing tag 0. */
const writeDay = (writer: ApduWriter, schedule: number, day: number): void => {
  const hours = OPENING_HOURS[schedule]
  const span = day <= 5 ? hours?.weekdays : day === 6 ? hours?.saturday : null
  writer.open(0)
  if (span) {
    writer.time(span[0] * 3_600_000)
    writer.enumerated(1)
    writer.time(span[1] * 3_600_000)
    writer.enumerated(0)
  }
  writer.close(0)
}

const writeWeek = (writer: ApduWriter, schedule: number, index: number): ErrorPair | null => {
  if (index === NO_INDEX) for (let day = 1; day <= DAYS; day++) writeDay(writer, schedule, day)
  else if (index === 0) writer.unsigned(DAYS)
  else if (index > DAYS) return ERROR.invalidArrayIndex
  else writeDay(writer, schedule, index)
  return null
}

export const writeScheduleProperty = (writer: ApduWriter, device: SimDevice, point: SimPoint, property: number, index: number): ErrorPair | null => {
  switch (property) {
    case PROPERTY.weeklySchedule:
      return writeWeek(writer, point.spec.link, index)
    case PROPERTY.effectivePeriod:
      writer.anyDate()
      writer.anyDate()
      return null
    case PROPERTY.scheduleDefault:
      writer.enumerated(0)
      return null
    case PROPERTY.listOfObjectPropertyReferences: {
      const target = device.spec.points.find((other) => other.slot === point.spec.slot && other.objectType !== point.spec.objectType)
      if (!target) return null
      writer.contextObjectId(0, objectKey(target.objectType, target.objectInstance))
      writer.contextUnsigned(1, PROPERTY.presentValue)
      return null
    }
    case PROPERTY.priorityForWriting:
      writer.unsigned(16)
      return null
    default:
      return ERROR.unknownProperty
  }
}

export const writeTrendProperty = (writer: ApduWriter, device: SimDevice, point: SimPoint, property: number): ErrorPair | null => {
  const buffer = device.trends.get(objectKey(point.spec.objectType, point.spec.objectInstance))
  if (!buffer) return ERROR.unknownProperty
  switch (property) {
    case PROPERTY.enable:
      writer.boolean(true)
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
      writer.boolean(false)
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
