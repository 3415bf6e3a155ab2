/** Rules of chilled and hot water plants, and of single fans and pumps. */
import { celsius, finding, flow, kelvins, known, pascals } from './numbers.ts'
import { minutes, NOT_MET, type Rule } from './rule.ts'
import { KELVINS, PASCALS, PERCENT } from './rule-units.ts'

const G36_CHW = 'ASHRAE Guideline 36-2021, 5.20.17'
const G36_HW = 'ASHRAE Guideline 36-2021, 5.21.10'
const DELTA_T = 'Taylor 2002, Degrading chilled water plant delta-T (ASHRAE Transactions 108)'

/** Supply water further than this from its set-point, K. */
const CHILLED_OFF_K = 2
const HOT_OFF_K = 5
/** Water that comes back changed by less than this did nothing, K: plants are laid out for 5 K and more, 10 K and more. */
const CHILLED_LEAST_K = 2
const HOT_LEAST_K = 2.5
/** Nothing needs heating from here, °C. */
const WARM_C = 22
/** Both plants are well loaded beyond these, K. */
const CHILLED_LOADED_K = 4.5
const HOT_LOADED_K = 8
/** Less than this share of the highest flow seen is no flow. */
const NO_FLOW = 0.02
/** Water that comes back from being heated warmer than it left, or from cooling colder, by more than two good sensors differ, K. */
const BACKWARDS_K = 2
/** Pressure that no running pump leaves, Pa: 0.01 bar, the zero of a transmitter of 10 bar. */
const NO_PRESSURE_PA = 1_000
const KNOWN_MS = minutes(24 * 60)

type PlantRule = Omit<Rule, 'version' | 'while' | 'modeDelayMs' | 'offDelayMs' | 'severity' | 'about' | 'deadBand' | 'units'> & Partial<Rule>

const rule = (own: PlantRule): Rule => ({ version: 1, while: 'running', modeDelayMs: minutes(30), offDelayMs: minutes(10), severity: 'medium', about: 'equipment', deadBand: 0.3, units: KELVINS, ...own })

