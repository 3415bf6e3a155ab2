/** Meters: power per use, counters that accumulate and roll over, mains quality. */
import { gauss, lagShare, wander } from './noise.ts'
import type { Signals } from './signals.ts'

/** Counters with the value they show at the start and the value at which they begin anew. */
const COUNTERS = {
  main: { start: 412_345, limit: 1_000_000 },
  lighting: { start: 88_120, limit: 1_000_000 },
  plug: { start: 120_480, limit: 1_000_000 },
  mechanical: { start: 164_902, limit: 1_000_000 },
  chiller: { start: 61_377, limit: 1_000_000 },
  gas: { start: 48_211, limit: 100_000 },
  water: { start: 9_154, limit: 100_000 },
  chilledHeat: { start: 203_118, limit: 1_000_000 },
  hotHeat: { start: 318_640, limit: 1_000_000 },
} as const
/** What a meter that was used before shows, of its end. */
const USED_ELSEWHERE = 0.0623
export type CounterName = keyof typeof COUNTERS
export const COUNTER_NAMES = Object.keys(COUNTERS) as readonly CounterName[]

/** What the meters count, kW; gas m3/h, water L/min. */
export interface Consumption {
  readonly lighting: number
  readonly plug: number
  readonly mechanical: number
  readonly chiller: number
  readonly gas: number
  readonly water: number
  readonly chilledHeat: number
  readonly hotHeat: number
}

export class Meters {
  private readonly signals: Signals
  private readonly seed: number
  private readonly stepS: number
  private readonly count: Readonly<Record<CounterName, number>>
  private readonly rate: Readonly<Record<CounterName, number>>
  private readonly powerFactor: number
  private readonly frequency: number
  private readonly voltage: readonly number[]
  private readonly current: readonly number[]
  private readonly rateShare: number

  constructor(signals: Signals, seed: number, stepS: number) {
    this.signals = signals
    this.seed = seed
    this.stepS = stepS
    this.rateShare = lagShare(stepS, 10)
    this.count = Object.fromEntries(COUNTER_NAMES.map((name) => [name, signals.add(`meter.${name}.count`, COUNTERS[name].start)])) as Record<CounterName, number>
    this.rate = Object.fromEntries(COUNTER_NAMES.map((name) => [name, signals.add(`meter.${name}.rate`, 0)])) as Record<CounterName, number>
    this.powerFactor = signals.add('meter.powerFactor', 0.94)
    this.frequency = signals.add('meter.frequency', 50)
    this.voltage = [1, 2, 3].map((phase) => signals.add(`meter.voltage${phase}`, 231))
    this.current = [1, 2, 3].map((phase) => signals.add(`meter.current${phase}`, 0))
  }

  step(timeMs: number, use: Consumption): void {
    const v = this.signals.values
    const main = use.lighting + use.plug + use.mechanical + use.chiller
    this.add('main', main, main)
    this.add('lighting', use.lighting, use.lighting)
    this.add('plug', use.plug, use.plug)
    this.add('mechanical', use.mechanical, use.mechanical)
    this.add('chiller', use.chiller, use.chiller)
    this.add('gas', use.gas, use.gas)
    this.add('water', use.water, use.water * 0.06)
    this.add('chilledHeat', use.chilledHeat, use.chilledHeat)
    this.add('hotHeat', use.hotHeat, use.hotHeat)
    const tick = Math.floor(timeMs / 1000)
    const motors = main > 0 ? (use.mechanical + use.chiller) / main : 0
    const powerFactor = 0.98 - 0.09 * motors
    v[this.powerFactor] = powerFactor
    v[this.frequency] = 50 + 0.02 * wander(this.seed, 41, timeMs, 90_000) + 0.005 * gauss(this.seed, 42, tick)
    const sag = main * 0.006
    const shares = [0.345, 0.33, 0.325]
    for (let phase = 0; phase < 3; phase++) {
      const volts = 232 - sag * 0.8 + 1.6 * wander(this.seed, 43 + phase, timeMs, 1_800_000)
      v[this.voltage[phase] ?? 0] = volts
      v[this.current[phase] ?? 0] = (main * 1000 * (shares[phase] ?? 0)) / (volts * powerFactor)
    }
  }

  /** `perHour`: what an hour at this rate adds to the counter. */
  private add(name: CounterName, rate: number, perHour: number): void {
    const v = this.signals.values
    v[this.rate[name]] = (v[this.rate[name]] ?? 0) + this.rateShare * (rate - (v[this.rate[name]] ?? 0))
    const count = (v[this.count[name]] ?? 0) + (perHour * this.stepS) / 3600
    v[this.count[name]] = count >= COUNTERS[name].limit ? count - COUNTERS[name].limit : count
  }

  /** Another meter in its place shows what it counted elsewhere: another number, and not zero. */
  replace(name: CounterName): void {
    const v = this.signals.values
    const shown = COUNTERS[name].limit * USED_ELSEWHERE
    v[this.count[name]] = (v[this.count[name]] ?? 0) > shown ? shown : COUNTERS[name].limit / 2
  }

  /** A counter that lost its memory begins at zero. */
  reset(name: CounterName): void {
    this.signals.values[this.count[name]] = 0
  }

  /** Puts a counter so close under its end that it rolls over within `hours` at its present rate. */
  nearRollover(name: CounterName, hours: number): void {
    const v = this.signals.values
    const perHour = (v[this.rate[name]] ?? 0) * (name === 'water' ? 0.06 : 1)
    v[this.count[name]] = COUNTERS[name].limit - Math.max(0.01, perHour * hours)
  }
}
