/** What is wrong with the data of a site, one finding a device and kind with its points: never one for each of hundreds of points. Pure. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { LIVE_STATES, type LiveValues, type Point } from '../../../../shared/domain/point.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import type { DataProblem, DataProblemKind, PointRoleAssignment } from '../../../../shared/domain/roles.ts'
import { unitQuantity } from '../../../../shared/units.ts'

/** Measured values that are never exactly 0.0 by chance, or not for long. */
const NEVER_ZERO: ReadonlySet<PointRole> = new Set<PointRole>([
  'outside_air_temp', 'zone_air_temp', 'supply_air_temp', 'return_air_temp', 'mixed_air_temp', 'chilled_water_supply_temp', 'chilled_water_return_temp', 'hot_water_supply_temp', 'hot_water_return_temp',
  'other_water_temp', 'air_humidity', 'outside_air_humidity', 'co2',
])
const NEVER_ZERO_UNITS: ReadonlySet<string> = new Set(['temperature', 'relativeHumidity'])
/** One may be at 0.0 by chance (an outdoor temperature in winter), or be told by an alert of its own. */
const LEAST_ZEROS = 2

const MEASURED_TYPES: ReadonlySet<number> = new Set([0, 23, 24])

const isNeverZero = ({ kind, units, objectType }: Point, role: PointRole | null): boolean =>
  kind === 'analog' && ((role !== null && NEVER_ZERO.has(role)) || (role === null && MEASURED_TYPES.has(objectType) && NEVER_ZERO_UNITS.has(unitQuantity(units))))

const KIND_OF_PROBLEM: Readonly<Record<string, DataProblemKind>> = { 'role.problem.unit': 'unit', 'role.problem.noUnit': 'noUnit' }

/** Values by point id, as far as there are any. */
const knownValues = ({ pointIds, values, qualities, states }: LiveValues): ReadonlyMap<number, { readonly value: number; readonly quality: number }> => {
  const known = new Map<number, { value: number; quality: number }>()
  for (let i = 0; i < pointIds.length; i++) {
    if (LIVE_STATES[states[i] as number] !== 'never') known.set(pointIds[i] as number, { value: values[i] as number, quality: qualities[i] as number })
  }
  return known
}

/** The largest first. */
export const groupDataProblems = (points: readonly Point[], roleOf: (pointId: number) => PointRoleAssignment | undefined, live: LiveValues): DataProblem[] => {
  const known = knownValues(live)
  const groups = new Map<string, { deviceId: number; kind: DataProblemKind; pointIds: number[] }>()
  const add = (deviceId: number, kind: DataProblemKind, pointId: number): void => {
    const key = `${deviceId}/${kind}`
    const group = groups.get(key) ?? { deviceId, kind, pointIds: [] }
    group.pointIds.push(pointId)
    groups.set(key, group)
  }
  for (const point of points) {
    const assignment = roleOf(point.id)
    const reading = known.get(point.id)
    for (const { key } of assignment?.problems ?? []) {
      const kind = KIND_OF_PROBLEM[key]
      if (kind !== undefined) add(point.deviceId, kind, point.id)
    }
    if (reading === undefined) continue
    const zero = reading.value === 0 && isNeverZero(point, assignment?.role ?? null)
    if (zero) add(point.deviceId, 'zero', point.id)
    else if (point.kind === 'analog' && (reading.quality & QUALITY.flat) !== 0) add(point.deviceId, 'constant', point.id)
  }
  return [...groups.values()].filter(({ kind, pointIds }) => kind !== 'zero' || pointIds.length >= LEAST_ZEROS).sort((a, b) => b.pointIds.length - a.pointIds.length || a.deviceId - b.deviceId)
}
