/**
 * Reads trend logs without being asked: when a device is back after it was not observed, and once a day what its logs record. Waits a little, so that live
 * values come first, and until no other backfill runs.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SiteContext } from '../site-context.ts'
import { startBackfill, unobservedOf } from './backfill.ts'
import { listLogsOf } from './fill-device.ts'
import { stillOpen } from './fill-log.ts'
import { isTrendLog } from './log-list.ts'
import { clipped, lengthMs } from './periods.ts'

export interface AutoBackfill {
  /** The device answers again, or its objects were read anew. */
  deviceReady(deviceId: number): void
  /** Resolves when nothing is read any more. */
  stop(): Promise<void>
}

/** After a resume all devices come back within seconds: they make one job. */
const WAIT_MS = 10_000
/** Gaps older than this are filled by hand only. */
const LOOK_BACK_MS = 30 * 86_400_000
/** Shorter gaps hold no record of most logs, and are not worth a request. */
const LEAST_GAP_MS = 60_000
const FACTS_OLD_MS = 86_400_000
const SWEEP_EVERY_MS = 15 * 60_000

export const createAutoBackfill = (site: SiteContext): AutoBackfill => {
  const ready = new Set<number>()
  const aborted = new AbortController()
  let cancelTimer: (() => void) | null = null
  let working: Promise<void> = Promise.resolve()

  const arm = (): void => {
    if (aborted.signal.aborted) return
    cancelTimer ??= site.clock.after(WAIT_MS, () => {
      cancelTimer = null
      if (site.jobs.running('backfill')) return arm()
      working = work().catch((error: unknown) => site.log.warn('trend logs could not be read', error))
    })
  }

  /** Whether the device's logs may hold something that is missing. */
  const hasOpenGaps = (deviceId: number): boolean => {
    const device = site.registry.get(deviceId)
    if (device === undefined) return false
    const nowMs = site.clock.nowMs()
    const gaps = unobservedOf(site, device, nowMs - LOOK_BACK_MS, nowMs, false)
    const logs = site.store.trendLogs(deviceId)
    if (logs.length === 0) return lengthMs(gaps) >= LEAST_GAP_MS
    return logs.some(({ pointId, readUntilMs }) => pointId !== null && lengthMs(stillOpen(site, pointId, clipped(gaps, readUntilMs ?? -Infinity, Infinity))) >= LEAST_GAP_MS)
  }

  const factsAreOld = (deviceId: number): boolean => {
    const logs = site.store.trendLogs(deviceId)
    const askedAtMs = Math.min(...logs.map((log) => log.askedAtMs))
    return logs.length === 0 || site.clock.nowMs() - askedAtMs > FACTS_OLD_MS
  }

  const work = async (): Promise<void> => {
    const deviceIds = [...ready].filter((id) => site.points.ofDevice(id).some(isTrendLog))
    ready.clear()
    const toFill: number[] = []
    for (const id of deviceIds) {
      if (hasOpenGaps(id)) toFill.push(id)
      await nextTurn()
    }
    if (aborted.signal.aborted) return
    const nowMs = site.clock.nowMs()
    if (toFill.length > 0) startBackfill(site, { deviceIds: toFill, fromMs: nowMs - LOOK_BACK_MS, toMs: nowMs, byHand: false })
    for (const id of deviceIds) {
      const device = site.registry.get(id)
      if (device === undefined || toFill.includes(id) || !factsAreOld(id) || aborted.signal.aborted) continue
      await listLogsOf(site, device, { signal: aborted.signal, priority: 'bulk' })
    }
  }

  // A log whose reading was cut short is tried again, and once a day every log is asked what it records.
  const stopSweep = site.clock.every(SWEEP_EVERY_MS, () => {
    for (const { id, state } of site.registry.list()) if (state === 'online') ready.add(id)
    arm()
  })

  return {
    deviceReady: (deviceId) => {
      ready.add(deviceId)
      arm()
    },
    stop: () => {
      aborted.abort()
      cancelTimer?.()
      stopSweep()
      return working
    },
  }
}
