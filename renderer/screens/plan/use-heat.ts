/** Sensors of the heat layer: placed temperatures whose values are trusted and fresh, in one unit, looked at every few seconds. */
import { useEffect, useState } from 'react'
import type { PlanItem } from '../../../shared/domain/plan.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { PointRoleAssignment } from '../../../shared/domain/roles.ts'
import { isTrusted } from '../../../shared/domain/quality.ts'
import { unitQuantity } from '../../../shared/units.ts'
import { usePastMoment } from '../../components/moment.ts'
import { useCall, useLiveStore } from '../../engine/engine-context.tsx'
import type { LiveStore } from '../../engine/live-store.ts'
import type { HeatSensor } from './heat-field.ts'

export interface Heat {
  readonly sensors: readonly HeatSensor[]
  /** BACnet unit of all of them; null where there is none. */
  readonly units: number | null
  /** When the oldest of their values was read; null without any. */
  readonly oldestMs: number | null
  /** Temperatures on the plan whose value is not trusted, too old, or in another unit. */
  readonly leftOut: number
  /** Only sensors that are known to be of rooms. */
  readonly rooms: boolean
}

/** Older values say nothing of the air now. */
const FRESH_MS = 15 * 60_000
const LOOK_EVERY_MS = 5_000

const commonest = (units: readonly number[]): number | null => {
  const counts = [...Map.groupBy(units, (unit) => unit)].map(([unit, of]) => [unit, of.length] as const)
  return counts.toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? null
}

interface Placed {
  readonly item: PlanItem
  readonly point: Point
}

/** Pure: what the layer is painted from at a time. Room sensors alone where there are two of them, because the air of a duct is not that of a room. */
export const heatOf = (items: readonly PlanItem[], points: ReadonlyMap<number, Point>, rooms: ReadonlySet<number>, live: Pick<LiveStore, 'get'>, nowMs: number): Heat => {
  const temperatures = items.flatMap((item): Placed[] => {
    const point = item.subject.what === 'point' ? points.get(item.subject.pointId) : undefined
    return point !== undefined && point.units !== null && unitQuantity(point.units) === 'temperature' ? [{ item, point }] : []
  })
  const ofRooms = temperatures.filter(({ point }) => rooms.has(point.id))
  const meant = ofRooms.length >= 2 ? ofRooms : temperatures
  const units = commonest(meant.map(({ point }) => point.units ?? 0))
  const used = meant.flatMap(({ item, point }) => {
    const value = live.get(point.id)
    const fit = value !== undefined && value.state === 'good' && isTrusted(value.quality) && nowMs - value.timeMs <= FRESH_MS && Number.isFinite(value.value) && point.units === units
    return fit ? [{ x: item.x, y: item.y, value: value.value, timeMs: value.timeMs }] : []
  })
  return { sensors: used, units, oldestMs: used.length === 0 ? null : Math.min(...used.map(({ timeMs }) => timeMs)), leftOut: meant.length - used.length, rooms: meant === ofRooms }
}

const NO_ROLES: readonly PointRoleAssignment[] = []

/** null while the layer is off. */
export const useHeat = (on: boolean, items: readonly PlanItem[], points: ReadonlyMap<number, Point>): Heat | null => {
  const live = useLiveStore()
  const pastMs = usePastMoment()
  const roles = useCall('listRoles', {}, { enabled: on }).data ?? NO_ROLES
  const [heat, setHeat] = useState<Heat | null>(null)
  useEffect(() => {
    if (!on) return undefined
    const rooms = new Set(roles.filter(({ role }) => role === 'zone_air_temp').map(({ pointId }) => pointId))
    const look = (): void => setHeat(heatOf(items, points, rooms, live, pastMs ?? Date.now()))
    look()
    if (pastMs !== null) return undefined
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [on, items, points, roles, live, pastMs])
  return on ? heat : null
}
