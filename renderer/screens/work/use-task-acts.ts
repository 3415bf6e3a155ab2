/** What a person does with tasks: sent to the engine, what it answered said in a line, and the way back. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskChange, TaskEnd, TaskFields } from '../../../shared/domain/task.ts'
import type { Result } from '../../../shared/result.ts'
import { failureText } from '../../components/engine-text.ts'
import { useEngine } from '../../engine/engine-context.tsx'

interface Said {
  readonly text: string
  /** What can be taken back. */
  readonly changeId: number | null
}

export interface TaskActs {
  readonly said: Said | null
  readonly busy: boolean
  /** All resolve to whether it was done; what was refused is said. */
  save(taskId: number | null, fields: TaskFields): Promise<string | null>
  plan(taskIds: readonly number[], plannedFor: string | null): Promise<boolean>
  complete(taskId: number, end: TaskEnd): Promise<string | null>
  drop(taskId: number, note: string): Promise<string | null>
  reopen(taskId: number): Promise<boolean>
  undo(changeId: number): Promise<boolean>
}

export const useTaskActs = (): TaskActs => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [said, setSaid] = useState<Said | null>(null)
  const [busy, setBusy] = useState(false)

  /** null = done; else why not. */
  const run = async (ask: () => Promise<Result<TaskChange>>, canUndo = true): Promise<string | null> => {
    setBusy(true)
    const answer = await ask()
    setBusy(false)
    if (!answer.ok) {
      const text = failureText(t, answer.error)
      setSaid({ text, changeId: null })
      return text
    }
    const { id, what, edits } = answer.value
    const title = (edits[0]?.after ?? edits[0]?.before)?.title ?? ''
    setSaid(canUndo ? { text: t(`work.said.${what}`, { title, count: edits.length }), changeId: id } : { text: t('work.said.undone', { title }), changeId: null })
    return null
  }

  return {
    said,
    busy,
    save: (taskId, task) => run(() => (taskId === null ? engine.addTask({ task }) : engine.changeTask({ taskId, task }))),
    plan: async (taskIds, plannedFor) => (await run(() => engine.planTasks({ taskIds: [...taskIds], plannedFor }))) === null,
    complete: (taskId, end) => run(() => engine.completeTask({ taskId, end })),
    drop: (taskId, note) => run(() => engine.dropTask({ taskId, note })),
    reopen: async (taskId) => (await run(() => engine.reopenTask({ taskId }))) === null,
    undo: async (changeId) => (await run(() => engine.undoTaskChange({ changeId }), false)) === null,
  }
}
