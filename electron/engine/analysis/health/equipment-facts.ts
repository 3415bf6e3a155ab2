/** Facts of equipment and of the physics between neighbouring sensors, from days of points: mixing, weather, hunting, cycling, schedules, distance from setpoints. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { medianOf } from '../drift/day-statistics.ts'
import type { ApproachFacts, CyclingFacts, EquipmentFacts, HuntingFacts, MixingFacts, ScheduleFacts, WeatherFacts } from './health-facts.ts'
import { exchangeFactsOf } from './exchange-facts.ts'
import { pointDays, seen, type DeviceDays, type HealthPoint, type Weeks } from './device-days.ts'

const CELSIUS = 62
const BLOCK_HOURS = 3
/** Air and sensors in a duct are this exact at best, K. */
const MIXING_TOLERANCE = 2
/** A block in which a drive ran nearly throughout. */
const RUNS = 0.98
const MODULATING: ReadonlySet<PointRole> = new Set(['cooling_valve', 'heating_valve', 'other_valve', 'damper_position', 'outside_damper_position'])
const RUNNING: readonly PointRole[] = ['fan_status', 'pump_status', 'run_status', 'fan_cmd', 'pump_cmd']
const DRIVES: ReadonlySet<PointRole> = new Set(['fan_status', 'pump_status', 'run_status'])
const CONTROLLED: readonly (readonly [measured: PointRole, setpoint: PointRole])[] = [
  ['supply_air_temp', 'supply_air_temp_sp'], ['chilled_water_supply_temp', 'water_temp_sp'], ['hot_water_supply_temp', 'water_temp_sp'],
]

export const equipmentFactsOf = (device: DeviceDays, weeks: Weeks): EquipmentFacts => {
  const groups = device.groups.map((ids) => device.points.filter(({ id }) => ids.includes(id)))
  return {
    ruled: device.ruled,
    mixing: groups.flatMap((group) => mixingOf(device, group, weeks)),
    weather: device.points.flatMap((point) => weatherOf(device, point, weeks)),
    hunting: device.points.filter(({ role }) => role !== null && MODULATING.has(role)).map((point) => huntingOf(device, point, weeks)),
    cycling: device.points.filter(({ role }) => role !== null && DRIVES.has(role)).map((point) => cyclingOf(device, point, weeks)),
    schedule: groups.flatMap((group) => scheduleOf(device, group, weeks)),
    approach: groups.flatMap((group) => CONTROLLED.flatMap(([measured, setpoint]) => approachOf(device, group, measured, setpoint, weeks))),
    exchange: exchangeFactsOf(device, groups, weeks),
    energy: device.now?.energy ?? [],
  }
}

/** The one point of a group with this role; undefined where it has none or several. */
const only = (group: readonly HealthPoint[], role: PointRole): HealthPoint | undefined => {
  const found = group.filter((point) => point.role === role)
  return found.length === 1 ? found[0] : undefined
}

const runningPoint = (group: readonly HealthPoint[]): HealthPoint | undefined => {
  for (const role of RUNNING) {
    const found = only(group, role)
    if (found !== undefined) return found
  }
  return undefined
}

type Blocks = (point: HealthPoint, day: number) => readonly number[]
const NONE: readonly number[] = []
const blocksOf = (device: DeviceDays): Blocks => (point, day) => device.pointDays.get(point.id)?.get(day)?.blocks ?? NONE

/** Blocks of these days in which the drive of the group ran, as rows of the values of several sources. Without a drive that is known, none. */
const runningRows = (device: DeviceDays, group: readonly HealthPoint[], days: readonly number[], sources: readonly ((day: number) => readonly number[])[]): number[][] => {
  const drive = runningPoint(group)
  if (drive === undefined) return []
  const rows: number[][] = []
  for (const day of days) {
    const on = blocksOf(device)(drive, day)
    if (on.length === 0) continue
    const columns = sources.map((source) => source(day))
    for (let block = 0; block < on.length; block++) {
      if (!((on[block] as number) >= RUNS)) continue
      const row = columns.map((column) => column[block] ?? Number.NaN)
      if (row.every(Number.isFinite)) rows.push(row)
    }
  }
  return rows
}

