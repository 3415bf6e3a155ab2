/** A simulated year of a campus: buildings of one place with their own rooms, plants and meters, as their sensors and meters showed it every quarter of an hour. No slow fault yet. */
import { findRoles } from '../../electron/engine/analysis/roles/find-roles.ts'
import { signalByType } from '../../electron/engine/analysis/quality/point-profile.ts'
import { driftKindOf, driftPointsOf } from '../../electron/engine/pipeline/drift-kinds.ts'
import { createBuilding, type Building } from '../../electron/simulator/building/default-building.ts'
import { modelSource, type LiveSource } from '../../electron/simulator/building/live-source.ts'
import type { DeviceSpec, PointSpec } from '../../electron/simulator/building/point-spec.ts'
import { SimPoint } from '../../electron/simulator/building/sim-point.ts'
import { uniform } from '../../electron/simulator/physics/noise.ts'
import type { PointRole } from '../../shared/domain/point-role.ts'
import type { Point } from '../../shared/domain/point.ts'
import { placementOf } from './placement.ts'
import { DAY_MS, FROM_MS, STEP_MS, STEPS_A_DAY, UTC_OFFSET_MINUTES } from './year-time.ts'
import { planChanges, type HealthyChange } from './healthy-changes.ts'

const ANALOG_INPUT = 0
const ANALOG_VALUE = 2
const BINARY_INPUT = 3
/** Numbers of running states and flows. */
const FIRST_STATE_ID = 100_000
const SAMPLE_SHIFT_MS = 10_000
/** More than enough rooms for the points that are wanted. */
const DEVICE_POINTS = 8
const LOST_SHARE = 0.01

export interface CampusSize {
  readonly seed: number
  readonly buildings: number
  /** Sensors and meters of each building that can have slow faults; what is commanded or set comes on top. */
  readonly pointsEach: number
  readonly days: number
}

export interface CampusPoint {
  readonly point: Point
  readonly spec: PointSpec
  readonly building: number
  readonly role: PointRole | null
  /** Whether slow faults are seeded in it; else it is a set-point, a running state or a flow beside one. */
  readonly judged: boolean
  /** What it showed at each step; NaN = not read. */
  readonly values: Float32Array
}

export interface Campus {
  readonly size: CampusSize
  readonly points: readonly CampusPoint[]
  readonly changes: readonly HealthyChange[]
}

/** Names by which one meter's points go: what stands before the last dot. */
export const meterOf = ({ building, spec }: Pick<CampusPoint, 'building' | 'spec'>): string => `${building}/${spec.name.split('.')[0]}`

/** Lives through the year, building after building. Some 20 s for each of 100 points. */
export const makeCampus = (size: CampusSize): Campus => {
  const built = Array.from({ length: size.buildings }, (_, index) => makeBuilding(size, index))
  const points: CampusPoint[] = []
  const changes: HealthyChange[] = []
  for (const [index, building] of built.entries()) {
    const own = listPoints(building, index, points.filter(({ point }) => point.id < FIRST_STATE_ID).length, size)
    const plan = planChanges(size, index, building.model, own)
    changes.push(...plan.changes)
    live(building, own, size, plan.apply)
    plan.after()
    points.push(...own)
  }
  return { size, points, changes }
}

const makeBuilding = ({ seed, pointsEach }: CampusSize, index: number): Building =>
  createBuilding({ seed: seed * 101 + index, weatherSeed: seed, points: Math.max(180, pointsEach * DEVICE_POINTS * 0.45), utcOffsetMinutes: UTC_OFFSET_MINUTES, beginMs: FROM_MS - 2 * DAY_MS })

