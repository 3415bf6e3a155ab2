/** What is to be done: what alerts ask for, limits ahead, and the open tasks, to be printed as a work list. */
import { Button } from '@mantine/core'
import { IconPlus, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Recommendation } from '../../../shared/domain/task.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { isTakenUp, useCrossingTask } from './crossing.ts'
import { LimitCrossings, Recommendations } from './recommendations.tsx'
import { TaskDialogs, fieldsOf, type OpenDialog } from './task-dialogs.tsx'
import { EMPTY_TASK } from './task-form.tsx'
import { TaskTable } from './task-table.tsx'
import { useTaskActs } from './use-task-acts.ts'
import { WorkLine } from './work-line.tsx'
import type { WorkPageProps } from './work-screen.tsx'
import classes from './work.module.css'

const MOST_NOTE = 2_000

export const ListPage = ({ book, today, holidays }: WorkPageProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const acts = useTaskActs()
  const crossingTask = useCrossingTask(today)
  const crossings = useCall('listLimitCrossings', {}).data ?? []
  const [open, setOpen] = useState<OpenDialog | null>(null)
  const tasks = book.tasks.filter(({ state }) => state === 'open')
  const nothing = tasks.length === 0 && book.recommendations.length === 0 && crossings.length === 0
  const add = (): void => setOpen({ what: 'form', taskId: null, given: EMPTY_TASK })
  const take = (one: Recommendation): void => {
    const note = one.checks.map((check) => text(check)).join('\n').slice(0, MOST_NOTE)
    setOpen({ what: 'form', taskId: null, given: { ...EMPTY_TASK, title: text(one.title).slice(0, 200), about: one.about, urgency: one.urgency, bring: one.bring.map((thing) => text(thing)).join(', '), note, alertId: one.alertId, finding: one.finding } })
  }
  return (
    <>
      <WorkLine acts={acts}>
        <Button leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={add}>{t('work.new')}</Button>
        <Button variant="default" leftSection={<IconPrinter size={14} aria-hidden="true" />} disabled={tasks.length === 0} onClick={() => window.print()}>{t('work.print')}</Button>
      </WorkLine>
      <div className={classes.page}>
        {nothing && <StatePanel title={t('work.none')} actions={<Button onClick={add}>{t('work.new')}</Button>}>{t('work.noneText')}</StatePanel>}
        {tasks.length > 0 && (
          <Section title={t('work.open')} aside={String(tasks.length)}>
            <TaskTable tasks={tasks} today={today} holidays={holidays} busy={acts.busy} edit={(task) => setOpen({ what: 'form', taskId: task.id, given: fieldsOf(task) })} end={(task, how) => setOpen({ what: how, task })} />
          </Section>
        )}
        <Recommendations recommendations={book.recommendations} take={take} />
        <LimitCrossings crossings={crossings} isTaken={(one) => isTakenUp(tasks, one)} take={(one) => setOpen({ what: 'form', taskId: null, given: crossingTask(one) })} />
      </div>
      <TaskDialogs open={open} acts={acts} currency={book.currency} close={() => setOpen(null)} />
    </>
  )
}
