/** The figures of one piece of equipment from its points on a grid. */
import type { BenchmarkFigureId } from '../../../../shared/domain/kind-benchmark.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'

export interface GriddedRole {
  readonly role: PointRole
  /** Mean of each step, NaN where not known. */
  readonly values: Float64Array
}

export interface MemberFigure {
  readonly value: number
  /** Share of the steps it rests on, 0..1. */
  readonly coverage: number
}

const HOURS_A_DAY = 24
/** Below this share of the period nothing is told. */
const LEAST_COVERAGE = 0.1
const ON = 0.5

const RUNNING: readonly (readonly PointRole[])[] = [['fan_status', 'pump_status', 'run_status'], ['fan_cmd', 'pump_cmd', 'enable_cmd']]
const VALVES: readonly PointRole[] = ['cooling_valve', 'heating_valve', 'other_valve']
const DAMPERS: readonly PointRole[] = ['damper_position', 'outside_damper_position']

/** Figures that its points tell. `stepMs` of the grid. */
export const memberFigures = (points: readonly GriddedRole[], stepMs: number): ReadonlyMap<BenchmarkFigureId, MemberFigure> => {
  const first = (...roles: PointRole[]): Float64Array | undefined => points.find(({ role }) => roles.includes(role))?.values
  const all = (roles: readonly PointRole[]): Float64Array[] => points.filter(({ role }) => roles.includes(role)).map(({ values }) => values)
  const figures = new Map<BenchmarkFigureId, MemberFigure>()
  const add = (id: BenchmarkFigureId, figure: MemberFigure | null): void => {
    if (figure !== null && figure.coverage >= LEAST_COVERAGE && Number.isFinite(figure.value)) figures.set(id, figure)
  }
  const [zone, supply] = [first('zone_air_temp'), first('supply_air_temp')]
  const running = RUNNING.map((roles) => all(roles)[0]).find((values) => values !== undefined)
  const stepsADay = (HOURS_A_DAY * 3_600_000) / stepMs
  if (zone !== undefined) {
    add('zoneMean', meanOf(zone))
    add('zoneDeviation', meanOf(distances(zone, first('zone_temp_sp'), first('zone_heating_temp_sp'), first('zone_cooling_temp_sp'))))
  }
  if (supply !== undefined) {
    const whileRunning = running === undefined ? supply : supply.map((value, i) => ((running[i] as number) >= ON ? value : Number.NaN))
    add('supplyMean', meanOf(whileRunning))
    add('supplyDeviation', meanOf(distances(whileRunning, first('supply_air_temp_sp'), undefined, undefined)))
  }
  add('valveTravel', travelOf(all(VALVES), stepsADay))
  add('damperTravel', travelOf(all(DAMPERS), stepsADay))
  if (running !== undefined) {
    const share = meanOf(running)
    add('runHours', { value: share.value * HOURS_A_DAY, coverage: share.coverage })
    add('starts', startsOf(running, stepsADay))
  }
  return figures
}

const meanOf = (values: Float64Array): MemberFigure => {
  let [sum, count] = [0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    count += 1
  }
  return { value: count === 0 ? Number.NaN : sum / count, coverage: values.length === 0 ? 0 : count / values.length }
}

/** Distance from the set-point; with two set-points from the band between them. NaN where none is known. */
const distances = (values: Float64Array, single: Float64Array | undefined, heating: Float64Array | undefined, cooling: Float64Array | undefined): Float64Array =>
  values.map((value, i) => {
    if (single !== undefined) return Math.abs(value - (single[i] as number))
    const [low, high] = [heating?.[i] ?? Number.NaN, cooling?.[i] ?? Number.NaN]
    if (Number.isNaN(low) && Number.isNaN(high)) return Number.NaN
    return Number.isNaN(value) ? value : Math.max(0, low - value || 0, value - high || 0)
  })

/** Way from step to step of all together, a day; a step after a gap counts nothing. */
const travelOf = (all: readonly Float64Array[], stepsADay: number): MemberFigure | null => {
  if (all.length === 0) return null
  let value = 0
  let coverage = 1
  for (const values of all) {
    let [way, steps] = [0, 0]
    for (let i = 1; i < values.length; i++) {
      const change = Math.abs((values[i] as number) - (values[i - 1] as number))
      if (Number.isNaN(change)) continue
      way += change
      steps += 1
    }
    value += (way / steps) * stepsADay
    coverage = Math.min(coverage, values.length < 2 ? 0 : steps / (values.length - 1))
  }
  return { value, coverage }
}

const startsOf = (running: Float64Array, stepsADay: number): MemberFigure => {
  let [starts, steps] = [0, 0]
  for (let i = 1; i < running.length; i++) {
    const [before, now] = [running[i - 1] as number, running[i] as number]
    if (Number.isNaN(before) || Number.isNaN(now)) continue
    steps += 1
    if (before < ON && now >= ON) starts += 1
  }
  return { value: (starts / steps) * stepsADay, coverage: running.length < 2 ? 0 : steps / (running.length - 1) }
}