const mixingOf = (device: DeviceDays, group: readonly HealthPoint[], weeks: Weeks): MixingFacts[] => {
  const [mixed, returned, outdoor] = [only(group, 'mixed_air_temp'), only(group, 'return_air_temp'), only(group, 'outside_air_temp')]
  if (mixed === undefined || returned === undefined || returned.units !== mixed.units || mixed.units !== CELSIUS) return []
  const outside = outdoor?.units === CELSIUS ? (day: number) => blocksOf(device)(outdoor, day) : (day: number) => device.weather.get(day) ?? NONE
  const rows = runningRows(device, group, weeks.week, [(day) => blocksOf(device)(mixed, day), (day) => blocksOf(device)(returned, day), outside])
  const distances = rows.map(([own = 0, one = 0, other = 0]) => Math.max(0, own - Math.max(one, other) - MIXING_TOLERANCE) - Math.max(0, Math.min(one, other) - own - MIXING_TOLERANCE))
  const off = distances.filter((distance) => distance !== 0).map((distance) => distance + Math.sign(distance) * MIXING_TOLERANCE)
  return [{ ...seen(mixed, weeks), blocks: rows.length, outside: off.length, distance: off.length === 0 ? 0 : medianOf(off) }]
}

const weatherOf = (device: DeviceDays, point: HealthPoint, weeks: Weeks): WeatherFacts[] => {
  if (point.role !== 'outside_air_temp' || point.units !== CELSIUS || point.id === device.weatherPointId) return []
  const differences = weeks.week.flatMap((day) => {
    const weather = device.weather.get(day) ?? NONE
    return blocksOf(device)(point, day).flatMap((value, block) => (Number.isFinite(value - (weather[block] ?? Number.NaN)) ? [value - (weather[block] as number)] : []))
  })
  return [{ ...seen(point, weeks), blocks: differences.length, distance: differences.length === 0 ? 0 : medianOf(differences) }]
}

const huntingOf = (device: DeviceDays, point: HealthPoint, weeks: Weeks): HuntingFacts => {
  const days = pointDays(device, point.id, weeks.week).filter(({ hours }) => hours > 0)
  return { ...seen(point, weeks), reversalsPerHour: days.length === 0 ? 0 : medianOf(days.map(({ reversals, hours }) => reversals / hours)), days: days.length }
}

const cyclingOf = (device: DeviceDays, point: HealthPoint, weeks: Weeks): CyclingFacts => {
  const days = (device.runDays.get(point.id) ?? []).filter(({ day }) => weeks.week.includes(day))
  return { ...seen(point, weeks), starts: days.reduce((sum, { starts }) => sum + starts, 0), runMs: days.reduce((sum, { runMs }) => sum + runMs, 0), days: days.length }
}

/** Hours of a drive beyond the occupancy of the same equipment. */
const scheduleOf = (device: DeviceDays, group: readonly HealthPoint[], weeks: Weeks): ScheduleFacts[] => {
  const [occupancy, drive] = [only(group, 'occupancy'), only(group, 'fan_status') ?? only(group, 'run_status')]
  if (occupancy === undefined || drive === undefined) return []
  const days = weeks.week.flatMap((day) => {
    const [on, there] = [blocksOf(device)(drive, day), blocksOf(device)(occupancy, day)]
    const known = Array.from(on.keys()).filter((block) => Number.isFinite((on[block] as number) + (there[block] ?? Number.NaN)))
    if (known.length < 6) return []
    return [known.reduce((sum, block) => sum + BLOCK_HOURS * Math.max(0, Math.min(1, on[block] as number) - Math.min(1, there[block] as number)), 0)]
  })
  return [{ ...seen(drive, weeks), hoursADay: days.length === 0 ? 0 : medianOf(days), days: days.length }]
}

const approachOf = (device: DeviceDays, group: readonly HealthPoint[], measured: PointRole, setpoint: PointRole, weeks: Weeks): ApproachFacts[] => {
  const [own, wanted] = [only(group, measured), only(group, setpoint)]
  if (own === undefined || wanted === undefined || own.units !== wanted.units || own.units !== CELSIUS) return []
  const distances = (days: readonly number[]): number[] =>
    runningRows(device, group, days, [(day) => blocksOf(device)(own, day), (day) => blocksOf(device)(wanted, day)]).map(([value = 0, target = 0]) => Math.abs(value - target))
  const week = distances(weeks.week)
  const before = distances(weeks.before)
  return [{ ...seen(own, weeks), distance: week.length === 0 ? 0 : medianOf(week), before: before.length < 8 ? Number.NaN : medianOf(before), blocks: week.length }]
}