export const PLANT_RULES: readonly Rule[] = [
  rule({
    id: 'chw.supplyOff', kinds: ['chilledPlant'], source: G36_CHW, needs: ['chilledSupply', 'waterSetpoint', 'pumpRuns'], onDelayMs: minutes(15), severity: 'high',
    causes: ['chillerCapacity', 'plantLockout', 'waterSensor', 'setpointWrong', 'bypassOpen'],
    judge: ({ mean }) => {
      const [supply, setpoint] = [known(mean, 'chilledSupply'), known(mean, 'waterSetpoint')]
      return finding(Math.abs(supply - setpoint) - CHILLED_OFF_K, { supply: celsius(supply), setpoint: celsius(setpoint) })
    },
  }),
  rule({
    id: 'hw.supplyOff', kinds: ['hotPlant'], source: G36_HW, needs: ['hotSupply', 'waterSetpoint', 'pumpRuns'], onDelayMs: minutes(15), severity: 'high',
    causes: ['boilerCapacity', 'plantLockout', 'waterSensor', 'setpointWrong', 'bypassOpen'],
    judge: ({ mean }) => {
      const [supply, setpoint] = [known(mean, 'hotSupply'), known(mean, 'waterSetpoint')]
      return finding(Math.abs(supply - setpoint) - HOT_OFF_K, { supply: celsius(supply), setpoint: celsius(setpoint) })
    },
  }),
  rule({
    id: 'chw.smallDelta', kinds: ['chilledPlant'], source: DELTA_T, needs: ['chilledSupply', 'chilledReturn', 'pumpRuns'], onDelayMs: minutes(120), about: 'operation', severity: 'low',
    causes: ['waterFlowTooHigh', 'threeWayValves', 'bypassOpen', 'waterSensor'],
    judge: ({ mean }) => {
      const [supply, ret] = [known(mean, 'chilledSupply'), known(mean, 'chilledReturn')]
      return finding(CHILLED_LEAST_K - (ret - supply), { supply: celsius(supply), return: celsius(ret), difference: kelvins(ret - supply) })
    },
  }),
  rule({
    id: 'hw.smallDelta', kinds: ['hotPlant'], source: DELTA_T, needs: ['hotSupply', 'hotReturn', 'pumpRuns'], uses: ['outdoorAir'], onDelayMs: minutes(120), about: 'operation', severity: 'low',
    causes: ['waterFlowTooHigh', 'threeWayValves', 'bypassOpen', 'waterSensor'],
    judge: ({ mean }) => {
      if (mean.outdoorAir !== undefined && mean.outdoorAir >= WARM_C) return null
      const [supply, ret] = [known(mean, 'hotSupply'), known(mean, 'hotReturn')]
      return finding(HOT_LEAST_K - (supply - ret), { supply: celsius(supply), return: celsius(ret), difference: kelvins(supply - ret) })
    },
  }),
  rule({
    id: 'hw.backwards', kinds: ['hotPlant'], source: 'heat balance: a heating system takes heat from its water', needs: ['hotSupply', 'hotReturn', 'pumpRuns'], onDelayMs: minutes(30),
    causes: ['sensorsSwapped', 'waterSensor', 'flowReversed'],
    judge: ({ mean }) => {
      const [supply, ret] = [known(mean, 'hotSupply'), known(mean, 'hotReturn')]
      return finding(ret - supply - BACKWARDS_K, { supply: celsius(supply), return: celsius(ret), difference: kelvins(ret - supply) })
    },
  }),
  rule({
    id: 'chw.backwards', kinds: ['chilledPlant'], source: 'heat balance: a cooling system gives heat to its water', needs: ['chilledSupply', 'chilledReturn', 'pumpRuns'], onDelayMs: minutes(30),
    causes: ['sensorsSwapped', 'waterSensor', 'flowReversed'],
    judge: ({ mean }) => {
      const [supply, ret] = [known(mean, 'chilledSupply'), known(mean, 'chilledReturn')]
      return finding(supply - ret - BACKWARDS_K, { supply: celsius(supply), return: celsius(ret), difference: kelvins(supply - ret) })
    },
  }),
  rule({
    id: 'hw.warmWeather', kinds: ['hotPlant'], source: 'ASHRAE 90.1-2019, 6.5.4.3: shut off without demand', needs: ['hotSupply', 'hotReturn', 'outdoorAir', 'pumpRuns'], onDelayMs: minutes(120), about: 'operation', severity: 'low',
    causes: ['scheduleWrong', 'softwareOverride', 'plantLockout'],
    judge: ({ mean }) => {
      const [supply, ret, outdoor] = [known(mean, 'hotSupply'), known(mean, 'hotReturn'), known(mean, 'outdoorAir')]
      // Whatever takes heat (tap water, reheat) is a need.
      return supply - ret >= HOT_LEAST_K + 0.5 ? NOT_MET : finding(outdoor - WARM_C, { outdoor: celsius(outdoor), supply: celsius(supply), difference: kelvins(supply - ret) })
    },
  }),
  rule({
    id: 'plant.together', kinds: ['hotPlant'], source: 'ASHRAE 90.1-2019, 6.5.2: no simultaneous heating and cooling', needs: ['hotSupply', 'hotReturn', 'chilledSupply', 'chilledReturn', 'pumpRuns'], onDelayMs: minutes(120), about: 'operation', severity: 'low',
    causes: ['sequenceOverlap', 'reheatValveLeaks', 'setpointWrong'],
    judge: ({ mean }) => {
      const heating = known(mean, 'hotSupply') - known(mean, 'hotReturn')
      const cooling = known(mean, 'chilledReturn') - known(mean, 'chilledSupply')
      return finding(Math.min(heating - HOT_LOADED_K, cooling - CHILLED_LOADED_K), { heating: kelvins(heating), cooling: kelvins(cooling) })
    },
  }),
  rule({
    id: 'plant.noFlow', kinds: ['chilledPlant', 'hotPlant'], source: 'pump check: flow against status', needs: ['waterFlow', 'pumpRuns'], units: PERCENT, deadBand: 1, modeDelayMs: minutes(5), onDelayMs: minutes(10), severity: 'high',
    causes: ['pumpBlocked', 'statusContact', 'flowSensor'],
    judge: ({ mean, highest, knownMs }) => {
      const actual = known(mean, 'waterFlow')
      // Exactly nothing needs no comparison: it is told from the first hour on.
      if (actual === 0) return finding(100 * NO_FLOW, { actual: flow(actual) })
      if (highest.waterFlow === undefined || knownMs < KNOWN_MS) return null
      return finding(100 * (NO_FLOW - actual / highest.waterFlow), { actual: flow(actual) })
    },
  }),
  rule({
    id: 'plant.noPressure', kinds: ['chilledPlant', 'hotPlant'], source: 'pump check: pressure against status', needs: ['waterPressure', 'pumpRuns'], units: PASCALS, deadBand: 100, modeDelayMs: minutes(5), onDelayMs: minutes(10), severity: 'high',
    causes: ['waterPressureSensor', 'waterLost', 'statusContact'],
    judge: ({ mean }) => {
      const actual = known(mean, 'waterPressure')
      return finding(NO_PRESSURE_PA - Math.abs(actual), { actual: pascals(actual) })
    },
  }),
  rule({
    id: 'motor.noStatus', kinds: ['motor'], source: 'ASHRAE Guideline 36-2021, 5.16.13: status against command', needs: ['motorCommand', 'motorStatus'], while: 'always', modeDelayMs: 0, onDelayMs: minutes(5), offDelayMs: minutes(1), units: 95, deadBand: 0, severity: 'high',
    causes: ['motorTripped', 'hardwareOverride', 'fanBelt', 'statusContact'],
    judge: ({ now }) => ({ excess: known(now, 'motorCommand') > 0.5 && known(now, 'motorStatus') < 0.5 ? 1 : -1, numbers: {} }),
  }),
  rule({
    id: 'motor.noCommand', kinds: ['motor'], source: 'ASHRAE Guideline 36-2021, 5.16.13: status against command', needs: ['motorCommand', 'motorStatus'], while: 'always', modeDelayMs: 0, onDelayMs: minutes(5), offDelayMs: minutes(1), units: 95, deadBand: 0,
    causes: ['hardwareOverride', 'relayStuck', 'statusContact'],
    judge: ({ now }) => ({ excess: known(now, 'motorCommand') < 0.5 && known(now, 'motorStatus') > 0.5 ? 1 : -1, numbers: {} }),
  }),
]
