/** All alerts of a period, also those that are over, acknowledged or shelved; the file holds exactly the rows shown. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import type { CareAction } from '../../alert-care/care-due.ts'
import { Answer } from '../../components/answer.tsx'
import { useNow } from '../../components/now.ts'
import { PeriodBar } from '../../components/period-bar.tsx'
import { parsePeriod, periodQuery, periodRange, type Period } from '../../components/period.ts'
import { StatePanel } from '../../components/state-panel.tsx'
import { alertsPageDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { HISTORY_STATES, filterAlerts, filterDoor, isPlain } from './alert-filter.ts'
import { MOST_LISTED, useAlertFilter, useWordsOf } from './alert-list.ts'
import { AlertsCsv } from './alerts-csv.tsx'
import { AlertWorkbench } from './alert-workbench.tsx'
import { NoneMatch } from './empty-alerts.tsx'
import classes from './history-page.module.css'

const ACTIONS: readonly CareAction[] = ['acknowledge', 'confirm', 'note']

export const HistoryPage = () => {
  const { t } = useTranslation()
  const search = useSearch()
  const nowMs = useNow('minute')
  const period = useMemo(() => parsePeriod(new URLSearchParams(search), '7d'), [search])
  const more = useMemo(() => (period === '7d' ? {} : periodQuery(period)), [period])
  const [filter, change] = useAlertFilter('history', 'all', more)
  const range = periodRange(period, nowMs)
  // Up to now the list is kept true by the engine's events; only its beginning moves with time, a day at a time.
  const asked = typeof period === 'string' ? { fromMs: Math.floor(range.fromMs / 3_600_000) * 3_600_000 } : range
  const answer = useCall('listAlerts', { which: 'all', ...asked, limit: MOST_LISTED }, { keepPrevious: true })
  const wordsOf = useWordsOf()
  const shown = useMemo(() => filterAlerts(answer.data ?? [], filter, wordsOf), [answer.data, filter, wordsOf])
  const choose = (next: Period): void => navigate(alertsPageDoor('history', { ...filterDoor(filter, 'all'), ...periodQuery(next) }), { replace: true })
  const empty = isPlain(filter) && filter.state === 'all' ? <StatePanel title={t('alerts.noneInPeriod')}>{t('alerts.noneEver')}</StatePanel> : <NoneMatch change={(part) => change({ ...part, state: 'all' })} />
  const above = (
    <>
      <PeriodBar period={period} nowMs={nowMs} change={choose} />
      {answer.data !== undefined && answer.data.length >= MOST_LISTED && <span className={classes.most}>{t('alerts.mostListed', { most: MOST_LISTED })}</span>}
    </>
  )
  return (
    <Answer query={answer} loading={t('alerts.loadingHistory')}>
      {(all) => <AlertWorkbench kind="history" alerts={shown} total={all.length} filter={filter} change={change} states={HISTORY_STATES} actions={ACTIONS} empty={empty} above={above} aside={<AlertsCsv alerts={shown} />} />}
    </Answer>
  )
}
