/** Why the list of live alerts is empty, and the next step. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useInPast } from '../../components/moment.ts'
import { StatePanel } from '../../components/state-panel.tsx'
import { alertsPageDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { PLAIN, isPlain, type AlertFilter } from './alert-filter.ts'
import type { ChangeFilter } from './alert-list.ts'

interface EmptyAlertsProps {
  readonly filter: AlertFilter
  readonly change: ChangeFilter
}

/** Others are hidden by the filter. */
export const NoneMatch = ({ change }: { readonly change: ChangeFilter }) => {
  const { t } = useTranslation()
  return (
    <StatePanel
      title={t('alerts.noneMatch')}
      actions={
        <Button variant="default" onClick={() => change(PLAIN)}>
          {t('alerts.clearFilters')}
        </Button>
      }
    >
      {t('alerts.noneMatchText')}
    </StatePanel>
  )
}

export const EmptyAlerts = ({ filter, change }: EmptyAlertsProps) => {
  const { t } = useTranslation()
  const inPast = useInPast()
  const shelved = useCall('getStatistics', {}).data?.alertsShelved ?? 0
  if (!isPlain(filter)) return <NoneMatch change={change} />
  return (
    <StatePanel
      title={t(`alerts.none.${filter.state}`)}
      actions={
        <>
          {shelved > 0 && (
            <Button component={Link} href={alertsPageDoor('shelved')} variant="default">
              {t('alerts.showShelved', { count: shelved })}
            </Button>
          )}
          <Button component={Link} href={alertsPageDoor('history')} variant="default">
            {t('alerts.showAll')}
          </Button>
        </>
      }
    >
      {t(inPast ? 'alerts.noneThen' : 'alerts.noneNow')}
    </StatePanel>
  )
}
