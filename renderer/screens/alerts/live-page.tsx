/** What asks for someone now: active or unacknowledged, neither shelved nor in maintenance. Live: rows change as the engine tells. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isLive } from '../../../shared/domain/alert.ts'
import type { CareAction } from '../../alert-care/care-due.ts'
import { byUrgency } from '../../components/alert-facts.ts'
import { Answer } from '../../components/answer.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { LIVE_STATES, filterAlerts } from './alert-filter.ts'
import { MOST_LISTED, useAlertFilter, useWordsOf } from './alert-list.ts'
import { AlertsCsv } from './alerts-csv.tsx'
import { AlertWorkbench } from './alert-workbench.tsx'
import { EmptyAlerts } from './empty-alerts.tsx'

const ACTIONS: readonly CareAction[] = ['acknowledge', 'confirm', 'shelve', 'maintenance', 'note']

export const LivePage = () => {
  const { t } = useTranslation()
  const [filter, change] = useAlertFilter('live', 'open')
  const answer = useCall('listAlerts', { which: 'open', limit: MOST_LISTED })
  const wordsOf = useWordsOf()
  const live = useMemo(() => (answer.data ?? []).filter(isLive), [answer.data])
  const shown = useMemo(() => [...filterAlerts(live, filter, wordsOf)].sort(byUrgency), [live, filter, wordsOf])
  return (
    <Answer query={answer} loading={t('overview.loadingAlerts')}>
      {() => <AlertWorkbench kind="live" alerts={shown} total={live.length} filter={filter} change={change} states={LIVE_STATES} actions={ACTIONS} empty={<EmptyAlerts filter={filter} change={change} />} aside={<AlertsCsv alerts={shown} />} />}
    </Answer>
  )
}
