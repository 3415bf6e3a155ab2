/** The tables of maintenance work in memory. */
import type { TasksTable } from '../../../electron/engine/store/tables/tasks-table.ts'
import type { Task, TaskChange } from '../../../shared/domain/task.ts'

export const memoryTasks = (first: readonly Omit<Task, 'id'>[] = []): TasksTable => {
  const tasks = new Map<number, Task>(first.map((task, index) => [index + 1, { ...task, id: index + 1 }]))
  const changes = new Map<number, TaskChange>()
  let lastId = tasks.size
  const write = (task: Task): Task => {
    const kept = task.id === 0 ? { ...task, id: ++lastId } : task
    tasks.set(kept.id, kept)
    return kept
  }
  const order = (task: Task): string => (task.state === 'open' ? `0 ${task.plannedFor ?? '9'}` : `1 ${String(1e15 - (task.endedAtMs ?? 0)).padStart(16, '0')}`)
  return {
    list: (limit) => [...tasks.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1)).slice(0, limit),
    task: (id) => tasks.get(id),
    count: () => tasks.size,
    change: (id) => changes.get(id),
    apply: (what, edits, atMs) => {
      const change: TaskChange = { id: changes.size + 1, atMs, what, edits: edits.map(({ before, after }) => ({ before, after: after === null ? null : write(after) })), undone: false }
      changes.set(change.id, change)
      return change
    },
    revert: (change) => {
      for (const { before, after } of change.edits) {
        if (before !== null) write(before)
        else if (after !== null) tasks.delete(after.id)
      }
      changes.set(change.id, { ...change, undone: true })
    },
  }
}
