/**
 * What may be behind an alert of a point, by what the point means and what related points do. Weights are the judgement of practice (fault lists of ASHRAE
 * Guideline 36 5.16.14.9 and NISTIR 7365, ordered by how often they are found), evidence moves them; they rank, they are no probabilities of their own.
 */
import type { PointRole } from '../../../../shared/domain/point-role.ts'

export type Direction = 'above' | 'below'
/** What a related point does: away from expected, as expected, or at an end of a 0..100 % range or a switch. */
export type Sign = 'above' | 'below' | 'usual' | 'open' | 'closed' | 'on' | 'off'

export interface EvidenceRule {
  readonly roles: readonly PointRole[]
  readonly sign: Sign
  /** Added to the weight; negative speaks against it. */
  readonly weight: number
}

export interface BookedCause {
  /** `cause.KEY` in the words. */
  readonly key: string
  readonly roles: readonly PointRole[]
  readonly direction?: Direction
  readonly weight: number
  readonly evidence: readonly EvidenceRule[]
  readonly checks: readonly string[]
}

const FAN: readonly PointRole[] = ['fan_status', 'fan_cmd', 'motor_speed']
const CHILLED: readonly PointRole[] = ['chilled_water_supply_temp']
const HOT: readonly PointRole[] = ['hot_water_supply_temp']
const OUTDOOR: readonly PointRole[] = ['outside_air_temp']
const ZONE: readonly PointRole[] = ['zone_air_temp']
const SUPPLY: readonly PointRole[] = ['supply_air_temp']
const AIR_TEMPERATURES: readonly PointRole[] = ['zone_air_temp', 'supply_air_temp', 'return_air_temp', 'mixed_air_temp', 'other_air_temp', 'outside_air_temp']
const METERS: readonly PointRole[] = ['elec_power', 'elec_current', 'other_meter']

