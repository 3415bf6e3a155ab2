/** What the building's own calendars tell: days to accept or to dismiss, by whom they are told, and what could not be read. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { HolidayProposal, HolidayProposals as Proposals } from '../../../shared/domain/holiday-proposals.ts'
import type { Result } from '../../../shared/result.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { useNewestJob } from '../../components/jobs.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { Section } from '../../components/section.tsx'
import { Moment } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { dayWords, daysWords } from './holiday-words.ts'
import classes from './holidays.module.css'

const SHOWN_DAYS = 3

interface RowProps {
  readonly proposal: HolidayProposal
  readonly decide: (what: 'accept' | 'dismiss' | 'restore', keys: readonly string[]) => void
}

const Row = ({ proposal, decide }: RowProps) => {
  const { t } = useTranslation()
  const { key, when, state, adds, days, sources, resting, running } = proposal
  const [first, ...others] = sources
  const text = adds.length > 0 ? daysWords(adds.map(({ on }) => on), SHOWN_DAYS, t) : t(`settings.calendars.state.${state}`, { count: days })
  return (
    <tr data-state={state}>
      <td className={classes.days} title={adds.map(({ on }) => dayWords(on, t)).join(', ')}>
        {text}
        <span className={classes.when}>{when}</span>
      </td>
      <td className={table.name} title={sources.map(({ deviceName, object, objectName }) => `${deviceName}: ${object} ${objectName}`).join('\n')}>
        {first === undefined ? '' : `${first.objectName === '' ? first.object : `${first.objectName} (${first.object})`}, ${first.deviceName}`}
        {others.length > 0 && <span className={table.quiet}> {t('settings.calendars.more', { count: others.length })}</span>}
      </td>
      <td className={classes.uses}>
        {resting > 0 && <span>{t('settings.calendars.resting', { count: resting })}</span>}
        {running > 0 && <span>{t('settings.calendars.running', { count: running })}</span>}
        {resting + running === 0 && <span className={table.quiet}>–</span>}
      </td>
      <td className={classes.acts}>
        {(state === 'offered' || state === 'dismissed') && (
          <Button size="compact-sm" variant="default" aria-label={`${t('settings.calendars.accept')}: ${when}`} onClick={() => decide('accept', [key])}>{t('settings.calendars.accept')}</Button>
        )}
        {state === 'offered' && <Button size="compact-sm" variant="subtle" aria-label={`${t('settings.calendars.dismiss')}: ${when}`} onClick={() => decide('dismiss', [key])}>{t('settings.calendars.dismiss')}</Button>}
        {state === 'dismissed' && <Button size="compact-sm" variant="subtle" aria-label={`${t('settings.calendars.restore')}: ${when}`} onClick={() => decide('restore', [key])}>{t('settings.calendars.restore')}</Button>}
      </td>
    </tr>
  )
}

const Problems = ({ problems }: Pick<Proposals, 'problems'>) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (problems.length === 0) return null
  return (
    <div className={classes.problems}>
      <p>{t('settings.calendars.problems', { count: problems.length })}</p>
      <ul>
        {problems.map(({ source, problem }) => (
          <li key={`${source.deviceId} ${source.object}`}>{`${source.deviceName}, ${source.object}${source.objectName === '' ? '' : ` “${source.objectName}”`}: ${text(problem)}`}</li>
        ))}
      </ul>
    </div>
  )
}

export const HolidayProposals = () => {
  const { t } = useTranslation()
  const text = useMessageText()
  const engine = useEngine()
  const report = useCall('listHolidayProposals', {})
  const job = useNewestJob('holidays')
  const offered = report.data?.proposals.filter(({ state }) => state === 'offered') ?? []

  const tell = (answer: Result<unknown>): void => {
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  const decide: RowProps['decide'] = (what, keys) => {
    const chosen = [...keys]
    void (what === 'accept' ? engine.acceptHolidayProposals({ keys: chosen }) : engine.dismissHolidayProposals({ keys: chosen, dismissed: what === 'dismiss' })).then(tell)
  }
  const look = (): void => void engine.readHolidayCalendars({}).then(tell)

  return (
    <Section
      title={t('settings.calendars.title')}
      aside={
        <span className={classes.head}>
          {offered.length > 1 && <Button size="compact-sm" variant="default" onClick={() => decide('accept', offered.map(({ key }) => key))}>{t('settings.calendars.acceptAll', { count: offered.length })}</Button>}
          <Button size="compact-sm" variant="default" loading={job?.state === 'running'} onClick={look}>{t('settings.calendars.look')}</Button>
        </span>
      }
    >
      {job?.state === 'running' && <ProgressBar progress={job.progress} label={text(job.doing)} />}
      <Answer query={report} loading={t('settings.calendars.loading')}>
        {({ readAtMs, objects, proposals, problems }) => (
          <>
            <p className={classes.note}>
              {readAtMs === null ? t('settings.calendars.never', { count: objects }) : <>{t('settings.calendars.text', { count: objects })} <Moment atMs={readAtMs} /></>}
            </p>
            {readAtMs !== null && proposals.length === 0 && <p className={classes.note}>{t('settings.calendars.none')}</p>}
            {proposals.length > 0 && (
              <div className={classes.rows}>
                <table className={table.table}>
                  <thead>
                    <tr>
                      {(['days', 'source', 'uses'] as const).map((column) => (
                        <th key={column} scope="col">{t(`settings.calendars.${column}`)}</th>
                      ))}
                      <td className={classes.corner} />
                    </tr>
                  </thead>
                  <tbody>
                    {proposals.map((proposal) => (
                      <Row key={proposal.key} proposal={proposal} decide={decide} />
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            <Problems problems={problems} />
          </>
        )}
      </Answer>
    </Section>
  )
}
