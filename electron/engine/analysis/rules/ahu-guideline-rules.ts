/** Fault conditions 1 to 15 of air handlers, ASHRAE Guideline 36-2021, 5.16.14.7 (the same in 2018), with its thresholds, states, averages and delays. */
import type { OperatingState } from '../../../../shared/domain/rules.ts'
import type { Frame } from './frame.ts'
import { celsius, coolingSetpoint, finding, heatingSetpoint, kelvins, known, pascals, percent } from './numbers.ts'
import { outdoorFraction } from './outdoor-fraction.ts'
import { GUIDELINE_DELAYS, minutes, NOT_MET, type Finding, type Rule } from './rule.ts'
import { KELVINS, PASCALS, PERCENT } from './rule-units.ts'
import { both, ERROR, FAN_HEAT_K, FULL_PERCENT, MOST_STATE_CHANGES } from './thresholds.ts'

const SECTION = 'ASHRAE Guideline 36-2021, 5.16.14'
const source = (number: number): string => `${SECTION}, FC#${number}`

const DEAD_BAND_K = 0.3

type GuidelineRule = Omit<Rule, 'version' | 'kinds' | 'source' | 'while' | keyof typeof GUIDELINE_DELAYS | 'severity' | 'about' | 'deadBand' | 'units'> & Partial<Rule>

const rule = (number: number, own: GuidelineRule): Rule => ({
  version: 1, kinds: ['ahu'], source: source(number), while: 'running', ...GUIDELINE_DELAYS, severity: 'medium', about: 'equipment', deadBand: DEAD_BAND_K, units: KELVINS, ...own,
})

const HEATING: readonly OperatingState[] = [1]
const COOLING: readonly OperatingState[] = [3, 4]


const mixedAgainst = (frame: Frame, side: 'low' | 'high'): Finding | null => {
  const { mean } = frame
  const [mixed, ret, outdoor] = [known(mean, 'mixedAir'), known(mean, 'returnAir'), known(mean, 'outdoorAir')]
  const bound = side === 'low' ? Math.min(ret - ERROR.returnAir, outdoor - ERROR.outdoorAir) : Math.max(ret + ERROR.returnAir, outdoor + ERROR.outdoorAir)
  const excess = side === 'low' ? bound - (mixed + ERROR.mixedAir) : mixed - ERROR.mixedAir - bound
  return finding(excess, { mixed: celsius(mixed), return: celsius(ret), outdoor: celsius(outdoor) })
}

const supplyAndMixed = ({ mean }: Frame): readonly [supply: number, mixed: number] => [known(mean, 'supplyAir'), known(mean, 'mixedAir')]

const temperatures = (supply: number, mixed: number): Finding['numbers'] => ({ supply: celsius(supply), mixed: celsius(mixed), difference: kelvins(Math.abs(supply - mixed)) })

/** A valve has to be closed this long before its coil can be blamed: coils keep heat and cold. */
const COIL_SETTLES_MS = minutes(30)

const acrossClosedCoils = (frame: Frame, side: 'drop' | 'rise'): Finding | null => {
  if (frame.coolingClosedMs < COIL_SETTLES_MS || frame.heatingClosedMs < COIL_SETTLES_MS) return null
  const [supply, mixed] = supplyAndMixed(frame)
  const error = both(ERROR.supplyAir, ERROR.mixedAir)
  return finding(side === 'drop' ? mixed - supply - error : supply - mixed - error - FAN_HEAT_K, temperatures(supply, mixed))
}

