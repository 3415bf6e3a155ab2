/** What is known of a device around the days that are judged, and how to look at it. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { Message } from '../../../../shared/message.ts'
import type { AlertSeen, EquipmentFacts, PointSeen } from './health-facts.ts'
import type { PointDay } from '../../../../shared/domain/device-status.ts'
import type { ReachSum } from './reach.ts'
import type { Stream } from './streams.ts'

export interface HealthPoint {
  readonly id: number
  readonly name: string
  readonly units: number | null
  readonly role: PointRole | null
  /** What its temperature is of where heat goes over; null = nothing of that. */
  readonly stream: Stream | null
  /** Measures something with a level: judged as a sensor. */
  readonly sensor: boolean
  /** Least difference worth telling, in its unit; 0 where none is known. */
  readonly leastDifference: number
  readonly unitless: boolean
}

export interface RunDayFacts {
  readonly day: number
  readonly runMs: number
  readonly starts: number
}

/** All that is known of a device around the days to be judged. */
export interface DeviceDays {
  readonly points: readonly HealthPoint[]
  /** Points that make up one piece of equipment. */
  readonly groups: readonly (readonly number[])[]
  readonly ruled: boolean
  readonly reach: ReadonlyMap<number, ReachSum>
  readonly restartsMs: readonly number[]
  /** By point, then by day. */
  readonly pointDays: ReadonlyMap<number, ReadonlyMap<number, PointDay>>
  readonly runDays: ReadonlyMap<number, readonly RunDayFacts[]>
  /** Outdoor temperature in blocks of three hours by day, °C; the point it comes from itself. */
  readonly weather: ReadonlyMap<number, readonly number[]>
  readonly weatherPointId: number | null
  /** Outdoor relative humidity in blocks of three hours by day, %. */
  readonly humidity: ReadonlyMap<number, readonly number[]>
  readonly alerts: readonly AlertSeen[]
  /** Of today only. */
  readonly now: { readonly duplicate: Message | null; readonly standing: readonly { readonly pointId: number; readonly sinceMs: number }[]; readonly energy: EquipmentFacts['energy'] } | null
}

export interface JudgedDay {
  readonly day: number
  /** Local midnight a week before the end, and the end of the day or now. */
  readonly fromMs: number
  readonly toMs: number
  /** The last day whose points are known whole: the judged one, or the one before it where it is today. */
  readonly pointsUntil: number
}

export const daysUpTo = (day: number, count: number): number[] => {
  const days: number[] = []
  for (let one = day - count + 1; one <= day; one++) days.push(one)
  return days
}

export interface Weeks extends JudgedDay {
  readonly week: readonly number[]
  readonly before: readonly number[]
}

export const seen = ({ id, name, units }: HealthPoint, { fromMs, toMs }: Pick<JudgedDay, 'fromMs' | 'toMs'>): PointSeen => ({ pointId: id, name, units, fromMs, toMs })

/** Days of a point among these, in order. */
export const pointDays = (device: DeviceDays, pointId: number, days: readonly number[]): PointDay[] => {
  const own = device.pointDays.get(pointId)
  const found: PointDay[] = []
  if (own === undefined) return found
  for (const day of days) {
    const one = own.get(day)
    if (one !== undefined) found.push(one)
  }
  return found
}
