/** Order statistics agree with published values and with an independent library. */
import { medianAbsoluteDeviation as libraryMad, quantileSorted as libraryQuantile } from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import { IQR_TO_SIGMA, MAD_TO_SIGMA, medianAbsoluteDeviation, medianSorted, quantileSorted } from '../../../electron/engine/analysis/order-statistics.ts'
import { addP2, startP2, valueP2 } from '../../../electron/engine/analysis/p2-quantile.ts'
import { seededRandom } from '../../../shared/random.ts'

describe('quantiles', () => {
  it('are those of type 7: R gives 15, 17.5, 35, 40, 50 for 15 20 35 40 50 at 0, 1/8, 1/2, 3/4, 1', () => {
    const sorted = Float64Array.of(15, 20, 35, 40, 50)
    expect([0, 0.125, 0.5, 0.75, 1].map((p) => quantileSorted(sorted, p))).toEqual([15, 17.5, 35, 40, 50])
  })

  it('the median is the 0.5 quantile, and simple-statistics agrees for an odd number', () => {
    const sorted = Float64Array.of(1, 2, 4, 8, 16, 32, 64)
    expect(medianSorted(sorted)).toBe(libraryQuantile([...sorted], 0.5))
  })

  it('of nothing is not a number, of one value that value', () => {
    expect(quantileSorted(new Float64Array(0), 0.5)).toBeNaN()
    expect(quantileSorted(Float64Array.of(7), 0.9)).toBe(7)
  })
})

describe('the median absolute deviation', () => {
  it('of 1 1 2 2 4 6 9 is 1', () => {
    expect(medianAbsoluteDeviation(Float64Array.of(1, 1, 2, 2, 4, 6, 9), 2)).toBe(1)
    expect(libraryMad([1, 1, 2, 2, 4, 6, 9])).toBe(1)
  })

  it('and the interquartile range estimate the standard deviation of normal data within two per cent', () => {
    const random = seededRandom(7)
    const values = Float64Array.from({ length: 50_000 }, () => 3 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())).sort()
    expect((medianAbsoluteDeviation(values, medianSorted(values)) * MAD_TO_SIGMA) / 3).toBeCloseTo(1, 1.7)
    expect(((quantileSorted(values, 0.75) - quantileSorted(values, 0.25)) * IQR_TO_SIGMA) / 3).toBeCloseTo(1, 1.7)
  })

  it('does not see that a third of the data went wrong', () => {
    const values = Float64Array.from({ length: 90 }, (_, i) => (i < 30 ? 1_000 : 20 + (i % 3)))
    expect(medianSorted(values.slice().sort())).toBeLessThan(23)
  })
})

describe('the P² algorithm', () => {
  it('gives 4.44 for the median of the twenty values of Jain and Chlamtac, table I', () => {
    const published = [0.02, 0.15, 0.74, 3.39, 0.83, 22.37, 10.15, 15.43, 38.62, 15.92, 34.6, 10.28, 1.47, 0.4, 0.05, 11.39, 0.27, 0.42, 0.09, 11.37]
    const state = startP2(0.5)
    for (const value of published) addP2(state, value)
    expect(valueP2(state)).toBeCloseTo(4.44, 2)
  })

  it.each([0.25, 0.5, 0.75])('follows the %s quantile of a long stream within one per cent of its spread', (p) => {
    const random = seededRandom(3)
    const values = Array.from({ length: 20_000 }, () => random() ** 2 * 100)
    const state = startP2(p)
    for (const value of values) addP2(state, value)
    expect(Math.abs(valueP2(state) - quantileSorted(Float64Array.from(values).sort(), p))).toBeLessThan(1)
  })
})
