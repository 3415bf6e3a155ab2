/** Handlers of calls about maintenance work. */
import type { TASK_CALLS } from '../../../../shared/calls/task-calls.ts'
import { ok } from '../../../../shared/result.ts'
import { listLimitCrossings } from '../tasks/limit-crossings.ts'
import { createTaskBook } from '../tasks/task-book.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createTaskHandlers = (on: OnSession): HandlersOf<typeof TASK_CALLS> => ({
  listTasks: () => on(({ context }) => ok(createTaskBook(context)())),
  listLimitCrossings: () => on(async ({ context }) => ok(await listLimitCrossings(context))),
  addTask: ({ task }) => on(({ tasks }) => tasks.add(task)),
  changeTask: ({ taskId, task }) => on(({ tasks }) => tasks.change(taskId, task)),
  planTasks: ({ taskIds, plannedFor, plannedHour }) => on(({ tasks }) => tasks.plan(taskIds, plannedFor, plannedHour)),
  completeTask: ({ taskId, end }) => on(({ tasks }) => tasks.complete(taskId, end)),
  dropTask: ({ taskId, note }) => on(({ tasks }) => tasks.drop(taskId, note)),
  reopenTask: ({ taskId }) => on(({ tasks }) => tasks.reopen(taskId)),
  undoTaskChange: ({ changeId }) => on(({ tasks }) => tasks.undo(changeId)),
})
