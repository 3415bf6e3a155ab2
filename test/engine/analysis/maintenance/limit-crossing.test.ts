/** When something reaches a limit: slopes and intervals as scipy.stats.theilslopes gives them, and no promise where the days do not agree. */
import { describe, expect, it } from 'vitest'
import { dailyMedians } from '../../../../electron/engine/analysis/maintenance/daily-medians.ts'
import { limitCrossing, senSlope } from '../../../../electron/engine/analysis/maintenance/limit-crossing.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import { seededRandom } from '../../../../shared/random.ts'

const DAYS = Float64Array.of(0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18)
const PRESSURES = Float64Array.of(200.1, 200.9, 199.5, 202.2, 203, 202.4, 204.9, 204, 205.6, 206.1, 206, 208.2, 207.1, 209, 212.5, 209.9)

describe("Sen's slope", () => {
  it('and its 95 % interval are those of scipy.stats.theilslopes', () => {
    const { slope, low, high, level } = senSlope(DAYS, PRESSURES)
    expect(slope).toBeCloseTo(0.6, 10)
    expect(low).toBeCloseTo(0.5, 10)
    expect(high).toBeCloseTo(0.7142857142857143, 10)
    expect(level).toBeCloseTo(210.75, 0)
  })

  it('is not moved by one wild day', () => {
    const wild = PRESSURES.slice()
    wild[5] = 900
    expect(senSlope(DAYS, wild).slope).toBeCloseTo(0.6, 1)
  })
})

describe('a limit ahead', () => {
  it('is reached when the straight line says so, between the fastest and the slowest change of the interval', () => {
    const crossing = limitCrossing(DAYS, PRESSURES, { low: null, high: 240 })
    expect(crossing?.side).toBe('high')
    const way = 240 - (crossing?.sen.level ?? 0)
    expect(crossing?.likelyDays).toBeCloseTo(way / 0.6, 6)
    expect(crossing?.earliestDays).toBeCloseTo(way / (5 / 7), 6)
    expect(crossing?.latestDays).toBeCloseTo(way / 0.5, 6)
  })

  it.each([
    ['lies on the other side', { low: 150, high: null }],
    ['is years away', { low: null, high: 600 }],
    ['is passed already', { low: null, high: 205 }],
  ])('is not told when it %s', (_, limits) => {
    expect(limitCrossing(DAYS, PRESSURES, limits)).toBeNull()
  })

  it('is not told from two weeks of noise: at most one in twenty of steady points', () => {
    const random = seededRandom(4)
    const told = Array.from({ length: 400 }, () => {
      const days = Float64Array.from({ length: 20 }, (_, i) => i)
      return limitCrossing(days, days.map(() => random()), { low: -0.2, high: 1.2 })
    }).filter((crossing) => crossing !== null)
    expect(told.length).toBeLessThan(400 * 0.06)
  })

  it('is not told from fewer than fourteen days', () => {
    expect(limitCrossing(DAYS.subarray(0, 13), PRESSURES.subarray(0, 13), { low: null, high: 240 })).toBeNull()
  })
})

describe('daily medians', () => {
  it('take trusted readings only, and leave out days with few of them', () => {
    const hours = 60
    const timesMs = Float64Array.from({ length: hours }, (_, i) => i * 3_600_000)
    const qualities = Uint16Array.from({ length: hours }, (_, i) => (i >= 24 && i < 44 ? QUALITY.fault : 0))
    const { days, medians } = dailyMedians(timesMs, timesMs.map((_, i) => (i < 24 ? i : 100)), qualities, (timeMs) => Math.floor(timeMs / 86_400_000))
    expect([...days]).toEqual([0, 2])
    expect([...medians]).toEqual([11.5, 100])
  })
})
