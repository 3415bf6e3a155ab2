/** What is handed to the health worker: devices with their points, what these mean, and what is known of them just now. */
import { hasAddress, type Device } from '../../../../shared/domain/device.ts'
import { objectTypeFact, objectLabel } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { unitQuantity, type QuantityKind } from '../../../../shared/units.ts'
import type { HealthPoint } from '../../analysis/health/device-days.ts'
import { streamOf } from '../../analysis/health/streams.ts'
import { limitsOf } from '../../analysis/quality/limits.ts'
import { equipmentOfDevice, type RolePoint } from '../../analysis/rules/equipment.ts'
import type { HealthDevice, HealthTask } from '../../pipeline/health/health-task.ts'
import type { EnergySeams } from '../energy/energy-seams.ts'
import type { SiteContext } from '../site-context.ts'

const WEEK_MS = 7 * 86_400_000
/** Analog inputs of these quantities measure air or water, whatever they are called. */
const MEASURED: ReadonlySet<QuantityKind> = new Set<QuantityKind>(['temperature', 'relativeHumidity', 'pressure', 'concentration'])
const ANALOG_INPUT = 0
const SETPOINT = /_sp$|_cmd$|^(tuning_param|zone_temp_adjust|manual_override|equip_capacity)$/

type Parts = Pick<SiteContext, 'store' | 'points' | 'registry'>

export interface PlanSources {
  readonly roleOf: (pointId: number) => PointRole | null
  readonly seams: () => EnergySeams
}

export const planHealth = ({ store, points, registry }: Parts, { roleOf, seams }: PlanSources, nowMs: number): HealthTask => {
  const standing = Map.groupBy(store.standingWrites(), ({ deviceId }) => deviceId)
  const meters = Map.groupBy(store.energy.meters.all().filter(({ ignored, deviceId }) => !ignored && deviceId !== null), ({ deviceId }) => deviceId as number)
  const outdoor = points.all().find(({ id, kind }) => kind === 'analog' && roleOf(id) === 'outside_air_temp')

  const humid = points.all().find(({ id, kind }) => kind === 'analog' && roleOf(id) === 'outside_air_humidity')

  const energyOf = (deviceId: number): HealthDevice['now']['energy'] =>
    (meters.get(deviceId) ?? []).flatMap(({ id, name, measure }) => {
      const expectedKwh = measure === 'energy' ? seams().expectedOf(id, nowMs - WEEK_MS, nowMs) : null
      const measuredKwh = expectedKwh === null ? null : store.energy.periods.sums('hours', id, nowMs - WEEK_MS, nowMs).energy
      return expectedKwh === null || measuredKwh === null ? [] : [{ meterId: id, name, measuredKwh, expectedKwh }]
    })

  const deviceOf = (device: Device): HealthDevice => {
    const own = points.ofDevice(device.id).filter(({ pollIntervalMs }) => pollIntervalMs > 0)
    const withRole: RolePoint[] = own.flatMap(({ id, deviceId, name, kind, units, stateTexts }) => {
      const role = roleOf(id)
      return role === null ? [] : [{ pointId: id, deviceId, name, role, kind, units, stateTexts }]
    })
    const equipment = equipmentOfDevice(device.id, device.name, withRole)
    return {
      id: device.id, points: own.map((point) => healthPoint(point, roleOf(point.id))), groups: equipment.map((one) => one.points.map(({ pointId }) => pointId)), ruled: equipment.length > 0,
      now: {
        duplicate: device.problems.find(({ key }) => key === 'device.duplicate') ?? null,
        standing: (standing.get(device.id) ?? []).map(({ pointId, atMs }) => ({ pointId, sinceMs: atMs })),
        energy: energyOf(device.id),
      },
    }
  }

  return { nowMs, timeZone: store.settings().timeZone, devices: registry.list().filter(({ address }) => hasAddress(address)).map(deviceOf), weatherPointId: outdoor?.id ?? null, humidityPointId: humid?.id ?? null }
}

const isSensor = ({ objectType, units, kind }: Point, role: PointRole | null): boolean =>
  kind === 'analog' && MEASURED.has(unitQuantity(units)) && (role === null ? objectType === ANALOG_INPUT : !SETPOINT.test(role))

const healthPoint = (point: Point, role: PointRole | null): HealthPoint => ({
  id: point.id, name: point.name === '' ? objectLabel(point.objectType, point.objectInstance) : point.name, units: point.units, role, stream: streamOf(role, point.name, point.description), sensor: isSensor(point, role),
  leastDifference: limitsOf(point.units).leastHalfWidth, unitless: point.units === null && objectTypeFact(point.objectType).kind === 'analog',
})
