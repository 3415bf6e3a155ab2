/** The dialogs of the work screen: a task as a form, and the end of one. */
import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TaskFields, TaskView } from '../../../shared/domain/task.ts'
import { EndForm } from './end-form.tsx'
import { TaskForm } from './task-form.tsx'
import type { TaskActs } from './use-task-acts.ts'

export type OpenDialog =
  | { readonly what: 'form'; readonly taskId: number | null; readonly given: TaskFields }
  | { readonly what: 'done' | 'dropped'; readonly task: TaskView }

/** What a person says of a task, out of all that is known of it. */
export const fieldsOf = ({ title, about, urgency, assignee, bring, note, alertId, finding, foretold, plannedFor, plannedHour, durationHours, disturbs, repeat }: TaskView): TaskFields => ({
  title, about, urgency, assignee, bring, note, alertId, finding, foretold, plannedFor, plannedHour, durationHours, disturbs, repeat,
})

interface TaskDialogsProps {
  readonly open: OpenDialog | null
  readonly acts: TaskActs
  /** In which costs are noted; null = there is no tariff. */
  readonly currency: string | null
  readonly close: () => void
}

export const TaskDialogs = ({ open, acts, currency, close }: TaskDialogsProps) => {
  const { t } = useTranslation()
  const title = open === null ? '' : open.what === 'form' ? t(open.taskId === null ? 'work.form.new' : 'work.form.change') : t(`work.end.${open.what}.title`, { title: open.task.title })
  return (
    <Modal opened={open !== null} onClose={close} title={title} size={open?.what === 'form' ? 560 : 440} closeButtonProps={{ 'aria-label': t('alert-care.cancel') }}>
      {open?.what === 'form' && <TaskForm given={open.given} isNew={open.taskId === null} close={close} save={(fields) => acts.save(open.taskId, fields)} />}
      {open?.what === 'done' && <EndForm how="done" close={close} currency={currency} end={(end) => acts.complete(open.task.id, end)} />}
      {open?.what === 'dropped' && <EndForm how="dropped" close={close} currency={currency} end={({ note }) => acts.drop(open.task.id, note)} />}
    </Modal>
  )
}
