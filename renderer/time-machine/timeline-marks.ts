/** What the slider paints of a timeline: alerts as shapes that do not cover each other, gravest first, and every step with alerts as a tick. Pure. */
import { SEVERITIES, type Severity } from '../../shared/domain/alert.ts'
import type { Timeline, TimelineAlert } from '../../shared/domain/past-state.ts'
import type { TimeRange } from '../charts/time-range.ts'

export interface AlertMark {
  readonly alert: TimelineAlert
  /** px from the left. */
  readonly x: number
}

/** Shapes stand at least so far apart, px. */
const ROOM_PX = 11

export const timeToPx = (atMs: number, { fromMs, toMs }: TimeRange, widthPx: number): number => ((atMs - fromMs) / (toMs - fromMs)) * widthPx

export const pxToTime = (px: number, { fromMs, toMs }: TimeRange, widthPx: number): number => fromMs + (Math.min(widthPx, Math.max(0, px)) / Math.max(1, widthPx)) * (toMs - fromMs)

export const alertMarks = (alerts: readonly TimelineAlert[], range: TimeRange, widthPx: number): readonly AlertMark[] => {
  const taken: number[] = []
  return alerts.flatMap((alert) => {
    const x = timeToPx(alert.raisedAtMs, range, widthPx)
    if (x < 0 || x > widthPx || taken.some((other) => Math.abs(other - x) < ROOM_PX)) return []
    taken.push(x)
    return [{ alert, x }]
  })
}

/** The alert a click within `nearPx` means. */
export const alertAt = (marks: readonly AlertMark[], px: number, nearPx: number): TimelineAlert | null => {
  const nearest = marks.toSorted((a, b) => Math.abs(a.x - px) - Math.abs(b.x - px))[0]
  return nearest !== undefined && Math.abs(nearest.x - px) <= nearPx ? nearest.alert : null
}

export interface StepTick {
  readonly fromMs: number
  readonly severity: Severity
  readonly count: number
}

/** Steps in which alerts were raised, with the gravest of them. */
export const stepTicks = ({ fromMs, stepMs, raised }: Pick<Timeline, 'fromMs' | 'stepMs' | 'raised'>): readonly StepTick[] =>
  Array.from({ length: raised.critical.length }, (_, index): StepTick | null => {
    const severity = SEVERITIES.find((each) => (raised[each][index] ?? 0) > 0)
    return severity === undefined ? null : { fromMs: fromMs + index * stepMs, severity, count: SEVERITIES.reduce((sum, each) => sum + (raised[each][index] ?? 0), 0) }
  }).filter((tick) => tick !== null)
