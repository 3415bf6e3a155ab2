/** An air handling unit: fans, mixing dampers with economiser, heating and cooling coil, supply temperature and duct pressure control. */
import { clamp, lagShare } from './noise.ts'
import type { Signals } from './signals.ts'
import { AIR_KW, type SupplyAir, type Zones } from './zones.ts'

export const AHU_SIGNALS = [
  'on',
  'sat',
  'satSp',
  'mat',
  'rat',
  'rah',
  'co2',
  'staticPressure',
  'staticSp',
  'airflow',
  'fanCommand',
  'fanStatus',
  'fanSpeed',
  'returnFanCommand',
  'returnFanStatus',
  'returnFanSpeed',
  'damper',
  'coolValve',
  'heatValve',
  'minOutdoor',
  'economiser',
  'economiserLimit',
  'filterPressure',
  'filterDirty',
  'fanKw',
  'coolKw',
  'heatKw',
  'mode',
  'frost',
  'trim',
  'coilTemp',
  'coolLeak',
  'heatLeak',
  'fanStuckOn',
] as const
export type AhuSignal = (typeof AHU_SIGNALS)[number]

const INITIAL: Partial<Record<AhuSignal, number>> = {
  sat: 20,
  satSp: 16,
  mat: 20,
  rat: 22,
  rah: 45,
  co2: 450,
  staticSp: 250,
  minOutdoor: 20,
  economiserLimit: 19,
  mode: 1,
  coilTemp: 20,
}

/** What the water plants can give: temperatures of their supply, °C. */
export interface WaterSupply {
  readonly chilled: number
  readonly hot: number
}

export class AirHandler {
  private readonly signals: Signals
  private readonly zones: Zones
  private readonly stepS: number
  private readonly slot: Readonly<Record<AhuSignal, number>>
  private readonly fast: number
  private readonly slow: number
  private readonly coil: number
  private readonly idle: number
  private readonly maxCoolKw: number
  private readonly maxHeatKw: number

  constructor(signals: Signals, stepS: number, index: number, zones: Zones) {
    this.signals = signals
    this.zones = zones
    this.stepS = stepS
    this.slot = Object.fromEntries(AHU_SIGNALS.map((name) => [name, signals.add(`ahu.${index}.${name}`, INITIAL[name] ?? 0)])) as Record<AhuSignal, number>
    this.fast = lagShare(stepS, 25)
    this.slow = lagShare(stepS, 60)
    this.coil = lagShare(stepS, 45)
    this.idle = lagShare(stepS, 1500)
    this.maxCoolKw = zones.designFlow * AIR_KW * 18
    this.maxHeatKw = zones.designFlow * AIR_KW * 22
  }

  private get(name: AhuSignal): number {
    return this.signals.values[this.slot[name]] ?? 0
  }

  private set(name: AhuSignal, value: number): void {
    this.signals.values[this.slot[name]] = value
  }

  private command(name: AhuSignal, value: number): number {
    return this.signals.command(this.slot[name], value)
  }

  private approach(name: AhuSignal, target: number, share: number): number {
    const value = this.get(name) + share * (target - this.get(name))
    this.set(name, value)
    return value
  }

  /** Before the zones: fans, dampers and coils. @returns what the zones get. */
  step(open: boolean, oat: number, oaHumidity: number, water: WaterSupply): SupplyAir {
    const on = this.fans(open)
    const freshShare = this.mixing(on, oat)
    const satSp = this.command('satSp', clamp(18 - (oat - 8) * 0.4, 13.5, 18))
    this.coils(on, satSp, water)
    this.returnAir(on, oat, oaHumidity)
    this.set('mode', this.modeNow(on, open))
    this.set('frost', on && this.get('mat') < 3 ? 1 : 0)
    return { on, temp: this.get('sat'), freshShare, available: on ? clamp(this.get('fanSpeed') / 30, 0, 1) : 0 }
  }

  private fans(open: boolean): boolean {
    const wanted = this.get('fanStuckOn') > 0 || open
    const commanded = this.command('fanCommand', open ? 1 : 0) > 0
    // A fan that is stuck on runs whatever the command says; a forced command stops any other.
    const on = this.get('fanStuckOn') > 0 || (wanted && commanded) || (commanded && !open)
    this.command('returnFanCommand', on ? 1 : 0)
    const staticSp = this.command('staticSp', 250)
    const flowShare = this.zones.totals.airflow / this.zones.designFlow
    const needed = on ? clamp(34 + 58 * flowShare * Math.sqrt(staticSp / 250), 30, 100) : 0
    const speed = this.command('fanSpeed', this.approach('fanSpeed', needed, this.fast))
    this.command('returnFanSpeed', speed * 0.9)
    this.set('fanStatus', speed > 12 ? 1 : 0)
    this.set('returnFanStatus', this.get('returnFanCommand') > 0 && speed > 12 ? 1 : 0)
    const pressure = needed > 0 ? staticSp * clamp((speed / needed) ** 2, 0, 2.2) : 0
    this.approach('staticPressure', pressure, this.fast)
    const airflow = this.zones.totals.airflow
    this.approach('airflow', on ? airflow : 0, this.fast)
    const designKw = this.zones.designFlow * 0.0021
    this.set('fanKw', speed > 5 ? designKw * (speed / 92) ** 2.7 : 0)
    this.set('on', on ? 1 : 0)
    return on
  }

