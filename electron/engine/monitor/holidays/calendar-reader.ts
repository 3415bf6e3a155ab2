/** Reads the calendars, and the exceptions of the schedules, of one device: gently, many in one request where the device can. */
import { hasAddress, type Device } from '../../../../shared/domain/device.ts'
import { DEVICE_OBJECT } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { Acquisition } from '../../bacnet/acquisition-types.ts'
import { numberIn, type BacnetValue } from '../../bacnet/bacnet-value.ts'
import { PROPERTY } from '../../bacnet/properties.ts'
import type { PropertyQuestion, PropertyResult, ReadManner } from '../../bacnet/property-reader.ts'
import type { HolidayObjectRow } from '../../store/tables/holidays-table.ts'
import { CALENDAR_TYPE, SCHEDULE_TYPE, toldByCalendar, toldBySchedule, type Told } from './told.ts'

/** Calendars and schedules read of one device; no controller has more. */
const MOST_OBJECTS = 500
/** Exceptions read one by one where a device cannot send them together. */
const MOST_ELEMENTS = 250

export type HolidayPoint = Pick<Point, 'objectType' | 'objectInstance'>

export const isHolidayPoint = ({ objectType }: HolidayPoint): boolean => objectType === CALENDAR_TYPE || objectType === SCHEDULE_TYPE

const isRefusal = (result: PropertyResult): boolean => !result.ok && result.kind !== 'timeout' && result.kind !== 'cancelled' && result.kind !== 'send' && result.kind !== 'error'

/** An array element by element: small devices cannot send a long one in one answer. */
const readElements = async (acquisition: Pick<Acquisition, 'read'>, { address }: Device, question: PropertyQuestion, manner: ReadManner, whole: PropertyResult): Promise<PropertyResult> => {
  const [length] = await acquisition.read(address, [{ ...question, index: 0 }], manner)
  const count = length?.ok === true && length.values[0] !== undefined ? numberIn(length.values[0]) : undefined
  if (count === undefined || count > MOST_ELEMENTS) return whole
  const elements = await acquisition.read(address, Array.from({ length: count }, (_, at) => ({ ...question, index: at + 1 })), manner)
  const values: BacnetValue[] = []
  for (const element of elements) {
    if (!element.ok) return element
    values.push(...element.values)
  }
  return { ok: true, values }
}

const isGone = (result: PropertyResult | undefined): boolean => result === undefined || (!result.ok && (result.kind === 'timeout' || result.kind === 'cancelled' || result.kind === 'send'))

/**
 * What each object of the device told. undefined when the device does not answer, stops answering or is another one than before: what it told earlier
 * stands then.
 */
export const readCalendars = async (acquisition: Pick<Acquisition, 'read'>, device: Device, points: readonly HolidayPoint[], manner: ReadManner, nowMs: () => number): Promise<readonly HolidayObjectRow[] | undefined> => {
  if (!hasAddress(device.address)) return undefined
  const [identity] = await acquisition.read(device.address, [{ type: DEVICE_OBJECT, instance: device.instance, property: PROPERTY.objectIdentifier }], manner)
  const said = identity?.ok === true ? identity.values[0] : undefined
  if (said?.kind !== 'objectId' || said.instance !== device.instance) return undefined
  const rows: HolidayObjectRow[] = []
  for (const { objectType: type, objectInstance: instance } of points.filter(isHolidayPoint).slice(0, MOST_OBJECTS)) {
    const question = { type, instance, property: type === CALENDAR_TYPE ? PROPERTY.dateList : PROPERTY.exceptionSchedule }
    const questions = type === CALENDAR_TYPE ? [question] : [question, { type, instance, property: PROPERTY.weeklySchedule }]
    const [days, week] = await acquisition.read(device.address, questions, manner)
    if (days === undefined || isGone(days)) return undefined
    const whole = type === SCHEDULE_TYPE && isRefusal(days) ? await readElements(acquisition, device, question, manner, days) : days
    if (isGone(whole)) return undefined
    const told: Told = type === CALENDAR_TYPE ? toldByCalendar(whole) : toldBySchedule(whole, week ?? whole)
    rows.push({ deviceId: device.id, objectType: type, objectInstance: instance, readAtMs: nowMs(), told: JSON.stringify(told) })
  }
  return rows
}
