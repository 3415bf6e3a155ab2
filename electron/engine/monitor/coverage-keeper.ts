/** Knows what was not observed: the engine was off, the laptop slept, the clock jumped, a device was away. */
import type { Clock } from '../../../shared/clock.ts'
import { hasAddress } from '../../../shared/domain/device.ts'
import type { CoverageGap, GapReason } from '../../../shared/domain/series.ts'
import type { WritableStore } from '../store/store-types.ts'

export interface CoverageKeeper {
  /** The machine goes to sleep. */
  suspend(): void
  /** It woke up. */
  resume(): void
  /** A device was away since `sinceMs`, or is back. */
  deviceAway(deviceId: number, sinceMs: number): void
  deviceBack(deviceId: number, atMs: number): void
  /**
   * Share of the last 24 hours that was observed, averaged over the devices, 0..1; the time before a device was found was not. What its trend logs filled
   * counts for the points they record. null without devices.
   */
  share24h(): number | null
  stop(): void
}

/** Where an imported history begins, ms since the epoch: from there on the site counts as observed. */
export const IMPORTED_FROM_KEY = 'importedFromMs'
const HEARTBEAT_KEY = 'heartbeatMs'
const HEARTBEAT_EVERY_MS = 10_000
/** Wall clock and monotonic clock may part by this much before it counts as a jump or as sleep. */
const JUMP_MS = 5_000
/** A restart within this time after the last heartbeat was due is no gap worth showing. */
const SHORT_STOP_MS = 5_000
const DAY_MS = 86_400_000

interface KeeperDeps {
  readonly clock: Clock
  readonly store: WritableStore
  /** A period of all devices went by unobserved. */
  readonly unobserved: (fromMs: number, toMs: number, reason: GapReason) => void
  /** How many points of a device are polled. */
  readonly polledPoints: (deviceId: number) => number
}

export const createCoverageKeeper = ({ clock, store, unobserved, polledPoints }: KeeperDeps): CoverageKeeper => {
  let lastWallMs = clock.nowMs()
  let lastMonotonicMs = clock.monotonicMs()
  let suspendedAtMs: number | null = null

  const addGap = (fromMs: number, toMs: number, reason: GapReason): void => {
    if (toMs > fromMs) store.addGap({ deviceId: null, fromMs, toMs, reason })
    unobserved(fromMs, toMs, reason)
  }

  const beat = (): void => {
    const nowMs = clock.nowMs()
    const monotonicMs = clock.monotonicMs()
    const wallPassedMs = nowMs - lastWallMs
    const passedMs = monotonicMs - lastMonotonicMs
    const lastMs = lastWallMs
    lastWallMs = nowMs
    lastMonotonicMs = monotonicMs
    if (suspendedAtMs !== null) return
    // Asleep without notice (no power events in the second host): either clock stands still or the timer comes far too late.
    if (wallPassedMs - passedMs > JUMP_MS || passedMs > HEARTBEAT_EVERY_MS * 3) addGap(lastMs, nowMs, 'asleep')
    else if (wallPassedMs - passedMs < -JUMP_MS) addGap(nowMs, nowMs, 'clockJump')
    store.setMeta(HEARTBEAT_KEY, String(nowMs))
  }

  const before = Number(store.meta(HEARTBEAT_KEY) ?? Number.NaN)
  if (Number.isFinite(before) && lastWallMs - before > HEARTBEAT_EVERY_MS + SHORT_STOP_MS) addGap(before, lastWallMs, 'notRunning')
  store.setMeta(HEARTBEAT_KEY, String(lastWallMs))
  const stopTimer = clock.every(HEARTBEAT_EVERY_MS, beat)

  return {
    suspend: () => {
      suspendedAtMs ??= clock.nowMs()
    },
    resume: () => {
      if (suspendedAtMs === null) return
      const fromMs = suspendedAtMs
      suspendedAtMs = null
      lastWallMs = clock.nowMs()
      lastMonotonicMs = clock.monotonicMs()
      addGap(fromMs, lastWallMs, 'asleep')
    },
    deviceAway: (deviceId, sinceMs) => store.openGap(deviceId, sinceMs, 'deviceOffline'),
    deviceBack: (deviceId, atMs) => store.closeGap(deviceId, atMs),
    share24h: () => {
      // What was never heard is not there to be observed.
      const devices = store.devices().filter(({ address }) => hasAddress(address))
      if (devices.length === 0) return null
      const toMs = clock.nowMs()
      const gaps = store.coverageGaps(toMs - DAY_MS, toMs)
      const importedFromMs = Number(store.meta(IMPORTED_FROM_KEY) ?? Number.POSITIVE_INFINITY)
      const filledMs = store.backfilledByDevice(toMs - DAY_MS, toMs)
      const shares = devices.map((device) => {
        const fromMs = Math.min(toMs, Math.max(toMs - DAY_MS, Math.min(device.firstSeenMs, importedFromMs)))
        const own = gaps.filter((gap) => gap.deviceId === null || gap.deviceId === device.id)
        const observed = (toMs - fromMs - unionMs(own, fromMs, toMs)) / DAY_MS
        const filled = (filledMs.get(device.id) ?? 0) / Math.max(1, polledPoints(device.id)) / DAY_MS
        return Math.min(1, observed + filled)
      })
      return shares.reduce((sum, share) => sum + share, 0) / shares.length
    },
    stop: () => {
      stopTimer()
      store.setMeta(HEARTBEAT_KEY, String(clock.nowMs()))
    },
  }
}

/** How much of [fromMs, toMs) the gaps cover together, ms; overlaps count once. */
export const unionMs = (gaps: readonly CoverageGap[], fromMs: number, toMs: number): number => {
  const ordered = [...gaps].sort((a, b) => a.fromMs - b.fromMs)
  let covered = 0
  let reachedMs = fromMs
  for (const gap of ordered) {
    const start = Math.max(gap.fromMs, reachedMs)
    const end = Math.min(gap.toMs, toMs)
    if (end > start) {
      covered += end - start
      reachedMs = end
    }
  }
  return covered
}
