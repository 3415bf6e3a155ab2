/** What energy costs and emits: tariffs by time of use with a demand charge, versions by date. Prices in the tariff's currency per kWh (m3 for volumes). */
import type { Medium } from './energy.ts'

export interface TariffPeriod {
  readonly name: string
  /** Price of one kWh or m3. */
  readonly price: number
  /** Weekdays, Monday 0; empty = all. */
  readonly weekdays: readonly number[]
  /** Months 1..12; empty = all. */
  readonly months: readonly number[]
  /** Minutes of the local day; from > to wraps over midnight; 0..1440 = all day. */
  readonly fromMinute: number
  readonly toMinute: number
  /** Also on the site's holidays; false = holidays are priced as Sundays. */
  readonly holidays: boolean
}

export interface TariffVersion {
  /** Local date as 00:00 UTC from which it holds. */
  readonly validFromMs: number
  /** The first that fits counts; what none fits costs `price`. */
  readonly periods: readonly TariffPeriod[]
  readonly price: number
  /** Per kW of the month's highest demand window, and share of the highest month of the last twelve that is paid at least (0..1). */
  readonly demandCharge: number
  readonly demandRatchet: number
  /** A month. */
  readonly fixedCharge: number
  /** Share on top of everything, 0.19 = 19 %. */
  readonly tax: number
  /** kg CO2 per kWh or m3. */
  readonly co2KgPerUnit: number
}

export interface Tariff {
  readonly id: number
  readonly name: string
  readonly medium: Medium
  /** ISO 4217, e.g. EUR. */
  readonly currency: string
  /** Meters it holds for; empty = all of the medium that no other tariff names. */
  readonly meterIds: readonly number[]
  /** Ascending by date, at least one. */
  readonly versions: readonly TariffVersion[]
}

export interface CostReport {
  readonly meterId: number
  readonly tariffId: number
  readonly fromMs: number
  readonly toMs: number
  readonly currency: string
  /** By the name of the period; the rest under ''. */
  readonly energy: readonly { readonly period: string; readonly amount: number; readonly cost: number }[]
  readonly demandCost: number
  readonly fixedCost: number
  readonly taxCost: number
  readonly total: number
  readonly co2Kg: number
}
