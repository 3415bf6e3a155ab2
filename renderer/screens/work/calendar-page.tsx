/** Planned work by month, week or as an agenda: dragged or moved by keys, with what speaks against a day, and saved as an iCalendar file. */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconCalendarDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import { addDays, daysBetween, monthStart } from '../../../shared/domain/local-day.ts'
import type { TaskView } from '../../../shared/domain/task.ts'
import { downloadFile } from '../../components/download.ts'
import { StatePanel } from '../../components/state-panel.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { calendarAddress, parseCalendar, type CalendarAddress } from './calendar-address.ts'
import { CALENDAR_VIEWS, monthDays, stepOn, tasksByDay, weekDays } from './calendar-days.ts'
import { aheadByDay, type Ahead } from './ahead.ts'
import { isTakenUp, useCrossingTask } from './crossing.ts'
import { CrossingChip } from './crossing-chip.tsx'
import { DayCell } from './day-cell.tsx'
import { dayText } from './due-text.ts'
import { toICalendar } from './ical.ts'
import { useSubjectName } from './subject.tsx'
import { TaskChip } from './task-chip.tsx'
import { conflictsOf, hoursByDay, isWorkingDay } from './task-conflicts.ts'
import { TaskDialogs, fieldsOf, type OpenDialog } from './task-dialogs.tsx'
import { useTaskActs } from './use-task-acts.ts'
import { WorkLine } from './work-line.tsx'
import type { WorkPageProps } from './work-screen.tsx'
import classes from './work.module.css'

const AGENDA_DAYS = 365

