/** A history on quarters of an hour. */
import { describe, expect, it } from 'vitest'
import { quarterGrid } from '../../../../electron/engine/analysis/decompose/quarter-grid.ts'
import { generatedHistory } from '../../../support/generated-history.ts'

const QUARTER_MS = 900_000
const DAY = 96

describe('the quarter grid', () => {
  it('holds the mean of what was read in each quarter', () => {
    const history = generatedHistory({ days: 1, stepMs: QUARTER_MS / 3, valueOf: (_, i) => i })
    const { values, slots } = quarterGrid(history, 1_000)
    expect([...values.subarray(0, 3)]).toEqual([1, 4, 7])
    expect(slots[0]).toBe(history.slots[0])
  })

  it('draws a line over short holes, as hourly data leaves them', () => {
    const { values, slots } = quarterGrid(generatedHistory({ days: 1, stepMs: 4 * QUARTER_MS, valueOf: (_, i) => i }), 1_000)
    expect([...values.subarray(0, 5)]).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect([...slots.subarray(1, 4)]).toEqual([-1, -1, -1])
  })

  it('repeats the day before in long holes', () => {
    const { values } = quarterGrid(generatedHistory({ days: 4, stepMs: QUARTER_MS, valueOf: (_, i) => i % DAY, without: (_, i) => i >= 2 * DAY + 10 && i < 3 * DAY + 10 }), 1_000)
    expect(values[2 * DAY + 50]).toBe(50)
    expect(values[3 * DAY + 5]).toBe(5)
  })

  it('keeps the newest quarters', () => {
    const { values } = quarterGrid(generatedHistory({ days: 3, stepMs: QUARTER_MS, valueOf: (_, i) => i }), DAY)
    expect(values.length).toBe(DAY)
    expect(values[DAY - 1]).toBe(3 * DAY - 1)
  })
})