export const AHU_GUIDELINE_RULES: readonly Rule[] = [
  rule(1, {
    id: 'ahu.fc1', needs: ['ductPressure', 'ductPressureSetpoint', 'fanSpeed'], units: PASCALS, deadBand: 5,
    causes: ['fanBelt', 'ductLeak', 'filterDirty', 'pressureSensor', 'setpointWrong'],
    judge: ({ mean }) => {
      const [pressure, setpoint, speed] = [known(mean, 'ductPressure'), known(mean, 'ductPressureSetpoint'), known(mean, 'fanSpeed')]
      if (speed < FULL_PERCENT - ERROR.fanSpeedPercent) return NOT_MET
      return finding(setpoint - ERROR.ductPressurePa - pressure, { pressure: pascals(pressure), setpoint: pascals(setpoint), speed: percent(speed) })
    },
  }),
  rule(2, { id: 'ahu.fc2', needs: ['mixedAir', 'returnAir', 'outdoorAir'], causes: ['mixedSensor', 'returnSensor', 'outdoorSensor'], judge: (frame) => mixedAgainst(frame, 'low') }),
  rule(3, { id: 'ahu.fc3', needs: ['mixedAir', 'returnAir', 'outdoorAir'], causes: ['mixedSensor', 'heatingValveLeaks', 'returnSensor', 'outdoorSensor'], judge: (frame) => mixedAgainst(frame, 'high') }),
  rule(4, {
    id: 'ahu.fc4', needs: [], needsOneOf: [['coolingValve', 'heatingValve']], uses: ['outdoorDamper'], units: 95, deadBand: 1, onDelayMs: 0, severity: 'low',
    causes: ['loopTuning', 'sequenceOverlap'],
    judge: ({ stateChangesInHour }) => ({ excess: stateChangesInHour - MOST_STATE_CHANGES, numbers: { changes: { value: stateChangesInHour, units: 95 } } }),
  }),
  rule(5, {
    id: 'ahu.fc5', needs: ['supplyAir', 'mixedAir', 'heatingValve'], uses: ['coolingValve', 'outdoorDamper'], states: HEATING, causes: ['coolingValveLeaks', 'heatingValveStuck', 'hotWaterMissing', 'supplySensor', 'mixedSensor'],
    judge: (frame) => {
      const [supply, mixed] = supplyAndMixed(frame)
      return finding(mixed - ERROR.mixedAir + FAN_HEAT_K - (supply + ERROR.supplyAir), temperatures(supply, mixed))
    },
  }),
  rule(6, {
    id: 'ahu.fc6', needs: ['mixedAir', 'returnAir', 'outdoorAir', 'outdoorDamper'], needsOneOf: [['coolingValve', 'heatingValve']], states: [1, 4], units: PERCENT, deadBand: 3,
    causes: ['damperStuck', 'damperLeaks', 'minimumPosition', 'mixedSensor', 'outdoorSensor'],
    judge: ({ mean, minimumDamper }) => {
      const share = outdoorFraction(mean)
      if (share === null || minimumDamper === null) return null
      const off = Math.abs(share.fraction - minimumDamper / 100)
      return finding(100 * (off - ERROR.outdoorFraction - share.error), { share: percent(100 * share.fraction), minimum: percent(minimumDamper), error: percent(100 * share.error) })
    },
  }),
  rule(7, {
    id: 'ahu.fc7', needs: ['supplyAir', 'heatingValve'], needsOneOf: [['supplySetpoint', 'supplyHeatingSetpoint']], uses: ['coolingValve', 'outdoorDamper'], states: HEATING,
    causes: ['hotWaterMissing', 'heatingValveStuck', 'coolingValveLeaks', 'damperStuck', 'coilFouled', 'supplySensor'],
    judge: (frame) => {
      const [supply, setpoint, valve] = [known(frame.mean, 'supplyAir'), heatingSetpoint(frame), known(frame.mean, 'heatingValve')]
      return valve < FULL_PERCENT ? NOT_MET : finding(setpoint - ERROR.supplyAir - supply, { supply: celsius(supply), setpoint: celsius(setpoint), valve: percent(valve) })
    },
  }),
  rule(8, {
    id: 'ahu.fc8', needs: ['supplyAir', 'mixedAir', 'outdoorDamper'], needsOneOf: [['coolingValve', 'heatingValve']], states: [2], causes: ['coolingValveLeaks', 'heatingValveLeaks', 'mixedSensor', 'supplySensor'],
    judge: (frame) => {
      const [supply, mixed] = supplyAndMixed(frame)
      return finding(Math.abs(supply - FAN_HEAT_K - mixed) - both(ERROR.supplyAir, ERROR.mixedAir), temperatures(supply, mixed))
    },
  }),
  rule(9, {
    id: 'ahu.fc9', needs: ['outdoorAir', 'outdoorDamper'], needsOneOf: [['supplySetpoint', 'supplyCoolingSetpoint'], ['coolingValve', 'heatingValve']], states: [2], about: 'operation',
    causes: ['coolingValveStuck', 'chilledWaterMissing', 'outdoorSensor', 'economiserControl', 'setpointWrong'],
    judge: (frame) => {
      const [outdoor, setpoint] = [known(frame.mean, 'outdoorAir'), coolingSetpoint(frame)]
      return finding(outdoor - ERROR.outdoorAir - (setpoint - FAN_HEAT_K + ERROR.supplyAir), { outdoor: celsius(outdoor), setpoint: celsius(setpoint) })
    },
  }),
  rule(10, {
    id: 'ahu.fc10', needs: ['mixedAir', 'outdoorAir', 'outdoorDamper', 'coolingValve'], uses: ['heatingValve'], states: [3], causes: ['damperStuck', 'mixedSensor', 'outdoorSensor'],
    judge: ({ mean }) => {
      const [mixed, outdoor] = [known(mean, 'mixedAir'), known(mean, 'outdoorAir')]
      return finding(Math.abs(mixed - outdoor) - both(ERROR.mixedAir, ERROR.outdoorAir), { mixed: celsius(mixed), outdoor: celsius(outdoor) })
    },
  }),
  rule(11, {
    id: 'ahu.fc11', needs: ['outdoorAir', 'outdoorDamper', 'coolingValve'], needsOneOf: [['supplySetpoint', 'supplyCoolingSetpoint']], uses: ['heatingValve'], states: [3], about: 'operation',
    causes: ['heatingValveLeaks', 'damperStuck', 'outdoorSensor', 'economiserControl'],
    judge: (frame) => {
      const [outdoor, setpoint] = [known(frame.mean, 'outdoorAir'), coolingSetpoint(frame)]
      return finding(setpoint - FAN_HEAT_K - ERROR.supplyAir - (outdoor + ERROR.outdoorAir), { outdoor: celsius(outdoor), setpoint: celsius(setpoint) })
    },
  }),
  rule(12, {
    id: 'ahu.fc12', needs: ['supplyAir', 'mixedAir', 'coolingValve'], uses: ['heatingValve', 'outdoorDamper'], states: COOLING, causes: ['heatingValveLeaks', 'coolingValveStuck', 'chilledWaterMissing', 'mixedSensor', 'supplySensor'], severity: 'high',
    judge: (frame) => {
      const [supply, mixed] = supplyAndMixed(frame)
      return finding(supply - ERROR.supplyAir - FAN_HEAT_K - (mixed + ERROR.mixedAir), temperatures(supply, mixed))
    },
  }),
  rule(13, {
    id: 'ahu.fc13', needs: ['supplyAir', 'coolingValve'], needsOneOf: [['supplySetpoint', 'supplyCoolingSetpoint']], uses: ['heatingValve', 'outdoorDamper'], states: COOLING,
    causes: ['chilledWaterMissing', 'heatingValveLeaks', 'coolingValveStuck', 'damperStuck', 'coilFouled', 'supplySensor'],
    judge: (frame) => {
      const [supply, setpoint, valve] = [known(frame.mean, 'supplyAir'), coolingSetpoint(frame), known(frame.mean, 'coolingValve')]
      return valve < FULL_PERCENT ? NOT_MET : finding(supply - setpoint - ERROR.supplyAir, { supply: celsius(supply), setpoint: celsius(setpoint), valve: percent(valve) })
    },
  }),
  rule(14, {
    id: 'ahu.fc14', needs: ['supplyAir', 'mixedAir', 'coolingValve'], uses: ['heatingValve'], causes: ['coolingValveLeaks', 'mixedSensor', 'supplySensor'], judge: (frame) => acrossClosedCoils(frame, 'drop'),
  }),
  rule(15, {
    id: 'ahu.fc15', needs: ['supplyAir', 'mixedAir', 'heatingValve'], uses: ['coolingValve'], causes: ['heatingValveLeaks', 'mixedSensor', 'supplySensor'], judge: (frame) => acrossClosedCoils(frame, 'rise'),
  }),
]
