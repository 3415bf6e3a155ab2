/** Rooms with their VAV boxes: two thermal masses, people, sun, a damper and a reheat coil each. Kept in slots side by side, for speed. */
import { clamp, lagShare, uniform, wander } from './noise.ts'
import type { Signals } from './signals.ts'

/** Variables of one zone, in the order of their slots. */
const S = {
  temp: 0,
  mass: 1,
  airflow: 2,
  airflowSp: 3,
  damper: 4,
  reheat: 5,
  dischargeTemp: 6,
  coolSp: 7,
  heatSp: 8,
  co2: 9,
  mode: 10,
  coolIntegral: 11,
  heatIntegral: 12,
  reheatKw: 13,
  electricKw: 14,
  reheatLeak: 15,
  setpoint: 16,
  people: 17,
  gainKw: 18,
} as const
type ZoneSignal = keyof typeof S
const SIGNALS = Object.keys(S) as readonly ZoneSignal[]

/** Heat carried by one litre of air per second and kelvin, kW (density 1.2 kg/m3, 1.005 kJ/kgK). */
export const AIR_KW = 0.001206

interface ZoneFacts {
  readonly base: number
  readonly areaM2: number
  readonly designFlow: number
  /** Window area times transmittance, m2. */
  readonly glassM2: number
  /** Local hour at which the sun stands before the windows; NaN for inner rooms. */
  readonly sunHour: number
  readonly noiseKey: number
}

/** What an air handler gives its zones. */
export interface SupplyAir {
  on: boolean
  temp: number
  /** Share of outdoor air, 0..1. */
  freshShare: number
  /** Share of design flow the fan can give now, 0..1. */
  available: number
}

/** What goes on round the zones during one step. */
export interface ZoneWeather {
  readonly timeMs: number
  /** Local hour, 0..24. */
  readonly hour: number
  /** What moves slowly is worked out anew in this step. */
  readonly slow: boolean
  /** The area is occupied by schedule. */
  readonly open: boolean
  /** Share of people there, 0..1. */
  readonly presence: number
  readonly oat: number
  /** W/m2. */
  readonly solar: number
  /** Share of full reheat that the plant can give. */
  readonly reheatShare: number
}

/** What all zones of an air handler do to it. */
export interface ZoneTotals {
  airflow: number
  returnTemp: number
  co2: number
  reheatKw: number
  electricKw: number
}

export class Zones {
  readonly totals: ZoneTotals = { airflow: 0, returnTemp: 22, co2: 450, reheatKw: 0, electricKw: 0 }
  readonly designFlow: number
  readonly areaM2: number
  private readonly signals: Signals
  private readonly facts: readonly ZoneFacts[]
  private readonly seed: number
  private readonly stepS: number
  private readonly flowShare: number
  private readonly coilShare: number
  private readonly idleShare: number

  /** `indices`: numbers of the zones, which name their signals `zone.<n>.<signal>`. */
  constructor(signals: Signals, seed: number, stepS: number, indices: readonly number[]) {
    this.signals = signals
    this.seed = seed
    this.stepS = stepS
    this.flowShare = lagShare(stepS, 45)
    this.coilShare = lagShare(stepS, 90)
    this.idleShare = lagShare(stepS, 900)
    this.facts = indices.map((index) => zoneFacts(signals, seed, index))
    this.designFlow = this.facts.reduce((sum, zone) => sum + zone.designFlow, 0)
    this.areaM2 = this.facts.reduce((sum, zone) => sum + zone.areaM2, 0)
  }

  step(around: ZoneWeather, supply: SupplyAir): void {
    const total = this.totals
    let flow = 0
    let flowTemp = 0
    let tempSum = 0
    let co2Sum = 0
    total.reheatKw = 0
    total.electricKw = 0
    const v = this.signals.values
    for (const zone of this.facts) {
      const { base } = zone
      this.control(zone, around.open, supply)
      if (around.slow) this.gains(zone, around)
      this.heatBalance(zone, around, supply)
      const zoneFlow = v[base + S.airflow] ?? 0
      flow += zoneFlow
      flowTemp += zoneFlow * (v[base + S.temp] ?? 0)
      tempSum += v[base + S.temp] ?? 0
      co2Sum += v[base + S.co2] ?? 0
      total.reheatKw += v[base + S.reheatKw] ?? 0
      total.electricKw += v[base + S.electricKw] ?? 0
    }
    total.airflow = flow
    total.returnTemp = flow > 1 ? flowTemp / flow : tempSum / this.facts.length
    total.co2 = co2Sum / this.facts.length
  }

