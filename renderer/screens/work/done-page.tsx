/** What was done and what came of it: proved by the readings or not, saved by what people reckon; and what was dropped. */
import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TaskResult, TaskView } from '../../../shared/domain/task.ts'
import { csvField } from '../../../shared/csv-field.ts'
import { textOfLines } from '../../../shared/plain-csv.ts'
import table from '../../components/data-table.module.css'
import { downloadFile } from '../../components/download.ts'
import { moneyText } from '../../components/money.ts'
import { Section } from '../../components/section.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment, useTimeZone } from '../../components/time.tsx'
import { alertDetailDoor } from '../../doors.ts'
import { amountText, dateText } from './due-text.ts'
import { HealthProof, useHealthText } from './health-proof.tsx'
import { Stories } from './stories.tsx'
import { Subject, useSubjectName } from './subject.tsx'
import { useTaskActs } from './use-task-acts.ts'
import { WorkLine } from './work-line.tsx'
import type { WorkPageProps } from './work-screen.tsx'
import classes from './work.module.css'

const STATUS = { recovered: 'normal', averted: 'normal', reached: 'high', returned: 'high', stillThere: 'high', watching: 'unknown', notMeasured: 'unknown' } as const

const ResultMark = ({ result }: { readonly result: TaskResult }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const mark = <StatusMark status={STATUS[result.what]} label={t(`work.result.${result.what}`, { date: result.what === 'watching' ? dateText(result.untilMs, timeZone) : result.what === 'averted' ? dateText(result.likelyMs, timeZone) : '' })} />
  return result.what === 'returned' || result.what === 'reached' ? <Link href={alertDetailDoor(result.alertId)}>{mark}</Link> : mark
}

const moneyAndHours = (t: TFunction, { spentHours, cost, currency }: TaskView): string =>
  [...(spentHours === null ? [] : [t('work.hours', { hours: spentHours })]), ...(cost === null ? [] : [moneyText(cost, currency)])].join(' · ') || '–'

export const DonePage = ({ book }: WorkPageProps) => {
  const { t } = useTranslation()
  const acts = useTaskActs()
  const name = useSubjectName()
  const proof = useHealthText()
  const ended = book.tasks.filter(({ state }) => state !== 'open')
  const save = (): void => {
    const head = (['task', 'about', 'state', 'endedAt', 'assignee', 'note', 'result', 'health', 'spent', 'cost', 'currency', 'saved'] as const).map((column) => t(`work.csv.${column}`))
    const known = (value: number | null): string => (value === null ? '' : String(value))
    const rows = ended.map((task) => [
      task.title, name(task.about), t(`work.state.${task.state}`), task.endedAtMs === null ? '' : new Date(task.endedAtMs).toISOString(), task.assignee, task.endNote, task.result === null ? '' : t(`work.resultShort.${task.result.what}`),
      task.health === null ? '' : proof(task.health), known(task.spentHours), known(task.cost), task.currency ?? '', known(task.savedKwhPerYear),
    ])
    downloadFile('maintenance-log.csv', textOfLines([head, ...rows].map((row) => row.map((field) => csvField(field)).join(','))), 'text/csv;charset=utf-8')
  }
  return (
    <>
      <WorkLine acts={acts}>
        <Button variant="default" disabled={ended.length === 0} onClick={save}>{t('work.saveLog')}</Button>
      </WorkLine>
      <div className={classes.page}>
        {ended.length === 0 ? (
          <StatePanel title={t('work.noneDone')}>{t('work.noneDoneText')}</StatePanel>
        ) : (
          <Section title={t('work.log')} aside={String(ended.length)}>
            <Stories tasks={ended} />
            <table className={table.table}>
              <thead>
                <tr>
                  {(['task', 'about', 'ended', 'result', 'spent', 'saved'] as const).map((column) => <th key={column} scope="col" className={column === 'saved' || column === 'spent' ? table.number : undefined}>{t(`work.column.${column}`)}</th>)}
                  <th scope="col" className={classes.acts}><span className={classes.hidden}>{t('work.column.acts')}</span></th>
                </tr>
              </thead>
              <tbody>
                {ended.map((task) => (
                  <tr key={task.id}>
                    <td className={classes.story}>
                      {task.title}
                      <span className={`${classes.noted} ${table.quiet}`}>{[task.assignee, task.endNote].filter((text) => text !== '').join(': ')}</span>
                    </td>
                    <td className={classes.about}><Subject about={task.about} /></td>
                    <td>{task.endedAtMs === null ? '–' : <Moment atMs={task.endedAtMs} />}</td>
                    <td className={classes.result}>
                      {task.state === 'dropped' ? t('work.state.dropped') : task.result === null ? '–' : <ResultMark result={task.result} />}
                      {task.health !== null && <HealthProof health={task.health} />}
                    </td>
                    <td className={table.number}>{task.state === 'dropped' ? '–' : moneyAndHours(t, task)}</td>
                    <td className={table.number}>{task.savedKwhPerYear === null ? '–' : t('work.kwhPerYear', { kwh: amountText(task.savedKwhPerYear) })}</td>
                    <td className={classes.acts}><Button size="compact-xs" variant="subtle" color="gray" disabled={acts.busy} aria-label={t('work.reopenOf', { title: task.title })} onClick={() => void acts.reopen(task.id)}>{t('work.reopen')}</Button></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        )}
      </div>
    </>
  )
}
