/** The whole building as one stepped, deterministic model: weather, people, zones, air handlers, plants and meters. */
import { AirHandler } from './air-handler.ts'
import { Calendar } from './calendar.ts'
import { ChilledPlant } from './chilled-plant.ts'
import { HotPlant } from './hot-plant.ts'
import { Meters } from './meters.ts'
import { Occupancy, OPENING_HOURS } from './occupancy.ts'
import { clamp, wander } from './noise.ts'
import { Signals } from './signals.ts'
import { Weather } from './weather.ts'
import { AIR_KW, Zones } from './zones.ts'

/** Length of a step. Same for history and live, so that both are one trajectory. */
export const STEP_MS = 10_000
/** Weather and people move slowly: they are worked out once a minute. */
const SLOW_MS = 60_000
export const AIR_HANDLERS = OPENING_HOURS.length

export interface ModelOptions {
  readonly seed: number
  /** Of the weather alone: buildings of one place share it. Absent: `seed`. */
  readonly weatherSeed?: number | undefined
  readonly zones: number
  readonly utcOffsetMinutes: number
  /** First moment, ms since the epoch; rounded down to a whole step. */
  readonly beginMs: number
}

export class BuildingModel {
  readonly signals = new Signals()
  readonly meters: Meters
  /** The moment the signals stand for. */
  timeMs: number
  private fresh = true
  private readonly seed: number
  private readonly calendar: Calendar
  private readonly weather: Weather
  private readonly occupancy: Occupancy
  private readonly zones: readonly Zones[]
  private readonly handlers: readonly AirHandler[]
  private readonly chilled: ChilledPlant
  private readonly hot: HotPlant
  private readonly slots: {
    readonly oat: number
    readonly rh: number
    readonly wetBulb: number
    readonly solar: number
    readonly presence: number
    readonly lightsCommand: number
    readonly lights: number
    readonly exhaust: number
    readonly exhaustStatus: number
    readonly people: number
    readonly chillerKw: number
    readonly boilerKw: number
    readonly gas: number
    readonly open: readonly number[]
    readonly coolKw: readonly number[]
    readonly heatKw: readonly number[]
    readonly fanKw: readonly number[]
  }
  private readonly areaM2: number

  constructor(options: ModelOptions) {
    const { seed, zones } = options
    const { signals } = this
    const stepS = STEP_MS / 1000
    this.seed = seed
    this.timeMs = Math.floor(options.beginMs / STEP_MS) * STEP_MS
    this.calendar = new Calendar(options.utcOffsetMinutes)
    this.weather = new Weather(signals, options.weatherSeed ?? seed)
    this.occupancy = new Occupancy(signals, seed)
    const indices = Array.from({ length: zones }, (_none, index) => index)
    // Six zones a floor; the air handlers take the floors in turn.
    const shares = Array.from({ length: AIR_HANDLERS }, (_none, ahu) => indices.filter((index) => Math.floor(index / 6) % AIR_HANDLERS === ahu))
    this.zones = shares.map((own) => new Zones(signals, seed, stepS, own))
    this.handlers = this.zones.map((own, index) => new AirHandler(signals, stepS, index, own))
    const designFlow = this.zones.reduce((sum, own) => sum + own.designFlow, 0)
    this.areaM2 = this.zones.reduce((sum, own) => sum + own.areaM2, 0)
    this.chilled = new ChilledPlant(signals, stepS, designFlow * AIR_KW * 15)
    this.hot = new HotPlant(signals, stepS, designFlow * AIR_KW * 10)
    this.meters = new Meters(signals, seed, stepS)
    const each = (name: string): number[] => this.handlers.map((_handler, index) => signals.slot(`ahu.${index}.${name}`))
    this.slots = {
      oat: signals.slot('weather.oat'),
      rh: signals.slot('weather.rh'),
      wetBulb: signals.slot('weather.wetBulb'),
      solar: signals.slot('weather.solar'),
      presence: signals.slot('occupancy.presence'),
      lightsCommand: signals.add('lights.command', 1),
      lights: signals.add('lights.level', 0),
      exhaust: signals.add('exhaust.command', 0),
      exhaustStatus: signals.add('exhaust.status', 0),
      people: signals.add('occupancy.people', 0),
      chillerKw: signals.slot('chw.electricKw'),
      boilerKw: signals.slot('hw.electricKw'),
      gas: signals.slot('hw.gasFlow'),
      open: OPENING_HOURS.map((_hours, index) => signals.slot(`schedule.${index}.open`)),
      coolKw: each('coolKw'),
      heatKw: each('heatKw'),
      fanKw: each('fanKw'),
    }
  }

