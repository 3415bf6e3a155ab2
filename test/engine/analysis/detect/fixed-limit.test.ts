/** Fixed limits: beyond is abnormal, on the limit is not, and an alert ends a little inside. */
import { describe, expect, it } from 'vitest'
import { UNKNOWN } from '../../../../electron/engine/analysis/detect/detector.ts'
import { judgeLimits } from '../../../../electron/engine/analysis/detect/fixed-limit.ts'

const scores = (values: readonly number[], low: number | null, high: number | null, least = 1): number[] => values.map((value) => judgeLimits(value, low, high, least).score)

describe('fixed limits', () => {
  it('call abnormal what lies beyond them, not what stands on them', () => {
    expect(scores([25, 25.01, 26], null, 25)).toEqual([0.999, expect.closeTo(1.01, 9), 2])
    expect(scores([10, 9.5], 10, null)).toEqual([0.999, 1.5])
  })

  it('end an alert a fifth of a least half-width inside', () => {
    expect(scores([24.9, 24.7], null, 25).map((score) => score < 0.8)).toEqual([false, true])
  })

  it('count far inside as nothing, between two limits as the nearer one', () => {
    expect(scores([20, 10, 30.5], 10, 30)).toEqual([0, 0.999, 1.5])
  })

  it('fit between limits that lie close together', () => {
    expect(scores([20.1, 19.9, 20.3], 20, 20.2, 1)).toEqual([0, 2, 2].map((score) => expect.closeTo(score, 6) as number))
  })

  it('know a width where the unit says nothing: 5 % of the limit, or 1 at a limit of zero', () => {
    expect(scores([210], null, 200, 0)).toEqual([2])
    expect(scores([0.5], null, 0, 0)).toEqual([1.5])
  })

  it('say nothing where none is set', () => {
    expect(judgeLimits(1e9, null, null, 1)).toBe(UNKNOWN)
  })
})
