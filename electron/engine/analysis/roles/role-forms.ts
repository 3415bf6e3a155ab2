/**
 * What the name of each role says: the concepts it must hold, those it may hold besides, and how usual the form is.
 * `role: needed needed|or-this ; may also hold (* = anything) ; bonus`. Written from the usage of the field, none from a single building.
 */
import { POINT_ROLES, type PointRole } from '../../../../shared/domain/point-role.ts'
import { loudnessOf, type Concept } from './concepts.ts'

export interface RoleForm {
  readonly role: PointRole
  /** Each must be met by one of its concepts. */
  readonly needs: readonly (readonly Concept[])[]
  readonly takes: ReadonlySet<Concept>
  /** Whatever else is said is no contradiction. */
  readonly takesAll: boolean
  readonly bonus: number
}

const FORMS = `
# Air temperatures
outside_air_temp: outside temp ; air ahu weather minimum maximum position
zone_air_temp: zone temp ; air minimum maximum terminal low high crac
zone_air_temp: temp terminal ; air zone beam ; -1.2
zone_air_temp: temp average ; air ahu zone ; -0.8
zone_air_temp: temp ; ; -1.7
zone_air_temp: zone sensor ; ; -0.4
supply_air_temp: supply temp ; air fan coil ahu terminal duct leaving crac
supply_air_temp: leaving temp air ; coil ahu terminal
supply_air_temp: supply air sensor ; ; -1.5
return_air_temp: return temp ; air fan ahu duct crac exhaust
mixed_air_temp: mixed temp ; air ahu economizer
other_air_temp: preheat|coil|reheat|wheel temp ; air heat cool leaving entering supply preheat coil
other_air_temp: exhaust temp ; air fan ahu wheel
other_air_temp: duct|entering temp ; air ahu ; -0.5
other_air_temp: tempDiff temp|zone ; air zone supply return maximum minimum average ; 0.8
other_air_temp: air temp ; ahu sensor ; -1.5
other_air_temp: temp ; ; -2.4
# Water temperatures
chilled_water_supply_temp: chilled supply|leaving temp ; water primary plant cool chiller coldSide building
chilled_water_supply_temp: chilled temp coldSide ; water meter return ; 1
chilled_water_supply_temp: chiller supply|leaving temp ; water chilled cool ; 0.6
chilled_water_supply_temp: chilled water entering temp coil|ahu|terminal ; cool ; 0.5
chilled_water_supply_temp: beam supply temp ; water chilled terminal ; 1.2
chilled_water_supply_temp: cool supply temp ; plant ; -0.6
chilled_water_supply_temp: cool water supply temp ; plant ; -0.3
chilled_water_return_temp: chilled return|entering temp ; water primary plant cool chiller hotSide building
chilled_water_return_temp: chilled temp hotSide ; water meter return ; 1
chilled_water_return_temp: chiller return|entering temp ; water chilled cool ; 0.6
chilled_water_return_temp: beam return temp ; water chilled terminal ; 1.2
chilled_water_return_temp: cool return temp ; plant ; -0.6
chilled_water_return_temp: cool water return temp ; plant ; -0.3
hot_water_supply_temp: hot supply|leaving temp ; water primary plant heat boiler domestic hotSide building exchanger meter
hot_water_supply_temp: hot temp hotSide ; water meter return ; 1
hot_water_supply_temp: heat water supply temp ; plant exchanger meter ; -0.1
hot_water_supply_temp: heat supply temp ; plant exchanger ; -0.3
hot_water_supply_temp: boiler supply|leaving temp ; water hot heat ; 0.4
hot_water_supply_temp: domestic hot temp ; water supply
hot_water_supply_temp: supply water temp ; ; -0.9
hot_water_return_temp: hot return|entering temp ; water primary plant heat boiler domestic coldSide building exchanger meter
hot_water_return_temp: hot temp coldSide ; water meter return ; 1
hot_water_return_temp: heat water return temp ; plant exchanger meter ; -0.1
hot_water_return_temp: heat return temp ; plant exchanger ; -0.3
hot_water_return_temp: boiler return|entering temp ; water hot heat ; 0.4
hot_water_return_temp: return water temp ; ; -0.9
other_water_temp: condenser temp ; water supply return entering leaving tower chiller hotSide coldSide meter exchanger ; 0.5
other_water_temp: water temp ; entering leaving supply return exchanger ice coil preheat reheat terminal cool heat chiller hot ; -0.9
other_water_temp: ice|steam|exchanger temp ; water entering leaving supply return hot
other_water_temp: hot|chilled temp ; water coil entering ; -0.6
other_water_temp: tempDiff hot|chilled|water|condenser ; temp heat cool meter return supply ; 0.4
# Temperature set-points
zone_temp_sp: zone setPoint ; temp air terminal minimum maximum occupied unoccupied ahu
zone_temp_sp: setPoint temp ; air terminal occupied unoccupied ; -1
zone_temp_sp: setPoint terminal ; occupied unoccupied ; -1.5
zone_temp_sp: setPoint ; occupied unoccupied ; -1.5
zone_cooling_temp_sp: cool setPoint ; zone temp air occupied unoccupied terminal minimum maximum
zone_heating_temp_sp: heat setPoint ; zone temp air occupied unoccupied terminal minimum maximum
zone_temp_adjust: adjust zone|temp|setPoint ; zone temp setPoint air terminal ; 0.8
zone_temp_adjust: adjust ; ; -1.2
supply_air_temp_sp: supply temp setPoint ; air fan ahu terminal heat cool minimum maximum low high limit occupied unoccupied duct request ; 0.5
supply_air_temp_sp: supply setPoint ; air ahu heat cool ; -1
supply_air_temp_sp: leaving air temp setPoint ; ahu heat cool coil
supply_air_temp_sp: supply air temp limit|minimum|maximum ; low high ; -0.3
water_temp_sp: water|chilled|hot|condenser setPoint temp ; chilled hot water condenser supply return leaving entering minimum maximum plant chiller boiler domestic heat cool tower exchanger low high ; 0.6
water_temp_sp: water|chilled|hot|condenser setPoint ; chilled hot water condenser supply return leaving plant chiller boiler domestic heat cool tower ; -0.4
water_temp_sp: chiller|boiler|tower setPoint ; temp leaving supply return chilled hot condenser heat cool ; -0.3
# Air flow and pressure
air_flow: flow air ; supply return outside exhaust zone fan mixed ahu terminal duct volume total
air_flow: flow supply|return|outside|exhaust|zone|mixed|terminal|fan|ahu ; air ; -0.4
air_flow: velPressure fan|supply|return|outside|air|duct ; air ; -1.2
air_flow_sp: flow setPoint|request ; air supply return outside exhaust zone fan ahu terminal heat cool occupied unoccupied ; 0.3
air_flow_limit_sp: flow minimum|maximum|limit|low|high ; air setPoint zone terminal outside supply exhaust heat cool occupied unoccupied fan ; 0.6
air_pressure: static ; air duct building supply return exhaust outside zone fan ahu mixed pressure ; 0.3
air_pressure: pressure ; air duct building supply return exhaust outside zone fan ahu mixed ; -0.5
air_pressure: pressure|static air|duct|building|zone ; supply return exhaust fan ahu static ; 0.6
velocity_pressure: velPressure ; air pressure supply return terminal ; 0.4
air_pressure_sp: pressure setPoint ; fan ahu ; -0.6
air_pressure_sp: pressure setPoint air|duct|building|supply|return|exhaust|zone ; air duct building supply return exhaust fan ahu zone minimum maximum static low high ; 0.3
air_pressure_sp: static setPoint ; air duct building supply return exhaust fan ahu zone minimum maximum pressure low high ; 0.3
air_pressure_sp: static|pressure minimum|maximum|limit ; air duct building supply static low high ; -0.4
# Water flow and pressure
water_flow: flow water|chilled|hot|condenser|pump|chiller|boiler|tower ; water chilled hot condenser pump supply return primary heat cool domestic meter chiller boiler plant exchanger ; 0.3
water_flow: flow heat|cool|meter ; return supply ; -0.6
water_flow: flow ; ; -1.6
water_pressure: pressure water|chilled|hot|condenser|pump|chiller|domestic ; water chilled hot condenser pump supply return primary plant heat cool tempDiff boiler drop ; 0.4
water_pressure: pressure heat|cool|plant ; supply return ; -0.5
water_pressure_sp: pressure setPoint water|chilled|hot|condenser|pump|domestic ; water chilled hot condenser pump supply return heat cool plant minimum maximum low high tempDiff ; 0.6
refrigerant: refrigerant pressure|temp|level ; temp pressure supply chiller compressor condenser low high exchanger leaving entering ; 0.6
refrigerant: refrigerant ; tempDiff ; -0.4
refrigerant: expansionValve ; valve position
# Humidity and air
air_humidity: hum ; air zone supply return mixed exhaust relative duct terminal ahu entering leaving average minimum maximum wheel crac
outside_air_humidity: outside hum ; air relative weather
humidity_sp: hum setPoint ; air zone supply return relative minimum maximum low high exhaust ; 0.4
humidity_sp: hum limit|low|high|minimum|maximum ; air zone supply return relative setPoint ; 0.2
enthalpy_dewpoint: enthalpy|dewPoint|moisture ; air outside return supply zone mixed temp hum exhaust ; 0.4
co2: co2 ; air zone return supply outside exhaust terminal level minimum maximum average tempDiff airQuality
co2_sp: co2 setPoint|limit|low|high|maximum|minimum ; air zone return outside setPoint low high limit minimum maximum ; 0.3
# Use of rooms
occupancy: motion ; zone occupied occupancy status sensor state
occupancy: occupancy ; zone sensor ; 0
occupancy: occupancy sensor|status ; zone
occupancy_mode: occupied|unoccupied|schedule ; zone command status mode state override schedule unoccupied occupied request enable terminal ahu output setPoint general ; 0.4
occupancy_mode: unoccupied|occupied state|mode|command|status ; ; 1.2
occupancy_mode: occupancy command|mode|state|override|schedule|request|status ; zone occupied unoccupied terminal setPoint ; 0
occupancy_mode: occupancy ; zone ; -0.8
illuminance: lux ; outside zone light level
lighting_cmd: light ; zone outside command status level output enable request state mode schedule override power position occupied ; 0
weather_other: wind|rain|sun ; speed weather building outside level status alarm temp power air pressure ; 0.6
# Electricity and meters
elec_power: power ; electric meter total phase peak demand building drive pump fan chiller supply light plant active ; 0
elec_power: demand electric|meter|building|power ; electric meter peak power building ; 0
elec_power: demand ; peak ; -1.2
elec_energy: energy ; electric meter total building phase power active supply light plant drive ; 0
elec_energy: electric meter ; total building ; -0.8
elec_current: current ; electric phase fan pump drive compressor supply return exhaust chilled hot condenser water air chiller ; 0
elec_other: voltage|powerFactor|reactive ; electric phase meter total power energy building supply demand peak average reactive ; 0.3
elec_other: frequency electric|meter|phase ; building ; 0
elec_other: frequency ; ; -1.2
other_meter: gas|steam|domestic|heat|cool|hot|chilled|water|condenser energy|meter|volume ; energy meter volume gas water heat cool hot chilled total supply return power condenser building level ; 0.4
other_meter: gas flow|power|demand|volume ; meter volume total power
other_meter: steam flow|power|pressure ; meter ; -0.4
other_meter: heat|cool power meter ; hot chilled water ; 0.2
other_meter: volume ; meter total ; -1.6
other_meter: meter ; total ; -1.2
# Fans, pumps, drives
fan_cmd: fan command|startStop|enable|call|request|output ; air supply return exhaust outside zone command startStop enable call request stage low high speed tower condenser occupied drive general smoke terminal heat cool auto ; 0.5
fan_cmd: fan ; air supply return exhaust outside zone tower condenser terminal ; -0.8
fan_status: fan status|state ; air supply return exhaust outside zone tower condenser pressure current status smoke drive speed stage auto general terminal electric startStop ; 0.5
fan_status: fan ; air supply return exhaust outside zone tower condenser terminal ; -0.9
pump_cmd: pump command|startStop|enable|call|request|leadLag|output ; water chilled hot condenser domestic heat cool primary command startStop enable call request return supply leadLag stage drive speed boiler chiller ; 0.5
pump_cmd: leadLag ; ; -0.6
pump_cmd: pump ; water chilled hot condenser domestic heat cool primary return supply ; -0.8
pump_status: pump status|state ; water chilled hot condenser domestic heat cool primary return supply pressure current status drive speed flow electric startStop boiler chiller ; 0.5
pump_status: pump ; water chilled hot condenser domestic heat cool primary return supply ; -0.9
motor_speed: speed ; fan pump drive command status output air water supply return exhaust chilled hot condenser tower primary minimum maximum outside frequency position terminal request setPoint ; 0.2
motor_speed: fan|pump output|frequency|position|percentOf ; fan pump drive air supply return exhaust chilled hot water condenser tower frequency output outside general ; -0.1
motor_speed: drive output|command|frequency|position|percentOf|status ; fan pump drive air supply return exhaust chilled hot water condenser tower frequency output command outside general ; -0.1
motor_speed: drive ; fan pump air supply return exhaust chilled hot water condenser tower outside ; -0.6
motor_speed: fan|pump frequency ; supply return exhaust air drive
drive_diag: drive torque|reference|temp|voltage|limit|identity|text|low|high|minimum|maximum ; fan pump current power speed frequency supply return exhaust air water hot chilled condenser torque reference temp voltage limit electric ; 0.4
drive_diag: torque ; fan pump ; 0.2
# Dampers and valves
damper_position: damper ; position command status output air zone return exhaust mixed bypass isolation terminal smoke low high minimum maximum supply enable fan request auto heat cool
outside_damper_position: outside damper ; position command status output air minimum maximum economizer mixed ahu setPoint ; 0.3
outside_damper_position: economizer output|command|position|damper|minimum ; outside air damper position command minimum ; 0.2
outside_damper_position: outside air minimum position ; ; 0.3
outside_damper_position: outside air minimum ; position ; -1.2
cooling_valve: cool|chilled valve ; position command output status coil water chilled cool air ahu supply terminal request
cooling_valve: cool output|position ; coil stage ahu terminal ; -0.4
cooling_valve: cool coil ; position ; -1.2
heating_valve: heat|hot|reheat|preheat valve ; position command output status coil water hot heat reheat preheat air terminal supply zone ahu exchanger steam request
heating_valve: exchanger|steam|boiler valve ; position command output status ; 0.2
heating_valve: heat|reheat|preheat output|position ; coil reheat preheat heat stage ahu terminal ; -0.4
heating_valve: heat coil ; reheat preheat position ; -1.2
heating_valve: reheat ; heat coil position ; -1.6
other_valve: valve ; position command output status bypass isolation water condenser chilled hot exchanger tower chiller boiler mixed return supply steam ; -0.5
other_valve: valve bypass|isolation|condenser|tower|chiller ; water chilled hot condenser position command output status tower ; 0.5
# Demands and modes
heating_demand: heat|hot|reheat request|demand|call|loopOut|capacity ; zone plant terminal request demand call stage boiler output water hot capacity reheat total ahu percentOf ; 0.5
heating_demand: heat ; zone terminal ; -1.6
cooling_demand: cool|chilled request|demand|call|loopOut ; zone plant terminal request demand call stage chiller output water chilled total ahu percentOf ; 0.5
cooling_demand: cool ; zone terminal ; -1.6
operating_mode: mode ; * ; 0
operating_mode: mode ; ahu terminal economizer plant status command state heat cool heatCool zone supply air outside ; 0.5
operating_mode: state ; * ; -0.5
operating_mode: heatCool ; mode state status terminal zone heat cool ; 0.6
operating_mode: economizer status|state|mode ; air outside ; 0.3
enable_cmd: enable ; * ; -0.2
enable_cmd: startStop ; * ; -1
enable_cmd: startStop|enable ; ahu chiller boiler tower plant heat cool economizer exchanger reset crac compressor condenser chilled hot command ; -0.4
run_status: status ; ahu chiller boiler tower compressor plant heat cool exchanger terminal stage chilled hot condenser crac preheat reheat economizer ; -0.2
run_status: chiller|boiler|tower|compressor|exchanger state|status ; chilled hot condenser cool heat stage ; 0.4
run_status: stage ; heat cool compressor chiller boiler status ; -1.2
run_status: compressor status|command|state ; stage chiller cool ; 0.3
run_time: runTime|starts|runHours ; fan pump drive chiller boiler compressor supply return exhaust total tower condenser chilled hot water heat air ; 0.6
run_time: runTime|starts ; * ; 0
equip_capacity: capacity ; chiller boiler compressor crac percentOf cool heat chilled hot stage total
equip_capacity: tons ; chiller total chilled water plant primary ; 0.2
equip_capacity: demand|output chiller|compressor|boiler|crac ; chilled hot ; -0.2
# Warnings and the rest
alarm: alarm ; * ; 0.6
alarm: alarm ; fan pump filter temp zone supply return air smoke low high pressure drive chiller status damper ; 0.8
filter: filter ; pressure status alarm air supply return fan ahu mixed tempDiff drop outside exhaust meter ; 1.8
manual_override: override ; * ; 0.4
load_shed: shed ; * ; 0.6
tuning_param: tuning ; * ; 0.6
tuning_param: delay ; * ; -0.4
tuning_param: loopOut ; * ; -0.2
tuning_param: loopOut ; heat cool ; 0.7
tuning_param: economizer enable temp|enthalpy|dewPoint|moisture ; tempDiff air outside hum ; 0.5
tuning_param: limit ; * ; -0.9
tuning_param: reset minimum|maximum|low|high|setPoint|limit ; * ; -0.3
tuning_param: return temp setPoint ; air ahu ; -0.6
`

const isRole = (name: string): name is PointRole => (POINT_ROLES as readonly string[]).includes(name)

const readForm = (line: string): RoleForm => {
  const [role = '', rest = ''] = line.split(':')
  const [needs = '', takes = '', bonus = '0'] = rest.split(';').map((part) => part.trim())
  if (!isRole(role)) throw new Error(`There is no role "${role}".`)
  const needed = needs.split(/\s+/).map((need) => need.split('|'))
  const taken = takes.split(/\s+/).filter((concept) => concept !== '' && concept !== '*')
  for (const concept of [...needed.flat(), ...taken]) loudnessOf(concept)
  return { role, needs: needed, takes: new Set(taken), takesAll: takes.includes('*'), bonus: Number(bonus === '' ? 0 : bonus) }
}

/** All forms; a role has several. */
export const ROLE_FORMS: readonly RoleForm[] = FORMS.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map(readForm)