  /** Setpoints, flow and reheat of one box: two PI loops with a dead band between them. */
  private control(zone: ZoneFacts, open: boolean, supply: SupplyAir): void {
    const { signals, stepS } = this
    const v = signals.values
    const { base, designFlow } = zone
    const centre = signals.command(base + S.setpoint, v[base + S.setpoint] ?? 22)
    const coolSp = signals.command(base + S.coolSp, open ? centre + 1 : 28)
    const heatSp = signals.command(base + S.heatSp, open ? centre - 1 : 16)
    const temp = v[base + S.temp] ?? 22
    const coolError = temp - coolSp
    const heatError = heatSp - temp
    const coolI = supply.on ? clamp((v[base + S.coolIntegral] ?? 0) + (0.35 * coolError * stepS) / 1500, 0, 1) : 0
    const heatI = supply.on ? clamp((v[base + S.heatIntegral] ?? 0) + (0.3 * heatError * stepS) / 1800, 0, 1) : 0
    v[base + S.coolIntegral] = coolI
    v[base + S.heatIntegral] = heatI
    const cooling = supply.on ? clamp(0.35 * coolError + coolI, 0, 1) : 0
    const heating = supply.on ? clamp(0.3 * heatError + heatI, 0, 1) : 0
    const flowSp = supply.on ? signals.command(base + S.airflowSp, designFlow * (0.3 + 0.7 * cooling)) : signals.command(base + S.airflowSp, 0)
    const flowTarget = flowSp * supply.available
    const flow = (v[base + S.airflow] ?? 0) + this.flowShare * (flowTarget - (v[base + S.airflow] ?? 0))
    // The damper follows the flow; a forced damper decides the flow instead.
    const damper = signals.command(base + S.damper, supply.on ? 100 * Math.sqrt(clamp(flowSp / designFlow, 0, 1)) : 0)
    const forced = !Number.isNaN(signals.overrides[base + S.damper] ?? Number.NaN)
    v[base + S.airflow] = forced ? designFlow * (damper / 100) ** 2 * supply.available : flow
    signals.command(base + S.reheat, 100 * heating)
    v[base + S.mode] = heating > 0.02 ? 3 : cooling > 0.02 ? 2 : supply.on ? 1 : 4
  }

  /** People, their machines and the sun. */
  private gains(zone: ZoneFacts, around: ZoneWeather): void {
    const v = this.signals.values
    const { base, areaM2 } = zone
    const people = around.presence * (0.8 + 0.2 * wander(this.seed, zone.noiseKey, around.timeMs, 5_400_000))
    const electricKw = areaM2 * (0.0018 + 0.0155 * people)
    const facing = Number.isNaN(zone.sunHour) ? 0 : Math.max(0, Math.cos(((around.hour - zone.sunHour) * Math.PI) / 9))
    v[base + S.people] = people
    v[base + S.electricKw] = electricKw
    v[base + S.gainKw] = electricKw + areaM2 * 0.0065 * people + (around.solar * zone.glassM2 * facing) / 1000
  }

  private heatBalance(zone: ZoneFacts, around: ZoneWeather, supply: SupplyAir): void {
    const v = this.signals.values
    const { stepS } = this
    const { base, areaM2 } = zone
    const temp = v[base + S.temp] ?? 22
    const mass = v[base + S.mass] ?? 22
    const flow = v[base + S.airflow] ?? 0
    const valve = (v[base + S.reheat] ?? 0) / 100
    const leak = v[base + S.reheatLeak] ?? 0
    const opening = valve + leak * (1 - valve)
    const reheatKw = flow > 1 ? opening * zone.designFlow * 0.3 * AIR_KW * 28 * around.reheatShare : 0
    const dischargeTarget = flow > 1 ? supply.temp + 0.4 + reheatKw / (flow * AIR_KW) : temp
    const discharge = (v[base + S.dischargeTemp] ?? 20) + (flow > 1 ? this.coilShare : this.idleShare) * (dischargeTarget - (v[base + S.dischargeTemp] ?? 20))
    const people = v[base + S.people] ?? 0
    const gainKw = v[base + S.gainKw] ?? 0
    const lossKw = areaM2 * 0.00055 * (Number.isNaN(zone.sunHour) ? 0.25 : 1) * (temp - around.oat)
    const toMassKw = areaM2 * 0.009 * (temp - mass)
    const supplyKw = flow * AIR_KW * (discharge - temp)
    v[base + S.temp] = temp + ((gainKw - lossKw - toMassKw + supplyKw) * stepS) / (areaM2 * 24)
    v[base + S.mass] = mass + (toMassKw * stepS) / (areaM2 * 420)
    v[base + S.dischargeTemp] = discharge
    v[base + S.reheatKw] = reheatKw
    // 0.0052 L/s of CO2 a person, 12 m2 a person, rooms 2.8 m high; 0.15 air changes an hour through leaks.
    const generation = people * (areaM2 / 12) * 0.0052
    const freshFlow = flow * supply.freshShare + (areaM2 * 2800 * 0.15) / 3600
    const co2 = v[base + S.co2] ?? 450
    v[base + S.co2] = co2 + ((generation * 1e6 - freshFlow * (co2 - 420)) * stepS) / (areaM2 * 2800)
  }
}

const zoneFacts = (signals: Signals, seed: number, index: number): ZoneFacts => {
  const initial: Partial<Record<ZoneSignal, number>> = {
    temp: 21.8,
    mass: 21.8,
    dischargeTemp: 20,
    coolSp: 23,
    heatSp: 21,
    co2: 450,
    mode: 4,
    setpoint: 21.5 + Math.round(2 * uniform(seed, 31, index)) / 2,
  }
  const slots = SIGNALS.map((name) => signals.add(`zone.${index}.${name}`, initial[name] ?? 0))
  const areaM2 = 60 + Math.round(80 * uniform(seed, 32, index))
  // Four sides of the building and an inner room in turn.
  const side = index % 6
  const sunHour = [9, 12.5, 16, Number.NaN, 12.5, 9][side] ?? Number.NaN
  return {
    base: slots[0] ?? 0,
    areaM2,
    designFlow: Math.round(areaM2 * 6.2),
    glassM2: areaM2 * (0.035 + 0.02 * uniform(seed, 33, index)),
    sunHour,
    noiseKey: 1000 + index,
  }
}
