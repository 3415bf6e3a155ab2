/** Maintenance work of the made-up building, kept by the product's own keeper and judged by its own rules. */
import { createTaskBook } from '../../../electron/engine/monitor/tasks/task-book.ts'
import { createTaskKeeper } from '../../../electron/engine/monitor/tasks/task-keeper.ts'
import type { TASK_CALLS } from '../../../shared/calls/task-calls.ts'
import type { EngineEvents, Handlers } from '../../../shared/contract.ts'
import type { HealthDay, HealthDeduction } from '../../../shared/domain/health.ts'
import { isListed, type Alert } from '../../../shared/domain/alert.ts'
import type { Device } from '../../../shared/domain/device.ts'
import { addDays, localDayOf } from '../../../shared/domain/local-day.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { LimitCrossing, Task } from '../../../shared/domain/task.ts'
import { message, type Message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'
import { memoryTasks } from './memory-tasks.ts'

interface Building {
  readonly empty: boolean
  readonly failing: boolean
  /** More tasks than a person has: 1 = a handful. */
  readonly scale: number
  readonly alerts: () => readonly Alert[]
  readonly devices: () => readonly Device[]
  readonly points: () => readonly Point[]
  readonly settings: () => Settings
  readonly nowMs: number
  readonly push: <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]) => void
}

const DAY_MS = 86_400_000
const PLAIN = { note: '', assignee: '', bring: '', alertId: null, finding: null, foretold: null, plannedFor: null, plannedHour: null, durationHours: 1, disturbs: false, repeat: null, state: 'open', endedAtMs: null, endNote: '', savedKwhPerYear: null, spentHours: null, cost: null, currency: null, repeats: null } as const

const someTasks = ({ alerts, nowMs, scale }: Building): readonly Omit<Task, 'id'>[] => {
  const today = localDayOf(nowMs, 'UTC')
  const at = (days: number): string => addDays(today, days)
  const createdAtMs = nowMs - 60 * DAY_MS
  const [alert] = alerts().filter(({ clearedAtMs }) => clearedAtMs !== null)
  const [active] = alerts().filter(({ clearedAtMs }) => clearedAtMs === null)
  const few: Omit<Task, 'id'>[] = [
    { ...PLAIN, createdAtMs, title: 'Change the filters of AHU-1', about: { what: 'device', deviceId: 1 }, urgency: 'soon', assignee: 'J. Weber', bring: '4 × ePM1 60 % 592 × 592', plannedFor: at(2), plannedHour: 7, durationHours: 2, disturbs: true, repeat: { by: 'days', days: 180 } },
    { ...PLAIN, createdAtMs, title: 'Check the zone sensor of VAV-2-03 against a reference', about: { what: 'point', pointId: 5 }, urgency: 'now', bring: 'Reference thermometer', plannedFor: at(0), plannedHour: 10, alertId: active?.id ?? null },
    { ...PLAIN, createdAtMs, title: 'Grease the bearings of the supply fan', about: { what: 'device', deviceId: 1 }, urgency: 'nextVisit', repeat: { by: 'runHours', pointId: 3, hours: 4_000 } },
    { ...PLAIN, createdAtMs, title: 'Bleed the heating circuit of level 2', about: { what: 'site' }, urgency: 'soon', plannedFor: at(-3), disturbs: true },
    { ...PLAIN, createdAtMs, title: 'Legionella samples', about: { what: 'site' }, urgency: 'nextVisit', plannedFor: at(9), plannedHour: 9, durationHours: 4, repeat: { by: 'days', days: 365 } },
    { ...PLAIN, createdAtMs, title: 'Replace the leaking heating valve of AHU-2', about: { what: 'device', deviceId: 2 }, urgency: 'soon', state: 'done', alertId: alert?.id ?? null, endedAtMs: nowMs - 21 * DAY_MS, endNote: 'Seat was worn; valve and actuator changed.', savedKwhPerYear: 6_400, spentHours: 3.5, cost: 412.8, currency: 'EUR', assignee: 'J. Weber' },
    { ...PLAIN, createdAtMs, title: 'Clean the coil of VAV-2-03', about: { what: 'device', deviceId: 3 }, urgency: 'soon', state: 'done', endedAtMs: nowMs - 3 * DAY_MS, endNote: 'Coil washed.', spentHours: 2 },
    { ...PLAIN, createdAtMs, title: 'Paint the plant room', about: { what: 'site' }, urgency: 'nextVisit', state: 'dropped', endedAtMs: nowMs - 10 * DAY_MS, endNote: 'The landlord does it.' },
  ]
  const many = Array.from({ length: scale > 1 ? 300 : 0 }, (_, i): Omit<Task, 'id'> => ({ ...PLAIN, createdAtMs, title: `Inspect VAV box ${i + 1}`, about: { what: 'site' }, urgency: 'nextVisit', plannedFor: i % 4 === 0 ? null : at(i % 40), plannedHour: 7 + (i % 9) }))
  return [...few, ...many]
}

