/** What a kWh or m3 costs in each hour of the week by the tariff in force, as a mean over a year of months and holidays: what savings to come are worth. Charges by demand and month are no part of it. */
import type { Measure } from '../../../../../shared/domain/energy.ts'
import type { Tariff } from '../../../../../shared/domain/tariff.ts'
import { weekdayLocal } from '../../calendar.ts'
import { hourPrices, versionAt, type TariffTimes } from './hour-prices.ts'

const HOUR_MS = 3_600_000
const HOURS_A_WEEK = 168
/** Priced between two stops. */
const AT_ONCE = 24 * 14

/** Sums values of hours by the hour of the local week, Monday 0 h first. NaN values are left out. */
export const byHourOfWeek = (startsMs: Float64Array, values: Float64Array, calendar: TariffTimes['calendar']): { readonly sums: Float64Array; readonly counts: Float64Array } => {
  const sums = new Float64Array(HOURS_A_WEEK)
  const counts = new Float64Array(HOURS_A_WEEK)
  for (const [i, startMs] of startsMs.entries()) {
    const value = values[i] as number
    if (Number.isNaN(value)) continue
    const local = calendar.localMs(startMs)
    const at = weekdayLocal(local) * 24 + Math.floor((((local / HOUR_MS) % 24) + 24) % 24)
    sums[at] = (sums[at] as number) + value
    counts[at] = (counts[at] as number) + 1
  }
  return { sums, counts }
}

/** Yields every fortnight of hours. null where no version is in force at `atMs`, or it cannot price the measure. @param fromMs start of an hour; a year before `atMs` */
export function* weekPrices(tariff: Tariff, measure: Measure, fromMs: number, atMs: number, times: TariffTimes): Generator<undefined, Float64Array | null> {
  const version = versionAt(tariff, times.calendar.localMs(atMs))
  if (version === undefined) return null
  // As if it had been in force all the year.
  const always: Tariff = { ...tariff, versions: [{ ...version, validFrom: '1970-01-01' }] }
  const sums = new Float64Array(HOURS_A_WEEK)
  const counts = new Float64Array(HOURS_A_WEEK)
  for (let hourMs = fromMs; hourMs < atMs; hourMs += AT_ONCE * HOUR_MS) {
    const startsMs = Float64Array.from({ length: Math.min(AT_ONCE, Math.ceil((atMs - hourMs) / HOUR_MS)) }, (_, i) => hourMs + i * HOUR_MS)
    const part = byHourOfWeek(startsMs, hourPrices(always, measure, startsMs, times).price, times.calendar)
    for (const [at, sum] of part.sums.entries()) {
      sums[at] = (sums[at] as number) + sum
      counts[at] = (counts[at] as number) + (part.counts[at] as number)
    }
    yield undefined
  }
  return counts.every((count) => count > 0) ? sums.map((sum, at) => sum / (counts[at] as number)) : null
}
