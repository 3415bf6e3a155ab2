/** Which of two points of one meter went wrong: by what goes with them, and not by the season. */
import { describe, expect, it } from 'vitest'
import { summariseDays } from '../../../../electron/engine/analysis/drift/day-summary.ts'
import { findPair, judgePair, type PairCandidate } from '../../../../electron/engine/analysis/drift/meter-pair.ts'
import { oddsOf, type DaysByDay } from '../../../../electron/engine/analysis/drift/meter-witness.ts'
import { hourly, load, local } from './samples.ts'

const DAYS = 230
type Course = (day: number) => number
const daysOf = (seed: number, course: Course): DaysByDay => {
  const { timesMs, values } = hourly(DAYS, seed, (hour, noise) => load(hour) * (1 + 0.01 * noise()) * course(hour / 24))
  return new Map(summariseDays(timesMs, values, local).map((each) => [each.day, each]))
}
/** A plant whose use falls by half in autumn, faster than any fault grows. */
const season: Course = (day) => 1 - 0.5 / (1 + Math.exp(-(day - 165) / 10))
const growing = (from: number, days: number, size: number): Course => (day) => 1 + size * Math.min(1, Math.max(0, (day - from) / days))
const firstDay = (of: DaysByDay): number => Math.min(...of.keys())

const POWER = daysOf(1, season)
const COUNT = daysOf(2, (day) => season(day) * growing(150, 40, 0.28)(day))
/** Heat of the same plant: goes with it, at half the level. */
const HEAT = daysOf(3, (day) => 0.5 * season(day))
/** Lamps, which have no season. */
const LAMPS = daysOf(4, () => 1)

/** First days on which the two were told; -1 for never. */
const toldOf = (witnesses: readonly DaysByDay[]): readonly [count: number, power: number] => {
  const told = (own: DaysByDay, other: DaysByDay): number => {
    const days = [...own.values()]
    const candidate: PairCandidate = { pointId: 2, byDay: other }
    const pair = findPair(days.slice(0, 120), [candidate])
    if (pair === null) throw new Error('no pair')
    return days.findIndex((_, day) => day >= 150 && judgePair(pair, days.slice(0, day + 1), other, witnesses).alarm)
  }
  return [told(COUNT, POWER), told(POWER, COUNT)]
}

describe('which of two points of a meter went wrong', () => {
  it('is told by what goes with them, although the season moves the healthy one', () => {
    const [count, power] = toldOf([LAMPS, HEAT])
    expect(power).toBe(-1)
    expect(count).toBeGreaterThan(155)
    expect(count).toBeLessThan(190)
  })

  it('is even odds turned round for the other one', () => {
    const [since, until] = [firstDay(POWER) + 152, firstDay(POWER) + 185]
    for (const witnesses of [[], [HEAT], [LAMPS, HEAT]]) expect(oddsOf(COUNT, POWER, witnesses, since, until)).toBeCloseTo(-oddsOf(POWER, COUNT, witnesses, since, until), 9)
    expect(oddsOf(COUNT, POWER, [HEAT, HEAT], since, until)).toBeGreaterThan(1)
  })

  it('is not decided by one witness that went wrong itself', () => {
    const [since, until] = [firstDay(POWER) + 152, firstDay(POWER) + 185]
    const wrong = daysOf(5, (day) => 0.5 * season(day) * growing(150, 40, 0.28)(day))
    expect(oddsOf(COUNT, POWER, [HEAT, HEAT, wrong], since, until)).toBeGreaterThan(1)
  })

  it('cannot be said where nothing was observed', () => {
    expect(oddsOf(new Map(), new Map(), [HEAT], firstDay(HEAT) + 100, firstDay(HEAT) + 120)).toBe(0)
  })
})
