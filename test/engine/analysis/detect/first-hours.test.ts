/** The first hours of a point: what is far beyond all that was seen, and was reached at once. */
import { describe, expect, it } from 'vitest'
import { breakFirstHours, judgeFirstHours, startFirstHours, type FirstHoursState } from '../../../../electron/engine/analysis/detect/first-hours.ts'

const MINUTE_MS = 60_000

/** Reads once a minute; gives the scores. */
const read = (state: FirstHoursState, fromMinute: number, values: readonly number[]): number[] => values.map((value, i) => judgeFirstHours(state, (fromMinute + i) * MINUTE_MS, value, 8).score)

const steady = (count: number): number[] => Array.from({ length: count }, (_, i) => 21 + (i % 2) * 0.2)

describe('the first hours of a point', () => {
  it('say nothing before twenty readings over twenty minutes', () => {
    const state = startFirstHours()
    expect(read(state, 0, [...steady(19), 60]).every((score) => score === 0)).toBe(true)
    const quick = startFirstHours()
    expect(Array.from({ length: 60 }, (_, i) => judgeFirstHours(quick, i * 1_000, i === 59 ? 60 : 21, 8).score).every((score) => score === 0)).toBe(true)
  })

  it('find a jump beyond everything seen: its distance beyond the range, in jumps', () => {
    const state = startFirstHours()
    read(state, 0, steady(30))
    expect(read(state, 30, [37.2])[0]).toBeCloseTo(16 / 8, 6)
  })

  it('hold it for hours and end it when the value is back', () => {
    const state = startFirstHours()
    read(state, 0, steady(30))
    const scores = read(state, 30, Array.from({ length: 240 }, () => 37))
    expect(Math.min(...scores)).toBeGreaterThan(1)
    expect(read(state, 270, [21.1])[0]).toBe(0)
  })

  it('take an afternoon that warms by 3 K an hour for ordinary, however far it goes', () => {
    const state = startFirstHours()
    expect(Math.max(...read(state, 0, Array.from({ length: 480 }, (_, i) => 15 + i / 20)))).toBeLessThan(0.1)
    expect(state.highest).toBeCloseTo(15 + 479 / 20, 9)
  })

  it('take what is different after an hour of silence, or after a break, for another time of day', () => {
    const state = startFirstHours()
    read(state, 0, steady(30))
    expect(read(state, 100, [35])[0]).toBe(0)
    const broken = startFirstHours()
    read(broken, 0, steady(30))
    breakFirstHours(broken)
    expect(read(broken, 31, [35])[0]).toBe(0)
  })

  it('keep the level of before where the value was abnormal when nothing was observed', () => {
    const state = startFirstHours()
    read(state, 0, steady(30))
    read(state, 30, [40, 40])
    breakFirstHours(state)
    expect(read(state, 200, [40])[0]).toBeGreaterThan(1)
  })
})
