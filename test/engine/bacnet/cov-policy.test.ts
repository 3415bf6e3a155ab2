/** What a subscription costs against polling, and which points get one. */
import { describe, expect, it } from 'vitest'
import { abortFailure, errorFailure, rejectFailure, requestFailure } from '../../../electron/engine/bacnet/answers.ts'
import { breakEvenPerHour, choosePoints, savingOf, scarceLimit, type CovCandidate } from '../../../electron/engine/bacnet/cov-policy.ts'
import { denialOf } from '../../../electron/engine/bacnet/cov-refusals.ts'
import { verifyEveryMs } from '../../../shared/domain/cov.ts'

const TRAFFIC = { batchSize: 40, confirmed: false, lifetimeS: 1_800 }
const point = (pointId: number, differs: Partial<CovCandidate> = {}): CovCandidate => ({ pointId, intervalMs: 10_000, changesPerHour: 5, isState: false, subscribed: false, ...differs })

describe('what a subscription saves', () => {
  it('is polling every ten seconds against renewals, checks and notifications', () => {
    // Polling: 360 an hour, each 60/40 + 36 octets. Subscribed: 3600/(1800 x 0.58) renewals of 85, 36 checks of 37.5, 5 notifications of 70.
    expect(savingOf({ intervalMs: 10_000, changesPerHour: 5 }, TRAFFIC)).toBeCloseTo(360 * 37.5 - 3.448_28 * 85 - 36 * 37.5 - 5 * 70, 1)
  })

  it('is nothing where the value changes about as often as it is polled', () => {
    const breakEven = breakEvenPerHour(10_000, TRAFFIC)
    expect(breakEven).toBeGreaterThan(100)
    expect(breakEven).toBeLessThan(360)
    expect(savingOf({ intervalMs: 10_000, changesPerHour: breakEven }, TRAFFIC)).toBeCloseTo(0, 6)
  })

  it('is nothing for what is polled seldom anyway', () => {
    expect(savingOf({ intervalMs: 3_600_000, changesPerHour: 0 }, TRAFFIC)).toBeLessThan(0)
    expect(savingOf({ intervalMs: 300_000, changesPerHour: 0 }, TRAFFIC)).toBeLessThan(0)
  })

  it('is less with acknowledgements', () => {
    expect(breakEvenPerHour(10_000, { ...TRAFFIC, confirmed: true })).toBeLessThan(breakEvenPerHour(10_000, TRAFFIC))
  })
})

describe('the choice of points', () => {
  it('takes states before analogs, then what saves most, up to the limit', () => {
    const candidates = [point(1), point(2, { isState: true, intervalMs: 60_000 }), point(3, { intervalMs: 1_000 }), point(4, { isState: true }), point(5, { changesPerHour: 1_000 })]
    expect(choosePoints(candidates, TRAFFIC, Infinity)).toEqual([4, 2, 3, 1])
    expect(choosePoints(candidates, TRAFFIC, 2)).toEqual([4, 2])
  })

  it('does not change places for a little more saving', () => {
    const candidates = [point(1, { changesPerHour: 20, subscribed: true }), point(2, { changesPerHour: 1 })]
    expect(choosePoints(candidates, TRAFFIC, 1)).toEqual([1])
    expect(choosePoints([point(1, { changesPerHour: 140, subscribed: true }), point(2, { changesPerHour: 1 })], TRAFFIC, 1)).toEqual([2])
  })

  it('keeps what is subscribed a little beyond the break-even, and gives it up further on', () => {
    const breakEven = breakEvenPerHour(10_000, TRAFFIC)
    const at = (share: number, subscribed: boolean) => choosePoints([point(1, { changesPerHour: breakEven * share, subscribed })], TRAFFIC, 9)
    expect([at(1.05, false), at(1.05, true), at(1.3, true)]).toEqual([[], [1], []])
  })

  it('leaves a fifth of a scarce list to others, one place at least', () => {
    expect([0, 1, 2, 5, 10, 64].map(scarceLimit)).toEqual([0, 0, 1, 4, 8, 51])
  })

  it('has subscribed points checked at a tenth of their pace, every five minutes at least, never faster than wished', () => {
    expect([1_000, 10_000, 60_000, 3_600_000].map(verifyEveryMs)).toEqual([10_000, 100_000, 300_000, 3_600_000])
  })
})

describe('a refusal', () => {
  it.each([
    ['an unrecognized service', rejectFailure(9), 'service'],
    ['a denied service', errorFailure(5, 29), 'service'],
    ['no space to add an element', errorFailure(3, 19), 'full'],
    ['an abort for want of resources', abortFailure(9), 'full'],
    ['an unknown object', errorFailure(1, 31), 'object'],
    ['an object without COV', errorFailure(1, 45), 'object'],
    ['no COV property', errorFailure(2, 44), 'object'],
    ['a value out of range', errorFailure(2, 37), 'terms'],
    ['a parameter out of range', rejectFailure(6), 'terms'],
    ['a busy device', errorFailure(0, 3), 'busy'],
    ['another abort', abortFailure(3), 'busy'],
    ['silence', requestFailure('timeout', -1, ''), 'silence'],
    ['an answer nobody can read', requestFailure('decode', -1, ''), 'busy'],
  ] as const)('by %s is told apart', (_name, failure, denial) => {
    expect(denialOf(failure)).toBe(denial)
  })
})
