/** What items of a plan are called, and what they lead to. */
import type { TFunction } from 'i18next'
import { PLAN_SIDE, type PlanItem, type PlanSubject } from '../../../shared/domain/plan.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Equipment } from '../../../shared/domain/rules.ts'
import { deviceLabel } from '../../components/device-label.ts'
import { EQUIPMENT_DOOR, devicePageDoor, trendDoor } from '../../doors.ts'
import { boxOf, centreOf, isInside } from './plan-boxes.ts'

export interface Named {
  readonly points: ReadonlyMap<number, Point>
  readonly devices: ReadonlyMap<number, Device>
  readonly equipment: ReadonlyMap<string, Equipment>
}

const subjectName = (t: TFunction, subject: PlanSubject, { points, devices, equipment }: Named): string | undefined => {
  if (subject.what === 'point') return points.get(subject.pointId)?.name
  if (subject.what === 'equipment') return equipment.get(subject.equipmentId)?.name
  if (subject.what === 'area') return t('plan.area')
  const device = devices.get(subject.deviceId)
  return device && deviceLabel(t, device)
}

/** Its label, else the name of what it shows, else that this is gone. */
export const itemName = (t: TFunction, { label, subject }: Pick<PlanItem, 'label' | 'subject'>, named: Named): string => (label === '' ? (subjectName(t, subject, named) ?? t('plan.gone')) : label)

/** A trend holds so many points. */
const MOST_TREND_POINTS = 16

/** The points that an item speaks of. */
const pointsOf = (item: PlanItem, items: readonly PlanItem[], { equipment }: Named): readonly number[] => {
  const { subject } = item
  if (subject.what === 'point') return [subject.pointId]
  if (subject.what === 'equipment') return (equipment.get(subject.equipmentId)?.points ?? []).map(({ pointId }) => pointId)
  if (subject.what === 'device') return []
  const box = boxOf(item)
  return items.flatMap((other) => (other.subject.what === 'point' && isInside(centreOf(boxOf(other)), box) ? [other.subject.pointId] : []))
}

/** Where a click leads: the trend of its points, a device's own screen; null where there is nothing to show. */
export const itemDoor = (item: PlanItem, items: readonly PlanItem[], named: Named): string | null => {
  if (item.subject.what === 'device') return devicePageDoor(item.subject.deviceId)
  const points = pointsOf(item, items, named).slice(0, MOST_TREND_POINTS)
  if (points.length > 0) return trendDoor({ points })
  return item.subject.what === 'equipment' ? EQUIPMENT_DOOR : null
}

/** An area that is drawn anew: a tenth of the plan. */
export const NEW_AREA: PlanSubject = { what: 'area', width: PLAN_SIDE / 8, height: PLAN_SIDE / 10 }
