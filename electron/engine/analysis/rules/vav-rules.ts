/** Rules of VAV boxes and zones: the alarms of ASHRAE Guideline 36-2021, 5.6.6, and zone checks in the manner of VPACC (NISTIR 6994). */
import type { Frame } from './frame.ts'
import { celsius, finding, flow, known, percent } from './numbers.ts'
import { minutes, NOT_MET, type Rule } from './rule.ts'
import { KELVINS, PERCENT } from './rule-units.ts'
import { CLOSED_PERCENT, OPEN_DAMPER_PERCENT } from './thresholds.ts'

const ALARMS = 'ASHRAE Guideline 36-2021, 5.6.6'
const VPACC = 'NISTIR 6994 (VPACC, House and Schein 2003)'

/** A zone further than this from its cooling or heating set-point, K, with the box at its end. */
const ZONE_OFF_K = 2
/** Boxes with one set-point keep to it within this dead band, K. */
const HALF_DEAD_BAND_K = 1
/** Share of the set-point that must flow; and how much more may. */
const LEAST_FLOW = 0.7
const MOST_FLOW = 1.3
/** Flow that counts as flow: share of the highest seen. */
const SOME_FLOW = 0.1
/** Flow is judged against the highest seen once the box was followed this long. */
const KNOWN_MS = minutes(24 * 60)
/** Discharge air warmer than supply air by this with a closed valve, K. */
const LEAK_K = 3

type VavRule = Omit<Rule, 'version' | 'kinds' | 'while' | 'modeDelayMs' | 'offDelayMs' | 'severity' | 'about' | 'deadBand' | 'units'> & Partial<Rule>

const rule = (own: VavRule): Rule => ({
  version: 1, kinds: ['vav'], while: 'always', modeDelayMs: 0, offDelayMs: minutes(10), severity: 'medium', about: 'equipment', deadBand: 0.3, units: KELVINS, ...own,
})

/** Cooling and heating set-point of the zone; from the common one where there are no two. */
const zoneLimits = ({ mean }: Frame): { readonly cooling: number; readonly heating: number } => {
  const common = known(mean, 'zoneSetpoint')
  return { cooling: mean.zoneCoolingSetpoint ?? common + HALF_DEAD_BAND_K, heating: mean.zoneHeatingSetpoint ?? common - HALF_DEAD_BAND_K }
}

const someFlow = ({ highest }: Frame): number => SOME_FLOW * (highest.airFlow ?? Number.NaN)

/** Air moves through the box for certain: half of what is asked for, or without a set-point a tenth of the highest flow of a day at least. Boxes without a flow sensor are taken to have air. */
const airMoves = (frame: Frame): boolean => {
  const { mean, knownMs } = frame
  if (mean.airFlow === undefined) return true
  if (mean.airFlowSetpoint !== undefined) return mean.airFlowSetpoint > 0 && mean.airFlow > 0.5 * mean.airFlowSetpoint
  return knownMs >= KNOWN_MS && mean.airFlow > someFlow(frame)
}

