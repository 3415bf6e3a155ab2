/** Tables `tasks` and `task_changes`: maintenance work as JSON beside what lists are ordered by, and every change of it, kept for good. */
import type { Task, TaskChange } from '../../../../shared/domain/task.ts'
import type { Connection } from '../connection.ts'
import { wholeMs, wholeMsOrNull } from '../whole-ms.ts'

interface ChangeRow {
  readonly id: number
  readonly at_ms: number
  readonly what: TaskChange['what']
  readonly edits: string
  readonly undone: number
}

type Body = Omit<Task, 'id'>
type Edit = TaskChange['edits'][number]
/** What tasks of older versions did not have. */
const SINCE_THEN = { assignee: '', finding: null, foretold: null, spentHours: null, cost: null, currency: null } as const
const bodyOf = (body: string): Body => ({ ...SINCE_THEN, ...(JSON.parse(body) as Body) })
const editsOf = (edits: string): Edit[] =>
  (JSON.parse(edits) as Edit[]).map(({ before, after }) => ({ before: before && { ...SINCE_THEN, ...before }, after: after && { ...SINCE_THEN, ...after } }))

/** As given to `apply`: a new task has the id 0. */
export type TaskEdit = Edit

export interface TasksTable {
  /** Open ones by day, the unplanned last; then the ended, newest first. */
  list(limit: number): Task[]
  task(id: number): Task | undefined
  count(): number
  change(id: number): TaskChange | undefined
  /** Writes the edits and what they belong to; new tasks get their ids. To be run in one transaction. */
  apply(what: TaskChange['what'], edits: readonly TaskEdit[], atMs: number): TaskChange
  /** Puts back what was before a change and marks it as undone. To be run in one transaction. */
  revert(change: TaskChange): void
}

export const createTasksTable = (db: Connection): TasksTable => {
  const list = db.prepare<[number], { id: number; body: string }>(
    `SELECT id, body FROM tasks ORDER BY state = 'open' DESC, CASE state WHEN 'open' THEN planned_for IS NULL END, CASE state WHEN 'open' THEN planned_for END, ended_at_ms DESC, id LIMIT ?`,
  )
  const one = db.prepare<[number], string>('SELECT body FROM tasks WHERE id = ?').pluck()
  const count = db.prepare<[], number>('SELECT count(*) FROM tasks').pluck()
  const insert = db.prepare<[string, string | null, number | null, string]>('INSERT INTO tasks (state, planned_for, ended_at_ms, body) VALUES (?, ?, ?, ?)')
  const put = db.prepare<[number, string, string | null, number | null, string]>('INSERT OR REPLACE INTO tasks (id, state, planned_for, ended_at_ms, body) VALUES (?, ?, ?, ?, ?)')
  const remove = db.prepare<[number]>('DELETE FROM tasks WHERE id = ?')
  const change = db.prepare<[number], ChangeRow>('SELECT * FROM task_changes WHERE id = ?')
  const addChange = db.prepare<[number, string, string]>('INSERT INTO task_changes (at_ms, what, edits, undone) VALUES (?, ?, ?, 0)')
  const setUndone = db.prepare<[number]>('UPDATE task_changes SET undone = 1 WHERE id = ?')

  const columns = ({ state, plannedFor, endedAtMs, ...rest }: Body): [string, string | null, number | null, string] => [state, plannedFor, wholeMsOrNull(endedAtMs), JSON.stringify({ ...rest, state, plannedFor, endedAtMs })]
  const write = (after: Task): Task => {
    const { id, ...body } = after
    if (id === 0) return { ...after, id: Number(insert.run(...columns(body)).lastInsertRowid) }
    put.run(id, ...columns(body))
    return after
  }
  return {
    list: (limit) => list.all(limit).map(({ id, body }) => ({ id, ...bodyOf(body) })),
    task: (id) => {
      const body = one.get(id)
      return body === undefined ? undefined : { id, ...bodyOf(body) }
    },
    count: () => count.get() ?? 0,
    change: (id) => {
      const row = change.get(id)
      return row === undefined ? undefined : { id, atMs: row.at_ms, what: row.what, edits: editsOf(row.edits), undone: row.undone !== 0 }
    },
    apply: (what, edits, atMs) => {
      const written = edits.map(({ before, after }) => ({ before, after: after === null ? null : write(after) }))
      return { id: Number(addChange.run(wholeMs(atMs), what, JSON.stringify(written)).lastInsertRowid), atMs, what, edits: written, undone: false }
    },
    revert: ({ id, edits }) => {
      for (const { before, after } of edits) {
        if (before !== null) write(before)
        else if (after !== null) remove.run(after.id)
      }
      setUndone.run(id)
    },
  }
}
