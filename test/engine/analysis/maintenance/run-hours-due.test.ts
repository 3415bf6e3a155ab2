/** When equipment has run its hours. */
import { describe, expect, it } from 'vitest'
import { runHoursDue, type RunDay } from '../../../../electron/engine/analysis/maintenance/run-hours-due.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const days = (count: number, hoursAt: (i: number) => number, coverage = 1): RunDay[] => Array.from({ length: count }, (_, i) => ({ startMs: i * DAY_MS, runMs: hoursAt(i) * HOUR_MS, coverage }))

describe('hours run', () => {
  it('are carried on by the mean of the last four weeks, with its 95 % interval', () => {
    const due = runHoursDue(days(60, (i) => (i % 2 === 0 ? 8 : 12)), 0, 1_000, 60 * DAY_MS)
    expect(due.usedHours).toBe(600)
    expect(due.perDay).toBe(10)
    expect(due.likelyMs).toBe(100 * DAY_MS)
    // s = 2.0367 of 28 days: the mean is known to 0.754 h
    const half = 1.96 * Math.sqrt((28 * 4) / 27 / 28)
    expect(due.earliestMs).toBeCloseTo((60 + 400 / (10 + half)) * DAY_MS, -3)
    expect(due.latestMs).toBeCloseTo((60 + 400 / (10 - half)) * DAY_MS, -3)
  })

  it('count from the day after the last service', () => {
    expect(runHoursDue(days(60, () => 10), 30 * DAY_MS + 1, 1_000, 60 * DAY_MS).usedHours).toBe(290)
  })

  it('of days watched for half are doubled in the mean, and of days watched for less left out', () => {
    expect(runHoursDue([...days(50, () => 5, 0.5), ...days(60, () => 1, 0.4).slice(50)], 0, 1_000, 60 * DAY_MS)).toMatchObject({ perDay: 10, days: 18 })
  })

  it('that are reached are due now; too few days promise nothing; a machine at rest is never due', () => {
    expect(runHoursDue(days(60, () => 20), 0, 1_000, 60 * DAY_MS).likelyMs).toBe(60 * DAY_MS)
    expect(runHoursDue(days(5, () => 10), 0, 1_000, 5 * DAY_MS)).toMatchObject({ perDay: null, likelyMs: null })
    expect(runHoursDue(days(20, () => 0), 0, 1_000, 20 * DAY_MS)).toMatchObject({ perDay: 0, likelyMs: null })
  })
})
