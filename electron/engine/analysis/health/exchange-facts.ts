/** How well heat goes over: approach temperatures and spreads of water, in blocks of three hours of the week, beside blocks of the four weeks before at like load. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { quantileSorted } from '../order-statistics.ts'
import { medianOf } from '../drift/day-statistics.ts'
import { seen, type DeviceDays, type HealthPoint, type Weeks } from './device-days.ts'
import type { ExchangeFacts, ExchangeKind } from './health-facts.ts'
import type { Stream } from './streams.ts'
import { wetBulbOf } from './wet-bulb.ts'

const CELSIUS = 62
const FAHRENHEIT = 64
/** A block in which a drive ran nearly throughout. */
const RUNS = 0.98
/** A valve that is open this far lets enough water through to tell, %. */
const OPEN = 50
/** Like load: within a tenth of the span between the 5th and the 95th hundredth of before, or within a fiftieth of the median where it hardly changes. */
const LIKE_SHARE = 0.1
const LIKE_LEAST = 0.02
/** So many blocks of before at like load are something to compare with. */
const LEAST_LIKE = 5

/** The value of a block; NaN where it is not known. */
type Source = (day: number, block: number) => number

interface Group {
  readonly device: DeviceDays
  readonly points: readonly HealthPoint[]
}

interface Exchange {
  readonly kind: ExchangeKind
  /** The point that is told. */
  readonly point: HealthPoint
  /** K; above 0 in operation. */
  readonly value: Source
  /** What the load is told by. */
  readonly loads: readonly Source[]
  /** Something of it runs, or lets water through. */
  readonly runs: Source
}

const DRIVES: ReadonlySet<PointRole> = new Set(['fan_status', 'pump_status', 'run_status'])

export const exchangeFactsOf = (device: DeviceDays, groups: readonly (readonly HealthPoint[])[], weeks: Weeks): ExchangeFacts[] => {
  // A tower alone is no equipment that rules know: its device is one piece then.
  const all = groups.length === 0 ? [device.points] : groups
  return all.filter((points) => points.some(({ stream }) => stream !== null)).flatMap((points) => exchangesOf({ device, points }).map((exchange) => factsOf(exchange, weeks)))
}

const factsOf = ({ kind, point, ...exchange }: Exchange, weeks: Weeks): ExchangeFacts => {
  const now = rowsOf(exchange, weeks.week)
  const before = rowsOf(exchange, weeks.before)
  const widths = exchange.loads.map((_, i) => widthOf(before.map(({ loads }) => loads[i] as number)))
  const values: number[] = []
  const differences: number[] = []
  for (const { value, loads } of now) {
    const like = before.filter((one) => one.loads.every((load, i) => Math.abs(load - (loads[i] as number)) <= (widths[i] as number)))
    if (like.length < LEAST_LIKE) continue
    values.push(value)
    differences.push(value - medianOf(like.map((one) => one.value)))
  }
  return { ...seen(point, weeks), kind, blocks: values.length, value: medianOf(values), grown: medianOf(differences) }
}

interface Row {
  readonly value: number
  readonly loads: readonly number[]
}

const BLOCKS = [0, 1, 2, 3, 4, 5, 6, 7] as const

const rowsOf = ({ value, loads, runs }: Pick<Exchange, 'value' | 'loads' | 'runs'>, days: readonly number[]): Row[] => {
  const rows: Row[] = []
  for (const day of days) {
    for (const block of BLOCKS) {
      if (!(runs(day, block) >= RUNS)) continue
      const row = { value: value(day, block), loads: loads.map((load) => load(day, block)) }
      if (Number.isFinite(row.value) && row.loads.every(Number.isFinite)) rows.push(row)
    }
  }
  return rows
}

const widthOf = (values: readonly number[]): number => {
  const sorted = Float64Array.from(values).sort()
  return Math.max(LIKE_LEAST * Math.abs(quantileSorted(sorted, 0.5)), LIKE_SHARE * (quantileSorted(sorted, 0.95) - quantileSorted(sorted, 0.05)))
}

const NONE: readonly number[] = []
const minus = (a: Source, b: Source): Source => (day, block) => a(day, block) - b(day, block)

