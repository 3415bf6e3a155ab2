/** Who changed the list of holidays, when and from where; each change can be taken back. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { HolidayChange } from '../../../shared/domain/holiday-proposals.ts'
import { Answer } from '../../components/answer.tsx'
import table from '../../components/data-table.module.css'
import { failureText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { Moment } from '../../components/time.tsx'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { daysWords } from './holiday-words.ts'
import classes from './holidays.module.css'

const SHOWN_DAYS = 2

const Row = ({ change }: { readonly change: HolidayChange }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const { id, atMs, who, what, added, removed, source, undoneAtMs } = change
  const undo = async (): Promise<void> => {
    const answer = await engine.undoHolidayChange({ changeId: id })
    if (!answer.ok) notifications.show({ message: failureText(t, answer.error), color: 'red' })
  }
  const parts = [
    ...(added.length > 0 ? [t('settings.holidayChanges.added', { days: daysWords(added.map(({ on }) => on), SHOWN_DAYS, t) })] : []),
    ...(removed.length > 0 ? [t('settings.holidayChanges.removed', { days: daysWords(removed.map(({ on }) => on), SHOWN_DAYS, t) })] : []),
  ]
  return (
    <tr>
      <td><Moment atMs={atMs} /></td>
      <td>{who}</td>
      <td>{t(`settings.holidayChanges.what.${what}`)}</td>
      <td className={table.name} title={source}>{[...parts, source].filter((part) => part !== '').join('; ')}</td>
      <td className={table.number}>
        {undoneAtMs !== null && <span className={table.quiet}>{t('settings.holidayChanges.undone')} <Moment atMs={undoneAtMs} /></span>}
        {undoneAtMs === null && added.length + removed.length > 0 && (
          <Button size="compact-sm" variant="default" aria-label={`${t('settings.holidayChanges.undo')}: ${parts.join('; ')}`} onClick={() => void undo()}>{t('settings.holidayChanges.undo')}</Button>
        )}
      </td>
    </tr>
  )
}

export const HolidayChanges = () => {
  const { t } = useTranslation()
  const changes = useCall('listHolidayChanges', {})
  return (
    <Section title={t('settings.holidayChanges.title')}>
      <Answer query={changes} loading={t('settings.holidayChanges.loading')}>
        {(list) =>
          list.length === 0 ? (
            <p className={classes.note}>{t('settings.holidayChanges.none')}</p>
          ) : (
            <div className={classes.rows}>
              <table className={table.table}>
                <thead>
                  <tr>
                    {(['when', 'who', 'how', 'days'] as const).map((column) => (
                      <th key={column} scope="col">{t(`settings.holidayChanges.${column}`)}</th>
                    ))}
                    <td className={classes.corner} />
                  </tr>
                </thead>
                <tbody>
                  {list.map((change) => (
                    <Row key={change.id} change={change} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </Section>
  )
}
