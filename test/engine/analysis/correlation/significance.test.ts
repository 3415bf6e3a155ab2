/** Significance against SciPy 1.10.1, the sum of Pyper and Peterman written out in NumPy, and the published example of Benjamini and Hochberg's procedure. */
import { describe, expect, it } from 'vitest'
import { autocorrelations, effectiveSize, lagLadder } from '../../../../electron/engine/analysis/correlation/effective-size.ts'
import { maskedSeries } from '../../../../electron/engine/analysis/correlation/pearson.ts'
import { adjustForMany, correlationProbability, probabilityOfBest } from '../../../../electron/engine/analysis/correlation/significance.ts'
import { A, B, autoregression, noise } from './generated-series.ts'

const sizeOf = (x: Float64Array, y: Float64Array): number => {
  const ladder = lagLadder(x.length)
  return effectiveSize(autocorrelations(maskedSeries(x), ladder), autocorrelations(maskedSeries(y), ladder), ladder, x.length)
}

describe('the number of independent moments', () => {
  it('measures autocorrelation as NumPy does, normed by the number of pairs', () => {
    const ladder = { lags: Uint32Array.of(1, 5, 20), weights: Float64Array.of(1, 1, 1) }
    expect([...autocorrelations(maskedSeries(A), ladder)]).toEqual([expect.closeTo(0.903_774_413_911_477_7, 10), expect.closeTo(0.624_216_153_927_019_9, 10), expect.closeTo(0.012_083_839_500_131_222, 10)])
  })

  it('is the sum over all lags although only some are measured', () => {
    // 48.53 and 269.8 by all lags.
    expect(sizeOf(A, B)).toBeGreaterThan(48.526 * 0.97)
    expect(sizeOf(A, B)).toBeLessThan(48.526 * 1.03)
    const long = sizeOf(autoregression(8_000, 11, 0.97), autoregression(8_000, 12, 0.97))
    expect(long).toBeGreaterThan(269.76 * 0.97)
    expect(long).toBeLessThan(269.76 * 1.03)
  })

  it('is all moments of noise, and of a slow series beside noise', () => {
    expect(sizeOf(noise(2_000, 5), noise(2_000, 6))).toBeGreaterThan(1_700)
    expect(sizeOf(noise(2_000, 5), autoregression(2_000, 7, 0.95))).toBeGreaterThan(1_000)
  })

  it('stands for every lag once', () => {
    const { lags, weights } = lagLadder(8_640)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(8_640 / 5, 9)
    expect(lags.length).toBeLessThan(150)
  })
})

describe('the probability by chance', () => {
  it('is that of Student’s t with the independent moments', () => {
    expect(correlationProbability(0.31, 57.3)).toBeCloseTo(0.018_613_598_522_744_922, 10)
    expect(correlationProbability(-0.31, 57.3, 2)).toBeCloseTo(0.020_896_617_592_498_24, 10)
  })

  it('is not told on fewer than six moments', () => {
    expect(correlationProbability(0.99, 5.9)).toBeNaN()
  })

  it('grows with the shifts that were tried', () => {
    expect(probabilityOfBest(0.01, 1)).toBeCloseTo(0.01, 12)
    expect(probabilityOfBest(0.01, 10)).toBeCloseTo(1 - 0.99 ** 10, 12)
  })

  it('of many pairs is adjusted by Benjamini and Hochberg', () => {
    const p = Float64Array.of(0.216, 0.001, Number.NaN, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212)
    const expected = [0.216, 0.01, Number.NaN, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105_714_285_714_285_72, 0.216, 0.216]
    expect([...adjustForMany(p)]).toEqual(expected.map((value) => (Number.isNaN(value) ? value : expect.closeTo(value, 12))))
  })

  it('finds one in twenty at five percent among slow series that have nothing to do with each other', () => {
    let found = 0
    const runs = 400
    for (let run = 0; run < runs; run++) {
      const [x, y] = [autoregression(1_000, 100 + 2 * run, 0.9), autoregression(1_000, 101 + 2 * run + 7_919, 0.9)]
      const r = correlationOf(x, y)
      if (correlationProbability(r, sizeOf(x, y)) < 0.05) found += 1
    }
    expect(found / runs).toBeLessThan(0.1)
    // By the count of readings alone every third would be "significant".
  })
})

const correlationOf = (x: Float64Array, y: Float64Array): number => {
  const [a, b] = [maskedSeries(x).values, maskedSeries(y).values]
  let [xx, yy, xy] = [0, 0, 0]
  for (const [i, value] of a.entries()) {
    xx += value * value
    yy += (b[i] as number) ** 2
    xy += value * (b[i] as number)
  }
  return xy / Math.sqrt(xx * yy)
}
