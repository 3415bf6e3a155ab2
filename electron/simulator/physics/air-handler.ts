/** An air handling unit: fans, mixing dampers with economiser, heating and cooling coil, supply temperature and duct pressure control. */
import { clamp, lagShare } from './noise.ts'
import { SignalBlock } from './signal-block.ts'
import type { Signals } from './signals.ts'
import { AIR_KW, type SupplyAir, type Zones } from './zones.ts'

/** Variables in the order of their slots. */
const S = {
  on: 0,
  sat: 1,
  satSp: 2,
  mat: 3,
  rat: 4,
  rah: 5,
  co2: 6,
  staticPressure: 7,
  staticSp: 8,
  airflow: 9,
  fanCommand: 10,
  fanStatus: 11,
  fanSpeed: 12,
  returnFanCommand: 13,
  returnFanStatus: 14,
  returnFanSpeed: 15,
  damper: 16,
  coolValve: 17,
  heatValve: 18,
  minOutdoor: 19,
  economiser: 20,
  economiserLimit: 21,
  filterPressure: 22,
  filterDirty: 23,
  fanKw: 24,
  coolKw: 25,
  heatKw: 26,
  mode: 27,
  frost: 28,
  trim: 29,
  coilTemp: 30,
  coolLeak: 31,
  heatLeak: 32,
  fanStuckOn: 33,
} as const
type AhuSignal = keyof typeof S
const SIGNALS = Object.keys(S) as readonly AhuSignal[]

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

export class AirHandler extends SignalBlock {
  /** What the zones get; renewed by every step. */
  readonly supply: SupplyAir = { on: false, temp: 20, freshShare: 0, available: 0 }
  private readonly zones: Zones
  private readonly stepS: number
  private readonly fast: number
  private readonly slow: number
  private readonly coil: number
  private readonly idle: number
  private readonly moist: number
  private readonly maxCoolKw: number
  private readonly maxHeatKw: number

  constructor(signals: Signals, stepS: number, index: number, zones: Zones) {
    super(signals, `ahu.${index}`, SIGNALS, INITIAL)
    this.zones = zones
    this.stepS = stepS
    this.fast = lagShare(stepS, 25)
    this.slow = lagShare(stepS, 60)
    this.coil = lagShare(stepS, 45)
    this.idle = lagShare(stepS, 1500)
    this.moist = lagShare(stepS, 3600)
    this.maxCoolKw = zones.designFlow * AIR_KW * 18
    this.maxHeatKw = zones.designFlow * AIR_KW * 22
  }

  /** Before the zones: fans, dampers and coils. `chilled`, `hot`: temperatures of the water, °C. */
  step(open: boolean, oat: number, oaHumidity: number, chilled: number, hot: number): void {
    const on = this.fans(open)
    const freshShare = this.mixing(on, oat)
    const satSp = this.command(S.satSp, clamp(18 - (oat - 8) * 0.4, 13.5, 18))
    this.coils(on, satSp, chilled, hot)
    this.returnAir(on, oat, oaHumidity)
    this.set(S.mode, this.modeNow(on, open))
    this.set(S.frost, on && this.get(S.mat) < 3 ? 1 : 0)
    const { supply } = this
    supply.on = on
    supply.temp = this.get(S.sat)
    supply.freshShare = freshShare
    supply.available = on ? clamp(this.get(S.fanSpeed) / 30, 0, 1) : 0
  }

  private fans(open: boolean): boolean {
    const wanted = this.get(S.fanStuckOn) > 0 || open
    const commanded = this.command(S.fanCommand, open ? 1 : 0) > 0
    // A fan that is stuck on runs whatever the command says; a forced command stops any other.
    const on = this.get(S.fanStuckOn) > 0 || (wanted && commanded) || (commanded && !open)
    this.command(S.returnFanCommand, on ? 1 : 0)
    const staticSp = this.command(S.staticSp, 250)
    const flowShare = this.zones.totals.airflow / this.zones.designFlow
    const needed = on ? clamp(34 + 58 * flowShare * Math.sqrt(staticSp / 250), 30, 100) : 0
    const speed = this.command(S.fanSpeed, this.approach(S.fanSpeed, needed, this.fast))
    this.command(S.returnFanSpeed, speed * 0.9)
    this.set(S.fanStatus, speed > 12 ? 1 : 0)
    this.set(S.returnFanStatus, this.get(S.returnFanCommand) > 0 && speed > 12 ? 1 : 0)
    const pressure = needed > 0 ? staticSp * clamp((speed / needed) ** 2, 0, 2.2) : 0
    this.approach(S.staticPressure, pressure, this.fast)
    const airflow = this.zones.totals.airflow
    this.approach(S.airflow, on ? airflow : 0, this.fast)
    const designKw = this.zones.designFlow * 0.0021
    this.set(S.fanKw, speed > 5 ? designKw * (speed / 92) ** 2.7 : 0)
    this.set(S.on, on ? 1 : 0)
    return on
  }

