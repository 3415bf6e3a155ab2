/** The budget of requests: what does not fit is stretched, the background first, and what the trunk feels of it. */
import { describe, expect, it } from 'vitest'
import { Lateness } from '../../../electron/engine/bacnet/lateness.ts'
import { PLANNED_SHARE, stretches, type Demand } from '../../../electron/engine/bacnet/poll-budget.ts'
import { answerMs, requestMs } from '../../../electron/engine/bacnet/trunk-time.ts'
import { seededRandom } from '../../../shared/random.ts'

const LIMITS = { perDevice: 20, perTrunk: () => 10, total: 200 }
const demand = (deviceId: number, background: number, viewed = 0, trunk?: string): Demand => ({ deviceId, trunk, background, viewed })

/** Requests per second after stretching. */
const planned = (demands: readonly Demand[], limits = LIMITS): number => {
  const factors = stretches(demands, limits)
  return demands.reduce((sum, { deviceId, background, viewed }) => sum + background / factors.get(deviceId)!.background + viewed / factors.get(deviceId)!.viewed, 0)
}

describe('the budget', () => {
  it('stretches nothing that fits', () => {
    const demands = Array.from({ length: 50 }, (_, at) => demand(at, 0.18, 0, 'trunk'))
    for (const factor of stretches(demands, LIMITS).values()) expect(factor).toEqual({ viewed: 1, background: 1 })
  })

  it('stretches a device beyond its limit, and only that', () => {
    const factors = stretches([demand(1, 36), demand(2, 10)], LIMITS)
    expect(factors.get(1)).toEqual({ viewed: 1, background: 2 })
    expect(factors.get(2)).toEqual({ viewed: 1, background: 1 })
  })

  it('stretches all devices of a trunk alike, and nobody else', () => {
    const behind = Array.from({ length: 50 }, (_, at) => demand(at, 0.6, 0, 'trunk'))
    const factors = stretches([...behind, demand(99, 5)], LIMITS)
    for (const { deviceId } of behind) expect(factors.get(deviceId)!.background).toBeCloseTo(30 / 9)
    expect(factors.get(99)!.background).toBe(1)
  })

  it('leaves what is viewed alone as long as the background can give way', () => {
    const factors = stretches([demand(1, 9, 3, 'trunk')], LIMITS)
    expect(factors.get(1)!.viewed).toBe(1)
    expect(factors.get(1)!.background).toBeCloseTo(9 / 6)
  })

  it('lets what is viewed take half at most, so that the background goes on', () => {
    const factors = stretches([demand(1, 9, 90, 'trunk')], LIMITS)
    expect(factors.get(1)!.viewed).toBeGreaterThan(1)
    expect(9 / factors.get(1)!.background).toBeCloseTo(4.5)
  })

  it('is never exceeded, whatever is wished', () => {
    const random = seededRandom(11)
    for (let round = 0; round < 300; round++) {
      const demands = Array.from({ length: 60 }, (_, at) => demand(at, random() * 40, random() < 0.2 ? random() * 40 : 0, at < 30 ? `trunk ${at % 3}` : undefined))
      expect(planned(demands)).toBeLessThanOrEqual(200 * PLANNED_SHARE + 1e-6)
      for (const factor of stretches(demands, LIMITS).values()) {
        expect(factor.background).toBeGreaterThanOrEqual(1)
        expect(factor.viewed).toBeGreaterThanOrEqual(1)
        expect(Number.isFinite(factor.background + factor.viewed)).toBe(true)
      }
    }
  })
})

describe('the time on a trunk', () => {
  it('is what frames take at its rate', () => {
    // By hand: an answer of 40 octets: 40 + 10 + 11 = 61 octets = 610 bits, and 40 bits of turnaround; a request of 20: 41 octets, the turnaround and a token of 8 octets.
    expect(answerMs(40, 38_400)).toBeCloseTo(650 / 38.4)
    expect(requestMs(20, 9_600)).toBeCloseTo((410 + 40 + 80) / 9.6)
  })
})

describe('lateness', () => {
  it('is the nearest rank of the last answers', () => {
    const lateness = new Lateness()
    expect([lateness.percentile(0.5), lateness.usualGap]).toEqual([null, null])
    for (let answer = 1; answer <= 100; answer++) lateness.add(answer / 1_000, answer === 1 ? Number.NaN : 2)
    expect(lateness.percentile(0.5)).toBe(0.05)
    expect(lateness.percentile(0.99)).toBe(0.099)
    expect(lateness.usualGap).toBe(2)
    for (let answer = 0; answer < 256; answer++) lateness.add(-0.1, 1)
    expect([lateness.percentile(0.99), lateness.usualGap]).toEqual([0, 1])
  })
})
