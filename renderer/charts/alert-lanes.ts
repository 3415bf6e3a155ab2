/** Alerts as bars over a chart: clipped to the period, stacked where they overlap. Pure. */
import type { Alert } from '../../shared/domain/alert.ts'
import { SEVERITIES } from '../../shared/domain/alert.ts'
import type { TimeRange } from './time-range.ts'

export interface AlertBar {
  readonly alert: Alert
  readonly fromMs: number
  readonly toMs: number
  /** 0 = nearest to the chart. */
  readonly lane: number
  /** True where the alert goes on beyond the period shown. */
  readonly openLeft: boolean
  readonly openRight: boolean
}

/**
 * Bars of the alerts that touch `range`, most urgent placed first. An active alert lasts until `nowMs`. Bars keep at least
 * `leastMs` (a few pixels) and never share a lane where they overlap; beyond `mostLanes` they share the last one.
 */
export const alertBars = (alerts: readonly Alert[], range: TimeRange, nowMs: number, leastMs: number, mostLanes: number): AlertBar[] => {
  const endMs = (alert: Alert): number => Math.max(alert.clearedAtMs ?? nowMs, alert.startedAtMs)
  const urgency = (alert: Alert): number => SEVERITIES.indexOf(alert.severity)
  const shown = alerts
    .filter((alert) => alert.startedAtMs < range.toMs && endMs(alert) >= range.fromMs)
    .sort((a, b) => urgency(a) - urgency(b) || a.startedAtMs - b.startedAtMs || a.id - b.id)
  const lanes: { fromMs: number; toMs: number }[][] = []
  return shown.map((alert) => {
    const fromMs = Math.max(alert.startedAtMs, range.fromMs)
    const toMs = Math.min(Math.max(endMs(alert), fromMs + leastMs), Math.max(range.toMs, fromMs + leastMs))
    let lane = lanes.findIndex((bars) => bars.every((bar) => bar.toMs <= fromMs || bar.fromMs >= toMs))
    if (lane < 0) lane = Math.min(lanes.length, mostLanes - 1)
    lanes[lane] = [...(lanes[lane] ?? []), { fromMs, toMs }]
    return { alert, fromMs, toMs, lane, openLeft: alert.startedAtMs < range.fromMs, openRight: endMs(alert) > range.toMs || alert.clearedAtMs === null }
  })
}