  private mixing(on: boolean, oat: number): number {
    const minimum = this.command(S.minOutdoor, 20) / 100
    const rat = this.get(S.rat)
    const limit = this.command(S.economiserLimit, 19)
    const was = this.get(S.economiser) > 0
    const free = on && oat < limit - (was ? 0 : 0.8) && oat < rat - 1.5
    this.command(S.economiser, free ? 1 : 0)
    const wantedMix = this.get(S.satSp) - this.fanHeat() + 0.25 * this.get(S.trim)
    const wanted = this.get(S.economiser) > 0 ? clamp((rat - wantedMix) / Math.max(1.5, rat - oat), minimum, 1) : minimum
    const position = this.command(S.damper, this.approach(S.damper, on ? wanted * 100 : 0, this.slow))
    const share = position / 100
    this.approach(S.mat, on ? rat + share * (oat - rat) : rat - 0.06 * (rat - oat), on ? this.coil : this.idle)
    return share
  }

  private fanHeat(): number {
    return 0.4 + 0.6 * (this.get(S.fanSpeed) / 100) ** 2
  }

  /** Heating and cooling valve in sequence: what the coils must do is computed, a slow integral removes what remains. */
  private coils(on: boolean, satSp: number, chilled: number, hot: number): void {
    const flowKw = Math.max(1, this.get(S.airflow)) * AIR_KW
    const mat = this.get(S.mat)
    if (on) this.set(S.trim, clamp(this.get(S.trim) + ((satSp - this.get(S.sat)) * this.stepS) / 260, -5, 5))
    else this.set(S.trim, 0)
    const needKw = on ? (satSp - this.fanHeat() + this.get(S.trim) - mat) * flowKw : 0
    const coolMax = this.maxCoolKw * clamp((mat - chilled) / 16, 0, 1.3) + 0.001
    const heatMax = this.maxHeatKw * clamp((hot - mat) / 40, 0, 1.3) + 0.001
    const cool = this.command(S.coolValve, this.approach(S.coolValve, on ? clamp((-100 * needKw) / coolMax, 0, 100) : 0, this.fast)) / 100
    const heat = this.command(S.heatValve, this.approach(S.heatValve, on ? clamp((100 * needKw) / heatMax, 0, 100) : 0, this.fast)) / 100
    const coolLeak = this.get(S.coolLeak)
    const heatLeak = this.get(S.heatLeak)
    const coolKw = on ? Math.min((cool + coolLeak * (1 - cool)) * coolMax, Math.max(0, (mat - chilled - 2) * flowKw)) : 0
    const heatKw = on ? Math.min((heat + heatLeak * (1 - heat)) * heatMax, Math.max(0, (hot - mat - 5) * flowKw)) : 0
    this.set(S.coolKw, coolKw * 1.15)
    this.set(S.heatKw, heatKw)
    const idleTarget = this.get(S.rat) - 8 * coolLeak + 10 * heatLeak
    const target = on ? mat + this.fanHeat() + (heatKw - coolKw) / flowKw : idleTarget
    this.approach(S.sat, target, on ? this.coil : this.idle)
  }

  private returnAir(on: boolean, oat: number, oaHumidity: number): void {
    const { totals } = this.zones
    this.approach(S.rat, totals.returnTemp + (on ? 0.3 : 0), this.coil)
    this.approach(S.co2, totals.co2, this.coil)
    // Outdoor moisture brought to room temperature, with what people add.
    const ratio = Math.exp(0.0615 * (oat - this.get(S.rat)))
    this.approach(S.rah, clamp(oaHumidity * ratio + 4 + (totals.co2 - 420) * 0.012, 12, 75), this.moist)
    const share = this.get(S.airflow) / this.zones.designFlow
    this.approach(S.filterPressure, 210 * share ** 1.8, this.fast)
    this.set(S.filterDirty, this.get(S.filterPressure) > 240 ? 1 : 0)
  }

  /** 1 Off, 2 Warm-up, 3 Heating, 4 Free cooling, 5 Cooling, 6 Override. */
  private modeNow(on: boolean, open: boolean): number {
    if (!on) return 1
    if (!open) return 6
    if (this.get(S.coolValve) > 2) return 5
    if (this.get(S.heatValve) > 2) return this.get(S.rat) < 20 ? 2 : 3
    return 4
  }
}
