/** What is learnt of a device: batches, requests at once, patience; kept, and given up bit by bit. */
import { describe, expect, it } from 'vitest'
import { DeviceHabits, tellsMore, TRY_LARGER_EVERY_MS } from '../../../electron/engine/bacnet/device-habits.ts'
import { Pace } from '../../../electron/engine/bacnet/pace.ts'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import { seededRandom } from '../../../shared/random.ts'

const NOW_MS = 1_767_600_000_000
const NEW = { firmware: '1.2', maxApdu: 1_476, learnt: undefined }

describe('what is learnt of a device', () => {
  it('begins with what it declares', () => {
    expect(new DeviceHabits(NEW).profile(undefined, NOW_MS)).toEqual({
      firmware: '1.2',
      declaredMaxApdu: 1_476,
      workingMaxApdu: 1_476,
      segmented: null,
      multiple: true,
      batchSize: 50,
      batchCap: 50,
      inFlight: null,
      latencyMs: null,
      limitedAtMs: null,
      learntAtMs: NOW_MS,
    })
  })

  it('survives a restart: batches, single reads, requests at once', () => {
    const first = new DeviceHabits(NEW)
    first.refused(50, NOW_MS)
    first.refused(25, NOW_MS)
    first.answeredAfter(120)
    const learnt = { ...first.profile({ longestAnswer: 200, segmented: true }, NOW_MS), inFlight: 1 }
    expect(learnt).toMatchObject({ batchSize: 12, batchCap: 12, workingMaxApdu: 291, segmented: true, latencyMs: 120, limitedAtMs: NOW_MS })
    const next = new DeviceHabits({ ...NEW, learnt })
    expect(next.batchSize).toBe(12)
    expect(next.pace.inFlight(4)).toBe(1)
    expect(next.profile(undefined, NOW_MS)).toEqual(learnt)
    first.giveUpBatches(NOW_MS)
    const single = new DeviceHabits({ ...NEW, learnt: first.profile(undefined, NOW_MS) })
    expect([single.single, single.batchSize]).toEqual([true, 1])
  })

  it('does not hold for another firmware or another max-APDU', () => {
    const first = new DeviceHabits(NEW)
    first.refused(50, NOW_MS)
    first.giveUpBatches(NOW_MS)
    const learnt = first.profile(undefined, NOW_MS)
    for (const changed of [{ ...NEW, firmware: '1.3', learnt }, { ...NEW, maxApdu: 1_024, learnt }]) {
      const next = new DeviceHabits(changed)
      expect(next.single).toBe(false)
      expect(next.batchSize).toBeGreaterThan(25)
    }
  })

  it('is tried again after hours, step by step, until nothing is limited any more', () => {
    const habits = new DeviceHabits(NEW)
    habits.refused(50, NOW_MS)
    habits.refused(25, NOW_MS)
    expect(habits.tryLarger(NOW_MS + TRY_LARGER_EVERY_MS - 1)).toBe(false)
    for (const [round, cap] of [24, 48, 50].entries()) {
      expect(habits.tryLarger(NOW_MS + (round + 1) * TRY_LARGER_EVERY_MS)).toBe(true)
      expect(habits.profile(undefined, NOW_MS).batchCap).toBe(cap)
    }
    expect(habits.tryLarger(NOW_MS + 4 * TRY_LARGER_EVERY_MS)).toBe(false)
    expect(habits.profile(undefined, NOW_MS).limitedAtMs).toBeNull()
  })

  it('waits for an answer several times its usual time, never longer than allowed', () => {
    const fast = new DeviceHabits(NEW)
    expect(fast.patienceMs(3_000)).toBe(3_000)
    for (let answer = 0; answer < 50; answer++) fast.answeredAfter(answer % 2 === 0 ? 8 : 12)
    expect(fast.patienceMs(3_000)).toBe(500)
    const slow = new DeviceHabits(NEW)
    for (let answer = 0; answer < 50; answer++) slow.answeredAfter(400)
    expect(slow.patienceMs(3_000)).toBeCloseTo(1_200, -1)
    for (let answer = 0; answer < 50; answer++) slow.answeredAfter(2_000)
    expect(slow.patienceMs(3_000)).toBe(3_000)
    expect(fast.patienceMs(200)).toBe(200)
  })

  it('is worth telling when something changed, not when answers take a little longer', () => {
    const one: LearntProfile = { ...new DeviceHabits(NEW).profile(undefined, NOW_MS), latencyMs: 100 }
    expect(tellsMore(one, undefined)).toBe(true)
    expect(tellsMore({ ...one, latencyMs: 120, learntAtMs: NOW_MS + 1 }, one)).toBe(false)
    expect(tellsMore({ ...one, latencyMs: 130 }, one)).toBe(true)
    expect(tellsMore({ ...one, batchSize: 25 }, one)).toBe(true)
    expect(tellsMore({ ...one, segmented: true }, one)).toBe(true)
  })
})

describe('requests at once', () => {
  /** A device as a function: whether a request is lost, by whether others are under way. */
  const run = (pace: Pace, requests: number, isLost: (together: boolean) => boolean): void => {
    for (let request = 0; request < requests; request++) {
      const together = pace.inFlight(2) > 1
      pace.ended(isLost(together), together)
    }
  }

  it('become one where a device loses what comes while it is busy, and stay so', () => {
    const random = seededRandom(3)
    const pace = new Pace(null)
    run(pace, 2_000, (together) => together && random() < 0.5)
    expect(pace.learnt).toBe(1)
    expect(pace.inFlight(4)).toBe(1)
  })

  it('stay as they are on a line that loses the same either way', () => {
    const random = seededRandom(4)
    const pace = new Pace(null)
    run(pace, 20_000, () => random() < 0.3)
    expect(pace.learnt).toBeNull()
  })

  it('stay as they are where little is lost', () => {
    const random = seededRandom(5)
    const pace = new Pace(null)
    run(pace, 20_000, () => random() < 0.05)
    expect(pace.learnt).toBeNull()
    expect(pace.inFlight(4)).toBe(4)
  })
})
