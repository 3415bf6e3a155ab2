/** What the alerts say of work that was done: see `TaskResult`. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { ForetoldLimit, Task, TaskResult } from '../../../../shared/domain/task.ts'
import { FIXED_LIMIT } from '../detect/fixed-limit.ts'

const DAY_MS = 86_400_000
/** So long without the alert counts as mended. */
export const PROOF_MS = 7 * DAY_MS

export interface TaskFacts {
  /** The alert that the task answers; undefined where there is none any more. */
  readonly alert: Alert | undefined
  /** Alerts of the same point or device that were active after the work. */
  readonly later: readonly Alert[]
  /** Time since the work in which the subject was observed, ms. */
  readonly observedMs: number
}

const isSame = (a: Alert, b: Alert): boolean => a.kind === b.kind && a.pointId === b.pointId && a.deviceId === b.deviceId && a.title.key === b.title.key

/** Null for work that is not done. Not observed is no proof: the seven days are days with readings. */
export const taskResult = (task: Task, { alert, later, observedMs }: TaskFacts, nowMs: number): TaskResult | null => {
  if (task.state !== 'done' || task.endedAtMs === null) return null
  const doneMs = task.endedAtMs
  if (alert === undefined) return { what: 'notMeasured' }
  const [again] = later.filter((one) => one.id !== alert.id && one.raisedAtMs > doneMs && isSame(one, alert)).sort((a, b) => a.raisedAtMs - b.raisedAtMs)
  if (again !== undefined) return { what: 'returned', alertId: again.id, atMs: again.raisedAtMs }
  const quietFromMs = Math.max(doneMs, alert.clearedAtMs ?? nowMs)
  if (alert.clearedAtMs === null && nowMs - doneMs >= DAY_MS) return { what: 'stillThere' }
  const quietMs = Math.min(nowMs - quietFromMs, observedMs)
  return quietMs >= PROOF_MS ? { what: 'recovered', sinceMs: quietFromMs } : { what: 'watching', untilMs: nowMs + PROOF_MS - Math.max(0, quietMs) }
}

export interface ForetoldFacts {
  readonly doneMs: number
  /** Alerts of the point that were active after the work. */
  readonly later: readonly Alert[]
  /** Time since the work in which its device was observed, ms. */
  readonly observedMs: number
}

/** Whether a point that was foretold to reach a limit kept from it after the work; not before the day that was likely has passed, and seven observed days. */
export const foretoldResult = ({ side, likelyMs }: ForetoldLimit, { doneMs, later, observedMs }: ForetoldFacts, nowMs: number): TaskResult => {
  const isBeyond = ({ value, evidence }: Alert): boolean =>
    evidence.some(({ detector, score, low, high }) => detector === FIXED_LIMIT && score >= 1 && value !== null && (side === 'high' ? high !== null && value > high : low !== null && value < low))
  const [reached] = later.filter((alert) => alert.raisedAtMs > doneMs && isBeyond(alert)).sort((a, b) => a.raisedAtMs - b.raisedAtMs)
  if (reached !== undefined) return { what: 'reached', alertId: reached.id, atMs: reached.raisedAtMs }
  if (nowMs >= likelyMs && observedMs >= PROOF_MS) return { what: 'averted', likelyMs }
  return { what: 'watching', untilMs: Math.max(likelyMs, nowMs + PROOF_MS - Math.min(PROOF_MS, observedMs)) }
}
