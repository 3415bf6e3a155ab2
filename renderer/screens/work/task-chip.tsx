/** A task on the calendar: dragged to another day by mouse, moved by arrow keys, opened by Enter. */
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../shared/domain/task.ts'
import { useTimeZone } from '../../components/time.tsx'
import { runHoursText } from './due-text.ts'
import type { TaskConflict } from './task-conflicts.ts'
import classes from './work.module.css'

/** What a drag carries; other drags have another type. */
export const TASK_TYPE = 'application/x-plantroom-task'

/** Days that an arrow key moves a task by. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

interface TaskChipProps {
  readonly task: TaskView
  readonly conflicts: readonly TaskConflict[]
  /** It stands on the day on which it is likely to fall due, and is not planned. */
  readonly likely?: boolean
  readonly open: () => void
  /** By so many days; null = off the calendar. */
  readonly move: (days: number | null) => void
}

export const TaskChip = ({ task, conflicts, likely = false, open, move }: TaskChipProps) => {
  const { t } = useTranslation()
  const hour = task.plannedHour === null ? '' : `${String(task.plannedHour).padStart(2, '0')}:00 `
  const said = [...(likely ? [t('work.due.chip')] : []), ...conflicts.map((conflict) => t(`work.conflict.${conflict}`))].join(', ')
  const timeZone = useTimeZone()
  const due = likely && task.due !== null ? [runHoursText(t, task.due, timeZone)] : []
  return (
    <button
      type="button" draggable data-task={task.id} className={[classes.chip, conflicts.length > 0 ? classes.chipConflict : undefined, likely ? classes.chipLikely : undefined].filter(Boolean).join(' ')}
      title={[`${hour}${task.title}`, ...due, ...conflicts.map((conflict) => t(`work.conflictText.${conflict}`))].join('\n')}
      onClick={open}
      onDragStart={(event) => {
        event.dataTransfer.setData(TASK_TYPE, String(task.id))
        event.dataTransfer.effectAllowed = 'move'
      }}
      onKeyDown={(event) => {
        const days = STEPS[event.key]
        if (days === undefined && event.key !== 'Delete') return
        event.preventDefault()
        event.stopPropagation()
        move(days ?? null)
      }}
    >
      {hour !== '' && <span className={classes.hour}>{hour}</span>}
      <span>{task.title}</span>
      {said !== '' && <span className={classes.chipSaid}> {said}</span>}
    </button>
  )
}
