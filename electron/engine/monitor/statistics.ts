/** The counters every screen shows, gathered from where each is kept. */
import { alertCounts } from '../../../shared/domain/alert-counts.ts'
import type { Statistics } from '../../../shared/domain/statistics.ts'
import type { SiteContext } from './site-context.ts'

const EMIT_EVERY_MS = 2_000
/** Coverage and request counts ask the store; they change slowly. */
const SLOW_EVERY_MS = 10_000
const REQUESTS_OF_MS = 15 * 60_000

export interface StatisticsSource {
  current(): Statistics
  /** Counts anew now and tells, e.g. when an alert was raised. */
  push(): void
  stop(): void
}

export const createStatistics = (site: SiteContext): StatisticsSource => {
  let slow = { atMs: -Infinity, coverage24h: null as number | null, requests: 0, failed: 0 }

  const slowCounts = (): typeof slow => {
    const atMs = site.clock.monotonicMs()
    if (atMs - slow.atMs < SLOW_EVERY_MS) return slow
    const { requests, failed } = site.store.outcomesSince(site.clock.nowMs() - REQUESTS_OF_MS)
    slow = { atMs, coverage24h: site.coverage.share24h(), requests, failed }
    return slow
  }

  const current = (): Statistics => {
    const devices = site.registry.list()
    const counts = site.pipeline.counts()
    const { coverage24h, requests, failed } = slowCounts()
    const { points, polled } = site.points.counts()
    return {
      atMs: site.clock.nowMs(),
      devicesOnline: devices.filter((device) => device.state === 'online').length,
      devicesOffline: devices.filter((device) => device.state === 'offline').length,
      devicesUnknown: devices.filter((device) => device.state === 'unknown').length,
      points,
      pointsPolled: polled,
      pointsStale: counts.stale,
      pointsDataProblem: counts.dataProblem,
      pointsOverridden: counts.overridden,
      ...alertCounts(site.pipeline.openAlerts()),
      alertsShelved: counts.alertsSetAside,
      readingsKept: counts.readingsKept,
      readingsPerSecond: counts.readingsPerSecond,
      requests,
      requestsFailed: failed,
      coverage24h,
      refusedPackets: site.acquisition.counters().refused,
      alertLatencyP50Ms: counts.latencyP50Ms,
      alertLatencyP99Ms: counts.latencyP99Ms,
    }
  }
  const push = (): void => site.hub.emit('statisticsChanged', current())
  const stop = site.clock.every(EMIT_EVERY_MS, push)
  return { current, push, stop }
}
