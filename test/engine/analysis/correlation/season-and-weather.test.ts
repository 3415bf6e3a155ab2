/** Season and outdoor part against pandas' groupby and NumPy's least squares. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { followedAir, withoutOutdoor } from '../../../../electron/engine/analysis/correlation/outdoor-part.ts'
import { maskedSeries, pearson } from '../../../../electron/engine/analysis/correlation/pearson.ts'
import { seasonSlots, withoutSeason } from '../../../../electron/engine/analysis/correlation/season.ts'
import { A, B, autoregression } from './generated-series.ts'

const QUARTER_MS = 900_000
const MONDAY = Date.UTC(2026, 2, 2)
const utc = createCalendar('UTC')

describe('what is usual at this hour', () => {
  const length = 14 * 96
  const slots = seasonSlots({ startMs: MONDAY, stepMs: QUARTER_MS, length }, utc)

  it('is the mean of the quarter of an hour on that kind of day, or of all days where the kind came too seldom', () => {
    const values = autoregression(length, 21, 0.9).map((value, i) => value + Math.sin((2 * Math.PI * i) / 96))
    const rest = withoutSeason(values, slots)
    expect([rest[0], rest[700], rest[500]]).toEqual([expect.closeTo(-0.128_062_962_796_698_93, 10), expect.closeTo(-0.600_954_246_526_752_3, 10), expect.closeTo(0.027_262_728_985_378_404, 10)])
  })

  it('leaves nothing of two points that only follow the sun, which would otherwise go together by all appearances', () => {
    const sun = Float64Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * i) / 96))
    const [x, y] = [autoregression(length, 3, 0.5), autoregression(length, 4, 0.5)].map((own) => own.map((value, i) => 3 * (sun[i] as number) + value)) as [Float64Array, Float64Array]
    expect(pearson(maskedSeries(x), maskedSeries(y)).r).toBeGreaterThan(0.9)
    expect(Math.abs(pearson(maskedSeries(withoutSeason(x, slots)), maskedSeries(withoutSeason(y, slots))).r)).toBeLessThan(0.15)
  })

  it('is not known of a quarter that was seen on two days only', () => {
    const values = new Float64Array(length).fill(Number.NaN)
    for (const day of [0, 1]) values[day * 96 + 40] = 20 + day
    for (const day of [0, 1, 2]) values[day * 96 + 41] = 20 + day
    const rest = withoutSeason(values, slots)
    expect(rest[40]).toBeNaN()
    expect([rest[41], rest[96 + 41], rest[192 + 41]]).toEqual([-1, 0, 1])
  })

  it('keeps gaps', () => {
    const values = autoregression(length, 21, 0.9).map((value, i) => (i % 5 === 0 ? Number.NaN : value))
    expect(withoutSeason(values, slots).every((value, i) => Number.isNaN(value) === (i % 5 === 0))).toBe(true)
  })
})

describe('what moves with the outdoor air', () => {
  const air = autoregression(400, 31, 0.95)
  const followed = followedAir(air, QUARTER_MS)
  const x = A.map((value, i) => value + 0.8 * (air[i] as number) + 0.5 * (followed[i] as number))
  const y = B.map((value, i) => value - 0.3 * (A[i] as number) + (air[i] as number))

  it('is taken off, so that what is left gives the partial correlation', () => {
    expect(pearson(maskedSeries(x), maskedSeries(y)).r).toBeCloseTo(0.795_112_831_281_679_1, 10)
    expect(pearson(maskedSeries(withoutOutdoor(x, air, followed)), maskedSeries(withoutOutdoor(y, air, followed))).r).toBeCloseTo(0.649_968_690_912_934_6, 10)
  })

  it('is unknown where the air is', () => {
    const holed = air.map((value, i) => (i === 200 ? Number.NaN : value))
    const rest = withoutOutdoor(x, holed, followedAir(holed, QUARTER_MS))
    expect(rest[200]).toBeNaN()
    expect(rest[201]).not.toBeNaN()
  })

  it('leaves nothing of the air itself, and does not stumble over one that stands still', () => {
    expect(withoutOutdoor(air, air, followed).every((value) => Math.abs(value) < 1e-9)).toBe(true)
    const still = new Float64Array(400).fill(12)
    expect(withoutOutdoor(x, still, still).every(Number.isFinite)).toBe(true)
  })
})