const exchangesOf = ({ device, points }: Group): Exchange[] => {
  const raw = ({ id }: HealthPoint): Source => (day, block) => (device.pointDays.get(id)?.get(day)?.blocks ?? NONE)[block] ?? Number.NaN
  const celsius = (point: HealthPoint): Source => {
    const own = raw(point)
    return point.units === FAHRENHEIT ? (day, block) => (own(day, block) - 32) / 1.8 : own
  }
  const single = (is: (point: HealthPoint) => boolean): HealthPoint | null => {
    const found = points.filter(is)
    return found.length === 1 ? (found[0] as HealthPoint) : null
  }
  const temperature = (stream: Stream): HealthPoint | null => single((point) => point.stream === stream && (point.units === CELSIUS || point.units === FAHRENHEIT))
  const role = (wanted: PointRole): HealthPoint | null => single((point) => point.role === wanted)
  const drives = points.filter((point) => point.role !== null && DRIVES.has(point.role)).map(raw)
  const running: Source = (day, block) => drives.reduce((most, drive) => Math.max(most, drive(day, block) || 0), 0)
  const open = (valve: HealthPoint): Source => (day, block) => (raw(valve)(day, block) >= OPEN && (drives.length === 0 || running(day, block) >= RUNS) ? 1 : 0)
  const outdoor: Source = (day, block) => (device.weather.get(day) ?? NONE)[block] ?? Number.NaN
  const wetBulb: Source = (day, block) => wetBulbOf(outdoor(day, block), (device.humidity.get(day) ?? NONE)[block] ?? Number.NaN)

  const chilled = [temperature('chilledSupply'), temperature('chilledReturn')] as const
  const condenser = [temperature('condenserSupply'), temperature('condenserReturn')] as const
  const hot = [temperature('hotSupply'), temperature('hotReturn')] as const
  const [evaporating, condensing, supplyAir, mixedAir] = [temperature('evaporating'), temperature('condensing'), temperature('supplyAir'), temperature('mixedAir')]
  const flow = role('water_flow')
  const spread = ([cold, warm]: readonly [HealthPoint | null, HealthPoint | null]): Source | null => (cold === null || warm === null ? null : minus(celsius(warm), celsius(cold)))
  const [chilledSpread, condenserSpread, hotSpread] = [spread(chilled), spread(condenser), spread([hot[1], hot[0]])]
  const known = (...sources: readonly (Source | null)[]): Source[] => sources.filter((source) => source !== null)
  const valves = { cooling: role('cooling_valve'), heating: role('heating_valve') }

  const found: Exchange[] = []
  const add = (kind: ExchangeKind, point: HealthPoint | null, value: () => Source | null, loads: readonly Source[], runs: Source): void => {
    const own = point === null ? null : value()
    if (point !== null && own !== null && loads.length > 0) found.push({ kind, point, value: own, loads, runs })
  }
  const over = (warm: HealthPoint | null, cold: HealthPoint | null) => (): Source | null => (warm === null || cold === null ? null : minus(celsius(warm), celsius(cold)))
  const heat = known(condenserSpread ?? chilledSpread)
  add('tower', condenser[0], () => (condenser[0] === null ? null : minus(celsius(condenser[0]), wetBulb)), heat.length === 0 ? [] : [...heat, wetBulb], running)
  add('evaporator', chilled[0], over(chilled[0], evaporating), known(chilledSpread), running)
  add('condenser', condensing, over(condensing, condenser[1]), known(condenserSpread ?? chilledSpread), running)
  const air = known(mixedAir === null ? null : celsius(mixedAir))
  if (valves.cooling !== null) add('coolingCoil', supplyAir, over(supplyAir, chilled[0]), [raw(valves.cooling), ...air], open(valves.cooling))
  if (valves.heating !== null) add('heatingCoil', supplyAir, over(hot[0], supplyAir), [raw(valves.heating), ...air], open(valves.heating))
  add('chilledSpread', chilled[1], () => chilledSpread, known(outdoor, flow === null ? null : raw(flow)), running)
  add('hotSpread', hot[1], () => hotSpread, known(outdoor, flow === null ? null : raw(flow)), running)
  return found
}
