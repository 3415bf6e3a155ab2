/** What keeps the engine polite: invoke ids, request rate, batch sizes, back-off, phases. */
import { describe, expect, it } from 'vitest'
import { BatchLimit, pointsFitting } from '../../../electron/engine/bacnet/batch-limit.ts'
import { DueQueue } from '../../../electron/engine/bacnet/due-queue.ts'
import { InvokeIds, REST_MS } from '../../../electron/engine/bacnet/invoke-ids.ts'
import { nextSlotMs, polledPoint, PollPlan } from '../../../electron/engine/bacnet/poll-plan.ts'
import { RateLimit } from '../../../electron/engine/bacnet/rate-limit.ts'
import { RateWindow } from '../../../electron/engine/bacnet/rate-window.ts'
import { OFFLINE_AFTER, ONLINE_AFTER, Reachability } from '../../../electron/engine/bacnet/reachability.ts'
import { seededRandom } from '../../../shared/random.ts'

describe('invoke ids', () => {
  it('gives each of the 256 once and then none', () => {
    const ids = new InvokeIds(250)
    const taken = new Set(Array.from({ length: 256 }, () => ids.take(0)))
    expect(taken.size).toBe(256)
    expect(ids.take(0)).toBeUndefined()
  })

  it('lets an unanswered id rest and an answered one come back', () => {
    const ids = new InvokeIds(0)
    for (let id = 0; id < 256; id++) ids.take(0)
    ids.release(7, 0, false)
    expect(ids.take(REST_MS - 1)).toBeUndefined()
    expect(ids.take(REST_MS)).toBe(7)
    ids.release(9, REST_MS, true)
    expect(ids.take(REST_MS)).toBe(9)
  })
})

describe('the request rate', () => {
  const passedIn = (ms: number, perSecond: number, depth: number, stepMs: number): number => {
    const rate = new RateLimit(0)
    let passed = 0
    for (let now = 0; now < ms; now += stepMs) {
      if (rate.waitMs(now, perSecond, depth) > 0) continue
      rate.take()
      passed += 1
    }
    return passed
  }

  it('lets the limit pass, and no more', () => {
    const passed = passedIn(10_000, 10, 2, 1)
    expect(passed).toBeGreaterThanOrEqual(99)
    expect(passed).toBeLessThanOrEqual(102)
  })

  it('keeps its pace when the timers are late', () => {
    expect(passedIn(10_000, 10, 1.5, 33)).toBeGreaterThanOrEqual(98)
  })

  it('says how long to wait', () => {
    const rate = new RateLimit(0)
    expect(rate.waitMs(0, 20, 1)).toBe(0)
    rate.take()
    expect(rate.waitMs(0, 20, 1)).toBe(50)
    expect(rate.waitMs(50, 20, 1)).toBe(0)
  })
})

describe('the rate of the last ten seconds', () => {
  it('is what happened in them, and falls to nothing afterwards', () => {
    const window = new RateWindow()
    for (let now = 0; now < 30_000; now += 100) window.add(now)
    expect(window.perSecond(29_999)).toBeCloseTo(10, 1)
    expect(window.perSecond(34_500)).toBeCloseTo(5.3, 0)
    expect(window.perSecond(45_000)).toBe(0)
    window.add(100_000, 95)
    expect(window.perSecond(100_500)).toBeCloseTo(10, 0)
  })
})

describe('batch sizes', () => {
  it('fit the device', () => {
    expect([50, 128, 206, 480, 1024, 1476].map(pointsFitting)).toEqual([1, 5, 8, 19, 42, 50])
  })

  it('halve where the device refuses, and stay so', () => {
    const limit = new BatchLimit(1476)
    expect(limit.refused(50)).toBe(true)
    expect(limit.current).toBe(25)
    for (let batch = 0; batch < 1_000; batch++) limit.answered()
    expect(limit.current).toBe(25)
  })

  it('halve when the device swallows two in a row, and grow back after many answers', () => {
    const limit = new BatchLimit(1476)
    expect(limit.swallowed(50)).toBe(false)
    expect(limit.swallowed(50)).toBe(true)
    expect(limit.current).toBe(25)
    for (let batch = 0; batch < 100; batch++) limit.answered()
    expect(limit.current).toBe(50)
  })

  it('do not shrink for single losses with answers between', () => {
    const limit = new BatchLimit(1476)
    for (let loss = 0; loss < 20; loss++) {
      limit.swallowed(50)
      limit.answered()
    }
    expect(limit.current).toBe(50)
  })

  it('never fall below one', () => {
    const limit = new BatchLimit(50)
    expect(limit.refused(1)).toBe(false)
    expect(limit.current).toBe(1)
  })
})

