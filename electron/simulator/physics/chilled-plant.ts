/** Chilled water: two chillers with primary pumps and a cooling tower, staged by load. */
import { clamp, lagShare } from './noise.ts'
import type { Signals } from './signals.ts'

export const CHILLED_SIGNALS = [
  'enable',
  'supply',
  'supplySp',
  'return',
  'flow',
  'pressure',
  'pressureSp',
  'loadKw',
  'chiller1Command',
  'chiller1Status',
  'chiller1Load',
  'chiller1Kw',
  'chiller1Alarm',
  'chiller2Command',
  'chiller2Status',
  'chiller2Load',
  'chiller2Kw',
  'chiller2Alarm',
  'pump1Command',
  'pump1Status',
  'pump1Speed',
  'pump2Command',
  'pump2Status',
  'pump2Speed',
  'condenserSupply',
  'condenserReturn',
  'towerSpeed',
  'towerStatus',
  'bypass',
  'stage',
  'stageTimerS',
  'electricKw',
] as const
export type ChilledSignal = (typeof CHILLED_SIGNALS)[number]

const INITIAL: Partial<Record<ChilledSignal, number>> = {
  enable: 1,
  supply: 7,
  supplySp: 7,
  return: 10,
  pressureSp: 120,
  condenserSupply: 22,
  condenserReturn: 24,
  stage: 1,
}
const WATER_KW = 4.187

export class ChilledPlant {
  /** Capacity of both chillers, kW. */
  readonly capacityKw: number
  private readonly signals: Signals
  private readonly stepS: number
  private readonly slot: Readonly<Record<ChilledSignal, number>>
  private readonly fast: number
  private readonly slow: number

  constructor(signals: Signals, stepS: number, capacityKw: number) {
    this.signals = signals
    this.stepS = stepS
    this.capacityKw = capacityKw
    this.slot = Object.fromEntries(CHILLED_SIGNALS.map((name) => [name, signals.add(`chw.${name}`, INITIAL[name] ?? 0)])) as Record<ChilledSignal, number>
    this.fast = lagShare(stepS, 40)
    this.slow = lagShare(stepS, 150)
  }

  private get(name: ChilledSignal): number {
    return this.signals.values[this.slot[name]] ?? 0
  }

  private set(name: ChilledSignal, value: number): void {
    this.signals.values[this.slot[name]] = value
  }

  private command(name: ChilledSignal, value: number): number {
    return this.signals.command(this.slot[name], value)
  }

  private approach(name: ChilledSignal, target: number, share: number): number {
    const value = this.get(name) + share * (target - this.get(name))
    this.set(name, value)
    return value
  }

  supplyTemp(): number {
    return this.get('supply')
  }

  /** `coilKw`: load of all cooling coils; a server room adds a base load day and night. */
  step(coilKw: number, processKw: number, wetBulb: number): void {
    const loadKw = this.approach('loadKw', coilKw + processKw, this.fast)
    this.staging(loadKw)
    const running = this.get('chiller1Status') + this.get('chiller2Status')
    const available = (running * this.capacityKw) / 2
    const designFlow = this.capacityKw / (WATER_KW * 6)
    const flow = this.approach('flow', running > 0 ? designFlow * clamp(0.22 + (0.78 * loadKw) / this.capacityKw, 0, 1.1) : 0, this.fast)
    const supplySp = this.command('supplySp', 7)
    const droop = available > 0 ? 0.12 * (loadKw / available - 0.5) : 0
    const short = Math.max(0, loadKw - available)
    const target = running > 0 ? supplySp + droop + short / Math.max(1, flow * WATER_KW) : Math.min(18, this.get('return'))
    this.approach('supply', target, this.slow)
    this.approach('return', this.get('supply') + (flow > 0.1 ? Math.min(12, loadKw / (flow * WATER_KW)) : 3), this.fast)
    this.pumps(flow / designFlow)
    this.heatRejection(loadKw, running, wetBulb)
    this.power(loadKw, running)
  }