const monthText = (day: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`))
const weekdayText = (day: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short' }).format(new Date(`${day}T00:00:00Z`))

export const CalendarPage = ({ book, today, holidays }: WorkPageProps) => {
  const { t } = useTranslation()
  const acts = useTaskActs()
  const name = useSubjectName()
  const siteName = useCall('getSettings', {}).data?.siteName ?? ''
  const timeZone = useTimeZone()
  const crossings = (useCall('listLimitCrossings', {}).data ?? []).filter((one) => !isTakenUp(book.tasks, one))
  const crossingTask = useCrossingTask(today)
  const address = parseCalendar(useSearch(), today)
  const { view, day: shown } = address
  const show = (patch: Partial<CalendarAddress>): void => navigate(calendarAddress({ ...address, ...patch }, today), { replace: true })
  const [open, setOpen] = useState<OpenDialog | null>(null)
  const moving = useRef<string | null>(null)
  // A task that was moved by a key stands in another cell once the list has come: the keys stay with it.
  useEffect(() => {
    const moved = moving.current === null ? null : document.querySelector<HTMLElement>(moving.current)
    if (moved === null) return
    moved.focus()
    moving.current = null
  })
  const days = tasksByDay(book.tasks)
  const ahead = aheadByDay(book.tasks, crossings, timeZone)
  const hours = hoursByDay(book.tasks)
  const unplanned = book.tasks.filter(({ state, plannedFor, due }) => state === 'open' && plannedFor === null && due === null)
  const shownDays = view === 'week' ? weekDays(shown) : monthDays(shown)
  const drop = (taskId: number, day: string | null): void => void acts.plan([taskId], day)
  const move = (task: TaskView, by: number | null): void => {
    const day = by === null ? null : addDays(task.plannedFor ?? addDays(today, -by), by)
    moving.current = `[data-day="${day ?? 'none'}"] [data-task="${task.id}"]`
    // Over the edge of what is shown: the next month or week, so that the task stays in sight.
    if (day !== null && view !== 'agenda' && !shownDays.includes(day)) show({ day })
    void acts.plan([task.id], day)
  }
  const chip = (task: TaskView) => (
    <TaskChip key={task.id} task={task} conflicts={conflictsOf(task, today, holidays, hours)} open={() => setOpen({ what: 'form', taskId: task.id, given: fieldsOf(task) })} move={(by) => move(task, by)} />
  )
  const likely = (one: Ahead) =>
    one.what === 'runHours' ? (
      <TaskChip key={one.task.id} task={one.task} conflicts={[]} likely open={() => setOpen({ what: 'form', taskId: one.task.id, given: fieldsOf(one.task) })} move={(by) => by !== null && void acts.plan([one.task.id], addDays(one.day, by))} />
    ) : (
      <CrossingChip key={`${one.crossing.pointId} ${one.crossing.side}`} crossing={one.crossing} open={() => setOpen({ what: 'form', taskId: null, given: crossingTask(one.crossing) })} />
    )
  const save = (): void => downloadFile('maintenance.ics', toICalendar(book.tasks, siteName, ({ about }) => name(about), Date.now()), 'text/calendar;charset=utf-8')
  const cell = (day: string, className?: string) => (
    <DayCell key={day} day={day} label={dayText(day, today)} isToday={day === today} drop={drop} className={[className, isWorkingDay(day, holidays) ? undefined : classes.rest, view === 'month' && day.slice(0, 7) !== shown.slice(0, 7) ? classes.other : undefined].filter(Boolean).join(' ')}>
      <span className={classes.date}>{Number(day.slice(8))}{view === 'week' && ` ${weekdayText(day)}`}</span>
      {(days.get(day) ?? []).map(chip)}
      {(ahead.get(day) ?? []).map(likely)}
    </DayCell>
  )
  const planned = [...new Set([...days.keys(), ...ahead.keys()])].sort().filter((day) => daysBetween(today, day) <= AGENDA_DAYS)
  return (
    <>
      <WorkLine acts={acts}>
        <SegmentedControl aria-label={t('work.view')} data={CALENDAR_VIEWS.map((value) => ({ value, label: t(`work.viewName.${value}`) }))} value={view} onChange={(value) => show({ view: value })} />
        {view !== 'agenda' && (
          <>
            <ActionIcon variant="default" aria-label={t('work.before')} onClick={() => show({ day: stepOn(shown, view, -1) })}><IconChevronLeft size={14} /></ActionIcon>
            <Button variant="default" onClick={() => show({ day: today })}>{t('work.today')}</Button>
            <ActionIcon variant="default" aria-label={t('work.after')} onClick={() => show({ day: stepOn(shown, view, 1) })}><IconChevronRight size={14} /></ActionIcon>
            <h2 className={classes.month} aria-live="polite">{monthText(view === 'month' ? monthStart(shown) : shown)}</h2>
          </>
        )}
        <Button variant="default" leftSection={<IconCalendarDown size={14} aria-hidden="true" />} disabled={days.size === 0} onClick={save}>{t('work.saveCalendar')}</Button>
      </WorkLine>
      <div className={classes.calendar}>
        <div className={classes.sheet}>
          {view === 'agenda' ? (
            planned.length === 0 ? <StatePanel title={t('work.nonePlanned')}>{t('work.nonePlannedText')}</StatePanel> : planned.map((day) => (
              <section key={day} className={classes.agendaDay} aria-label={dayText(day, today)}>
                <h3 className={classes.agendaDate}>{dayText(day, today)}</h3>
                <div className={classes.agendaTasks}>{(days.get(day) ?? []).map(chip)}{(ahead.get(day) ?? []).map(likely)}</div>
              </section>
            ))
          ) : (
            <>
              {view === 'month' && <div className={classes.weekdays} aria-hidden="true">{weekDays(shown).map((day) => <span key={day}>{weekdayText(day)}</span>)}</div>}
              <div className={view === 'month' ? classes.monthGrid : classes.weekGrid}>{shownDays.map((day) => cell(day))}</div>
            </>
          )}
        </div>
        <DayCell day={null} label={t('work.unplanned')} drop={drop} className={classes.tray}>
          <h3>{t('work.unplanned')}</h3>
          <p className={classes.hint}>{t('work.trayHint')}</p>
          {unplanned.map(chip)}
        </DayCell>
      </div>
      <TaskDialogs open={open} acts={acts} currency={book.currency} close={() => setOpen(null)} />
    </>
  )
}
