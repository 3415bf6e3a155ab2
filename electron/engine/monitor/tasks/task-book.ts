/** The list of maintenance work with what the store knows of each: what came of it, when it is due again, and what open alerts ask for. */
import { NO_DEVICE, SEVERITIES, type Alert } from '../../../../shared/domain/alert.ts'
import type { HealthPart } from '../../../../shared/domain/health.ts'
import { MOST_TASKS, type ForetoldLimit, type Recommendation, type RunHoursDue, type Task, type TaskBook, type TaskHealth, type TaskResult, type TaskSubject, type TaskUrgency, type TaskView } from '../../../../shared/domain/task.ts'
import { findingCare } from '../../analysis/maintenance/finding-care.ts'
import { healthPeriod, taskHealth } from '../../analysis/maintenance/task-health.ts'
import { foretoldResult, PROOF_MS, taskResult } from '../../analysis/maintenance/task-result.ts'
import { runHoursDue } from '../../analysis/maintenance/run-hours-due.ts'
import { whatToBring } from '../../analysis/maintenance/what-to-bring.ts'
import type { SiteContext } from '../site-context.ts'

const DAY_MS = 86_400_000
const RECENT_MS = 28 * DAY_MS
/** Work that was done is proved by the readings for so long; older work keeps no verdict, because the store is asked for each. */
const MOST_PROVED = 500
const MOST_LATER = 200
const FINDING_FRESH_MS = 3 * DAY_MS

const URGENCY: Readonly<Record<Alert['severity'], TaskUrgency>> = { critical: 'now', high: 'soon', medium: 'soon', low: 'nextVisit' }

/** The part of the score that an alert speaks of. */
const PARTS: Readonly<Record<Alert['kind'], HealthPart>> = { equipment: 'equipment', data: 'sensors', device: 'communication' }

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

  /** Time of a device in the proving time: what is away or was not watched proves nothing. */
  const observedMs = (fromMs: number, deviceId: number, nowMs: number): number => {
    const gaps = store.coverageGaps(fromMs, nowMs, deviceId)
    let unseenMs = 0
    let untilMs = fromMs
    for (const gap of gaps) {
      unseenMs += Math.max(0, Math.min(gap.toMs, nowMs) - Math.max(gap.fromMs, untilMs))
      untilMs = Math.max(untilMs, Math.min(gap.toMs, nowMs))
    }
    return nowMs - fromMs - unseenMs
  }

  const foretoldOf = (foretold: ForetoldLimit, doneMs: number, nowMs: number): TaskResult => {
    const { pointId } = foretold
    const later = store.alerts({ which: 'all', pointId, fromMs: doneMs, toMs: nowMs, limit: MOST_LATER })
    const deviceId = store.points().find(({ id }) => id === pointId)?.deviceId
    return foretoldResult(foretold, { doneMs, later, observedMs: deviceId === undefined ? 0 : observedMs(doneMs, deviceId, nowMs) }, nowMs)
  }

  const resultOf = (task: Task, nowMs: number): TaskResult | null => {
    if (task.state !== 'done' || task.endedAtMs === null) return null
    if (task.alertId === null && task.foretold !== null) return foretoldOf(task.foretold, task.endedAtMs, nowMs)
    const alert = task.alertId === null ? undefined : store.alert(task.alertId)
    if (alert === undefined) return taskResult(task, { alert, later: [], observedMs: 0 }, nowMs)
    const subject = alert.pointId === null ? { deviceId: alert.deviceId } : { pointId: alert.pointId }
    const later = store.alerts({ which: 'all', ...subject, fromMs: task.endedAtMs, toMs: nowMs, limit: MOST_LATER })
    return taskResult(task, { alert, later, observedMs: Math.min(observedMs(task.endedAtMs, alert.deviceId, nowMs), 4 * PROOF_MS) }, nowMs)
  }

  const healthOf = (task: Task, deviceOf: (about: TaskSubject) => number | null, nowMs: number): TaskHealth | null => {
    const deviceId = deviceOf(task.about)
    if (task.state !== 'done' || task.endedAtMs === null || deviceId === null) return null
    const doneMs = task.endedAtMs
    const { fromMs, toMs } = healthPeriod(doneMs)
    const alert = task.alertId === null ? undefined : store.alert(task.alertId)
    return taskHealth({ deviceId, days: store.health.days(deviceId, fromMs, toMs), doneMs, part: alert === undefined ? (task.finding?.part ?? null) : PARTS[alert.kind], observedMs: observedMs(doneMs, deviceId, nowMs) })
  }

  /** The device of a task's subject; points are looked up once for all tasks. */
  const devicesOf = (tasks: readonly Task[]): ((about: TaskSubject) => number | null) => {
    const isNeeded = tasks.some(({ state, about }) => state === 'done' && about.what === 'point')
    const byPoint = new Map(isNeeded ? store.points().map(({ id, deviceId }) => [id, deviceId]) : [])
    return (about) => (about.what === 'device' ? about.deviceId : about.what === 'point' ? (byPoint.get(about.pointId) ?? null) : null)
  }

  const ofAlerts = (tasks: readonly Task[], live: readonly Alert[]): Recommendation[] => {
    const taken = new Set(tasks.filter(({ state }) => state !== 'done').map(({ alertId }) => alertId))
    return live
      .filter(({ id, clearedAtMs }) => clearedAtMs === null && !taken.has(id))
      .map((alert) => ({
        alertId: alert.id, finding: null, about: subjectOf(alert), deviceId: alert.deviceId, severity: alert.severity, urgency: URGENCY[alert.severity],
        title: alert.title, why: alert.explanation, checks: alert.checks, bring: whatToBring(alert.checks), sinceMs: alert.startedAtMs,
      }))
  }

  /** Scores that were not worked out for days say nothing of today. */
  const ofFindings = (tasks: readonly Task[], live: readonly Alert[], nowMs: number): Recommendation[] => {
    const answering = tasks.filter(({ finding }) => finding !== null)
    const silent = new Set(live.filter(({ kind, clearedAtMs }) => kind === 'device' && clearedAtMs === null).map(({ deviceId }) => deviceId))
    return store.devices().flatMap(({ id }) => {
      const day = store.health.explained(id, nowMs)
      return day === undefined || nowMs - day.startMs > FINDING_FRESH_MS ? [] : findingCare({ deviceId: id, deductions: day.deductions, silentNow: silent.has(id) }, answering, nowMs)
    })
  }

  const recommendations = (tasks: readonly Task[], nowMs: number): Recommendation[] => {
    const live = store.alerts({ which: 'live', limit: MOST_TASKS })
    return [...ofAlerts(tasks, live), ...ofFindings(tasks, live, nowMs)].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.sinceMs - b.sinceMs)
  }

  return () => {
    const nowMs = clock.nowMs()
    const tasks = store.tasks.list(MOST_TASKS)
    const deviceOf = devicesOf(tasks)
    let proved = 0
    const views = tasks.map((task): TaskView => {
      const isProved = task.state === 'done' && proved++ < MOST_PROVED
      return { ...task, due: dueOf(task, nowMs), result: isProved ? resultOf(task, nowMs) : null, health: isProved ? healthOf(task, deviceOf, nowMs) : null }
    })
    return { tasks: views, recommendations: recommendations(tasks, nowMs), currency: store.tariffs.all()[0]?.currency ?? null }
  }
}