  /** Steps until the model stands at the last whole step not after `timeMs`. */
  advanceTo(timeMs: number): void {
    while (this.timeMs + STEP_MS <= timeMs) this.step()
  }

  step(): void {
    this.timeMs += STEP_MS
    const { calendar, timeMs } = this
    calendar.update(timeMs)
    const slow = timeMs % SLOW_MS === 0 || this.fresh
    this.fresh = false
    if (slow) {
      this.weather.step(timeMs, calendar)
      this.occupancy.presenceStep(calendar)
    }
    this.occupancy.scheduleStep(calendar)
    const v = this.signals.values
    const oat = v[this.slots.oat] ?? 15
    const presence = v[this.slots.presence] ?? 0
    const { chilled, hot } = this
    const chilledTemp = chilled.supplyTemp()
    const hotTemp = hot.supplyTemp()
    const reheatShare = hot.reheatShare()
    const solar = v[this.slots.solar] ?? 0
    const humidity = v[this.slots.rh] ?? 50
    let coolKw = 0
    let heatKw = 0
    for (let index = 0; index < this.handlers.length; index++) {
      const zones = this.zones[index]
      const open = (v[this.slots.open[index] ?? 0] ?? 0) > 0
      const handler = this.handlers[index]
      if (!zones || !handler) continue
      handler.step(open, oat, humidity, chilledTemp, hotTemp)
      zones.step({ timeMs, hour: calendar.hour, slow, open, presence, oat, solar, reheatShare }, handler.supply)
      coolKw += v[this.slots.coolKw[index] ?? 0] ?? 0
      heatKw += (v[this.slots.heatKw[index] ?? 0] ?? 0) + zones.totals.reheatKw
    }
    const process = this.chilled.capacityKw * (0.16 + 0.008 * wander(this.seed, 51, timeMs, 14_400_000))
    this.chilled.step(coolKw, process, v[this.slots.wetBulb] ?? 12)
    const domestic = this.hot.capacityKw * (0.08 + 0.1 * presence)
    this.hot.step(heatKw, domestic, oat)
    this.consumption(presence, coolKw + process, heatKw + domestic)
  }

  private consumption(presence: number, chilledHeat: number, hotHeat: number): void {
    const { signals, slots, timeMs, seed } = this
    const v = signals.values
    const anyOpen = slots.open.some((slot) => (v[slot] ?? 0) > 0)
    v[slots.people] = Math.round((this.areaM2 / 12) * presence)
    const enabled = signals.command(slots.lightsCommand, anyOpen ? 1 : 0) > 0
    const lights = enabled ? clamp(0.18 + 1.1 * presence, 0, 1) : 0.06
    v[slots.lights] = 100 * lights
    const exhaust = signals.command(slots.exhaust, anyOpen ? 1 : 0)
    v[slots.exhaustStatus] = exhaust
    let zoneKw = 0
    for (const zones of this.zones) zoneKw += zones.totals.electricKw
    const lighting = this.areaM2 * 0.0085 * lights
    const plug = zoneKw * 0.55 + this.areaM2 * 0.0035 * (1 + 0.06 * wander(seed, 52, timeMs, 1_200_000))
    const fans = slots.fanKw.reduce((sum, slot) => sum + (v[slot] ?? 0), 0)
    const chiller = v[slots.chillerKw] ?? 0
    const mechanical = fans * 1.5 + (v[slots.boilerKw] ?? 0) + 0.8 * exhaust + this.areaM2 * 0.0004
    const taps = clamp(presence + 0.35 * wander(seed, 53, timeMs, 240_000) * presence, 0, 1.4)
    const water = (this.areaM2 / 12) * 0.055 * taps + 0.15
    this.meters.step(timeMs, { lighting, plug, mechanical, chiller, gas: v[slots.gas] ?? 0, water, chilledHeat, hotHeat })
  }
}
