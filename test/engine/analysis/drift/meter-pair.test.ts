/** Power and count of one meter: what their ratio tells, and what it does not. */
import { describe, expect, it } from 'vitest'
import { summariseDays, type DaySummary } from '../../../../electron/engine/analysis/drift/day-summary.ts'
import { findPair, judgePair, type PairCandidate } from '../../../../electron/engine/analysis/drift/meter-pair.ts'
import { hourly, load, local } from './samples.ts'

const DAYS = 200
const daysOf = (seed: number, factor: (day: number) => number, use: (day: number) => number = () => 1): DaySummary[] => {
  const { timesMs, values } = hourly(DAYS, seed, (hour, noise) => load(hour) * (1 + 0.01 * noise()) * factor(hour / 24) * use(hour / 24))
  return summariseDays(timesMs, values, local)
}
const candidate = (pointId: number, days: readonly DaySummary[]): PairCandidate => ({ pointId, byDay: new Map(days.map((each) => [each.day, each])) })
const same = (): number => 1
const since = (day: number, factor: number) => (at: number) => (at >= day ? factor : 1)

/** Number of the first day told, counted from the first one; -1 for none. */
const firstTold = (own: readonly DaySummary[], other: PairCandidate): number => {
  const pair = findPair(own.slice(0, 90), [other])
  if (pair === null) throw new Error('no pair')
  return own.findIndex((_, day) => day >= 90 && judgePair(pair, own.slice(0, day + 1), other.byDay).alarm)
}

describe('two points of one meter', () => {
  it('find each other by a ratio that stands; another load is no pair', () => {
    const own = daysOf(1, same)
    const other = hourly(DAYS, 9, (hour, noise) => 20 + 5 * Math.sin(hour / 300) + noise())
    expect(findPair(own, [candidate(3, summariseDays(other.timesMs, other.values, local)), candidate(2, daysOf(2, same))])?.pointId).toBe(2)
    expect(findPair(own, [candidate(3, summariseDays(other.timesMs, other.values, local))])).toBeNull()
    expect(findPair(own.slice(0, 41), [candidate(2, daysOf(2, same))])).toBeNull()
  })

  it('tell a fifth too much within a week and a half, and only of the one that moved', () => {
    const [wrong, right] = [daysOf(1, since(120, 1.2)), daysOf(2, same)]
    const told = firstTold(wrong, candidate(2, right))
    expect(told).toBeGreaterThan(120)
    expect(told).toBeLessThanOrEqual(130)
    const pair = findPair(wrong.slice(0, 90), [candidate(2, right)])
    expect(pair && judgePair(pair, wrong.slice(0, 140), candidate(2, right).byDay).size).toBeCloseTo(0.2, 1)
    expect(firstTold(right, candidate(1, wrong))).toBe(-1)
  })

  it('say nothing where the building uses less, whatever the step', () => {
    const use = since(120, 0.6)
    expect(firstTold(daysOf(1, same, use), candidate(2, daysOf(2, same, use)))).toBe(-1)
  })

  it('say nothing of a day on which either counted nothing', () => {
    const own = daysOf(1, same)
    const pair = findPair(own.slice(0, 90), [candidate(2, daysOf(2, same))])
    expect(pair && judgePair(pair, own, new Map())).toMatchObject({ score: 0, alarm: false })
  })
})
