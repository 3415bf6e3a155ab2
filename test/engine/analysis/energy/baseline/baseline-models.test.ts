/** Change-point fits, standard errors and Student's t agree with scipy 1.x and statsmodels on a series that both sides make by the same formula. */
import { describe, expect, it } from 'vitest'
import { fitChangePoint, predictChangePoint } from '../../../../../electron/engine/analysis/energy/baseline/change-point.ts'
import { fitQualityOf, independentPeriods } from '../../../../../electron/engine/analysis/energy/baseline/fit-quality.ts'
import { fitLeastSquares } from '../../../../../electron/engine/analysis/energy/baseline/least-squares.ts'
import { studentHalfWidth, twoSidedProbability } from '../../../../../electron/engine/analysis/energy/baseline/student.ts'
import { fitTimeOfWeek, predictTimeOfWeek } from '../../../../../electron/engine/analysis/energy/baseline/time-of-week.ts'

const N = 120
const each = (of: (i: number) => number): Float64Array => Float64Array.from({ length: N }, (_, i) => of(i))
/** Rounded to a tenth like a sensor's, so that temperatures repeat. */
const T = each((i) => Math.round(10 * (10 - 14 * Math.cos((2 * Math.PI * i) / 120) + 3 * Math.sin(i * 1.7))) / 10)
const error = (i: number): number => 4 * Math.sin(i * 2.3) + 3 * Math.cos(i * 0.9)
const at = (i: number): number => T[i] as number
const heating = each((i) => 50 + 7 * Math.max(0, 13.3 - at(i)) + error(i))
const joined = each((i) => 120 + 2 * Math.max(0, 12 - at(i)) + 8 * Math.max(0, at(i) - 12) + error(i))
const both = each((i) => 200 + 9 * Math.max(0, 8 - at(i)) + 6 * Math.max(0, at(i) - 17) + error(i))

describe('least squares', () => {
  it('give the line of statsmodels OLS with its standard errors', () => {
    const { coefficients, standardErrors } = fitLeastSquares([each(() => 1), T], heating)
    expect(coefficients[0]).toBeCloseTo(139.00929607, 6)
    expect(coefficients[1]).toBeCloseTo(-4.50109723, 7)
    expect(standardErrors[0]).toBeCloseTo(2.02616675, 6)
    expect(standardErrors[1]).toBeCloseTo(0.14242042, 7)
  })

  it('leave a column out that says what others say, and fit as well without it', () => {
    const { coefficients, standardErrors, rank, sse } = fitLeastSquares([each(() => 1), T, T.map((one) => 2 * one + 3)], heating)
    expect(rank).toBe(2)
    expect([coefficients[2], standardErrors[2]]).toEqual([0, Number.NaN])
    expect(sse).toBeCloseTo(fitLeastSquares([each(() => 1), T], heating).sse, 6)
  })
})

describe('Student', () => {
  it('has the quantiles of scipy.stats.t.ppf(0.95, [1, 5, 30, 1000])', () => {
    expect([1, 5, 30, 1_000].map((freedom) => Number(studentHalfWidth(0.9, freedom).toFixed(8)))).toEqual([6.31375151, 2.01504837, 1.69726089, 1.64637882])
  })

  it('has the two-sided probabilities of scipy.stats.t.sf', () => {
    expect(twoSidedProbability(2, 10)).toBeCloseTo(0.07338803, 8)
    expect(twoSidedProbability(-3.5, 200)).toBeCloseTo(0.00057354, 8)
    expect(studentHalfWidth(0.9, 0)).toBeNaN()
  })
})

