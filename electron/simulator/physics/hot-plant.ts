/** Hot water: two gas boilers with pumps, supply temperature reset by outdoor temperature. */
import { clamp, lagShare } from './noise.ts'
import { SignalBlock } from './signal-block.ts'
import type { Signals } from './signals.ts'

/** Variables in the order of their slots. */
const S = {
  enable: 0,
  supply: 1,
  supplySp: 2,
  return: 3,
  flow: 4,
  pressure: 5,
  loadKw: 6,
  boiler1Command: 7,
  boiler1Status: 8,
  boiler1Firing: 9,
  boiler1Flue: 10,
  boiler1Alarm: 11,
  boiler2Command: 12,
  boiler2Status: 13,
  boiler2Firing: 14,
  boiler2Flue: 15,
  boiler2Alarm: 16,
  pump1Command: 17,
  pump1Status: 18,
  pump1Speed: 19,
  pump2Command: 20,
  pump2Status: 21,
  pump2Speed: 22,
  systemPressure: 23,
  domesticSupply: 24,
  domesticPump: 25,
  stage: 26,
  stageTimerS: 27,
  gasFlow: 28,
  electricKw: 29,
} as const
type HotSignal = keyof typeof S
const SIGNALS = Object.keys(S) as readonly HotSignal[]

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
const BOILERS = [
  { status: S.boiler1Status, firing: S.boiler1Firing, flue: S.boiler1Flue },
  { status: S.boiler2Status, firing: S.boiler2Firing, flue: S.boiler2Flue },
] as const
const WATER_KW = 4.187

export class HotPlant extends SignalBlock {
  /** Capacity of both boilers, kW. */
  readonly capacityKw: number
  private readonly stepS: number
  private readonly fast: number
  private readonly slow: number

  constructor(signals: Signals, stepS: number, capacityKw: number) {
    super(signals, 'hw', SIGNALS, INITIAL)
    this.stepS = stepS
    this.capacityKw = capacityKw
    this.fast = lagShare(stepS, 40)
    this.slow = lagShare(stepS, 240)
  }

  supplyTemp(): number {
    return this.get(S.supply)
  }

  /** Share of full output that reheat coils get at the present supply temperature, 0..1.2. */
  reheatShare(): number {
    return clamp((this.get(S.supply) - 20) / 45, 0, 1.2)
  }

  /** `coilKw`: heating and reheat coils; `domesticKw`: warm tap water. */
  step(coilKw: number, domesticKw: number, oat: number): void {
    const loadKw = this.approach(S.loadKw, coilKw + domesticKw, this.fast)
    this.staging(loadKw)
    const running = this.get(S.boiler1Status) + this.get(S.boiler2Status)
    const supplySp = this.command(S.supplySp, clamp(68 - 0.7 * oat, 52, 70))
    const available = (running * this.capacityKw) / 2
    const designFlow = this.capacityKw / (WATER_KW * 15)
    const flow = this.approach(S.flow, running > 0 ? designFlow * clamp(0.25 + (0.75 * loadKw) / this.capacityKw, 0, 1.1) : 0, this.fast)
    const short = Math.max(0, loadKw - available)
    const droop = available > 0 ? 0.8 * (0.4 - loadKw / available) : 0
    const target = running > 0 ? supplySp + clamp(droop, -1, 0.4) - short / Math.max(1, flow * WATER_KW) : Math.max(20, this.get(S.return) - 1)
    this.approach(S.supply, target, this.slow)
    this.approach(S.return, this.get(S.supply) - (flow > 0.1 ? Math.min(25, loadKw / (flow * WATER_KW)) : 2), this.fast)
    this.pumps(flow / designFlow)
    this.burners(loadKw, running)
    this.approach(S.domesticSupply, this.get(S.domesticPump) > 0 ? Math.min(this.get(S.supply) - 1, 58) : 40, this.slow)
    this.set(S.systemPressure, 165 + 0.25 * (this.get(S.supply) + this.get(S.return)) * 0.5)
  }

  private staging(loadKw: number): void {
    const enabled = this.command(S.enable, 1) > 0
    const half = this.capacityKw / 2
    const wants = this.get(S.stage) >= 2 ? (loadKw < 0.55 * half ? -1 : 0) : loadKw > 0.85 * half ? 1 : 0
    const timer = wants === 0 ? 0 : this.get(S.stageTimerS) + this.stepS
    this.set(S.stageTimerS, timer)
    if (timer > 600) {
      this.set(S.stage, wants > 0 ? 2 : 1)
      this.set(S.stageTimerS, 0)
    }
    const first = this.command(S.boiler1Command, enabled ? 1 : 0)
    const second = this.command(S.boiler2Command, enabled && this.get(S.stage) >= 2 ? 1 : 0)
    this.set(S.boiler1Status, first > 0 && this.get(S.boiler1Alarm) === 0 ? 1 : 0)
    this.set(S.boiler2Status, second > 0 && this.get(S.boiler2Alarm) === 0 ? 1 : 0)
  }

  private pumps(share: number): void {
    const first = this.command(S.pump1Command, this.get(S.boiler1Status))
    const second = this.command(S.pump2Command, this.get(S.boiler2Status))
    const count = Math.max(1, first + second)
    const speed = clamp(30 + 60 * share * (2 / count) * 0.65, 30, 100)
    this.command(S.pump1Speed, this.approach(S.pump1Speed, first > 0 ? speed : 0, this.fast))
    this.command(S.pump2Speed, this.approach(S.pump2Speed, second > 0 ? speed : 0, this.fast))
    this.set(S.pump1Status, this.get(S.pump1Speed) > 10 ? 1 : 0)
    this.set(S.pump2Status, this.get(S.pump2Speed) > 10 ? 1 : 0)
    this.approach(S.pressure, first + second > 0 ? 85 : 0, this.fast)
    this.command(S.domesticPump, 1)
  }

  private burners(loadKw: number, running: number): void {
    const each = running > 0 ? loadKw / running : 0
    const share = clamp(each / (this.capacityKw / 2), 0.04, 1)
    for (const boiler of BOILERS) {
      const on = this.get(boiler.status) > 0
      this.approach(boiler.firing, on ? 100 * share : 0, this.fast)
      this.approach(boiler.flue, on ? this.get(S.return) + 12 + 45 * share : 28, this.slow)
    }
    // 0.91: efficiency; 10.4 kWh: heat of a cubic metre of natural gas.
    const heatKw = running > 0 ? Math.max(loadKw, running * 0.04 * (this.capacityKw / 2)) : 0
    this.set(S.gasFlow, heatKw / (0.91 * 10.4))
    this.set(S.electricKw, 0.008 * this.capacityKw * ((this.get(S.pump1Speed) / 100) ** 2.6 + (this.get(S.pump2Speed) / 100) ** 2.6) + 0.3 * running)
  }
}
