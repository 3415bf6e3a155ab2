/** Rules of air handlers beyond Guideline 36: NISTIR 7365 (APAR), coils while the fan stands, dampers at their ends, hunting. */
import { celsius, coolingSetpoint, finding, heatingSetpoint, known, percent } from './numbers.ts'
import { outdoorFraction } from './outdoor-fraction.ts'
import { GUIDELINE_DELAYS, minutes, NOT_MET, type Finding, type Rule } from './rule.ts'
import { KELVINS, PERCENT } from './rule-units.ts'
import type { Frame } from './frame.ts'
import { CLOSED_PERCENT, CRAWLING_PERCENT, ERROR, FAN_HEAT_K, OPEN_DAMPER_PERCENT } from './thresholds.ts'

const APAR = 'NISTIR 7365 (APAR, House, Vaezi-Nejad, Whitcomb 2001)'

/** Both valves further open than this work against each other, % (APAR: 2 %; positioners need more). */
const OVERLAP_PERCENT = 5
/** Outdoor air below this is below every usual economiser limit (ASHRAE 90.1: 18 to 24 °C). */
const SURELY_COOL_C = 15
/** And must be cooler than return air by this, K. */
const WORTHWHILE_K = 5
/** More turns in an hour than these is hunting: one full swing in ten minutes. */
const MOST_TURNS = 12
/** Supply air further from its set-point than this for an hour is off, K. */
const OFF_SETPOINT_K = 2.5
/** Less than this share of outdoor air through an open damper means it is not open, and more than that through a closed one that it is not closed. */
const OPEN_GIVES = 0.7
const CLOSED_GIVES = 0.3
/** A coil with its valve open this far, % ... */
const WIDE_OPEN_PERCENT = 90
/** ... changes the air by at least this, K, where the air is warm (cool) enough to take it, °C: coils are laid out for 8 K and more. */
const LEAST_EFFECT_K = 3
const COOLABLE_C = 18
const HEATABLE_C = 24
/** A warm coil in still air: how much warmer than all air round it, K. */
const STILL_AIR_K = 4

type OwnRule = Omit<Rule, 'version' | 'kinds' | 'while' | keyof typeof GUIDELINE_DELAYS | 'severity' | 'about' | 'deadBand' | 'units'> & Partial<Rule>

const rule = (own: OwnRule): Rule => ({
  version: 1, kinds: ['ahu'], while: 'running', ...GUIDELINE_DELAYS, severity: 'medium', about: 'equipment', deadBand: 0.3, units: KELVINS, ...own,
})

const endOfDamper = ({ mean }: Frame, end: 'open' | 'closed'): Finding | null => {
  const share = outdoorFraction(mean)
  const position = known(mean, 'outdoorDamper')
  if (share === null || Number.isNaN(position)) return null
  if (end === 'open' ? position < OPEN_DAMPER_PERCENT : position > CLOSED_PERCENT) return null
  const excess = end === 'open' ? OPEN_GIVES - share.error - share.fraction : share.fraction - share.error - CLOSED_GIVES
  return finding(100 * excess, { share: percent(100 * share.fraction), position: percent(position), error: percent(100 * share.error) })
}

