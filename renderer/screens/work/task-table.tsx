/** Open tasks as a table: what, about what, how urgent, when, what speaks against that, and what can be done with each. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HolidayEntry } from '../../../shared/domain/holidays.ts'
import type { TaskView } from '../../../shared/domain/task.ts'
import table from '../../components/data-table.module.css'
import { useTimeZone } from '../../components/time.tsx'
import { plannedText, runHoursText } from './due-text.ts'
import { Subject } from './subject.tsx'
import { conflictsOf, hoursByDay } from './task-conflicts.ts'
import classes from './work.module.css'

export interface TaskTableProps {
  readonly tasks: readonly TaskView[]
  readonly today: string
  readonly holidays: readonly HolidayEntry[]
  readonly busy: boolean
  readonly edit: (task: TaskView) => void
  readonly end: (task: TaskView, how: 'done' | 'dropped') => void
}

export const TaskTable = ({ tasks, today, holidays, busy, edit, end }: TaskTableProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const hours = hoursByDay(tasks)
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t('work.column.task')}</th>
          <th scope="col">{t('work.column.about')}</th>
          <th scope="col">{t('work.column.urgency')}</th>
          <th scope="col">{t('work.column.planned')}</th>
          <th scope="col">{t('work.column.assignee')}</th>
          <th scope="col">{t('work.column.bring')}</th>
          <th scope="col" className={classes.acts}><span className={classes.hidden}>{t('work.column.acts')}</span></th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => {
          const conflicts = conflictsOf(task, today, holidays, hours)
          return (
            <tr key={task.id}>
              <td className={`${table.name} ${classes.task}`}>
                <button type="button" className={classes.titleButton} title={task.note === '' ? task.title : `${task.title}: ${task.note}`} onClick={() => edit(task)}>{task.title}</button>
              </td>
              <td className={classes.about}><Subject about={task.about} /></td>
              <td>{t(`work.urgency.${task.urgency}`)}</td>
              <td className={classes.when}>
                {task.due === null ? plannedText(t, task, today) : runHoursText(t, task.due, timeZone)}
                {conflicts.map((conflict, index) => <span key={conflict} className={classes.conflict} title={t(`work.conflictText.${conflict}`)}>{index === 0 ? ' ' : ', '}{t(`work.conflict.${conflict}`)}</span>)}
              </td>
              <td className={`${classes.who} ${task.assignee === '' ? table.quiet : ''}`} title={task.assignee}>{task.assignee === '' ? '–' : task.assignee}</td>
              <td className={`${classes.bring} ${table.quiet}`} title={task.bring}>{task.bring}</td>
              <td className={classes.acts}>
                <Button size="compact-xs" variant="default" disabled={busy} aria-label={t('work.doneOf', { title: task.title })} onClick={() => end(task, 'done')}>{t('work.done')}</Button>
                <Button size="compact-xs" variant="subtle" color="gray" disabled={busy} aria-label={t('work.dropOf', { title: task.title })} onClick={() => end(task, 'dropped')}>{t('work.drop')}</Button>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
