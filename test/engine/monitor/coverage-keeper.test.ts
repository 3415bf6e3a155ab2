import { describe, expect, it } from 'vitest'
import type { CoverageGap, GapReason } from '../../../shared/domain/series.ts'
import { createCoverageKeeper, unionMs } from '../../../electron/engine/monitor/coverage-keeper.ts'
import type { WritableStore } from '../../../electron/engine/store/store-types.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'

const HOUR_MS = 3_600_000

const setUp = (clock: FakeClock = createFakeClock(), meta = new Map<string, string>()) => {
  const gaps: CoverageGap[] = []
  const unobserved: GapReason[] = []
  const devices = [{ id: 1, firstSeenMs: 0, address: { ip: '10.0.0.1', port: 47_808 } }]
  const filledMs = new Map<number, number>()
  const store = {
    meta: (key: string) => meta.get(key),
    setMeta: (key: string, value: string) => void meta.set(key, value),
    addGap: (gap: CoverageGap) => void gaps.push(gap),
    openGap: (deviceId: number | null, fromMs: number, reason: GapReason) => void gaps.push({ deviceId, fromMs, toMs: Number.POSITIVE_INFINITY, reason }),
    closeGap: (deviceId: number | null, toMs: number) => {
      const index = gaps.findIndex((gap) => gap.deviceId === deviceId && gap.toMs === Number.POSITIVE_INFINITY)
      if (index >= 0) gaps[index] = { ...gaps[index]!, toMs }
    },
    devices: () => devices,
    coverageGaps: () => gaps,
    backfilledByDevice: () => filledMs,
  } as unknown as WritableStore
  const keeper = createCoverageKeeper({ clock, store, unobserved: (_from, _to, reason) => unobserved.push(reason), polledPoints: () => 4 })
  return { clock, meta, filledMs, gaps, unobserved, devices, keeper }
}

describe('coverage', () => {
  it('knows that the engine was not running since its last heartbeat', () => {
    const clock = createFakeClock()
    const first = setUp(clock)
    clock.advance(60_000)
    const stoppedAtMs = clock.nowMs()
    clock.jump(HOUR_MS)
    const second = setUp(clock, first.meta)
    expect(second.gaps).toEqual([{ deviceId: null, fromMs: stoppedAtMs, toMs: stoppedAtMs + HOUR_MS, reason: 'notRunning' }])
  })

  it('has no gap after a restart within seconds', () => {
    const clock = createFakeClock()
    const first = setUp(clock)
    clock.advance(60_000)
    clock.jump(3_000)
    expect(setUp(clock, first.meta).gaps).toEqual([])
  })

  it('marks sleep between suspend and resume, once', () => {
    const { clock, keeper, gaps, unobserved } = setUp()
    const fromMs = clock.nowMs()
    keeper.suspend()
    clock.jump(HOUR_MS)
    keeper.resume()
    clock.advance(60_000)
    expect(gaps).toEqual([{ deviceId: null, fromMs, toMs: fromMs + HOUR_MS, reason: 'asleep' }])
    expect(unobserved).toEqual(['asleep'])
  })

  it('notices sleep that nobody announced', () => {
    const { clock, gaps } = setUp()
    clock.advance(10_000)
    clock.jump(2 * HOUR_MS)
    clock.advance(10_000)
    expect(gaps).toHaveLength(1)
    expect(gaps[0]).toMatchObject({ reason: 'asleep' })
    expect(gaps[0]!.toMs - gaps[0]!.fromMs).toBe(2 * HOUR_MS + 10_000)
  })

  it('tells of a clock set back without inventing a negative gap', () => {
    const { clock, gaps, unobserved } = setUp()
    clock.advance(10_000)
    clock.jump(-HOUR_MS)
    clock.advance(10_000)
    expect(gaps).toEqual([])
    expect(unobserved).toEqual(['clockJump'])
  })

  it('gives the share of the day that was observed', () => {
    const { clock, keeper } = setUp()
    expect(keeper.share24h()).toBe(1)
    keeper.deviceAway(1, clock.nowMs() - 6 * HOUR_MS)
    keeper.deviceBack(1, clock.nowMs())
    expect(keeper.share24h()).toBeCloseTo(0.75, 10)
  })

  it('counts what trend logs filled for the points that have one', () => {
    const { clock, keeper, filledMs } = setUp()
    keeper.deviceAway(1, clock.nowMs() - 6 * HOUR_MS)
    keeper.deviceBack(1, clock.nowMs())
    // Two of four points, five of six hours each.
    filledMs.set(1, 10 * HOUR_MS)
    expect(keeper.share24h()).toBeCloseTo((18 + 2.5) / 24, 10)
    filledMs.set(1, 400 * HOUR_MS)
    expect(keeper.share24h()).toBe(1)
  })

  it('does not count the time before a device was found as observed, unless its history was imported', () => {
    const { clock, keeper, meta, devices } = setUp()
    devices[0]!.firstSeenMs = clock.nowMs() - 6 * HOUR_MS
    expect(keeper.share24h()).toBeCloseTo(0.25, 10)
    meta.set('importedFromMs', String(clock.nowMs() - 12 * HOUR_MS))
    expect(keeper.share24h()).toBeCloseTo(0.5, 10)
  })

  it('leaves out devices that are known from a file only', () => {
    const { keeper, devices } = setUp()
    devices[0]!.address.ip = ''
    expect(keeper.share24h()).toBeNull()
  })

  it('counts overlapping gaps once', () => {
    const gap = (fromMs: number, toMs: number): CoverageGap => ({ deviceId: null, fromMs, toMs, reason: 'asleep' })
    expect(unionMs([gap(10, 30), gap(0, 20), gap(40, 200)], 5, 100)).toBe(25 + 60)
  })
})
