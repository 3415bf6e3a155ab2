/**
 * What a role lets be expected before anything is learnt: the range a healthy point of it stays in, and how far it moves at once on a day not seen yet.
 *
 * Ranges are choices, wider than what plant is designed for: rooms ASHRAE 55 (about 19..28 °C) with room for unheated and hot ones; air handlers and water the
 * usual reset limits of ASHRAE Guideline 36 and of boilers and chillers with plant at rest beside (water then takes the temperature of its room); outdoor air
 * the climates people build in; CO2 from below outdoor air (ASHRAE 62.1) to the end of usual sensors; duct pressures the span of usual transmitters.
 * Jumps are choices too, checked on healthy first days of the simulated building.
 */
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { unitQuantity, type QuantityKind } from '../../../../shared/units.ts'
import { pascalsPer } from '../quality/limits.ts'

/** In the point's unit. An infinite limit is none; an infinite jump is not judged. */
export interface RoleExpectation {
  readonly low: number
  readonly high: number
  /** Beyond all that was seen, within an hour or so. */
  readonly jump: number
}

interface Row extends RoleExpectation {
  readonly quantity: QuantityKind
}

const row = (quantity: QuantityKind, low: number, high: number, jump: number): Row => ({ quantity, low, high, jump })

/** Temperatures in °C and K, humidity in %, CO2 in ppm, pressures in Pa. */
const BY_ROLE: Partial<Record<PointRole, Row>> = {
  outside_air_temp: row('temperature', -45, 55, 10),
  zone_air_temp: row('temperature', 5, 45, 8),
  supply_air_temp: row('temperature', -5, 60, 30),
  return_air_temp: row('temperature', -5, 50, 10),
  mixed_air_temp: row('temperature', -35, 50, 30),
  chilled_water_supply_temp: row('temperature', 0, 35, 25),
  chilled_water_return_temp: row('temperature', 0, 40, 25),
  hot_water_supply_temp: row('temperature', 5, 120, Infinity),
  hot_water_return_temp: row('temperature', 5, 110, Infinity),
  air_humidity: row('relativeHumidity', 3, Infinity, 45),
  outside_air_humidity: row('relativeHumidity', 3, Infinity, 60),
  co2: row('concentration', 300, 5_000, 900),
  air_pressure: row('pressure', -3_000, 5_000, Infinity),
}

/** Where the role is not sure: plant may be behind it, and only what no start of plant does is told. */
const BY_QUANTITY: Partial<Record<QuantityKind, Row>> = {
  temperature: row('temperature', -Infinity, Infinity, 45),
  relativeHumidity: row('relativeHumidity', -Infinity, Infinity, 70),
  concentration: row('concentration', -Infinity, Infinity, 1_500),
}

interface Scale {
  readonly factor: number
  readonly offset: number
}

const AS_IT_IS: Scale = { factor: 1, offset: 0 }
/** °C, K, °F. */
const TEMPERATURES: Readonly<Record<number, Scale>> = { 62: AS_IT_IS, 63: { factor: 1, offset: 273.15 }, 64: { factor: 1.8, offset: 32 } }
const PARTS_PER_MILLION = 96

/** null where nothing can be said: another quantity than the role's, or a unit nobody converts. `role` must be sure. */
export const expectationOf = (role: PointRole | null, units: number | null): RoleExpectation | null => {
  const quantity = unitQuantity(units)
  const own = role === null ? undefined : BY_ROLE[role]
  const found = own?.quantity === quantity ? own : BY_QUANTITY[quantity]
  const scale = found === undefined ? null : scaleOf(units, quantity)
  if (found === undefined || scale === null) return null
  return { low: found.low * scale.factor + scale.offset, high: found.high * scale.factor + scale.offset, jump: found.jump * scale.factor }
}

/** From the table's unit to the point's. */
const scaleOf = (units: number | null, quantity: QuantityKind): Scale | null => {
  if (quantity === 'temperature') return units === null ? null : (TEMPERATURES[units] ?? null)
  if (quantity === 'concentration') return units === PARTS_PER_MILLION ? AS_IT_IS : null
  if (quantity !== 'pressure') return AS_IT_IS
  const pascals = pascalsPer(units)
  return pascals === null ? null : { factor: 1 / pascals, offset: 0 }
}
