/** What rules read of a piece of equipment: each input with the roles that can give it. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { InputQuantity } from './rule-units.ts'

export interface InputSpec {
  readonly roles: readonly PointRole[]
  readonly quantity: InputQuantity
  /** Where several points have the role: words of the right one's name, and words that only others have. */
  readonly prefer?: RegExp
  readonly not?: RegExp
  /** Several points of the equipment give it together: the highest of them. */
  readonly several?: true
  /** Other equipment of the site gives it where the own has none: what there is once, or the highest of all air handlers. */
  readonly fromSite?: 'once' | 'airHandlers'
}

/** Of an air handler's two air streams; other languages' words stand beside the English ones. */
const SUPPLY = /supply|discharge|\bsa|\bsf|zuluft|zul|soufflage|impulsion|mandata/i
const RETURN = /return|exhaust|relief|extract|\bra|\brf|\bef|\bea|abluft|abl|fortluft|reprise|extraction|retorno|ripresa/i
const HEATING = /heat|htg|heiz|chauf|calef|risc/i
const COOLING = /cool|clg|kühl|kuehl|froid|frio|raffr/i
const LOOP = /plant|loop|common|main|header|system/i

export const INPUTS = {
  outdoorAir: { roles: ['outside_air_temp'], quantity: 'temperature', fromSite: 'once' },
  supplyAir: { roles: ['supply_air_temp'], quantity: 'temperature' },
  returnAir: { roles: ['return_air_temp'], quantity: 'temperature' },
  mixedAir: { roles: ['mixed_air_temp'], quantity: 'temperature' },
  supplySetpoint: { roles: ['supply_air_temp_sp'], quantity: 'temperature', not: /heat|htg|cool|clg|min|max|limit|reset/i },
  supplyHeatingSetpoint: { roles: ['supply_air_temp_sp'], quantity: 'temperature', prefer: HEATING, not: /cool|clg|min|max|limit|reset/i },
  supplyCoolingSetpoint: { roles: ['supply_air_temp_sp'], quantity: 'temperature', prefer: COOLING, not: /heat|htg|min|max|limit|reset/i },
  zoneAir: { roles: ['zone_air_temp'], quantity: 'temperature' },
  zoneSetpoint: { roles: ['zone_temp_sp'], quantity: 'temperature' },
  zoneCoolingSetpoint: { roles: ['zone_cooling_temp_sp'], quantity: 'temperature', not: /unocc|standby|night/i },
  zoneHeatingSetpoint: { roles: ['zone_heating_temp_sp'], quantity: 'temperature', not: /unocc|standby|night/i },
  fanStatus: { roles: ['fan_status'], quantity: 'state', prefer: SUPPLY, not: RETURN },
  fanCommand: { roles: ['fan_cmd'], quantity: 'state', prefer: SUPPLY, not: RETURN },
  fanSpeed: { roles: ['motor_speed'], quantity: 'percent', prefer: SUPPLY, not: RETURN },
  returnFanStatus: { roles: ['fan_status'], quantity: 'state', prefer: RETURN, not: SUPPLY },
  returnFanCommand: { roles: ['fan_cmd'], quantity: 'state', prefer: RETURN, not: SUPPLY },
  returnFanSpeed: { roles: ['motor_speed'], quantity: 'percent', prefer: RETURN, not: SUPPLY },
  ductPressure: { roles: ['air_pressure'], quantity: 'pressure', prefer: /duct|static|supply|\bsa|kanal/i, not: /filter|flt|filt|building|room|return|exhaust|relief/i },
  ductPressureSetpoint: { roles: ['air_pressure_sp'], quantity: 'pressure', prefer: /duct|static|supply|\bsa|kanal/i, not: /filter|building|room|return|exhaust|relief|min|max/i },
  outdoorDamper: { roles: ['outside_damper_position'], quantity: 'percent', not: /\bmin|minimum|exhaust|return|relief/i },
  coolingValve: { roles: ['cooling_valve'], quantity: 'percent' },
  heatingValve: { roles: ['heating_valve'], quantity: 'percent', not: /preheat|vorerhitz/i },
  boxDamper: { roles: ['damper_position'], quantity: 'percent' },
  airFlow: { roles: ['air_flow'], quantity: 'flow' },
  airFlowSetpoint: { roles: ['air_flow_sp'], quantity: 'flow' },
  occupied: { roles: ['occupancy_mode'], quantity: 'state' },
  /** Of the air handler that serves the box; where that is not known the warmest of all that run: no box can get warmer air. Absent while none runs. */
  warmestSupplyAir: { roles: [], quantity: 'temperature', fromSite: 'airHandlers' },
  /** 1 while an air handler runs, 0 while all stand. */
  airSupplied: { roles: [], quantity: 'state', fromSite: 'airHandlers' },
  chilledSupply: { roles: ['chilled_water_supply_temp'], quantity: 'temperature', fromSite: 'once' },
  chilledReturn: { roles: ['chilled_water_return_temp'], quantity: 'temperature', fromSite: 'once' },
  hotSupply: { roles: ['hot_water_supply_temp'], quantity: 'temperature', not: /domestic|\bdhw|potable|tap|brauch|sanita/i },
  hotReturn: { roles: ['hot_water_return_temp'], quantity: 'temperature', not: /domestic|\bdhw|potable|tap|brauch|sanita/i },
  waterSetpoint: { roles: ['water_temp_sp'], quantity: 'temperature', not: /domestic|\bdhw|condens|tower/i },
  waterFlow: { roles: ['water_flow'], quantity: 'flow', prefer: LOOP, not: /domestic|\bdhw|condens|tower|make.?up/i },
  /** Behind the pumps or of the whole system; what stands before a pump, over a filter or in an open circuit may be about nothing. */
  waterPressure: { roles: ['water_pressure'], quantity: 'pressure', not: /domestic|\bdhw|condens|tower|suction|inlet|filter|strainer|drop|diff|\bdp\b|delta|saug|make.?up/i },
  /** On where at least one pump of the plant runs. */
  pumpRuns: { roles: ['pump_status'], quantity: 'state', several: true, not: /domestic|\bdhw|circulation|condens/i },
  motorCommand: { roles: ['fan_cmd', 'pump_cmd', 'enable_cmd'], quantity: 'state' },
  motorStatus: { roles: ['fan_status', 'pump_status', 'run_status'], quantity: 'state' },
} as const satisfies Readonly<Record<string, InputSpec>>

export type InputName = keyof typeof INPUTS

export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[]

export const inputSpec = (name: InputName): InputSpec => INPUTS[name]

/** Values of one moment in rule units. Absent = the equipment has no such point; NaN = it has, and it cannot be trusted now. */
export type InputValues = { readonly [N in InputName]?: number | undefined }
