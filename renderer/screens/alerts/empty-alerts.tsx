/** Why the list is empty, and the next step. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StatePanel } from '../../components/state-panel.tsx'
import { isPlain, type AlertFilter } from './alert-filter.ts'

interface EmptyAlertsProps {
  readonly filter: AlertFilter
  readonly change: (part: Partial<AlertFilter>) => void
}

export const EmptyAlerts = ({ filter, change }: EmptyAlertsProps) => {
  const { t } = useTranslation()
  if (!isPlain(filter)) {
    return (
      <StatePanel title={t('alerts.noneMatch')} actions={<Button variant="default" onClick={() => change({ severities: [], kind: null, deviceId: null, text: '' })}>{t('alerts.clearFilters')}</Button>}>
        {t('alerts.noneMatchText')}
      </StatePanel>
    )
  }
  const all = filter.state === 'all'
  return (
    <StatePanel title={t(`alerts.none.${filter.state}`)} actions={all ? undefined : <Button variant="default" onClick={() => change({ state: 'all' })}>{t('alerts.showAll')}</Button>}>
      {t(all ? 'alerts.noneEver' : 'alerts.noneNow')}
    </StatePanel>
  )
}
