/** Correlations against pandas 1.5.3 and SciPy 1.10.1 on the same series. */
import { describe, expect, it } from 'vitest'
import { maskedSeries, pearson } from '../../../../electron/engine/analysis/correlation/pearson.ts'
import { spearman } from '../../../../electron/engine/analysis/correlation/spearman.ts'
import { A, A_GAPS, B, B_GAPS } from './generated-series.ts'

const quarters = (values: Float64Array): Float64Array => values.map((value) => Math.round(value * 4) / 4)

describe('the correlation of two series', () => {
  it('is numpy.corrcoef on whole series', () => {
    expect(pearson(maskedSeries(A), maskedSeries(B))).toEqual({ r: expect.closeTo(0.831_052_540_447_286_8, 12), count: 400 })
  })

  it('is pandas.DataFrame.corr where both have gaps', () => {
    expect(pearson(maskedSeries(A_GAPS), maskedSeries(B_GAPS))).toEqual({ r: expect.closeTo(0.819_882_743_836_834_8, 12), count: 290 })
  })

  it('compares with what is later or earlier when asked to', () => {
    const [a, b] = [maskedSeries(A_GAPS), maskedSeries(B_GAPS)]
    expect(pearson(a, b, 3).r).toBeCloseTo(0.515_776_573_833_397_5, 12)
    expect(pearson(a, b, -5).r).toBeCloseTo(0.450_320_162_748_796_2, 12)
  })

  it('by ranks is pandas and scipy.stats.spearmanr, with ties and gaps', () => {
    expect(spearman(quarters(A_GAPS), quarters(B_GAPS)).r).toBeCloseTo(0.769_335_655_852_624_9, 12)
  })

  it('is not told of a series that stands still, nor of two that are never known together', () => {
    const still = new Float64Array(400).fill(21.3)
    expect(pearson(maskedSeries(A), maskedSeries(still)).r).toBeNaN()
    expect(pearson(maskedSeries(A_GAPS), maskedSeries(still)).r).toBeNaN()
    const odd = A.map((value, i) => (i % 2 === 0 ? value : Number.NaN))
    const even = A.map((value, i) => (i % 2 === 1 ? value : Number.NaN))
    expect(pearson(maskedSeries(odd), maskedSeries(even))).toEqual({ r: Number.NaN, count: 0 })
    expect(spearman(odd, even).r).toBeNaN()
  })

  it('is not told of a series that stands still wherever the other is known, though it moves elsewhere', () => {
    const half = A.map((value, i) => (i < 200 ? value : Number.NaN))
    const stepped = Float64Array.from({ length: 400 }, (_, i) => (i < 200 ? 20.1 : 25.7))
    expect(pearson(maskedSeries(half), maskedSeries(stepped)).r).toBeNaN()
  })
})
