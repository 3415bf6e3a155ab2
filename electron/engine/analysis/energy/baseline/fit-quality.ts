/** How well a model follows what was measured: CV(RMSE), NMBE, R2, autocorrelation (ASHRAE Guideline 14-2014, 4.3 and annex B). */

export interface FitQuality {
  /** Periods and parameters. */
  readonly periods: number
  readonly parameters: number
  /** Root of the squared residuals over degrees of freedom, over the mean of what was measured: 0.2 = 20 %. NaN where the mean is 0 or no freedom is left. */
  readonly cvRmse: number
  /** Sum of (measured - model) over degrees of freedom and mean: > 0 = the model is too low. */
  readonly nmbe: number
  /** Share of the variance that the model explains. */
  readonly r2: number
  /** Of residuals one period apart, -1..1. */
  readonly autocorrelation: number
  /** Mean of what was measured, in its unit. */
  readonly mean: number
}

/** Both as long as each other, in the order of time, finite. */
export const fitQualityOf = (measured: Float64Array, modelled: Float64Array, parameters: number): FitQuality => {
  const periods = measured.length
  const freedom = periods - parameters
  let [sum, error, squares] = [0, 0, 0]
  for (let i = 0; i < periods; i++) {
    const residual = (measured[i] as number) - (modelled[i] as number)
    sum += measured[i] as number
    error += residual
    squares += residual * residual
  }
  const mean = sum / periods
  let variance = 0
  for (const value of measured) variance += (value - mean) ** 2
  const usable = freedom > 0 && mean !== 0
  return {
    periods, parameters, mean,
    cvRmse: usable ? Math.sqrt(squares / freedom) / Math.abs(mean) : Number.NaN,
    nmbe: usable ? error / (freedom * mean) : Number.NaN,
    r2: variance > 0 ? 1 - squares / variance : Number.NaN,
    autocorrelation: lagOne(measured, modelled),
  }
}

const lagOne = (measured: Float64Array, modelled: Float64Array): number => {
  let [products, squares, before] = [0, 0, Number.NaN]
  for (let i = 0; i < measured.length; i++) {
    const residual = (measured[i] as number) - (modelled[i] as number)
    if (i > 0) products += residual * before
    squares += residual * residual
    before = residual
  }
  return squares > 0 ? products / squares : 0
}

/** Independent periods that so many dependent ones are worth: n (1 - r) / (1 + r), at least 1 (Reddy and Claridge 2000). Negative r counts as none. */
export const independentPeriods = (periods: number, autocorrelation: number): number => {
  const r = Math.min(0.999, Math.max(0, autocorrelation))
  return Math.max(1, (periods * (1 - r)) / (1 + r))
}
