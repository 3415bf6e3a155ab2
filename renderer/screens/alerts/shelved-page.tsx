/** What is set aside: shelved by a person with a reason and an end, or suppressed by maintenance; and the maintenance windows beside it. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CareAction } from '../../alert-care/care-due.ts'
import { Answer } from '../../components/answer.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { filterAlerts, isPlain } from './alert-filter.ts'
import { MOST_LISTED, useAlertFilter, useWordsOf } from './alert-list.ts'
import { AlertsCsv } from './alerts-csv.tsx'
import { AlertWorkbench } from './alert-workbench.tsx'
import { NoneMatch } from './empty-alerts.tsx'
import { MaintenanceWindows } from './maintenance-windows.tsx'

const ACTIONS: readonly CareAction[] = ['unshelve', 'acknowledge', 'confirm', 'note']

export const ShelvedPage = () => {
  const { t } = useTranslation()
  const [filter, change] = useAlertFilter('shelved', 'all')
  const answer = useCall('listAlerts', { which: 'shelved', limit: MOST_LISTED })
  const wordsOf = useWordsOf()
  const shown = useMemo(() => filterAlerts(answer.data ?? [], filter, wordsOf), [answer.data, filter, wordsOf])
  const empty = isPlain(filter) ? <StatePanel title={t('alerts.noneShelved')}>{t('alerts.noneShelvedText')}</StatePanel> : <NoneMatch change={change} />
  return (
    <Answer query={answer} loading={t('overview.loadingAlerts')}>
      {(all) => <AlertWorkbench kind="shelved" alerts={shown} total={all.length} filter={filter} change={change} states={[]} actions={ACTIONS} empty={empty} aside={<AlertsCsv alerts={shown} />} beside={<MaintenanceWindows />} />}
    </Answer>
  )
}