const listPoints = ({ devices }: Building, building: number, firstId: number, size: CampusSize): CampusPoint[] => {
  const length = size.days * STEPS_A_DAY
  const all = devices.flatMap((device) => device.points.filter(({ objectType, units }) => objectType === BINARY_INPUT || ((objectType === ANALOG_INPUT || objectType === ANALOG_VALUE) && units !== null)).map((spec) => ({ device, spec })))
  const roles = rolesOf(all)
  const listed = all.map(({ device, spec }, i) => {
    const point: Point = {
      id: 0, deviceId: building * 100 + devices.indexOf(device) + 1, objectType: spec.objectType, objectInstance: spec.objectInstance, name: `B${building + 1} ${spec.name}`, description: spec.description, kind: kindOf(spec), units: spec.units,
      stateTexts: spec.stateTexts, pollIntervalMs: 60_000,
    }
    const kind = driftKindOf(point, signalByType(point))
    const judged = spec.objectType === ANALOG_INPUT && kind !== null && kind !== 'rate'
    return { point, signal: signalByType(point), spec, building, role: roles.get(i) ?? null, judged }
  })
  // The plant comes with all it has; rooms fill up what is missing.
  const wanted = listed.filter((each) => each.judged)
  const rooms = wanted.filter(({ spec }) => spec.name.startsWith('VAV'))
  const judged = new Set([...wanted.filter((each) => !rooms.includes(each)), ...rooms].slice(0, size.pointsEach))
  const sensors = listed.filter((each) => judged.has(each) || (!each.judged && isSetpoint(each.role)))
  return [
    ...sensors.map((each, i) => ({ ...each, point: { ...each.point, id: firstId + i + 1 } })),
    // States and flows are numbered by themselves: sensors stay what they were without them.
    ...[...listed.filter(({ role }) => isRunningState(role)), ...driftPointsOf(listed).filter(({ point, signal }) => driftKindOf(point, signal) === 'rate')].map((each, i) => ({ ...each, point: { ...each.point, id: FIRST_STATE_ID + building * 1_000 + i } })),
  ].map((each) => ({ ...each, values: new Float32Array(length).fill(Number.NaN) }))
}

const kindOf = ({ objectType }: PointSpec): Point['kind'] => (objectType === BINARY_INPUT ? 'binary' : 'analog')

const isRunningState = (role: PointRole | null): boolean => role === 'fan_status' || role === 'pump_status'

const isSetpoint = (role: PointRole | null): boolean => role?.endsWith('_sp') === true

/** What the product makes of the names. */
const rolesOf = (points: readonly { readonly device: DeviceSpec; readonly spec: PointSpec }[]): Map<number, PointRole> => {
  const work = findRoles(points.map(({ device, spec }, id) => ({ id, deviceId: device.instance, objectType: spec.objectType, kind: kindOf(spec), units: spec.units, name: spec.name, description: spec.description, stateTexts: spec.stateTexts })))
  for (;;) {
    const step = work.next()
    if (step.done !== true) continue
    const found = new Map<number, PointRole>()
    for (const [id, { role }] of step.value) if (role !== null) found.set(id, role)
    return found
  }
}

/** Runs the physics and writes down what every point showed; `before` may change the building ahead of each step. */
const live = ({ model }: Building, points: readonly CampusPoint[], size: CampusSize, before: (timeMs: number) => void): void => {
  const source: LiveSource = modelSource(model, size.seed * 101 + (points[0]?.building ?? 0))
  const shown = points.map(({ point, spec, building, judged }) => {
    const made = new SimPoint(spec, source, point.id * 7919)
    if (judged) made.fault = placementOf(size.seed, point.id, spec, () => model.signals.get('weather.solar'))
    return { made, lost: spec.objectType === ANALOG_INPUT ? lossOf(size, building, point) : () => false }
  })
  for (let step = 0; step < size.days * STEPS_A_DAY; step++) {
    const timeMs = FROM_MS + step * STEP_MS
    before(timeMs)
    model.advanceTo(timeMs + SAMPLE_SHIFT_MS)
    for (const [i, { made, lost }] of shown.entries()) if (!lost(step)) (points[i] as CampusPoint).values[step] = made.reading()
  }
}

const GAPS_A_YEAR = 4
const MOST_GAP_DAYS = 4

/** When a point was not read: a hundredth of all steps, and spells of its whole device of half a day to four days. */
const lossOf = ({ seed, days }: CampusSize, building: number, { id, deviceId }: Point): ((step: number) => boolean) => {
  const gaps = Array.from({ length: Math.round((GAPS_A_YEAR * days) / 365) }, (_, gap) => {
    const key = 9_000 + building * 1_000 + deviceId
    const from = uniform(seed, key, 2 * gap) * days * STEPS_A_DAY
    return [from, from + (0.5 + uniform(seed, key, 2 * gap + 1) * (MOST_GAP_DAYS - 0.5)) * STEPS_A_DAY] as const
  })
  return (step) => uniform(seed, 500_000 + id, step) < LOST_SHARE || gaps.some(([from, to]) => step >= from && step < to)
}