export const CAUSE_BOOK: readonly BookedCause[] = [
  // Supply air
  { key: 'coolingShort', roles: SUPPLY, direction: 'above', weight: 2, checks: ['coilTemperatures', 'valveStroke'], evidence: [{ roles: ['cooling_valve'], sign: 'open', weight: 4 }, { roles: CHILLED, sign: 'usual', weight: 1 }, { roles: ['cooling_valve'], sign: 'closed', weight: -2 }] },
  { key: 'chilledWaterWarm', roles: [...SUPPLY, ...ZONE], direction: 'above', weight: 1, checks: ['plantRunning', 'pumpRunning'], evidence: [{ roles: CHILLED, sign: 'above', weight: 6 }, { roles: CHILLED, sign: 'usual', weight: -1 }] },
  { key: 'heatingLeaks', roles: SUPPLY, direction: 'above', weight: 2, checks: ['valveClosed', 'coilTemperatures'], evidence: [{ roles: ['heating_valve'], sign: 'closed', weight: 3 }, { roles: ['heating_valve'], sign: 'open', weight: -1 }] },
  { key: 'heatingShort', roles: SUPPLY, direction: 'below', weight: 2, checks: ['coilTemperatures', 'valveStroke'], evidence: [{ roles: ['heating_valve'], sign: 'open', weight: 4 }, { roles: HOT, sign: 'usual', weight: 1 }] },
  { key: 'hotWaterCold', roles: [...SUPPLY, ...ZONE], direction: 'below', weight: 1, checks: ['plantRunning', 'pumpRunning'], evidence: [{ roles: HOT, sign: 'below', weight: 6 }, { roles: HOT, sign: 'usual', weight: -1 }] },
  { key: 'coolingLeaks', roles: SUPPLY, direction: 'below', weight: 2, checks: ['valveClosed', 'coilTemperatures'], evidence: [{ roles: ['cooling_valve'], sign: 'closed', weight: 3 }, { roles: ['cooling_valve'], sign: 'open', weight: -1 }] },
  { key: 'outdoorDamper', roles: [...SUPPLY, 'mixed_air_temp'], weight: 1.5, checks: ['damperStroke'], evidence: [{ roles: ['outside_damper_position'], sign: 'open', weight: 2 }, { roles: ['mixed_air_temp'], sign: 'above', weight: 1 }, { roles: ['mixed_air_temp'], sign: 'below', weight: 1 }] },
  { key: 'setPointMoved', roles: [...SUPPLY, ...ZONE], weight: 1.5, checks: ['setPoints', 'overrides'], evidence: [{ roles: ['supply_air_temp_sp', 'zone_temp_sp', 'zone_cooling_temp_sp', 'zone_heating_temp_sp'], sign: 'above', weight: 4 }, { roles: ['supply_air_temp_sp', 'zone_temp_sp', 'zone_cooling_temp_sp', 'zone_heating_temp_sp'], sign: 'below', weight: 4 }] },
  // Air movement
  { key: 'fanStopped', roles: [...SUPPLY, ...ZONE, 'air_flow', 'air_pressure'], weight: 1, checks: ['fanBelt', 'fanStarter'], evidence: [{ roles: FAN, sign: 'off', weight: 4 }, { roles: ['air_pressure', 'air_flow'], sign: 'below', weight: 3 }, { roles: FAN, sign: 'on', weight: -1 }] },
  { key: 'filterBlocked', roles: ['air_flow', 'air_pressure', 'motor_speed'], weight: 2, checks: ['filterLook'], evidence: [{ roles: ['filter'], sign: 'on', weight: 4 }, { roles: ['filter'], sign: 'above', weight: 4 }, { roles: ['motor_speed'], sign: 'above', weight: 2 }] },
  { key: 'damperStuck', roles: ['air_flow', 'damper_position', 'outside_damper_position', 'mixed_air_temp'], weight: 2, checks: ['damperStroke'], evidence: [{ roles: ['damper_position', 'outside_damper_position'], sign: 'open', weight: 1 }, { roles: ['damper_position', 'outside_damper_position'], sign: 'closed', weight: 1 }] },
  // Rooms
  { key: 'boxShortOfAir', roles: ZONE, direction: 'above', weight: 2, checks: ['damperStroke', 'boxFlow'], evidence: [{ roles: ['air_flow'], sign: 'below', weight: 4 }, { roles: ['damper_position'], sign: 'open', weight: 2 }] },
  { key: 'supplyAirWrong', roles: ZONE, weight: 1.5, checks: ['airHandler'], evidence: [{ roles: SUPPLY, sign: 'above', weight: 3 }, { roles: SUPPLY, sign: 'below', weight: 3 }] },
  { key: 'reheatFault', roles: ZONE, weight: 1.5, checks: ['valveStroke'], evidence: [{ roles: ['heating_valve', 'heating_demand'], sign: 'open', weight: 2 }] },
  { key: 'windowOpen', roles: ZONE, weight: 1, checks: ['windows'], evidence: [{ roles: ZONE, sign: 'usual', weight: 1.5 }] },
  { key: 'weatherUnseen', roles: [...AIR_TEMPERATURES, ...METERS, 'cooling_valve', 'heating_valve', 'cooling_demand', 'heating_demand'], weight: 0.5, checks: ['outdoorReading'], evidence: [{ roles: OUTDOOR, sign: 'above', weight: 5 }, { roles: OUTDOOR, sign: 'below', weight: 5 }, { roles: ZONE, sign: 'above', weight: 1 }, { roles: ZONE, sign: 'below', weight: 1 }] },
  { key: 'co2Crowd', roles: ['co2'], direction: 'above', weight: 2, checks: ['occupants'], evidence: [{ roles: ['occupancy', 'occupancy_mode'], sign: 'on', weight: 1 }] },
  { key: 'freshAirShort', roles: ['co2'], direction: 'above', weight: 2, checks: ['damperStroke', 'fanBelt'], evidence: [{ roles: ['outside_damper_position'], sign: 'closed', weight: 3 }, { roles: FAN, sign: 'off', weight: 4 }] },
  // Plant
  { key: 'chillerShort', roles: CHILLED, direction: 'above', weight: 4, checks: ['plantRunning', 'chillerAlarm'], evidence: [{ roles: ['run_status', 'enable_cmd', 'equip_capacity'], sign: 'off', weight: 3 }, { roles: ['equip_capacity'], sign: 'open', weight: 2 }] },
  { key: 'boilerShort', roles: HOT, direction: 'below', weight: 4, checks: ['plantRunning', 'boilerAlarm'], evidence: [{ roles: ['run_status', 'enable_cmd'], sign: 'off', weight: 3 }] },
  { key: 'pumpStopped', roles: [...CHILLED, ...HOT, 'chilled_water_return_temp', 'hot_water_return_temp', 'water_flow', 'water_pressure'], weight: 2, checks: ['pumpRunning'], evidence: [{ roles: ['pump_status', 'pump_cmd'], sign: 'off', weight: 4 }, { roles: ['water_flow', 'water_pressure'], sign: 'below', weight: 3 }, { roles: ['pump_status'], sign: 'on', weight: -1 }] },
  { key: 'loadUnusual', roles: ['chilled_water_return_temp', 'hot_water_return_temp', ...METERS], weight: 2, checks: ['whatRuns'], evidence: [{ roles: [...FAN, 'pump_status', 'run_status'], sign: 'on', weight: 0.5 }] },
  { key: 'leftOn', roles: [...METERS, 'lighting_cmd'], direction: 'above', weight: 2.5, checks: ['whatRuns', 'schedules'], evidence: [{ roles: ['occupancy_mode', 'occupancy'], sign: 'off', weight: 2 }] },
  { key: 'supplyLost', roles: METERS, direction: 'below', weight: 2, checks: ['breaker'], evidence: [] },
  // Commands and switches
  { key: 'handOperation', roles: [...FAN, 'pump_cmd', 'pump_status', 'cooling_valve', 'heating_valve', 'damper_position', 'outside_damper_position', 'enable_cmd', 'run_status', 'lighting_cmd'], weight: 2.5, checks: ['overrides', 'localSwitch'], evidence: [{ roles: ['manual_override'], sign: 'on', weight: 5 }] },
  { key: 'scheduleChanged', roles: [...FAN, 'pump_cmd', 'pump_status', 'occupancy_mode', 'enable_cmd', 'run_status', 'lighting_cmd'], weight: 2, checks: ['schedules', 'calendar'], evidence: [] },
  { key: 'loopHunts', roles: ['cooling_valve', 'heating_valve', 'damper_position', 'outside_damper_position', 'motor_speed', ...SUPPLY], weight: 0.8, checks: ['loopTuning'], evidence: [] },
  // The sensor itself: what speaks for it is that nothing else moved.
  { key: 'sensorWrong', roles: AIR_TEMPERATURES, weight: 1.2, checks: ['handReading', 'terminals'], evidence: [{ roles: AIR_TEMPERATURES, sign: 'usual', weight: 1.5 }] },
  { key: 'sensorWrong', roles: ['air_humidity', 'outside_air_humidity', 'co2', 'air_pressure', 'air_flow', 'water_flow', 'water_pressure'], weight: 1.2, checks: ['handReading', 'terminals'], evidence: [] },
  // Water that were really so warm or cold would be felt where it returns, and in the air that it serves.
  { key: 'sensorWrong', roles: CHILLED, weight: 1.2, checks: ['handReading', 'terminals'], evidence: [{ roles: ['chilled_water_return_temp'], sign: 'usual', weight: 1.5 }, { roles: SUPPLY, sign: 'usual', weight: 1 }] },
  { key: 'sensorWrong', roles: HOT, weight: 1.2, checks: ['handReading', 'terminals'], evidence: [{ roles: ['hot_water_return_temp'], sign: 'usual', weight: 1.5 }, { roles: SUPPLY, sign: 'usual', weight: 1 }] },
  { key: 'sensorWrong', roles: ['chilled_water_return_temp', 'hot_water_return_temp'], weight: 1.2, checks: ['handReading', 'terminals'], evidence: [] },
]

/** Added for the sensor itself where several related points can be judged and none of them moved. */
export const ALONE_WEIGHT = 2

/** For points whose role nobody knows. */
export const UNKNOWN_ROLE_CAUSES: readonly Omit<BookedCause, 'roles' | 'evidence'>[] = [
  { key: 'controlChanged', weight: 2, checks: ['setPoints', 'overrides'] },
  { key: 'plantBehind', weight: 2, checks: ['whatRuns'] },
  { key: 'sensorWrong', weight: 1.5, checks: ['handReading', 'terminals'] },
]
