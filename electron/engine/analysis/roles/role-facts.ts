/** What a point of each role looks like beside its name: quantities of its unit, kinds of object. */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import type { PointKind } from '../../../../shared/domain/object-type.ts'
import type { QuantityKind } from '../../../../shared/units.ts'

/** `in`: measured or fed back; `out`: an order; `set`: a value somebody or a program sets; `any`: all of them. */
type Way = 'in' | 'out' | 'set' | 'any'

interface RoleFact {
  /** Units that fit; empty: a point of this role has none, or any. */
  readonly quantities: readonly QuantityKind[]
  readonly kinds: readonly PointKind[]
  readonly way: Way
}

const ANALOG: readonly PointKind[] = ['analog']
const STATE: readonly PointKind[] = ['binary', 'multiState']
const EITHER: readonly PointKind[] = ['analog', 'binary', 'multiState']
const fact = (quantities: readonly QuantityKind[], kinds: readonly PointKind[], way: Way): RoleFact => ({ quantities, kinds, way })

const temperature = fact(['temperature'], ANALOG, 'in')
const temperatureSetPoint = fact(['temperature'], ANALOG, 'set')
const percentOut = fact(['percent', 'angle', 'voltage', 'current'], EITHER, 'any')
const speed: readonly QuantityKind[] = ['percent', 'frequency', 'rotation', 'voltage']

export const ROLE_FACTS: Readonly<Record<PointRole, RoleFact>> = {
  outside_air_temp: fact(['temperature'], ANALOG, 'any'),
  zone_air_temp: fact(['temperature'], ANALOG, 'any'),
  supply_air_temp: temperature,
  return_air_temp: temperature,
  mixed_air_temp: temperature,
  other_air_temp: fact(['temperature', 'temperatureDifference'], ANALOG, 'in'),
  chilled_water_supply_temp: temperature,
  chilled_water_return_temp: temperature,
  hot_water_supply_temp: temperature,
  hot_water_return_temp: temperature,
  other_water_temp: fact(['temperature', 'temperatureDifference'], ANALOG, 'in'),
  zone_temp_sp: temperatureSetPoint,
  zone_cooling_temp_sp: temperatureSetPoint,
  zone_heating_temp_sp: temperatureSetPoint,
  zone_temp_adjust: fact(['temperature', 'temperatureDifference'], EITHER, 'any'),
  supply_air_temp_sp: temperatureSetPoint,
  water_temp_sp: temperatureSetPoint,
  air_flow: fact(['flow', 'massFlow', 'velocity'], ANALOG, 'in'),
  air_flow_sp: fact(['flow', 'massFlow'], ANALOG, 'set'),
  air_flow_limit_sp: fact(['flow', 'massFlow'], ANALOG, 'set'),
  air_pressure: fact(['pressure'], ANALOG, 'in'),
  velocity_pressure: fact(['pressure', 'velocity'], ANALOG, 'in'),
  air_pressure_sp: fact(['pressure'], ANALOG, 'set'),
  water_flow: fact(['flow', 'massFlow'], ANALOG, 'in'),
  water_pressure: fact(['pressure'], ANALOG, 'in'),
  water_pressure_sp: fact(['pressure'], ANALOG, 'set'),
  refrigerant: fact(['pressure', 'percent', 'temperature', 'temperatureDifference'], ANALOG, 'in'),
  air_humidity: fact(['relativeHumidity', 'percent'], ANALOG, 'in'),
  outside_air_humidity: fact(['relativeHumidity', 'percent'], ANALOG, 'any'),
  humidity_sp: fact(['relativeHumidity', 'percent'], ANALOG, 'set'),
  enthalpy_dewpoint: fact(['enthalpy', 'temperature', 'humidityRatio'], ANALOG, 'any'),
  co2: fact(['concentration', 'concentrationMass'], ANALOG, 'any'),
  co2_sp: fact(['concentration', 'concentrationMass'], ANALOG, 'set'),
  occupancy: fact([], STATE, 'in'),
  occupancy_mode: fact([], STATE, 'any'),
  illuminance: fact(['light'], ANALOG, 'in'),
  lighting_cmd: fact(['percent'], EITHER, 'any'),
  weather_other: fact(['velocity', 'angle', 'irradiance', 'length', 'light', 'pressure'], EITHER, 'any'),
  elec_power: fact(['power'], ANALOG, 'in'),
  elec_energy: fact(['energy'], ANALOG, 'in'),
  elec_current: fact(['current'], ANALOG, 'in'),
  elec_other: fact(['voltage', 'powerFactor', 'reactivePower', 'apparentPower', 'frequency', 'energyReactive', 'energyApparent', 'percent', 'angle'], ANALOG, 'in'),
  other_meter: fact(['energy', 'volume', 'power', 'flow', 'massFlow', 'mass'], ANALOG, 'in'),
  fan_cmd: fact([], STATE, 'out'),
  fan_status: fact([], STATE, 'in'),
  pump_cmd: fact([], STATE, 'out'),
  pump_status: fact([], STATE, 'in'),
  motor_speed: fact(speed, ANALOG, 'any'),
  drive_diag: fact(['percent', 'temperature', 'voltage', 'frequency', 'current', 'power'], EITHER, 'any'),
  damper_position: percentOut,
  outside_damper_position: percentOut,
  cooling_valve: percentOut,
  heating_valve: percentOut,
  other_valve: percentOut,
  heating_demand: fact(['percent', 'power'], EITHER, 'any'),
  cooling_demand: fact(['percent', 'power'], EITHER, 'any'),
  operating_mode: fact([], STATE, 'any'),
  enable_cmd: fact([], STATE, 'any'),
  run_status: fact([], STATE, 'in'),
  run_time: fact(['time'], ANALOG, 'any'),
  equip_capacity: fact(['percent', 'power'], ANALOG, 'any'),
  alarm: fact([], EITHER, 'any'),
  filter: fact(['pressure', 'percent', 'time'], EITHER, 'any'),
  manual_override: fact([], EITHER, 'any'),
  load_shed: fact([], EITHER, 'any'),
  tuning_param: fact([], EITHER, 'any'),
}

/** Roles whose unit tells nothing: a parameter may have any. */
export const ANY_UNIT: ReadonlySet<PointRole> = new Set(['alarm', 'manual_override', 'load_shed', 'tuning_param', 'drive_diag', 'operating_mode', 'enable_cmd', 'occupancy_mode'])
