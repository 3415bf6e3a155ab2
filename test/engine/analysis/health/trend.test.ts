/** Trends of scores, against values computed with NumPy and SciPy. */
import { describe, expect, it } from 'vitest'
import { mannKendall, trendOf } from '../../../../electron/engine/analysis/health/trend.ts'

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const STEADY = [92, 91, 93, 92, 90, 91, 92, 93, 91, 92, 90, 92, 91, 93, 92, 91, 90, 92, 93, 91]
const FALLING = [95, 95, 94, 95, 93, 93, 92, 93, 91, 90, 91, 90, 88, 88, 87, 88, 86, 85, 85, 84]
/** First-order autoregression of 0.85 around 90. */
const WANDERING = [
  90, 88.7, 88.5, 92.1, 93.1, 89.3, 89.4, 88.3, 88.8, 85.8, 86.9, 87.8, 91.3, 91.8, 92.5, 89.1, 93.8, 89.4, 91.7, 90.8, 88.9, 87.7, 86.7, 88, 88.1, 91.3, 87.5, 87.8, 86.4, 88.5, 84.5, 84.6, 85.8, 83.5, 86.4, 87.3,
  89.7, 91.7, 89.5, 88,
]

describe('the Mann-Kendall test', () => {
  it('takes ties out of the variance', () => {
    const { s, variance, p, slope } = mannKendall({ times: upTo(20), values: STEADY })
    expect([s, slope]).toEqual([-5, 0])
    expect(variance).toBeCloseTo(865, 9)
    expect(p).toBeCloseTo(0.8918180554, 6)
  })

  it('finds a fall and its slope', () => {
    const { s, z, p, slope } = mannKendall({ times: upTo(20), values: FALLING })
    expect(s).toBe(-170)
    expect(z).toBeCloseTo(-5.5239378064, 8)
    expect(p / 3.314848441e-8).toBeCloseTo(1, 5)
    expect(slope).toBeCloseTo(-0.6, 12)
  })

  it('grows careful where days depend on each other', () => {
    const { s, variance, p } = mannKendall({ times: upTo(40), values: WANDERING })
    expect(s).toBe(-208)
    expect(variance).toBeCloseTo(18_686.888752345, 4)
    expect(p).toBeCloseTo(0.1299586762, 6)
  })

  it('takes days that are missing as the time they are', () => {
    const { p, slope } = mannKendall({ times: [0, 1, 2, 5, 6, 9, 10, 11, 14, 15, 20, 21, 22, 23, 24], values: [80, 81, 80, 82, 83, 82, 84, 85, 85, 86, 88, 87, 89, 88, 90] })
    expect(slope).toBeCloseTo(0.4, 12)
    expect(p / 4.755744748e-6).toBeCloseTo(1, 5)
  })
})

describe('the trend of a device', () => {
  it('says degrading with its confidence and points in a month', () => {
    const trend = trendOf(upTo(20), FALLING)
    expect(trend.direction).toBe('degrading')
    expect(trend.confidence).toBeGreaterThan(0.99)
    expect(trend.pointsPerMonth).toBeCloseTo(-18, 9)
  })

  it('says stable where two points differ but the days do not', () => {
    expect(trendOf(upTo(20), [...STEADY.slice(0, 19), 80]).direction).toBe('stable')
    expect(trendOf(upTo(40), WANDERING).direction).toBe('stable')
  })

  it('says improving', () => {
    expect(trendOf(upTo(20), FALLING.toReversed()).direction).toBe('improving')
  })

  it('does not call a sure but tiny change a trend', () => {
    expect(trendOf(upTo(30), upTo(30).map((i) => 95 + i / 20)).direction).toBe('stable')
  })

  it('says that it does not know with fewer than 14 scores, whatever days there are', () => {
    const scores = FALLING.map((score, i) => (i % 2 === 0 ? score : Number.NaN))
    expect(trendOf(upTo(20), scores)).toEqual({ direction: 'unknown', confidence: null, pointsPerMonth: null, days: 10 })
  })
})
