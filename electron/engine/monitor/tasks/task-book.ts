/** The list of maintenance work with what the store knows of each: what came of it, when it is due again, and what open alerts ask for. */
import { NO_DEVICE, SEVERITIES, type Alert } from '../../../../shared/domain/alert.ts'
import { MOST_TASKS, type Recommendation, type RunHoursDue, type Task, type TaskBook, type TaskResult, type TaskSubject, type TaskUrgency } from '../../../../shared/domain/task.ts'
import { PROOF_MS, taskResult } from '../../analysis/maintenance/task-result.ts'
import { runHoursDue } from '../../analysis/maintenance/run-hours-due.ts'
import type { SiteContext } from '../site-context.ts'

const DAY_MS = 86_400_000
const RECENT_MS = 28 * DAY_MS
/** Work that was done is proved by the readings for so long; older work keeps no verdict, because the store is asked for each. */
const MOST_PROVED = 500
const MOST_LATER = 200

const URGENCY: Readonly<Record<Alert['severity'], TaskUrgency>> = { critical: 'now', high: 'soon', medium: 'soon', low: 'nextVisit' }

const subjectOf = ({ pointId, deviceId }: Alert): TaskSubject => {
  if (pointId !== null) return { what: 'point', pointId }
  return deviceId === NO_DEVICE ? { what: 'site' } : { what: 'device', deviceId }
}

export const createTaskBook = ({ clock, store }: Pick<SiteContext, 'clock' | 'store'>): (() => TaskBook) => {
  const dueOf = (task: Task, nowMs: number): RunHoursDue | null => {
    if (task.state !== 'open' || task.repeat?.by !== 'runHours') return null
    const { pointId, hours } = task.repeat
    return runHoursDue(store.energy.runDays.runDays(pointId, Math.min(task.createdAtMs, nowMs - RECENT_MS), nowMs), task.createdAtMs, hours, nowMs)
  }

  /** Readings of the subject in the proving time: what is away or was not watched proves nothing. */
  const observedMs = (task: Task, alert: Alert, nowMs: number): number => {
    const fromMs = task.endedAtMs ?? nowMs
    const gaps = store.coverageGaps(fromMs, nowMs, alert.deviceId)
    let unseenMs = 0
    let untilMs = fromMs
    for (const gap of gaps) {
      unseenMs += Math.max(0, Math.min(gap.toMs, nowMs) - Math.max(gap.fromMs, untilMs))
      untilMs = Math.max(untilMs, Math.min(gap.toMs, nowMs))
    }
    return nowMs - fromMs - unseenMs
  }

  const resultOf = (task: Task, nowMs: number): TaskResult | null => {
    if (task.state !== 'done' || task.endedAtMs === null) return null
    const alert = task.alertId === null ? undefined : store.alert(task.alertId)
    if (alert === undefined) return taskResult(task, { alert, later: [], observedMs: 0 }, nowMs)
    const subject = alert.pointId === null ? { deviceId: alert.deviceId } : { pointId: alert.pointId }
    const later = store.alerts({ which: 'all', ...subject, fromMs: task.endedAtMs, toMs: nowMs, limit: MOST_LATER })
    return taskResult(task, { alert, later, observedMs: Math.min(observedMs(task, alert, nowMs), 4 * PROOF_MS) }, nowMs)
  }

  const recommendations = (tasks: readonly Task[]): Recommendation[] => {
    const taken = new Set(tasks.filter(({ state }) => state !== 'done').map(({ alertId }) => alertId))
    return store
      .alerts({ which: 'live', limit: MOST_TASKS })
      .filter(({ id, clearedAtMs }) => clearedAtMs === null && !taken.has(id))
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.startedAtMs - b.startedAtMs)
      .map((alert) => ({
        alertId: alert.id, about: subjectOf(alert), deviceId: alert.deviceId, severity: alert.severity, urgency: URGENCY[alert.severity],
        title: alert.title, why: alert.explanation, checks: alert.checks, sinceMs: alert.startedAtMs,
      }))
  }

  return () => {
    const nowMs = clock.nowMs()
    const tasks = store.tasks.list(MOST_TASKS)
    let proved = 0
    const views = tasks.map((task) => ({ ...task, due: dueOf(task, nowMs), result: task.state === 'done' && proved++ < MOST_PROVED ? resultOf(task, nowMs) : null }))
    return { tasks: views, recommendations: recommendations(tasks) }
  }
}