/** Optimum by scipy.optimize.minimize (Nelder-Mead from a grid), standard errors by scipy.optimize.curve_fit. */
describe('change points', () => {
  it('of three parameters are those of scipy', () => {
    const fit = fitChangePoint('3pHeating', T, heating)!
    expect(fit.parameters).toBe(3)
    expect(fit.base.value).toBeCloseTo(50.04387227, 3)
    expect(fit.heatingSlope!.value).toBeCloseTo(7.02189013, 4)
    expect(fit.heatingPoint!.value).toBeCloseTo(13.26506192, 3)
    expect(fit.base.standardError).toBeCloseTo(0.50289725, 3)
    expect(fit.heatingSlope!.standardError).toBeCloseTo(0.07779986, 4)
    expect(fit.heatingPoint!.standardError).toBeCloseTo(0.15298416, 3)
    expect(fit.coolingSlope).toBeNull()
  })

  it('of four parameters are those of scipy', () => {
    const fit = fitChangePoint('4p', T, joined)!
    expect([fit.parameters, fit.heatingPoint!.value]).toEqual([4, fit.coolingPoint!.value])
    expect(fit.heatingPoint!.value).toBeCloseTo(11.99103454, 3)
    expect([fit.base.value, fit.heatingSlope!.value, fit.coolingSlope!.value].map((value) => value.toFixed(3))).toEqual(['119.925', '2.016', '8.001'])
    expect(fit.coolingSlope!.standardError).toBeCloseTo(0.11901294, 4)
    expect(fit.heatingPoint!.standardError).toBeCloseTo(0.1439518, 3)
  })

  it('of five parameters are those of scipy', () => {
    const fit = fitChangePoint('5p', T, both)!
    expect(fit.parameters).toBe(5)
    expect(fit.heatingPoint!.value).toBeCloseTo(8.0737772, 3)
    expect(fit.coolingPoint!.value).toBeCloseTo(17.05504141, 3)
    expect(fit.base.value).toBeCloseTo(199.8968344, 2)
    expect(fit.heatingSlope!.value).toBeCloseTo(8.95346435, 3)
    expect(fit.coolingSlope!.value).toBeCloseTo(6.06751062, 3)
    expect(fit.heatingPoint!.standardError).toBeCloseTo(0.13926421, 3)
    expect(fit.coolingPoint!.standardError).toBeCloseTo(0.23586244, 3)
    const quality = fitQualityOf(both, T.map((one) => predictChangePoint(fit, one)), fit.parameters)
    expect(quality.cvRmse).toBeCloseTo(0.014982072, 7)
    expect(quality.r2).toBeCloseTo(0.9914972, 6)
    expect(quality.autocorrelation).toBeCloseTo(-0.19744786, 4)
    expect(Math.abs(quality.nmbe)).toBeLessThan(1e-12)
  })

  it('are found to the digit where there is no noise, by temperatures far from zero as well', () => {
    const shifted = T.map((one) => one + 1_000)
    const fit = fitChangePoint('3pCooling', shifted, shifted.map((one) => 10 + 4 * Math.max(0, one - 1_015.03)))!
    expect(fit.coolingPoint!.value).toBeCloseTo(1_015.03, 4)
    expect(fit.coolingSlope!.value).toBeCloseTo(4, 5)
  })

  it('are not made of a slope with the wrong sign, nor of one temperature', () => {
    expect(fitChangePoint('3pCooling', T, T.map((one) => -one))).toBeNull()
    expect(fitChangePoint('5p', each(() => 12), heating)).toBeNull()
    expect(fitChangePoint('2p', each(() => 12), heating)).toBeNull()
  })
})

describe('time of week and temperature', () => {
  const weeks = 52
  const slot = Uint16Array.from({ length: weeks * 168 }, (_, i) => i % 168)
  const open = (s: number): boolean => s < 120 && s % 24 >= 8 && s % 24 < 18
  const temperature = Float64Array.from(slot, (s, i) => 12 - 14 * Math.cos((2 * Math.PI * i) / 8_736) + 4 * Math.sin((2 * Math.PI * (s % 24)) / 24 - 2) + 2 * Math.sin(i * 0.37))
  const truth = (s: number, t: number): number => (open(s) ? 80 + 2 * Math.max(0, 12 - t) + 3 * Math.max(0, t - 18) : 20 + 0.5 * Math.max(0, 12 - t))

  it('finds the hours in use and the slopes on both sides', () => {
    const fit = fitTimeOfWeek(slot, 168, temperature, Float64Array.from(slot, (s, i) => truth(s, temperature[i] as number)))!
    expect(fit.inUse.map((one, s) => one === open(s)).every(Boolean)).toBe(true)
    expect(fit.knots).toEqual([5, 12, 18, 24])
    expect([...fit.slopes[0]].map((one) => Math.round(one * 1e6) / 1e6 + 0)).toEqual([-2, -2, 0, 3, 3])
    expect(predictTimeOfWeek(fit, 10, 27)).toBeCloseTo(truth(10, 27), 6)
    expect(predictTimeOfWeek(fit, 3, -4)).toBeCloseTo(truth(3, -4), 6)
  })

  it('does not know hours of the week it never saw', () => {
    const nights = slot.map((s) => s % 24 >> 1)
    const fit = fitTimeOfWeek(nights, 168, temperature, Float64Array.from(nights, (s) => 5 + s))!
    expect(predictTimeOfWeek(fit, 100, 10)).toBeNaN()
  })
})

describe('independent periods', () => {
  it('are n (1 - r) / (1 + r): 365 days with r = 0.6 are worth 91.25', () => {
    expect(independentPeriods(365, 0.6)).toBeCloseTo(91.25, 10)
    expect(independentPeriods(12, -0.3)).toBe(12)
  })
})