describe('reachability', () => {
  it('says online at the first answer', () => {
    const reach = new Reachability()
    expect(reach.answered()).toBe(true)
    expect(reach.state).toBe('online')
    expect(reach.answered()).toBe(false)
  })

  it('says offline only after several rounds, and online again only after several answers', () => {
    const reach = new Reachability()
    reach.answered()
    const changes = Array.from({ length: OFFLINE_AFTER }, () => reach.failed())
    expect(changes.lastIndexOf(true)).toBe(OFFLINE_AFTER - 1)
    expect(changes.filter(Boolean)).toHaveLength(1)
    const back = Array.from({ length: ONLINE_AFTER }, () => reach.answered())
    expect(back.indexOf(true)).toBe(ONLINE_AFTER - 1)
  })

  it('does not flap when every second round fails', () => {
    const reach = new Reachability()
    reach.answered()
    for (let round = 0; round < 50; round++) expect([reach.failed(), reach.answered()]).toEqual([false, false])
  })

  it('waits longer and longer, at most a minute, never twice the same', () => {
    const reach = new Reachability()
    const waits: number[] = []
    for (let round = 0; round < 12; round++) {
      reach.failed()
      waits.push(reach.backOffMs(3_000, 0.999_999))
    }
    expect(waits[0]).toBeCloseTo(1_000, 0)
    expect(waits[3]).toBeCloseTo(8_000, 0)
    expect(waits.at(-1)).toBeCloseTo(60_000, 0)
    expect(reach.backOffMs(3_000, 0)).toBe(30_000)
  })
})

describe('the poll plan', () => {
  const watched = (count: number, intervalMs: number) => Array.from({ length: count }, (_, at) => ({ pointId: at + 1, objectType: 0, objectInstance: at, intervalMs }))

  it('never makes up for what was missed', () => {
    expect(nextSlotMs(100, 1_000, 50)).toBe(100)
    expect(nextSlotMs(100, 1_000, 100)).toBe(1_100)
    expect(nextSlotMs(100, 1_000, 987_654)).toBe(988_100)
  })

  it('spreads batches of 200 devices evenly over the interval', () => {
    const dues: number[] = []
    for (let deviceId = 1; deviceId <= 200; deviceId++) {
      const plan = new PollPlan(deviceId, watched(100, 60_000).map((point) => ({ ...polledPoint(point, undefined, 0), dueMs: 60_000 })))
      plan.regroup(50, 0, false)
      for (let batch = plan.queue.takeDue(Infinity); batch !== undefined; batch = plan.queue.takeDue(Infinity)) dues.push(batch.dueMs)
    }
    expect(dues).toHaveLength(400)
    const perSecond = new Map<number, number>()
    for (const due of dues) perSecond.set(Math.floor(due / 1_000), (perSecond.get(Math.floor(due / 1_000)) ?? 0) + 1)
    expect(perSecond.size).toBe(60)
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(9)
  })

  it('reads every point in the first seconds, however long its interval', () => {
    const plan = new PollPlan(3, watched(500, 3_600_000).map((point) => polledPoint(point, undefined, 0)))
    plan.regroup(50, 0, true)
    for (let batch = plan.queue.takeDue(Infinity); batch !== undefined; batch = plan.queue.takeDue(Infinity)) expect(batch.dueMs).toBeLessThanOrEqual(3_000)
  })

  it('does not bring back a batch of a former grouping', () => {
    const plan = new PollPlan(1, watched(10, 1_000).map((point) => polledPoint(point, undefined, 0)))
    plan.regroup(10, 0, true)
    const old = plan.queue.takeDue(Infinity)!
    plan.regroup(5, 0, false)
    plan.putBack(old, 0)
    plan.split(old, 0)
    expect(plan.queue.size).toBe(2)
  })
})

describe('the due queue', () => {
  it('gives the earliest first, whatever the order of adding', () => {
    const random = seededRandom(5)
    const queue = new DueQueue<{ dueMs: number }>()
    const dues = Array.from({ length: 500 }, () => Math.floor(random() * 100))
    for (const dueMs of dues) queue.add({ dueMs })
    const taken = Array.from({ length: 500 }, () => queue.takeFirst()!.dueMs)
    expect(taken).toEqual([...dues].sort((a, b) => a - b))
    expect(queue.takeFirst()).toBeUndefined()
  })
})
