/** What one unit of a meter's readings is in kWh, m3, kW or m3/h, and whether a meter can have that unit at all. */
import type { Measure, Medium, MeterSignal } from '../../../../../shared/domain/energy.ts'
import { message, type Message } from '../../../../../shared/message.ts'
import { UNITS } from '../../../../../shared/units.ts'

/** kWh of one unit. */
const ENERGY: Readonly<Record<string, number>> = {
  joules: 1 / 3.6e6, kilojoules: 1 / 3_600, megajoules: 1 / 3.6, wattHours: 0.001, kilowattHours: 1, megawattHours: 1_000, btus: 0.000_293_071, kiloBtus: 0.293_071, megaBtus: 293.071,
  therms: 29.307_1, tonHours: 3.516_853,
}
/** kW of one unit. */
const POWER: Readonly<Record<string, number>> = {
  milliwatts: 1e-6, watts: 0.001, kilowatts: 1, megawatts: 1_000, btusPerHour: 0.000_293_071, kiloBtusPerHour: 0.293_071, horsepower: 0.745_7, tonsRefrigeration: 3.516_853, joulePerHours: 1 / 3.6e6,
}
/** m3 of one unit. */
const VOLUME: Readonly<Record<string, number>> = {
  cubicMeters: 1, liters: 0.001, milliliters: 1e-6, cubicFeet: 0.028_316_85, imperialGallons: 0.004_546_09, usGallons: 0.003_785_412,
}
/** m3/h of one unit. */
const FLOW: Readonly<Record<string, number>> = {
  cubicMetersPerHour: 1, cubicMetersPerMinute: 60, cubicMetersPerSecond: 3_600, cubicMetersPerDay: 1 / 24, litersPerHour: 0.001, litersPerMinute: 0.06, litersPerSecond: 3.6, millilitersPerSecond: 0.003_6,
  cubicFeetPerSecond: 101.940_6, cubicFeetPerMinute: 1.699_011, cubicFeetPerHour: 0.028_316_85, cubicFeetPerDay: 0.028_316_85 / 24, usGallonsPerMinute: 0.227_124_7, usGallonsPerHour: 0.003_785_412,
  imperialGallonsPerMinute: 0.272_765_4,
}

export interface UnitReading {
  readonly signal: 'counter' | 'rate'
  readonly measure: Measure
  /** kWh or m3, kW or m3/h of one unit. */
  readonly scale: number
}

/** What a BACnet unit says of a meter; null where no meter has that unit. */
export const readUnit = (units: number | null): UnitReading | null => {
  const name = units === null ? undefined : UNITS[units]?.name
  if (name === undefined) return null
  if (name in ENERGY) return { signal: 'counter', measure: 'energy', scale: ENERGY[name] as number }
  if (name in POWER) return { signal: 'rate', measure: 'energy', scale: POWER[name] as number }
  if (name in VOLUME) return { signal: 'counter', measure: 'volume', scale: VOLUME[name] as number }
  return name in FLOW ? { signal: 'rate', measure: 'volume', scale: FLOW[name] as number } : null
}

/** Units that say nothing: none at all, `noUnits`, or those of pulses and plain numbers. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['none'])

/** What is wrong with the unit of a meter of this medium and signal; null when nothing is. */
export const unitProblem = (units: number | null, medium: Medium, measure: Measure, signal: MeterSignal): Message | null => {
  const unit = units === null ? undefined : UNITS[units]
  if (unit === undefined || SAYS_NOTHING.has(unit.quantity)) return signal === 'pulse' ? null : message('meter.problem.noUnit')
  const read = readUnit(units)
  if (read === null) return message('meter.problem.unit', { unit: unit.symbol === '' ? unit.name : unit.symbol })
  if (read.measure !== measure || (signal !== 'pulse' && read.signal !== signal)) return message('meter.problem.otherUnit', { unit: unit.symbol })
  if (measure === 'volume' && medium === 'electricity') return message('meter.problem.unit', { unit: unit.symbol })
  return null
}

/** m3/h of one unit of a flow; 1 where the unit is none of a flow. */
export const flowScale = (units: number | null): number => {
  const read = readUnit(units)
  return read?.measure === 'volume' && read.signal === 'rate' ? read.scale : 1
}

const FAHRENHEIT = 64

/** Kelvin of one degree. */
export const kelvinOf = (units: number | null): number => (units === FAHRENHEIT ? 5 / 9 : 1)