export const VAV_RULES: readonly Rule[] = [
  rule({
    id: 'vav.tooWarm', source: VPACC, needs: ['zoneAir', 'boxDamper'], needsOneOf: [['zoneCoolingSetpoint', 'zoneSetpoint']], uses: ['airSupplied'], onDelayMs: minutes(60),
    causes: ['zoneLoad', 'lowDuctPressure', 'boxDamperStuck', 'reheatValveLeaks', 'boxUndersized', 'zoneSensor'],
    judge: (frame) => {
      const { now, mean } = frame
      if (now.airSupplied === 0) return null
      const [zone, damper, { cooling }] = [known(mean, 'zoneAir'), known(mean, 'boxDamper'), zoneLimits(frame)]
      return damper < OPEN_DAMPER_PERCENT ? NOT_MET : finding(zone - cooling - ZONE_OFF_K, { zone: celsius(zone), setpoint: celsius(cooling), damper: percent(damper) })
    },
  }),
  rule({
    id: 'vav.tooCold', source: VPACC, needs: ['zoneAir', 'heatingValve'], needsOneOf: [['zoneHeatingSetpoint', 'zoneSetpoint']], uses: ['airSupplied'], onDelayMs: minutes(60),
    causes: ['hotWaterMissing', 'reheatValveStuck', 'boxDamperStuck', 'zoneLoad', 'boxUndersized', 'zoneSensor'],
    judge: (frame) => {
      const { now, mean } = frame
      if (now.airSupplied === 0) return null
      const [zone, valve, { heating }] = [known(mean, 'zoneAir'), known(mean, 'heatingValve'), zoneLimits(frame)]
      return valve < OPEN_DAMPER_PERCENT ? NOT_MET : finding(heating - ZONE_OFF_K - zone, { zone: celsius(zone), setpoint: celsius(heating), valve: percent(valve) })
    },
  }),
  rule({
    id: 'vav.flowLow', source: `${ALARMS}.1`, needs: ['airFlow', 'airFlowSetpoint'], uses: ['airSupplied'], units: PERCENT, deadBand: 5, onDelayMs: minutes(15),
    causes: ['lowDuctPressure', 'boxDamperStuck', 'flowSensor', 'hardwareOverride'],
    judge: (frame) => {
      const { now, mean } = frame
      const [actual, setpoint] = [known(mean, 'airFlow'), known(mean, 'airFlowSetpoint')]
      if (now.airSupplied === 0 || setpoint <= 0) return null
      return finding(100 * (LEAST_FLOW - actual / setpoint), { actual: flow(actual), setpoint: flow(setpoint) })
    },
  }),
  rule({
    id: 'vav.flowHigh', source: VPACC, needs: ['airFlow', 'airFlowSetpoint'], uses: ['airSupplied'], units: PERCENT, deadBand: 5, onDelayMs: minutes(15),
    causes: ['boxDamperStuck', 'flowSensor', 'hardwareOverride'],
    judge: (frame) => {
      const { now, mean } = frame
      const [actual, setpoint] = [known(mean, 'airFlow'), known(mean, 'airFlowSetpoint')]
      if (now.airSupplied === 0 || setpoint <= 0) return null
      // Near zero a share says nothing.
      if (actual - setpoint < someFlow(frame)) return NOT_MET
      return finding(100 * (actual / setpoint - MOST_FLOW), { actual: flow(actual), setpoint: flow(setpoint) })
    },
  }),
  rule({
    id: 'vav.damperLeaks', source: `${ALARMS}.4`, needs: ['airFlow', 'boxDamper', 'airSupplied'], units: PERCENT, deadBand: 2, onDelayMs: minutes(15), severity: 'low',
    causes: ['boxDamperLeaks', 'boxDamperStuck', 'flowSensor'],
    judge: (frame) => {
      const { now, mean, knownMs, highest } = frame
      const [actual, damper] = [known(mean, 'airFlow'), known(mean, 'boxDamper')]
      if (now.airSupplied === 0 || knownMs < KNOWN_MS || highest.airFlow === undefined) return null
      return damper > CLOSED_PERCENT ? NOT_MET : finding(100 * (actual / highest.airFlow - SOME_FLOW), { actual: flow(actual), damper: percent(damper) })
    },
  }),
  rule({
    id: 'vav.flowSensor', source: `${ALARMS}.3`, needs: ['airFlow', 'airSupplied'], units: PERCENT, deadBand: 2, onDelayMs: minutes(30), severity: 'low', causes: ['flowSensor', 'statusContact'],
    judge: ({ now, mean, knownMs, highest }) => {
      const actual = known(mean, 'airFlow')
      if (now.airSupplied !== 0 || knownMs < KNOWN_MS || highest.airFlow === undefined) return null
      return finding(100 * (actual / highest.airFlow - SOME_FLOW), { actual: flow(actual) })
    },
  }),
  rule({
    id: 'vav.reheatLeak', source: `${ALARMS}.5`, needs: ['supplyAir', 'heatingValve', 'warmestSupplyAir'], uses: ['airFlow', 'airFlowSetpoint'], onDelayMs: minutes(30), causes: ['reheatValveLeaks', 'supplySensor', 'softwareOverride'],
    judge: (frame) => {
      const { mean, heatingClosedMs } = frame
      if (heatingClosedMs < minutes(30)) return null
      if (!airMoves(frame)) return null
      const [discharge, supply] = [known(mean, 'supplyAir'), known(mean, 'warmestSupplyAir')]
      return finding(discharge - supply - LEAK_K, { discharge: celsius(discharge), supply: celsius(supply) })
    },
  }),
  rule({
    id: 'vav.reheatNoHeat', source: VPACC, needs: ['supplyAir', 'heatingValve', 'zoneAir'], uses: ['airFlow', 'airFlowSetpoint', 'airSupplied'], onDelayMs: minutes(30), causes: ['hotWaterMissing', 'reheatValveStuck', 'supplySensor'],
    judge: (frame) => {
      const { now, mean } = frame
      if (now.airSupplied === 0) return null
      if (!airMoves(frame)) return null
      const [discharge, zone, valve] = [known(mean, 'supplyAir'), known(mean, 'zoneAir'), known(mean, 'heatingValve')]
      return valve < OPEN_DAMPER_PERCENT ? NOT_MET : finding(zone - discharge, { discharge: celsius(discharge), zone: celsius(zone), valve: percent(valve) })
    },
  }),
  rule({
    id: 'vav.reheatWhileWarm', source: VPACC, needs: ['zoneAir', 'heatingValve'], needsOneOf: [['zoneCoolingSetpoint', 'zoneSetpoint']], onDelayMs: minutes(30), about: 'operation', severity: 'low',
    causes: ['softwareOverride', 'sequenceOverlap', 'loopTuning'],
    judge: (frame) => {
      const [zone, valve, { cooling }] = [known(frame.mean, 'zoneAir'), known(frame.mean, 'heatingValve'), zoneLimits(frame)]
      return valve < 10 ? NOT_MET : finding(zone - cooling - 1, { zone: celsius(zone), setpoint: celsius(cooling), valve: percent(valve) })
    },
  }),
]
