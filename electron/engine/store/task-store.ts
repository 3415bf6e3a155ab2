/** The part of the store's door that is about maintenance work. Writes are as those of `WritableStore`. */
import type { TasksTable } from './tables/tasks-table.ts'

export type TaskStore = TasksTable

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** `write` makes a transaction of each call. */
export const createTaskStore = (table: TasksTable, write: Write): TaskStore => ({
  list: (limit) => table.list(limit),
  task: (id) => table.task(id),
  count: () => table.count(),
  change: (id) => table.change(id),
  apply: write((...args: Parameters<TasksTable['apply']>) => table.apply(...args)),
  revert: write((...args: Parameters<TasksTable['revert']>) => table.revert(...args)),
})
