/** Chilled water: two chillers with primary pumps and a cooling tower, staged by load. */
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
  pressureSp: 6,
  loadKw: 7,
  chiller1Command: 8,
  chiller1Status: 9,
  chiller1Load: 10,
  chiller1Kw: 11,
  chiller1Alarm: 12,
  chiller2Command: 13,
  chiller2Status: 14,
  chiller2Load: 15,
  chiller2Kw: 16,
  chiller2Alarm: 17,
  pump1Command: 18,
  pump1Status: 19,
  pump1Speed: 20,
  pump2Command: 21,
  pump2Status: 22,
  pump2Speed: 23,
  condenserSupply: 24,
  condenserReturn: 25,
  towerSpeed: 26,
  towerStatus: 27,
  bypass: 28,
  stage: 29,
  stageTimerS: 30,
  electricKw: 31,
} as const
type ChilledSignal = keyof typeof S
const SIGNALS = Object.keys(S) as readonly ChilledSignal[]

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
const CHILLERS = [
  { status: S.chiller1Status, load: S.chiller1Load, kw: S.chiller1Kw },
  { status: S.chiller2Status, load: S.chiller2Load, kw: S.chiller2Kw },
] as const
const WATER_KW = 4.187

export class ChilledPlant extends SignalBlock {
  /** Capacity of both chillers, kW. */
  readonly capacityKw: number
  private readonly stepS: number
  private readonly fast: number
  private readonly slow: number

  constructor(signals: Signals, stepS: number, capacityKw: number) {
    super(signals, 'chw', SIGNALS, INITIAL)
    this.stepS = stepS
    this.capacityKw = capacityKw
    this.fast = lagShare(stepS, 40)
    this.slow = lagShare(stepS, 150)
  }

  supplyTemp(): number {
    return this.get(S.supply)
  }

  /** `coilKw`: load of all cooling coils; a server room adds a base load day and night. */
  step(coilKw: number, processKw: number, wetBulb: number): void {
    const loadKw = this.approach(S.loadKw, coilKw + processKw, this.fast)
    this.staging(loadKw)
    const running = this.get(S.chiller1Status) + this.get(S.chiller2Status)
    const available = (running * this.capacityKw) / 2
    const designFlow = this.capacityKw / (WATER_KW * 6)
    const flow = this.approach(S.flow, running > 0 ? designFlow * clamp(0.22 + (0.78 * loadKw) / this.capacityKw, 0, 1.1) : 0, this.fast)
    const supplySp = this.command(S.supplySp, 7)
    const droop = available > 0 ? 0.12 * (loadKw / available - 0.5) : 0
    const short = Math.max(0, loadKw - available)
    const target = running > 0 ? supplySp + droop + short / Math.max(1, flow * WATER_KW) : Math.min(18, this.get(S.return))
    this.approach(S.supply, target, this.slow)
    this.approach(S.return, this.get(S.supply) + (flow > 0.1 ? Math.min(12, loadKw / (flow * WATER_KW)) : 3), this.fast)
    this.pumps(flow / designFlow)
    this.heatRejection(loadKw, running, wetBulb)
    this.power(loadKw, running)
  }

  private staging(loadKw: number): void {
    const enabled = this.command(S.enable, 1) > 0
    const half = this.capacityKw / 2
    const wants = this.get(S.stage) >= 2 ? (loadKw < 0.62 * half ? -1 : 0) : loadKw > 0.88 * half ? 1 : 0
    const timer = wants === 0 ? 0 : this.get(S.stageTimerS) + this.stepS
    this.set(S.stageTimerS, timer)
    if (timer > 900) {
      this.set(S.stage, wants > 0 ? 2 : 1)
      this.set(S.stageTimerS, 0)
    }
    const first = this.command(S.chiller1Command, enabled ? 1 : 0)
    const second = this.command(S.chiller2Command, enabled && this.get(S.stage) >= 2 ? 1 : 0)
    this.set(S.chiller1Status, first > 0 && this.get(S.chiller1Alarm) === 0 ? 1 : 0)
    this.set(S.chiller2Status, second > 0 && this.get(S.chiller2Alarm) === 0 ? 1 : 0)
  }

  private pumps(share: number): void {
    const first = this.command(S.pump1Command, this.get(S.chiller1Status))
    const second = this.command(S.pump2Command, this.get(S.chiller2Status))
    const count = Math.max(1, first + second)
    const speed = clamp(32 + 62 * share * (2 / count) * 0.62, 30, 100)
    this.command(S.pump1Speed, this.approach(S.pump1Speed, first > 0 ? speed : 0, this.fast))
    this.command(S.pump2Speed, this.approach(S.pump2Speed, second > 0 ? speed : 0, this.fast))
    this.set(S.pump1Status, this.get(S.pump1Speed) > 10 ? 1 : 0)
    this.set(S.pump2Status, this.get(S.pump2Speed) > 10 ? 1 : 0)
    const pressureSp = this.command(S.pressureSp, 120)
    this.approach(S.pressure, first + second > 0 ? pressureSp : 0, this.fast)
    this.command(S.bypass, this.approach(S.bypass, clamp((0.3 - share) * 180, 0, 60), this.fast))
  }

  private heatRejection(loadKw: number, running: number, wetBulb: number): void {
    const target = clamp(wetBulb + 3.5 + (3 * loadKw) / this.capacityKw, 14, 34)
    this.approach(S.condenserSupply, target, this.slow)
    this.approach(S.condenserReturn, this.get(S.condenserSupply) + (running > 0 ? 0.8 + (9 * loadKw) / (running * this.capacityKw) : 0), this.slow)
    const speed = clamp(25 + (110 * loadKw * clamp((wetBulb + 6) / 24, 0.3, 1.2)) / this.capacityKw, 20, 100)
    this.command(S.towerSpeed, this.approach(S.towerSpeed, running > 0 ? speed : 0, this.slow))
    this.set(S.towerStatus, this.get(S.towerSpeed) > 10 ? 1 : 0)
  }

  private power(loadKw: number, running: number): void {
    const efficiency = clamp(5.8 - 0.09 * (this.get(S.condenserSupply) - 20), 3, 6.5)
    const each = running > 0 ? loadKw / running : 0
    const loadShare = clamp(each / (this.capacityKw / 2), 0, 1)
    const chillerKw = each / efficiency + 0.025 * (this.capacityKw / 2)
    for (const chiller of CHILLERS) {
      const on = this.get(chiller.status) > 0
      this.approach(chiller.load, on ? 100 * loadShare : 0, this.fast)
      this.approach(chiller.kw, on ? chillerKw : 0, this.fast)
    }
    const pumpKw = 0.02 * this.capacityKw * ((this.get(S.pump1Speed) / 100) ** 2.6 + (this.get(S.pump2Speed) / 100) ** 2.6)
    const towerKw = 0.012 * this.capacityKw * (this.get(S.towerSpeed) / 100) ** 2.6
    this.set(S.electricKw, this.get(S.chiller1Kw) + this.get(S.chiller2Kw) + pumpKw + towerKw)
  }
}
