/** Rooms with their VAV boxes: two thermal masses, people, sun, a damper and a reheat coil each. Kept in slots side by side, for speed. */
import { clamp, lagShare, uniform, wander } from './noise.ts'
import type { Signals } from './signals.ts'

/** Variables of one zone, in the order of their slots. */
export const ZONE_SIGNALS = [
  'temp',
  'mass',
  'airflow',
  'airflowSp',
  'damper',
  'reheat',
  'dischargeTemp',
  'coolSp',
  'heatSp',
  'co2',
  'mode',
  'coolIntegral',
  'heatIntegral',
  'reheatKw',
  'electricKw',
  'reheatLeak',
  'setpoint',
] as const
export type ZoneSignal = (typeof ZONE_SIGNALS)[number]

const at = (name: ZoneSignal): number => ZONE_SIGNALS.indexOf(name)
const TEMP = at('temp')
const MASS = at('mass')
const FLOW = at('airflow')
const FLOW_SP = at('airflowSp')
const DAMPER = at('damper')
const REHEAT = at('reheat')
const DISCHARGE = at('dischargeTemp')
const COOL_SP = at('coolSp')
const HEAT_SP = at('heatSp')
const CO2 = at('co2')
const MODE = at('mode')
const COOL_I = at('coolIntegral')
const HEAT_I = at('heatIntegral')
const REHEAT_KW = at('reheatKw')
const ELECTRIC_KW = at('electricKw')
const REHEAT_LEAK = at('reheatLeak')
const SETPOINT = at('setpoint')

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
  readonly on: boolean
  readonly temp: number
  /** Share of outdoor air, 0..1. */
  readonly freshShare: number
  /** Share of design flow the fan can give now, 0..1. */
  readonly available: number
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

  /** `open`: the area is occupied by schedule; `presence`: share of people there, 0..1; `hotWater`: share of full reheat that the plant can give. */
  step(timeMs: number, hour: number, open: boolean, presence: number, oat: number, solar: number, supply: SupplyAir, hotWater: number): void {
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
      this.control(zone, open, supply)
      this.heatBalance(zone, timeMs, hour, presence, oat, solar, supply, hotWater)
      const zoneFlow = v[base + FLOW] ?? 0
      flow += zoneFlow
      flowTemp += zoneFlow * (v[base + TEMP] ?? 0)
      tempSum += v[base + TEMP] ?? 0
      co2Sum += v[base + CO2] ?? 0
      total.reheatKw += v[base + REHEAT_KW] ?? 0
      total.electricKw += v[base + ELECTRIC_KW] ?? 0
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
    const centre = signals.command(base + SETPOINT, v[base + SETPOINT] ?? 22)
    const coolSp = signals.command(base + COOL_SP, open ? centre + 1 : 28)
    const heatSp = signals.command(base + HEAT_SP, open ? centre - 1 : 16)
    const temp = v[base + TEMP] ?? 22
    const coolError = temp - coolSp
    const heatError = heatSp - temp
    const coolI = supply.on ? clamp((v[base + COOL_I] ?? 0) + (0.35 * coolError * stepS) / 1500, 0, 1) : 0
    const heatI = supply.on ? clamp((v[base + HEAT_I] ?? 0) + (0.3 * heatError * stepS) / 1800, 0, 1) : 0
    v[base + COOL_I] = coolI
    v[base + HEAT_I] = heatI
    const cooling = supply.on ? clamp(0.35 * coolError + coolI, 0, 1) : 0
    const heating = supply.on ? clamp(0.3 * heatError + heatI, 0, 1) : 0
    const flowSp = supply.on ? signals.command(base + FLOW_SP, designFlow * (0.3 + 0.7 * cooling)) : signals.command(base + FLOW_SP, 0)
    const flowTarget = flowSp * supply.available
    const flow = (v[base + FLOW] ?? 0) + this.flowShare * (flowTarget - (v[base + FLOW] ?? 0))
    // The damper follows the flow; a forced damper decides the flow instead.
    const damper = signals.command(base + DAMPER, supply.on ? 100 * Math.sqrt(clamp(flowSp / designFlow, 0, 1)) : 0)
    const forced = !Number.isNaN(signals.overrides[base + DAMPER] ?? Number.NaN)
    v[base + FLOW] = forced ? designFlow * (damper / 100) ** 2 * supply.available : flow
    signals.command(base + REHEAT, 100 * heating)
    v[base + MODE] = heating > 0.02 ? 3 : cooling > 0.02 ? 2 : supply.on ? 1 : 4
  }

  private heatBalance(
    zone: ZoneFacts,
    timeMs: number,
    hour: number,
    presence: number,
    oat: number,
    solar: number,
    supply: SupplyAir,
    hotWater: number,
  ): void {
    const v = this.signals.values
    const { stepS } = this
    const { base, areaM2 } = zone
    const temp = v[base + TEMP] ?? 22
    const mass = v[base + MASS] ?? 22
    const flow = v[base + FLOW] ?? 0
    const valve = (v[base + REHEAT] ?? 0) / 100
    const leak = v[base + REHEAT_LEAK] ?? 0
    const opening = valve + leak * (1 - valve)
    const reheatKw = flow > 1 ? opening * zone.designFlow * 0.3 * AIR_KW * 28 * hotWater : 0
    const dischargeTarget = flow > 1 ? supply.temp + 0.4 + reheatKw / (flow * AIR_KW) : temp
    const discharge = (v[base + DISCHARGE] ?? 20) + (flow > 1 ? this.coilShare : this.idleShare) * (dischargeTarget - (v[base + DISCHARGE] ?? 20))
    const people = presence * (0.8 + 0.2 * wander(this.seed, zone.noiseKey, timeMs, 5_400_000))
    const electricKw = areaM2 * (0.0018 + 0.0155 * people)
    const facing = Number.isNaN(zone.sunHour) ? 0 : Math.max(0, Math.cos(((hour - zone.sunHour) * Math.PI) / 9))
    const gainKw = electricKw + areaM2 * 0.0065 * people + (solar * zone.glassM2 * facing) / 1000
    const lossKw = areaM2 * 0.00055 * (Number.isNaN(zone.sunHour) ? 0.25 : 1) * (temp - oat)
    const toMassKw = areaM2 * 0.009 * (temp - mass)
    const supplyKw = flow * AIR_KW * (discharge - temp)
    v[base + TEMP] = temp + ((gainKw - lossKw - toMassKw + supplyKw) * stepS) / (areaM2 * 24)
    v[base + MASS] = mass + (toMassKw * stepS) / (areaM2 * 420)
    v[base + DISCHARGE] = discharge
    v[base + REHEAT_KW] = reheatKw
    v[base + ELECTRIC_KW] = electricKw
    // 0.0052 L/s of CO2 a person, 12 m2 a person, rooms 2.8 m high; 0.15 air changes an hour through leaks.
    const generation = people * (areaM2 / 12) * 0.0052
    const freshFlow = flow * supply.freshShare + (areaM2 * 2800 * 0.15) / 3600
    const co2 = v[base + CO2] ?? 450
    v[base + CO2] = co2 + ((generation * 1e6 - freshFlow * (co2 - 420)) * stepS) / (areaM2 * 2800)
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
  const slots = ZONE_SIGNALS.map((name) => signals.add(`zone.${index}.${name}`, initial[name] ?? 0))
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
