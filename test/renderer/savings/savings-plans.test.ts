/** Savings as they are drawn: months that can be compared, the cloud over temperature, and days as fields hold them. */
import { describe, expect, it } from 'vitest'
import { planCloud } from '../../../renderer/screens/savings/cloud-plan.ts'
import { dayRangeOf, lastYear, rangeOfDays } from '../../../renderer/screens/savings/days.ts'
import { monthsOfReport, planMonths } from '../../../renderer/screens/savings/monthly.ts'

const ZONE = 'Europe/Berlin'
const DAY_MS = 86_400_000
const BOX = { left: 0, top: 0, width: 100, height: 100 }

describe('months of a report', () => {
  it('are those of the site, and count only what is known on both sides', () => {
    // 2026-01-30 to 2026-02-02, local midnights.
    const startsMs = Float64Array.from({ length: 4 }, (_, i) => Date.UTC(2026, 0, 29, 23) + i * DAY_MS)
    expect(monthsOfReport({ startsMs, measured: Float64Array.of(10, 11, Number.NaN, 9), expected: Float64Array.of(12, 12, 12, 12) }, ZONE)).toEqual([
      { month: '2026-01', measured: 21, expected: 24, coverage: 1 },
      { month: '2026-02', measured: 9, expected: 12, coverage: 0.5 },
    ])
  })

  it('stand side by side under one scale, the mark where it was expected', () => {
    const { bars, axis } = planMonths([{ month: '2026-01', measured: 50, expected: 100, coverage: 1 }, { month: '2026-02', measured: 0, expected: 0, coverage: 0 }], BOX)
    expect(bars[0]).toMatchObject({ y: 50, height: 50, expectedY: 0 })
    expect(bars[1]).toMatchObject({ height: 0 })
    expect(bars[1]!.x).toBeGreaterThanOrEqual(bars[0]!.x + bars[0]!.width)
    expect(axis.at(-1)).toEqual({ value: 100, y: 0 })
    expect(planMonths([], BOX).bars).toEqual([])
  })
})

describe('the cloud over temperature', () => {
  it('has a square for each period that is known, and the line of the model', () => {
    const plan = planCloud({ temperature: Float64Array.of(0, 10, Number.NaN, 20), energy: Float64Array.of(100, Number.NaN, 50, 0), line: { temperature: Float64Array.of(0, 20), energy: Float64Array.of(100, 0) } }, BOX)
    expect(plan?.points.match(/M/g)).toHaveLength(2)
    expect(plan?.line).toBe('M0.0 0.0L100.0 100.0')
    expect(plan?.temperatures.map(({ value }) => value)).toEqual([0, 5, 10, 15, 20])
  })

  it('is none where no temperature is known', () => {
    expect(planCloud({ temperature: Float64Array.of(Number.NaN), energy: Float64Array.of(4), line: null }, BOX)).toBeNull()
  })
})

describe('days as fields hold them', () => {
  it('hold the first and the last day, over both changes of clocks', () => {
    for (const days of [{ first: '2026-03-28', last: '2026-03-29' }, { first: '2026-10-24', last: '2026-10-25' }, { first: '2026-01-01', last: '2026-12-31' }]) {
      const range = rangeOfDays(ZONE, days)
      expect(dayRangeOf(ZONE, range!)).toEqual(days)
    }
    expect(rangeOfDays(ZONE, { first: '2026-03-29', last: '2026-03-29' })).toEqual({ fromMs: Date.UTC(2026, 2, 28, 23), toMs: Date.UTC(2026, 2, 29, 22) })
  })

  it('are no period while one is missing or they are the wrong way round', () => {
    expect(rangeOfDays(ZONE, { first: '', last: '2026-03-29' })).toBeNull()
    expect(rangeOfDays(ZONE, { first: '2026-03-30', last: '2026-03-29' })).toBeNull()
  })

  it('begin with last year, or with what is known of it', () => {
    const nowMs = Date.UTC(2026, 10, 28, 12)
    expect(lastYear(ZONE, nowMs, null)).toEqual({ first: '2025-01-01', last: '2025-12-31' })
    expect(lastYear(ZONE, nowMs, Date.UTC(2025, 4, 10, 12))).toEqual({ first: '2025-05-10', last: '2025-12-31' })
    expect(lastYear(ZONE, nowMs, Date.UTC(2026, 4, 10, 12))).toEqual({ first: '2026-05-10', last: '2026-11-27' })
  })
})
