/**
 * What of the monthly charge on the highest window was saved. A model of hours runs below the peaks it was fitted to, so the peak it expects of a month is raised by
 * what the months of the baseline peaked above it; how much those months differ is the uncertainty.
 */
import { monthSharesOf, monthStartLocal } from '../tariff/local-months.ts'
import { studentHalfWidth } from './student.ts'

export interface HoursAgainst {
  readonly startsMs: Float64Array
  /** kWh or m3 of each hour; NaN = not known. */
  readonly measured: Float64Array
  readonly expected: Float64Array
}

export interface DemandSavings {
  /** In the tariff's currency. */
  readonly cost: number
  /** Half of its 90 % interval. */
  readonly uncertainty: number
  /** Months that are counted, and months of the baseline that tell how peaks stand to the model. */
  readonly months: number
  readonly learntFrom: number
}

export interface DemandBilling {
  readonly localMs: (timeMs: number) => number
  readonly fromMs: number
  readonly toMs: number
  /** Price of one kW (m3/h) of a month's highest window, of a local month; NaN where no version is in force. */
  readonly chargeOf: (monthLocal: number) => number
  /** Highest window that was billed in a local month over its highest hour; 1 where it is not known. */
  readonly windowRatioOf: (monthLocal: number, highestHour: number) => number
}

/** A month of which fewer hours are known may have peaked in the others. */
const LEAST_KNOWN = 0.9
/** Months of the baseline that must tell how peaks stand to the model. */
const LEAST_MONTHS = 3
const CONFIDENCE = 0.9
const HOUR_MS = 3_600_000

/** null with fewer than three full months of baseline, or none to report: peaks cannot be told. */
export const demandSavings = (baseline: HoursAgainst, report: HoursAgainst, billing: DemandBilling): DemandSavings | null => {
  const { localMs, fromMs, toMs, chargeOf, windowRatioOf } = billing
  const first = baseline.startsMs[0]
  if (first === undefined) return null
  const ratios = peaksOf(baseline, localMs, localMs(first), localMs((baseline.startsMs.at(-1) as number) + HOUR_MS)).flatMap(({ measured, expected }) => (expected > 0 ? [measured / expected] : []))
  const months = peaksOf(report, localMs, localMs(fromMs), localMs(toMs)).filter(({ monthLocal }) => !Number.isNaN(chargeOf(monthLocal)))
  if (ratios.length < LEAST_MONTHS || months.length === 0) return null
  const ratio = ratios.reduce((sum, each) => sum + each, 0) / ratios.length
  const variance = ratios.reduce((sum, each) => sum + (each - ratio) ** 2, 0) / (ratios.length - 1)
  let [cost, weights, squares] = [0, 0, 0]
  for (const { monthLocal, share, measured, expected } of months) {
    const price = share * chargeOf(monthLocal) * windowRatioOf(monthLocal, measured)
    cost += price * (ratio * expected - measured)
    weights += price * expected
    squares += (price * expected) ** 2
  }
  // Each month strays by itself; what is not known of the mean ratio is the same for all.
  return { cost, uncertainty: studentHalfWidth(CONFIDENCE, ratios.length - 1) * Math.sqrt(variance * (squares + weights ** 2 / ratios.length)), months: months.length, learntFrom: ratios.length }
}

interface MonthPeaks {
  readonly monthLocal: number
  readonly share: number
  readonly measured: number
  readonly expected: number
}

/** The highest hour of each local month, measured and expected, of months that are known well enough. */
const peaksOf = ({ startsMs, measured, expected }: HoursAgainst, localMs: (timeMs: number) => number, fromLocal: number, toLocal: number): MonthPeaks[] => {
  const found = new Map<number, { known: number; measured: number; expected: number }>()
  for (let i = 0; i < startsMs.length; i++) {
    if (Number.isNaN(measured[i]) || Number.isNaN(expected[i])) continue
    const monthLocal = monthStartLocal(localMs(startsMs[i] as number))
    const own = found.get(monthLocal) ?? { known: 0, measured: Number.NEGATIVE_INFINITY, expected: Number.NEGATIVE_INFINITY }
    found.set(monthLocal, { known: own.known + 1, measured: Math.max(own.measured, measured[i] as number), expected: Math.max(own.expected, expected[i] as number) })
  }
  return monthSharesOf(fromLocal, toLocal).flatMap(({ monthLocal, share }) => {
    const own = found.get(monthLocal)
    const hours = (share * (monthStartLocal(monthLocal, 1) - monthLocal)) / HOUR_MS
    return own === undefined || own.known < LEAST_KNOWN * hours ? [] : [{ monthLocal, share, measured: own.measured, expected: own.expected }]
  })
}
