/** Maintenance work of the open site: added, planned, done, dropped, and each act taken back. */
import { MOST_TASKS, type Task, type TaskChange, type TaskEnd, type TaskFields } from '../../../../shared/domain/task.ts'
import { addDays, localDayOf } from '../../../../shared/domain/local-day.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { TaskEdit } from '../../store/tables/tasks-table.ts'
import type { SiteContext } from '../site-context.ts'

export interface TaskKeeper {
  /** Fails with `task-too-many`, `device-unknown`, `point-unknown`, `alert-unknown`; others also with `task-unknown`, `task-ended`. All throw a `StoreWriteError` when the disk refuses. */
  add(fields: TaskFields): Result<TaskChange>
  change(taskId: number, fields: TaskFields): Result<TaskChange>
  plan(taskIds: readonly number[], plannedFor: string | null, plannedHour?: number | null): Result<TaskChange>
  /** A task that repeats makes its next one. */
  complete(taskId: number, end: TaskEnd): Result<TaskChange>
  drop(taskId: number, note: string): Result<TaskChange>
  /** Fails with `task-open`. */
  reopen(taskId: number): Result<TaskChange>
  /** Fails with `task-change-unknown`, `task-change-later`. */
  undo(changeId: number): Result<TaskChange>
}

/** Bodies come from JSON, whose order of keys says nothing. */
const isSameTask = (a: Task | undefined, b: Task | undefined): boolean => {
  if (a === undefined || b === undefined) return a === b
  return (Object.keys(a) as (keyof Task)[]).every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]))
}

interface Deps extends Pick<SiteContext, 'clock'> {
  readonly store: Pick<SiteContext['store'], 'tasks' | 'points' | 'devices' | 'alert' | 'settings'>
  readonly changed: () => void
}

const NOTHING_SAID: TaskEnd = { note: '', savedKwhPerYear: null, spentHours: null, cost: null, currency: null }
const AFRESH = { state: 'open', endedAtMs: null, endNote: '', savedKwhPerYear: null, spentHours: null, cost: null, currency: null } as const

export const createTaskKeeper = ({ clock, store, changed }: Deps): TaskKeeper => {
  const { tasks } = store

  const kept = <T>(run: () => T): Result<T> => {
    const written = run()
    changed()
    return ok(written)
  }
  const write = (what: TaskChange['what'], edits: readonly TaskEdit[]): Result<TaskChange> => kept(() => tasks.apply(what, edits, clock.nowMs()))

  const taskOf = (id: number): Result<Task> => {
    const task = tasks.task(id)
    return task === undefined ? failure('task-unknown', `There is no task ${id}; it may have been taken back.`, { id }) : ok(task)
  }
  const openTask = (id: number): Result<Task> => {
    const task = taskOf(id)
    return task.ok && task.value.state !== 'open' ? failure('task-ended', `"${task.value.title}" is no longer open. Open it again first.`, { task: task.value.title }) : task
  }

  /** Work on something that does not exist could never be found again. */
  const check = ({ about, alertId, finding, foretold, repeat }: TaskFields): Result<null> => {
    const pointIds = [...(about.what === 'point' ? [about.pointId] : []), ...(repeat?.by === 'runHours' ? [repeat.pointId] : []), ...(foretold === null ? [] : [foretold.pointId])]
    if (pointIds.length > 0) {
      const known = new Set(store.points().map(({ id }) => id))
      const id = pointIds.find((pointId) => !known.has(pointId))
      if (id !== undefined) return failure('point-unknown', `Point ${id} does not exist.`, { id })
    }
    const deviceIds = [...(about.what === 'device' ? [about.deviceId] : []), ...(finding === null ? [] : [finding.deviceId])]
    if (deviceIds.length > 0) {
      const known = new Set(store.devices().map(({ id }) => id))
      const id = deviceIds.find((deviceId) => !known.has(deviceId))
      if (id !== undefined) return failure('device-unknown', `Device ${id} does not exist.`, { id })
    }
    if (alertId !== null && store.alert(alertId) === undefined) return failure('alert-unknown', `There is no alert ${alertId}.`, { id: alertId })
    return ok(null)
  }

  const today = (): string => localDayOf(clock.nowMs(), store.settings().timeZone)
  const next = (task: Task, nowMs: number): readonly TaskEdit[] => {
    if (task.repeat === null) return []
    const plannedFor = task.repeat.by === 'days' ? addDays(today(), task.repeat.days) : null
    return [{ before: null, after: { ...task, ...AFRESH, id: 0, alertId: null, finding: null, foretold: null, createdAtMs: nowMs, plannedFor, repeats: task.id } }]
  }

  const end = (taskId: number, state: 'done' | 'dropped', { note, cost, currency, ...said }: TaskEnd): Result<TaskChange> => {
    const task = openTask(taskId)
    if (!task.ok) return task
    const nowMs = clock.nowMs()
    const after: Task = { ...task.value, state, endedAtMs: nowMs, endNote: note, ...said, cost, currency: cost === null ? null : currency }
    return write(state, [{ before: task.value, after }, ...(state === 'done' ? next(task.value, nowMs) : [])])
  }

  return {
    add: (fields) => {
      if (tasks.count() >= MOST_TASKS) return failure('task-too-many', `A site keeps at most ${MOST_TASKS} tasks.`, { most: MOST_TASKS })
      const may = check(fields)
      return may.ok ? write('added', [{ before: null, after: { ...fields, ...AFRESH, id: 0, createdAtMs: clock.nowMs(), repeats: null } }]) : may
    },
    change: (taskId, fields) => {
      const task = openTask(taskId)
      if (!task.ok) return task
      const may = check(fields)
      return may.ok ? write('changed', [{ before: task.value, after: { ...task.value, ...fields } }]) : may
    },
    plan: (taskIds, plannedFor, plannedHour) => {
      const edits: TaskEdit[] = []
      for (const id of new Set(taskIds)) {
        const task = openTask(id)
        if (!task.ok) return task
        const hour = plannedFor === null ? null : plannedHour === undefined ? task.value.plannedHour : plannedHour
        edits.push({ before: task.value, after: { ...task.value, plannedFor, plannedHour: hour } })
      }
      return write('planned', edits)
    },
    complete: (taskId, said) => end(taskId, 'done', said),
    drop: (taskId, note) => end(taskId, 'dropped', { ...NOTHING_SAID, note }),
    reopen: (taskId) => {
      const task = taskOf(taskId)
      if (!task.ok) return task
      if (task.value.state === 'open') return failure('task-open', `"${task.value.title}" is open already.`, { task: task.value.title })
      return write('reopened', [{ before: task.value, after: { ...task.value, ...AFRESH } }])
    },
    undo: (changeId) => {
      const change = tasks.change(changeId)
      if (change === undefined || change.undone) return failure('task-change-unknown', 'This change cannot be undone, or was undone already.')
      const isAsLeft = ({ before, after }: TaskEdit): boolean => isSameTask(tasks.task((after ?? before)?.id ?? 0), after ?? undefined)
      if (!change.edits.every(isAsLeft)) return failure('task-change-later', 'Something newer was done to this task. Undo that first.')
      return kept(() => {
        tasks.revert(change)
        return { ...change, undone: true }
      })
    },
  }
}
