/** Properties of schedules and calendars: the week, the days that differ, the holidays. */
import { OPENING_HOURS } from '../physics/occupancy.ts'
import type { SimPoint } from '../building/sim-point.ts'
import type { ApduWriter } from './apdu-writer.ts'
import { ERROR, NO_INDEX, objectKey, OBJECT, PROPERTY, type ErrorPair } from './protocol.ts'
import type { SimDevice } from './sim-device.ts'

export const SCHEDULE_PROPERTIES: readonly number[] = [
  PROPERTY.presentValue,
  PROPERTY.effectivePeriod,
  PROPERTY.weeklySchedule,
  PROPERTY.exceptionSchedule,
  PROPERTY.scheduleDefault,
  PROPERTY.listOfObjectPropertyReferences,
  PROPERTY.priorityForWriting,
  PROPERTY.statusFlags,
  PROPERTY.reliability,
  PROPERTY.outOfService,
]

export const CALENDAR_PROPERTIES: readonly number[] = [PROPERTY.presentValue, PROPERTY.dateList]

const DAYS = 7
/** Month, week of the month (255 = any), day of the week (255 = any): the holidays of the building that move. */
const MOVING_HOLIDAYS = [[5, 6, 1], [9, 1, 1], [11, 4, 4]] as const
const FIXED_HOLIDAYS = [[1, 1], [5, 1], [12, 24], [12, 25], [12, 26], [12, 31]] as const

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

/** An array property: whole, its length, or one element. */
const writeArray = (writer: ApduWriter, length: number, index: number, element: (at: number) => void): ErrorPair | null => {
  if (index === NO_INDEX) for (let at = 1; at <= length; at++) element(at)
  else if (index === 0) writer.unsigned(length)
  else if (index > length) return ERROR.invalidArrayIndex
  else element(index)
  return null
}

/** Closed all day, at a priority. */
const closed = (writer: ApduWriter, period: () => void, priority: number): void => {
  period()
  writer.open(2)
  writer.time(0)
  writer.enumerated(0)
  writer.close(2)
  writer.contextUnsigned(3, priority)
}

/** The days that differ: by the device's calendar where it has one, else written out. */
const exceptions = (writer: ApduWriter, device: SimDevice): readonly (() => void)[] => {
  const calendar = device.spec.points.find((point) => point.objectType === OBJECT.calendar)
  const christmas = (): void => {
    const year = new Date(device.clockMs()).getUTCFullYear()
    writer.open(0)
    writer.open(1)
    writer.date(Date.UTC(year, 11, 24))
    writer.date(Date.UTC(year, 11, 26))
    writer.close(1)
    writer.close(0)
  }
  if (calendar) return [() => closed(writer, () => writer.contextObjectId(1, objectKey(calendar.objectType, calendar.objectInstance)), 10), () => closed(writer, christmas, 9)]
  const moving = MOVING_HOLIDAYS.map((day) => () => {
    writer.open(0)
    writer.contextOctets(2, day)
    writer.close(0)
  })
  return [christmas, ...moving].map((period) => () => closed(writer, period, 9))
}

export const writeScheduleProperty = (writer: ApduWriter, device: SimDevice, point: SimPoint, property: number, index: number): ErrorPair | null => {
  switch (property) {
    case PROPERTY.weeklySchedule:
      return writeArray(writer, DAYS, index, (day) => writeDay(writer, point.spec.link, day))
    case PROPERTY.exceptionSchedule: {
      const all = exceptions(writer, device)
      return writeArray(writer, all.length, index, (at) => all[at - 1]?.())
    }
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

export const writeCalendarProperty = (writer: ApduWriter, property: number): ErrorPair | null => {
  if (property !== PROPERTY.dateList) return ERROR.unknownProperty
  for (const [month, day] of FIXED_HOLIDAYS) writer.contextOctets(0, [255, month, day, 255])
  for (const day of MOVING_HOLIDAYS) writer.contextOctets(2, day)
  return null
}
