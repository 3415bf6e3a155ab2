/** Savings of a reporting period: what the baseline expects under the period's own weather and days, less what was measured, with its uncertainty. */
import type { SavingsVerdict } from '../../../../../shared/domain/energy-baseline.ts'
import type { Message } from '../../../../../shared/message.ts'
import type { EnergyPeriods } from './baseline-periods.ts'
import { usablePeriods } from './baseline-periods.ts'
import { fitRefusals, reportRefusals } from './claim-limits.ts'
import type { FitOptions } from './fit-baseline.ts'
import { independentPeriods, type FitQuality } from './fit-quality.ts'
import { expectedOf, usesTemperature, type FittedBaseline } from './fitted-baseline.ts'
import { studentHalfWidth } from './student.ts'

/** Confidence of the interval that is told. */
export const SAVINGS_CONFIDENCE = 0.9
/** A difference is told from none where its uncertainty at 68 % is at most this share of it (Guideline 14-2014, 4.2.2.1). */
export const SIGNIFICANT_AT = 0.5
const SIGNIFICANT_CONFIDENCE = 0.68
/** Scatter and the model's own coefficients together, over scatter alone (Guideline 14-2014, B-14; Reddy and Claridge 2000): right for reports of 0.6 times the baseline. */
const MODEL_FACTOR = 1.26

export interface Savings {
  readonly startsMs: Float64Array
  /** Measured and expected energy of each period, NaN where not known. */
  readonly measured: Float64Array
  readonly expected: Float64Array
  /** Indices of the periods in which both are known: they alone count. */
  readonly used: readonly number[]
  /** Saved since the start; periods that are not known add nothing. */
  readonly cumulative: Float64Array
  /** Over the periods in which both are known. */
  readonly measuredTotal: number
  readonly expectedTotal: number
  /** expected - measured; null when refused. */
  readonly saved: number | null
  /** saved / expected. */
  readonly savedShare: number | null
  /** Half-width of the 90 % interval, in the energy's unit. Told of a refused claim too, where it is known. */
  readonly uncertainty: number | null
  /** Uncertainty at 68 % confidence / |saved|: Guideline 14 wants 0.5 or less. null when refused, or nothing was saved at all. */
  readonly fractionalUncertainty: number | null
  readonly verdict: SavingsVerdict
  readonly coverage: number
  readonly refusals: readonly Message[]
}

/** Nothing is claimed (`saved` null, `refusals` say why) when the fit, the coverage or the temperatures do not carry it; the series are there all the same. */
export const savingsOf = (baseline: FittedBaseline, periods: EnergyPeriods, options: FitOptions): Savings => {
  const expected = expectedOf(baseline.model, periods, options.calendar, options.isHoliday)
  const used = usablePeriods(periods, usesTemperature(baseline.model)).filter((i) => Number.isFinite(expected[i]))
  const known = new Set(used)
  const cumulative = new Float64Array(periods.startsMs.length)
  let [measuredTotal, expectedTotal, saved] = [0, 0, 0]
  for (let i = 0; i < cumulative.length; i++) {
    if (known.has(i)) {
      measuredTotal += periods.energy[i] as number
      expectedTotal += expected[i] as number
      saved = expectedTotal - measuredTotal
    }
    cumulative[i] = saved
  }
  const refusals = [...fitRefusals(baseline), ...reportRefusals(baseline, periods, used)]
  const uncertainty = used.length === 0 ? null : uncertaintyOf(baseline, used.length, expectedTotal)
  const claimed = refusals.length === 0 && used.length > 0
  const fractionalUncertainty = claimed && saved !== 0 ? uncertaintyOf(baseline, used.length, expectedTotal, SIGNIFICANT_CONFIDENCE) / Math.abs(saved) : null
  return {
    startsMs: periods.startsMs, measured: periods.energy, expected, used, cumulative, measuredTotal, expectedTotal,
    saved: claimed ? saved : null,
    savedShare: claimed && expectedTotal !== 0 ? saved / expectedTotal : null,
    uncertainty,
    fractionalUncertainty,
    verdict: !claimed ? 'refused' : fractionalUncertainty === null || !(fractionalUncertainty <= SIGNIFICANT_AT) ? 'unclear' : saved > 0 ? 'saved' : 'more',
    coverage: periods.startsMs.length === 0 ? 0 : used.length / periods.startsMs.length,
    refusals,
  }
}

/**
 * Half-width of the interval of `expectedTotal` over `reported` periods: of hours the larger of what the hours and what their days say, as
 * the neighbouring hour alone makes the interval of hourly models too narrow (Touzani et al. 2019).
 */
const uncertaintyOf = ({ quality, dayQuality }: FittedBaseline, reported: number, expectedTotal: number, confidence = SAVINGS_CONFIDENCE): number => {
  const byPeriods = relativeUncertainty(quality, reported, confidence)
  const byDays = dayQuality === null ? 0 : relativeUncertainty(dayQuality, Math.max(1, reported / 24), confidence)
  return Math.max(byPeriods, byDays) * Math.abs(expectedTotal)
}

/**
 * Guideline 14-2014, B-14, over the expected total: t 1.26 CV sqrt((n / n') (1 + 2 / n') / m), n' independent periods of n by the residuals' autocorrelation.
 * The mean of a model of n periods is uncertain by sigma / sqrt(n), so a sum over m periods of like weather has the variance sigma^2 m (1 + m / n): where that
 * is more than 1.26 allows (m > 0.59 n; a year by a year: 1.41) its root stands for 1.26, or intervals of 90 % would hold 86 %.
 * The fractional uncertainty of savings is this over the saved share.
 * @param reported m, periods of the reporting period
 */
export const relativeUncertainty = ({ periods, parameters, cvRmse, autocorrelation }: FitQuality, reported: number, confidence = SAVINGS_CONFIDENCE): number => {
  const independent = independentPeriods(periods, autocorrelation)
  const t = studentHalfWidth(confidence, Math.max(1, periods - parameters))
  return t * Math.max(MODEL_FACTOR, Math.sqrt(1 + reported / periods)) * cvRmse * Math.sqrt(((periods / independent) * (1 + 2 / independent)) / reported)
}
