/** What energy costs and emits: tariffs by time of use with a demand and a standing charge, in versions by date, and what a period of a meter comes to. */
import type { Measure, Medium } from './energy.ts'

/** Times of the week and year with a price of their own. */
export interface TariffPeriod {
  readonly name: string
  /** Of one kWh or m3, in the tariff's currency. */
  readonly price: number
  /** Monday 0 to Sunday 6; empty = every day. The day is the one on which the minute itself lies, also where a period runs over midnight. */
  readonly weekdays: readonly number[]
  /** 1..12; empty = all year. */
  readonly months: readonly number[]
  /** Minutes of the local day, quarters of an hour; `toMinute` not after `fromMinute` runs over midnight. 0 to 1440 = all day. */
  readonly fromMinute: number
  readonly toMinute: number
}

export interface TariffVersion {
  /** Local date from which it holds, `2026-01-01`. */
  readonly validFrom: string
  /** Price of what no period covers. */
  readonly price: number
  /** The first that fits counts. */
  readonly periods: readonly TariffPeriod[]
  /** The site's entered holidays are priced as Sundays. */
  readonly holidaysAsSundays: boolean
  /** Per kW (m3/h) of the month's highest demand window, a month. */
  readonly demandCharge: number
  /** A month, whatever is used. */
  readonly standingCharge: number
  /** kWh in a m3 of gas as it is billed, for meters in m3 under a tariff in kWh; null = not known. */
  readonly kwhPerM3: number | null
  /** kg of CO2 (equivalent) per kWh or m3; null = not known. */
  readonly co2KgPerUnit: number | null
  /** Where that factor is from. */
  readonly co2Source: string
}

export interface Tariff {
  readonly id: number
  readonly name: string
  readonly medium: Medium
  /** What its prices are of: kWh or m3. */
  readonly measure: Measure
  /** ISO 4217. */
  readonly currency: string
  /** Meters it holds for; empty = all of the medium that no other tariff names. */
  readonly meterIds: readonly number[]
  /** Ascending by date, at least one. */
  readonly versions: readonly TariffVersion[]
}

/** A change of tariffs kept for good. */
export interface TariffChange {
  readonly id: number
  readonly atMs: number
  readonly who: string
  readonly tariffId: number
  readonly what: 'made' | 'changed' | 'removed'
  readonly before: Tariff | null
  readonly after: Tariff | null
  readonly undone: boolean
}

/** Energy that was used at one price. */
export interface CostLine {
  /** Name of the period; empty = the price of all other times. */
  readonly period: string
  readonly price: number
  /** kWh or m3, as the tariff counts. */
  readonly amount: number
  readonly cost: number
}

/** What the highest window of a month costs; it accrues evenly over the month's days. */
export interface DemandLine {
  /** Local date, `2026-01-01`. */
  readonly month: string
  /** kW or m3/h of the month so far, and when; null = no window was measured. */
  readonly peak: number | null
  readonly peakAtMs: number | null
  readonly charge: number
  /** Share of the month that the period takes, 0..1. */
  readonly share: number
  readonly cost: number
}

/** What a meter's period cost and emitted. Only what is known is counted; nothing stands in for hours that are not. */
export interface CostReport {
  readonly meterId: number
  readonly tariffId: number
  readonly fromMs: number
  readonly toMs: number
  readonly currency: string
  readonly measure: Measure
  readonly energy: readonly CostLine[]
  readonly demand: readonly DemandLine[]
  readonly energyCost: number
  readonly demandCost: number
  readonly standingCost: number
  readonly total: number
  /** null where a version has no factor. */
  readonly co2Kg: number | null
  /** `validFrom` of the versions that were in force. */
  readonly versions: readonly string[]
  /** kWh or m3 of the meter that have a price. */
  readonly priced: number
  /** kWh or m3 of the meter before the first version: in no cost. */
  readonly unpriced: number
  /** Share of the hours or days whose energy is known, 0..1. */
  readonly known: number
}