export const AHU_MORE_RULES: readonly Rule[] = [
  rule({
    id: 'ahu.simultaneous', source: `${APAR}, rule 27`, needs: ['coolingValve', 'heatingValve'], about: 'operation', units: PERCENT, deadBand: 2, causes: ['sequenceOverlap', 'softwareOverride', 'loopTuning'],
    judge: ({ mean }) => {
      const [cooling, heating] = [known(mean, 'coolingValve'), known(mean, 'heatingValve')]
      return finding(Math.min(cooling, heating) - OVERLAP_PERCENT, { cooling: percent(cooling), heating: percent(heating) })
    },
  }),
  rule({
    id: 'ahu.missedFreeCooling', source: `${APAR}, rules 13 and 16`, needs: ['outdoorAir', 'returnAir', 'outdoorDamper', 'coolingValve'], uses: ['heatingValve'], states: [4], about: 'operation', severity: 'low', onDelayMs: minutes(60),
    causes: ['economiserControl', 'damperStuck', 'outdoorSensor', 'softwareOverride'],
    judge: ({ mean, damper }) => {
      if (damper !== 'minimum') return NOT_MET
      const [outdoor, ret] = [known(mean, 'outdoorAir'), known(mean, 'returnAir')]
      return finding(Math.min(SURELY_COOL_C, ret - WORTHWHILE_K) - ERROR.outdoorAir - outdoor, { outdoor: celsius(outdoor), return: celsius(ret), position: percent(known(mean, 'outdoorDamper')) })
    },
  }),
  rule({
    id: 'ahu.damperNotOpen', source: `${APAR}, rules 10 and 11`, needs: ['mixedAir', 'returnAir', 'outdoorAir', 'outdoorDamper'], units: PERCENT, deadBand: 3, causes: ['damperStuck', 'mixedSensor', 'outdoorSensor'],
    judge: (frame) => endOfDamper(frame, 'open'),
  }),
  rule({
    id: 'ahu.damperNotClosed', source: `${APAR}, rule 2`, needs: ['mixedAir', 'returnAir', 'outdoorAir', 'outdoorDamper'], units: PERCENT, deadBand: 3, causes: ['damperLeaks', 'damperStuck', 'mixedSensor'],
    judge: (frame) => endOfDamper(frame, 'closed'),
  }),
  rule({
    id: 'ahu.supplyCold', source: `${APAR}, rule 25`, needs: ['supplyAir', 'coolingValve'], needsOneOf: [['supplySetpoint', 'supplyCoolingSetpoint']], uses: ['mixedAir', 'heatingValve'], onDelayMs: minutes(60),
    causes: ['coolingValveStuck', 'coolingValveLeaks', 'supplySensor', 'setpointWrong'],
    judge: (frame) => {
      const { mean } = frame
      const [supply, setpoint, valve, mixed] = [known(mean, 'supplyAir'), coolingSetpoint(frame), known(mean, 'coolingValve'), mean.mixedAir]
      // Cool mixed air needs no cooling to be too cold: then it is the dampers or the heating, which have their own rules.
      const gate = valve <= CLOSED_PERCENT && (mixed === undefined || mixed + FAN_HEAT_K > setpoint)
      return gate ? finding(setpoint - OFF_SETPOINT_K - supply, { supply: celsius(supply), setpoint: celsius(setpoint), valve: percent(valve) }) : NOT_MET
    },
  }),
  rule({
    id: 'ahu.supplyOff', source: `${APAR}, rule 25`, needs: ['supplyAir'], needsOneOf: [['supplySetpoint', 'supplyCoolingSetpoint', 'supplyHeatingSetpoint'], ['coolingValve', 'heatingValve']], uses: ['coolingValve', 'heatingValve'],
    onDelayMs: minutes(60), causes: ['loopTuning', 'setpointWrong', 'supplySensor', 'softwareOverride', 'coolingValveStuck', 'heatingValveStuck'],
    judge: (frame) => {
      const supply = known(frame.mean, 'supplyAir')
      const [high, low] = [coolingSetpoint(frame), heatingSetpoint(frame)]
      const above = Number.isNaN(high) ? Number.NEGATIVE_INFINITY : supply - high
      const below = Number.isNaN(low) ? Number.NEGATIVE_INFINITY : low - supply
      return finding(Math.max(above, below) - OFF_SETPOINT_K, { supply: celsius(supply), setpoint: celsius(above > below ? high : low) })
    },
  }),
  rule({
    id: 'ahu.coolingNoEffect', source: 'coil check: temperature drop with the valve open', needs: ['supplyAir', 'mixedAir', 'coolingValve'], uses: ['heatingValve'], severity: 'high',
    causes: ['chilledWaterMissing', 'coolingValveStuck', 'heatingValveLeaks', 'mixedSensor', 'supplySensor'],
    judge: ({ mean, heatingClosedMs }) => {
      const [supply, mixed, valve] = [known(mean, 'supplyAir'), known(mean, 'mixedAir'), known(mean, 'coolingValve')]
      if (heatingClosedMs === 0) return null
      if (valve < WIDE_OPEN_PERCENT || mixed < COOLABLE_C) return NOT_MET
      return finding(LEAST_EFFECT_K - (mixed + FAN_HEAT_K - supply), { supply: celsius(supply), mixed: celsius(mixed), valve: percent(valve) })
    },
  }),
  rule({
    id: 'ahu.heatingNoEffect', source: 'coil check: temperature rise with the valve open', needs: ['supplyAir', 'mixedAir', 'heatingValve'], uses: ['coolingValve'], severity: 'high',
    causes: ['hotWaterMissing', 'heatingValveStuck', 'coolingValveLeaks', 'mixedSensor', 'supplySensor'],
    judge: ({ mean, coolingClosedMs }) => {
      const [supply, mixed, valve] = [known(mean, 'supplyAir'), known(mean, 'mixedAir'), known(mean, 'heatingValve')]
      if (coolingClosedMs === 0) return null
      if (valve < WIDE_OPEN_PERCENT || mixed > HEATABLE_C) return NOT_MET
      return finding(LEAST_EFFECT_K - (supply - FAN_HEAT_K - mixed), { supply: celsius(supply), mixed: celsius(mixed), valve: percent(valve) })
    },
  }),
  rule({
    id: 'ahu.warmCoil', source: 'coil check in still air: temperature at the coil against all air round it', needs: ['mixedAir', 'returnAir', 'outdoorAir', 'heatingValve'], while: 'standing', modeDelayMs: 0,
    causes: ['heatingValveLeaks', 'mixedSensor', 'softwareOverride'],
    judge: ({ mean, heatingClosedMs }) => {
      if (heatingClosedMs < minutes(60)) return null
      const [mixed, ret, outdoor] = [known(mean, 'mixedAir'), known(mean, 'returnAir'), known(mean, 'outdoorAir')]
      return finding(mixed - Math.max(ret, outdoor) - STILL_AIR_K, { mixed: celsius(mixed), return: celsius(ret), outdoor: celsius(outdoor) })
    },
  }),
  rule({
    id: 'ahu.returnFan', source: 'fan check: return fan against supply fan', needs: ['returnFanStatus'], needsOneOf: [['returnFanCommand', 'returnFanSpeed']], units: 95, deadBand: 0, modeDelayMs: minutes(10), onDelayMs: minutes(15), severity: 'high',
    causes: ['motorTripped', 'fanBelt', 'statusContact', 'hardwareOverride'],
    judge: ({ now, mean }) => {
      const asked = now.returnFanCommand ?? Number(known(mean, 'returnFanSpeed') > CRAWLING_PERCENT)
      return { excess: asked > 0.5 && known(now, 'returnFanStatus') < 0.5 ? 1 : -1, numbers: {} }
    },
  }),
  rule({
    id: 'ahu.hunting', source: 'Guideline 36 FC#4 for single actuators; NISTIR 7365, hunting', needs: [], needsOneOf: [['coolingValve', 'heatingValve', 'outdoorDamper']], units: 95, deadBand: 2, severity: 'low',
    causes: ['loopTuning', 'sequenceOverlap'],
    judge: ({ turnsInHour }) => {
      const turns = Math.max(...Object.values(turnsInHour))
      return { excess: turns - MOST_TURNS, numbers: { turns: { value: turns, units: 95 } } }
    },
  }),
  rule({
    id: 'ahu.runsUnoccupied', source: 'ASHRAE 90.1-2019, 6.4.3.3: shut down when unoccupied', needs: ['occupied'], needsOneOf: [['fanStatus', 'fanCommand', 'fanSpeed']], about: 'operation', severity: 'low', units: 95, deadBand: 0, modeDelayMs: 0, onDelayMs: minutes(240),
    causes: ['scheduleWrong', 'softwareOverride', 'hardwareOverride'],
    judge: ({ now, motionAgeMs }) => ({ excess: known(now, 'occupied') < 0.5 ? 1 : -1, numbers: { hours: { value: motionAgeMs / 3_600_000, units: 71 } } }),
  }),
]