/** Scores that rise from 62 to 91 three weeks ago. */
const scoresAround = (nowMs: number) => (_: number, fromMs: number, toMs: number): HealthDay[] => {
  const firstMs = Math.ceil(fromMs / DAY_MS) * DAY_MS
  return Array.from({ length: Math.max(0, Math.ceil((Math.min(toMs, nowMs) - firstMs) / DAY_MS)) }, (__, i) => {
    const startMs = firstMs + i * DAY_MS
    const isAfter = startMs > nowMs - 20 * DAY_MS
    return { startMs, score: isAfter ? 91 : 62, parts: { communication: 100, sensors: 96, equipment: isAfter ? 95 : 40, configuration: 100 }, observed: 1 }
  })
}

/** The first device has a valve that hunts, the second one points that were overridden. */
const findingsOf = (nowMs: number, points: Building['points']) => (deviceId: number) => {
  const of = (kind: string, part: HealthDeduction['part'], lost: number, text: Message, seen: Message, affected: number): HealthDeduction => ({
    kind, part, ofPart: lost * 4, points: lost, text, affected,
    evidence: points().filter((point) => point.deviceId === deviceId).slice(2, 2 + affected).map(({ id }) => ({ pointId: id, alertId: null, text: seen, fromMs: nowMs - 5 * DAY_MS, toMs: nowMs })),
  })
  const deductions =
    deviceId === 1 ? [of('hunting', 'equipment', 5.2, message('health.hunting', { count: 1 }), message('health.hunting.seen', { point: 'Chilled water valve', times: 7.4 }), 1)]
    : deviceId === 2 ? [of('overridden', 'configuration', 2.4, message('health.overridden', { count: 3 }), message('health.overridden.seen', { point: 'Supply fan', days: 9 }), 3)] : []
  return { startMs: nowMs - DAY_MS, score: 80, deductions, lacking: [] }
}

export const fakeTasks = (building: Building): Pick<Handlers, keyof typeof TASK_CALLS> => {
  const { empty, failing, alerts, devices, points, settings, nowMs, push } = building
  const tasks = memoryTasks(empty ? [] : someTasks(building))
  const clock = { nowMs: () => Date.now() }
  const alert = (id: number): Alert | undefined => alerts().find((one) => one.id === id)
  const runDays = (_: number, fromMs: number, toMs: number) =>
    Array.from({ length: Math.floor((toMs - fromMs) / DAY_MS) }, (__, i) => ({ startMs: fromMs + i * DAY_MS, runMs: (11 + (i % 3)) * 3_600_000, starts: 1, coverage: 1 }))
  const store = {
    tasks, points: () => [...points()], devices: () => [...devices()], alert, settings,
    alerts: ({ which }: { readonly which: 'live' | 'all' }) => alerts().filter((one) => isListed(one, which)), coverageGaps: () => [], energy: { runDays: { runDays } }, tariffs: { all: () => [{ currency: 'EUR' }] }, health: { days: scoresAround(nowMs), explained: findingsOf(nowMs, points) },
  } as unknown as Parameters<typeof createTaskBook>[0]['store'] & Parameters<typeof createTaskKeeper>[0]['store']
  const keeper = createTaskKeeper({ clock: clock as Parameters<typeof createTaskKeeper>[0]['clock'], store, changed: () => setTimeout(() => push('tasksChanged', null), 0) })
  const book = createTaskBook({ clock: clock as Parameters<typeof createTaskBook>[0]['clock'], store })
  const gone = failure('store-locked', 'The database is in use.', { file: 'plantroom.db' })
  const guarded = <A, R>(answer: (args: A) => R) => (args: A): R | typeof gone => (failing ? gone : answer(args))
  const crossings: readonly LimitCrossing[] = [
    { pointId: 2, side: 'high', limit: 250, level: 214, perDay: 1.9, perDayLow: 1.4, perDayHigh: 2.3, days: 30, fromMs: nowMs - 30 * DAY_MS, toMs: nowMs, earliestMs: nowMs + 16 * DAY_MS, likelyMs: nowMs + 19 * DAY_MS, latestMs: nowMs + 26 * DAY_MS },
  ]
  return {
    listTasks: guarded(() => ok(book())),
    listLimitCrossings: guarded(() => ok(empty ? [] : crossings)),
    addTask: guarded(({ task }) => keeper.add(task)),
    changeTask: guarded(({ taskId, task }) => keeper.change(taskId, task)),
    planTasks: guarded(({ taskIds, plannedFor, plannedHour }) => keeper.plan(taskIds, plannedFor, plannedHour)),
    completeTask: guarded(({ taskId, end }) => keeper.complete(taskId, end)),
    dropTask: guarded(({ taskId, note }) => keeper.drop(taskId, note)),
    reopenTask: guarded(({ taskId }) => keeper.reopen(taskId)),
    undoTaskChange: guarded(({ changeId }) => keeper.undo(changeId)),
  }
}