  private mixing(on: boolean, oat: number): number {
    const minimum = this.command('minOutdoor', 20) / 100
    const rat = this.get('rat')
    const limit = this.command('economiserLimit', 19)
    const was = this.get('economiser') > 0
    const free = on && oat < limit - (was ? 0 : 0.8) && oat < rat - 1.5
    this.command('economiser', free ? 1 : 0)
    const wantedMix = this.get('satSp') - this.fanHeat() + 0.25 * this.get('trim')
    const wanted = this.get('economiser') > 0 ? clamp((rat - wantedMix) / Math.max(1.5, rat - oat), minimum, 1) : minimum
    const position = this.command('damper', this.approach('damper', on ? wanted * 100 : 0, this.slow))
    const share = position / 100
    this.approach('mat', on ? rat + share * (oat - rat) : rat - 0.06 * (rat - oat), on ? this.coil : this.idle)
    return share
  }

  private fanHeat(): number {
    return 0.4 + 0.6 * (this.get('fanSpeed') / 100) ** 2
  }

  /** Heating and cooling valve in sequence: what the coils must do is computed, a slow integral removes what remains. */
  private coils(on: boolean, satSp: number, water: WaterSupply): void {
    const flowKw = Math.max(1, this.get('airflow')) * AIR_KW
    const mat = this.get('mat')
    if (on) this.set('trim', clamp(this.get('trim') + ((satSp - this.get('sat')) * this.stepS) / 260, -5, 5))
    else this.set('trim', 0)
    const needKw = on ? (satSp - this.fanHeat() + this.get('trim') - mat) * flowKw : 0
    const coolMax = this.maxCoolKw * clamp((mat - water.chilled) / 16, 0, 1.3) + 0.001
    const heatMax = this.maxHeatKw * clamp((water.hot - mat) / 40, 0, 1.3) + 0.001
    const cool = this.command('coolValve', this.approach('coolValve', on ? clamp((-100 * needKw) / coolMax, 0, 100) : 0, this.fast)) / 100
    const heat = this.command('heatValve', this.approach('heatValve', on ? clamp((100 * needKw) / heatMax, 0, 100) : 0, this.fast)) / 100
    const coolLeak = this.get('coolLeak')
    const heatLeak = this.get('heatLeak')
    const coolKw = on ? Math.min((cool + coolLeak * (1 - cool)) * coolMax, Math.max(0, (mat - water.chilled - 2) * flowKw)) : 0
    const heatKw = on ? Math.min((heat + heatLeak * (1 - heat)) * heatMax, Math.max(0, (water.hot - mat - 5) * flowKw)) : 0
    this.set('coolKw', coolKw * 1.15)
    this.set('heatKw', heatKw)
    const idleTarget = this.get('rat') - 8 * coolLeak + 10 * heatLeak
    const target = on ? mat + this.fanHeat() + (heatKw - coolKw) / flowKw : idleTarget
    this.approach('sat', target, on ? this.coil : this.idle)
  }

  private returnAir(on: boolean, oat: number, oaHumidity: number): void {
    const { totals } = this.zones
    this.approach('rat', totals.returnTemp + (on ? 0.3 : 0), this.coil)
    this.approach('co2', totals.co2, this.coil)
    // Outdoor moisture brought to room temperature, with what people add.
    const ratio = Math.exp(0.0615 * (oat - this.get('rat')))
    this.approach('rah', clamp(oaHumidity * ratio + 4 + (totals.co2 - 420) * 0.012, 12, 75), lagShare(this.stepS, 3600))
    const share = this.get('airflow') / this.zones.designFlow
    this.approach('filterPressure', 210 * share ** 1.8, this.fast)
    this.set('filterDirty', this.get('filterPressure') > 240 ? 1 : 0)
  }

  /** 1 Off, 2 Warm-up, 3 Heating, 4 Free cooling, 5 Cooling, 6 Override. */
  private modeNow(on: boolean, open: boolean): number {
    if (!on) return 1
    if (!open) return 6
    if (this.get('coolValve') > 2) return 5
    if (this.get('heatValve') > 2) return this.get('rat') < 20 ? 2 : 3
    return 4
  }
}