  private staging(loadKw: number): void {
    const enabled = this.command('enable', 1) > 0
    const half = this.capacityKw / 2
    const wants = this.get('stage') >= 2 ? (loadKw < 0.62 * half ? -1 : 0) : loadKw > 0.88 * half ? 1 : 0
    const timer = wants === 0 ? 0 : this.get('stageTimerS') + this.stepS
    this.set('stageTimerS', timer)
    if (timer > 900) {
      this.set('stage', wants > 0 ? 2 : 1)
      this.set('stageTimerS', 0)
    }
    const first = this.command('chiller1Command', enabled ? 1 : 0)
    const second = this.command('chiller2Command', enabled && this.get('stage') >= 2 ? 1 : 0)
    this.set('chiller1Status', first > 0 && this.get('chiller1Alarm') === 0 ? 1 : 0)
    this.set('chiller2Status', second > 0 && this.get('chiller2Alarm') === 0 ? 1 : 0)
  }

  private pumps(share: number): void {
    const first = this.command('pump1Command', this.get('chiller1Status'))
    const second = this.command('pump2Command', this.get('chiller2Status'))
    const count = Math.max(1, first + second)
    const speed = clamp(32 + 62 * share * (2 / count) * 0.62, 30, 100)
    this.command('pump1Speed', this.approach('pump1Speed', first > 0 ? speed : 0, this.fast))
    this.command('pump2Speed', this.approach('pump2Speed', second > 0 ? speed : 0, this.fast))
    this.set('pump1Status', this.get('pump1Speed') > 10 ? 1 : 0)
    this.set('pump2Status', this.get('pump2Speed') > 10 ? 1 : 0)
    const pressureSp = this.command('pressureSp', 120)
    this.approach('pressure', first + second > 0 ? pressureSp : 0, this.fast)
    this.command('bypass', this.approach('bypass', clamp((0.3 - share) * 180, 0, 60), this.fast))
  }

  private heatRejection(loadKw: number, running: number, wetBulb: number): void {
    const target = clamp(wetBulb + 3.5 + (3 * loadKw) / this.capacityKw, 18, 34)
    this.approach('condenserSupply', target, this.slow)
    this.approach('condenserReturn', this.get('condenserSupply') + (running > 0 ? 0.8 + (9 * loadKw) / (running * this.capacityKw) / 1 : 0), this.slow)
    const speed = clamp(25 + (110 * loadKw * clamp((wetBulb + 6) / 24, 0.3, 1.2)) / this.capacityKw, 20, 100)
    this.command('towerSpeed', this.approach('towerSpeed', running > 0 ? speed : 0, this.slow))
    this.set('towerStatus', this.get('towerSpeed') > 10 ? 1 : 0)
  }

  private power(loadKw: number, running: number): void {
    const efficiency = clamp(5.8 - 0.09 * (this.get('condenserSupply') - 20), 3, 6.5)
    const each = running > 0 ? loadKw / running : 0
    const loadShare = clamp(each / (this.capacityKw / 2), 0, 1)
    const chillerKw = each / efficiency + 0.025 * (this.capacityKw / 2)
    for (const name of ['chiller1', 'chiller2'] as const) {
      const on = this.get(`${name}Status`) > 0
      this.approach(`${name}Load`, on ? 100 * loadShare : 0, this.fast)
      this.approach(`${name}Kw`, on ? chillerKw : 0, this.fast)
    }
    const pumpKw = 0.02 * this.capacityKw * ((this.get('pump1Speed') / 100) ** 2.6 + (this.get('pump2Speed') / 100) ** 2.6)
    const towerKw = 0.012 * this.capacityKw * (this.get('towerSpeed') / 100) ** 2.6
    this.set('electricKw', this.get('chiller1Kw') + this.get('chiller2Kw') + pumpKw + towerKw)
  }
}
