/** Hot water: two gas boilers with pumps, supply temperature reset by outdoor temperature. */
import { clamp, lagShare } from './noise.ts'
import type { Signals } from './signals.ts'

export const HOT_SIGNALS = [
  'enable',
  'supply',
  'supplySp',
  'return',
  'flow',
  'pressure',
  'loadKw',
  'boiler1Command',
  'boiler1Status',
  'boiler1Firing',
  'boiler1Flue',
  'boiler1Alarm',
  'boiler2Command',
  'boiler2Status',
  'boiler2Firing',
  'boiler2Flue',
  'boiler2Alarm',
  'pump1Command',
  'pump1Status',
  'pump1Speed',
  'pump2Command',
  'pump2Status',
  'pump2Speed',
  'systemPressure',
  'domesticSupply',
  'domesticPump',
  'stage',
  'stageTimerS',
  'gasFlow',
  'electricKw',
] as const
export type HotSignal = (typeof HOT_SIGNALS)[number]

const INITIAL: Partial<Record<HotSignal, number>> = {
  enable: 1,
  supply: 60,
  supplySp: 60,
  return: 48,
  systemPressure: 180,
  domesticSupply: 58,
  domesticPump: 1,
  stage: 1,
}
const WATER_KW = 4.187

export class HotPlant {
  /** Capacity of both boilers, kW. */
  readonly capacityKw: number
  private readonly signals: Signals
  private readonly stepS: number
  private readonly slot: Readonly<Record<HotSignal, number>>
  private readonly fast: number
  private readonly slow: number

  constructor(signals: Signals, stepS: number, capacityKw: number) {
    this.signals = signals
    this.stepS = stepS
    this.capacityKw = capacityKw
    this.slot = Object.fromEntries(HOT_SIGNALS.map((name) => [name, signals.add(`hw.${name}`, INITIAL[name] ?? 0)])) as Record<HotSignal, number>
    this.fast = lagShare(stepS, 40)
    this.slow = lagShare(stepS, 240)
  }

  private get(name: HotSignal): number {
    return this.signals.values[this.slot[name]] ?? 0
  }

  private set(name: HotSignal, value: number): void {
    this.signals.values[this.slot[name]] = value
  }

  private command(name: HotSignal, value: number): number {
    return this.signals.command(this.slot[name], value)
  }

  private approach(name: HotSignal, target: number, share: number): number {
    const value = this.get(name) + share * (target - this.get(name))
    this.set(name, value)
    return value
  }

  supplyTemp(): number {
    return this.get('supply')
  }

  /** Share of full output that reheat coils get at the present supply temperature, 0..1.2. */
  reheatShare(): number {
    return clamp((this.get('supply') - 20) / 45, 0, 1.2)
  }

  /** `coilKw`: heating and reheat coils; `domesticKw`: warm tap water. */
  step(coilKw: number, domesticKw: number, oat: number): void {
    const loadKw = this.approach('loadKw', coilKw + domesticKw, this.fast)
    this.staging(loadKw)
    const running = this.get('boiler1Status') + this.get('boiler2Status')
    const supplySp = this.command('supplySp', clamp(68 - 0.7 * oat, 52, 70))
    const available = (running * this.capacityKw) / 2
    const designFlow = this.capacityKw / (WATER_KW * 15)
    const flow = this.approach('flow', running > 0 ? designFlow * clamp(0.25 + (0.75 * loadKw) / this.capacityKw, 0, 1.1) : 0, this.fast)
    const short = Math.max(0, loadKw - available)
    const droop = available > 0 ? 0.8 * (0.4 - loadKw / available) : 0
    const target = running > 0 ? supplySp + clamp(droop, -1, 0.4) - short / Math.max(1, flow * WATER_KW) : Math.max(20, this.get('return') - 1)
    this.approach('supply', target, this.slow)
    this.approach('return', this.get('supply') - (flow > 0.1 ? Math.min(25, loadKw / (flow * WATER_KW)) : 2), this.fast)
    this.pumps(flow / designFlow)
    this.burners(loadKw, running)
    this.approach('domesticSupply', this.get('domesticPump') > 0 ? Math.min(this.get('supply') - 1, 58) : 40, this.slow)
    this.set('systemPressure', 165 + 0.25 * (this.get('supply') + this.get('return')) * 0.5)
  }

  private staging(loadKw: number): void {
    const enabled = this.command('enable', 1) > 0
    const half = this.capacityKw / 2
    const wants = this.get('stage') >= 2 ? (loadKw < 0.55 * half ? -1 : 0) : loadKw > 0.85 * half ? 1 : 0
    const timer = wants === 0 ? 0 : this.get('stageTimerS') + this.stepS
    this.set('stageTimerS', timer)
    if (timer > 600) {
      this.set('stage', wants > 0 ? 2 : 1)
      this.set('stageTimerS', 0)
    }
    const first = this.command('boiler1Command', enabled ? 1 : 0)
    const second = this.command('boiler2Command', enabled && this.get('stage') >= 2 ? 1 : 0)
    this.set('boiler1Status', first > 0 && this.get('boiler1Alarm') === 0 ? 1 : 0)
    this.set('boiler2Status', second > 0 && this.get('boiler2Alarm') === 0 ? 1 : 0)
  }

  private pumps(share: number): void {
    const first = this.command('pump1Command', this.get('boiler1Status'))
    const second = this.command('pump2Command', this.get('boiler2Status'))
    const count = Math.max(1, first + second)
    const speed = clamp(30 + 60 * share * (2 / count) * 0.65, 30, 100)
    this.command('pump1Speed', this.approach('pump1Speed', first > 0 ? speed : 0, this.fast))
    this.command('pump2Speed', this.approach('pump2Speed', second > 0 ? speed : 0, this.fast))
    this.set('pump1Status', this.get('pump1Speed') > 10 ? 1 : 0)
    this.set('pump2Status', this.get('pump2Speed') > 10 ? 1 : 0)
    this.approach('pressure', first + second > 0 ? 85 : 0, this.fast)
    this.command('domesticPump', 1)
  }

  private burners(loadKw: number, running: number): void {
    const each = running > 0 ? loadKw / running : 0
    const share = clamp(each / (this.capacityKw / 2), 0.04, 1)
    for (const name of ['boiler1', 'boiler2'] as const) {
      const on = this.get(`${name}Status`) > 0
      this.approach(`${name}Firing`, on ? 100 * share : 0, this.fast)
      this.approach(`${name}Flue`, on ? this.get('return') + 12 + 45 * share : 28, this.slow)
    }
    // 0.91: efficiency; 10.4 kWh: heat of a cubic metre of natural gas.
    const heatKw = running > 0 ? Math.max(loadKw, running * 0.04 * (this.capacityKw / 2)) : 0
    this.set('gasFlow', heatKw / (0.91 * 10.4))
    this.set('electricKw', 0.008 * this.capacityKw * ((this.get('pump1Speed') / 100) ** 2.6 + (this.get('pump2Speed') / 100) ** 2.6) + 0.3 * running)
  }
}
