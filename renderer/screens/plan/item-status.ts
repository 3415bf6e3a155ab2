/** What each item of a plan looks like now: the worst of its alerts and its values, of an area the worst of what lies in it. Pure. */
import { isActive, isLive, type Alert } from '../../../shared/domain/alert.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { PlanItem } from '../../../shared/domain/plan.ts'
import type { LiveState, Point } from '../../../shared/domain/point.ts'
import type { Equipment } from '../../../shared/domain/rules.ts'
import { alertStatus, deviceStatus, liveStatus, type StatusName } from '../../theme/status.ts'
import { boxOf, centreOf, isInside } from './plan-boxes.ts'

export interface ItemStatus {
  readonly status: StatusName
  /** Everything that makes it so is acknowledged. */
  readonly hollow: boolean
  /** Alerts that ask for someone. */
  readonly alerts: number
  /** What it shows is not in the site any more. */
  readonly gone: boolean
}

const WORST_FIRST: readonly StatusName[] = ['critical', 'high', 'medium', 'low', 'offline', 'data', 'overridden', 'stale', 'unknown', 'normal']

export interface PlanFacts {
  readonly alerts: readonly Alert[]
  readonly points: ReadonlyMap<number, Point>
  readonly devices: ReadonlyMap<number, Device>
  readonly equipment: ReadonlyMap<string, Equipment>
  readonly liveState: (pointId: number) => LiveState
}

const NORMAL: ItemStatus = { status: 'normal', hollow: false, alerts: 0, gone: false }
const GONE: ItemStatus = { status: 'unknown', hollow: false, alerts: 0, gone: true }

/** The worse of two; of the same badness the one that is not acknowledged. Alerts are counted together. */
const worse = (a: ItemStatus, b: ItemStatus): ItemStatus => {
  const first = WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status) || Number(a.hollow) - Number(b.hollow)
  return { ...(first <= 0 ? a : b), alerts: a.alerts + b.alerts, gone: false }
}

const ofAlert = (alert: Alert): ItemStatus => ({ status: alertStatus(alert), hollow: alert.acknowledgedAtMs !== null, alerts: 1, gone: false })

const byKey = <K>(alerts: readonly Alert[], keyOf: (alert: Alert) => K | null): ReadonlyMap<K, ItemStatus> => {
  const found = new Map<K, ItemStatus>()
  for (const alert of alerts) {
    const key = keyOf(alert)
    if (key === null) continue
    const before = found.get(key)
    found.set(key, before === undefined ? ofAlert(alert) : worse(before, ofAlert(alert)))
  }
  return found
}

/** By item id. 500 items take about a millisecond. */
export const itemStatuses = (items: readonly PlanItem[], facts: PlanFacts): ReadonlyMap<number, ItemStatus> => {
  const asking = facts.alerts.filter((alert) => isLive(alert) && isActive(alert))
  const ofPoint = byKey(asking, ({ pointId }) => pointId)
  const ofDevice = byKey(asking, ({ deviceId }) => deviceId)

  const pointStatus = (pointId: number): ItemStatus => {
    if (!facts.points.has(pointId)) return facts.points.size === 0 ? NORMAL : GONE
    const live: ItemStatus = { ...NORMAL, status: liveStatus(facts.liveState(pointId)) }
    const alert = ofPoint.get(pointId)
    return alert === undefined ? live : worse(alert, live)
  }
  const statusOf = ({ subject }: PlanItem): ItemStatus => {
    if (subject.what === 'point') return pointStatus(subject.pointId)
    if (subject.what === 'device') {
      const device = facts.devices.get(subject.deviceId)
      if (device === undefined) return facts.devices.size === 0 ? NORMAL : GONE
      const alert = ofDevice.get(device.id)
      const state: ItemStatus = { ...NORMAL, status: deviceStatus(device.state) }
      return alert === undefined ? state : worse(alert, state)
    }
    if (subject.what === 'equipment') {
      const equipment = facts.equipment.get(subject.equipmentId)
      if (equipment === undefined) return facts.equipment.size === 0 ? NORMAL : GONE
      const own = equipment.points.flatMap(({ pointId }) => ofPoint.get(pointId) ?? [])
      const device = facts.devices.get(equipment.deviceId)
      const state: ItemStatus = { ...NORMAL, status: device === undefined ? 'normal' : deviceStatus(device.state) }
      return own.reduce(worse, state)
    }
    return NORMAL
  }
  const statuses = new Map(items.map((item) => [item.id, statusOf(item)] as const))
  const others = items.filter(({ subject }) => subject.what !== 'area')
  for (const area of items.filter(({ subject }) => subject.what === 'area')) {
    const box = boxOf(area)
    const inside = others.filter((item) => isInside(centreOf(boxOf(item)), box)).map(({ id }) => statuses.get(id)!)
    statuses.set(area.id, inside.filter(({ gone }) => !gone).reduce(worse, NORMAL))
  }
  return statuses
}

/** Worst first; what is normal is left out. */
export const abnormalItems = (items: readonly PlanItem[], statuses: ReadonlyMap<number, ItemStatus>): readonly PlanItem[] => {
  const rank = ({ id }: PlanItem): number => WORST_FIRST.indexOf(statuses.get(id)?.status ?? 'normal')
  return items
    .filter((item) => item.subject.what !== 'area' && rank(item) < WORST_FIRST.indexOf('normal'))
    .toSorted((a, b) => rank(a) - rank(b) || Number(statuses.get(a.id)?.hollow) - Number(statuses.get(b.id)?.hollow) || a.id - b.id)
}

/** For labels: what is abnormal goes first, areas stay behind. */
export const statusRank = (status: ItemStatus | undefined): number => WORST_FIRST.length - WORST_FIRST.indexOf(status?.status ?? 'normal')
