/** Units that interval data and weather come in, and what one of them is in kWh, m3 (an hour) or °C. */
import type { EnergyImportMapping } from './domain/energy-import.ts'

type Values = EnergyImportMapping['values']

/** What a value becomes: kWh or m3 (of an interval, or a total), kW or m3/h (of the moment), or °C. */
export type IntervalMeasure = 'energy' | 'volume' | 'temperature'

export interface IntervalUnit {
  /** As it is written. */
  readonly symbol: string
  readonly measure: IntervalMeasure
  /** Amounts are counted, rates last; temperatures are neither. */
  readonly kind: 'amount' | 'rate' | 'level'
  /** Value x factor + offset = kWh, m3, kW, m3/h or °C. */
  readonly factor: number
  readonly offset: number
}

const unit = (symbol: string, measure: IntervalMeasure, kind: IntervalUnit['kind'], factor: number, offset = 0): IntervalUnit => ({ symbol, measure, kind, factor, offset })

/** kWh of one BTU (International Table), from 1 BTU = 1055.05585262 J. */
const BTU_KWH = 1055.055_852_62 / 3_600_000
/** kW of one ton of refrigeration: 12,000 BTU/h. */
const TON_KW = 12_000 * BTU_KWH
const CUBIC_FOOT_M3 = 0.028_316_846_592
const US_GALLON_M3 = 0.003_785_411_784

export const INTERVAL_UNITS: readonly IntervalUnit[] = [
  unit('kWh', 'energy', 'amount', 1), unit('Wh', 'energy', 'amount', 0.001), unit('MWh', 'energy', 'amount', 1_000), unit('GWh', 'energy', 'amount', 1e6),
  unit('kJ', 'energy', 'amount', 1 / 3_600), unit('MJ', 'energy', 'amount', 1 / 3.6), unit('GJ', 'energy', 'amount', 1_000 / 3.6),
  unit('BTU', 'energy', 'amount', BTU_KWH), unit('kBTU', 'energy', 'amount', BTU_KWH * 1_000), unit('MMBTU', 'energy', 'amount', BTU_KWH * 1e6), unit('therm', 'energy', 'amount', BTU_KWH * 1e5),
  unit('ton-h', 'energy', 'amount', TON_KW),
  unit('kW', 'energy', 'rate', 1), unit('W', 'energy', 'rate', 0.001), unit('MW', 'energy', 'rate', 1_000), unit('BTU/h', 'energy', 'rate', BTU_KWH), unit('kBTU/h', 'energy', 'rate', BTU_KWH * 1_000), unit('ton', 'energy', 'rate', TON_KW),
  unit('m³', 'volume', 'amount', 1), unit('l', 'volume', 'amount', 0.001), unit('ft³', 'volume', 'amount', CUBIC_FOOT_M3), unit('CCF', 'volume', 'amount', CUBIC_FOOT_M3 * 100), unit('gal', 'volume', 'amount', US_GALLON_M3),
  unit('m³/h', 'volume', 'rate', 1), unit('l/s', 'volume', 'rate', 3.6), unit('l/min', 'volume', 'rate', 0.06), unit('cfm', 'volume', 'rate', CUBIC_FOOT_M3 * 60), unit('gpm', 'volume', 'rate', US_GALLON_M3 * 60),
  unit('°C', 'temperature', 'level', 1), unit('°F', 'temperature', 'level', 5 / 9, -160 / 9), unit('K', 'temperature', 'level', 1, -273.15),
]

/** Spellings of the same: without spaces, marks and case. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s._*-]/g, '').replaceAll('³', '3').replaceAll('°', '').replace(/^deg(rees?)?/, '')

const OTHER_NAMES: Readonly<Record<string, string>> = {
  c: '°C', celsius: '°C', f: '°F', fahrenheit: '°F', kelvin: 'K', kwhs: 'kWh', kilowatthours: 'kWh', watthours: 'Wh', therms: 'therm', thm: 'therm', tonh: 'ton-h', tonhours: 'ton-h',
  tonnehours: 'ton-h', tons: 'ton', litres: 'l', liters: 'l', cubicmeters: 'm³', cubicmetres: 'm³', gallons: 'gal', ccf: 'CCF', cf: 'ft³', kilowatts: 'kW', watts: 'W',
}

const BY_NAME = new Map(INTERVAL_UNITS.map((one) => [plain(one.symbol), one]))

/** The unit that a text names; undefined where it is none of them. Megawatts and milliwatts differ by case: `MW`, never `mW`. */
export const intervalUnit = (text: string): IntervalUnit | undefined => {
  const exact = INTERVAL_UNITS.find(({ symbol }) => symbol === text.trim())
  if (exact !== undefined) return exact
  if (/^m[wW]h?$/.test(text.trim())) return undefined
  const name = plain(text)
  return BY_NAME.get(plain(OTHER_NAMES[name] ?? name))
}

/** What kind of unit values of a kind need. */
export const unitKindOf = (values: Values): IntervalUnit['kind'] => (values === 'power' ? 'rate' : values === 'temperature' ? 'level' : 'amount')

/** The unit a heading names, in brackets or as its last word: `Usage (kWh)`, `Import [kWh]`, `Demand kW`. */
export const unitOfHeading = (heading: string): IntervalUnit | undefined => {
  const bracketed = /[([{]([^)\]}]+)[)\]}]/.exec(heading)?.[1]
  if (bracketed !== undefined) return intervalUnit(bracketed)
  const words = heading.split(/[\s_/,:]+/).filter((word) => word !== '')
  return words.length < 2 && intervalUnit(heading) === undefined ? undefined : intervalUnit(words.at(-1) ?? '')
}
