/** What needs attention now: the most urgent open alerts with value, since when, how sure, what to do. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import { byUrgency } from '../../components/alert-facts.ts'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { ErrorPanel, LoadingPanel, StatePanel } from '../../components/state-panel.tsx'
import { alertsDoor, alertsPageDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'
import { AttentionRow } from './attention-row.tsx'
import { floodOf } from './flood.ts'
import { UrgentTrend } from './urgent-trend.tsx'
import classes from './attention.module.css'

/** More are a door away; a list that must be scrolled is not read at a glance. */
const MOST = 8

const urgent = (alerts: readonly Alert[]): readonly Alert[] => [...alerts].sort(byUrgency)

const AttentionList = ({ alerts }: { readonly alerts: readonly Alert[] }) => (
  <ol className={classes.list}>
    {alerts.map((alert) => (
      <AttentionRow key={alert.id} alert={alert} />
    ))}
  </ol>
)

/** Many alerts at once have one cause more often than many: where most of them are. */
const FloodNote = ({ alerts }: { readonly alerts: readonly Alert[] }) => {
  const { t } = useTranslation()
  const devices = useDeviceIndex()
  const flood = floodOf(alerts, useNow())
  if (flood === null) return null
  const device = devices.get(flood.deviceId)?.name ?? ''
  return (
    <p className={classes.flood}>
      {t('overview.flood', { count: flood.count })} <Link href={alertsDoor({ device: flood.deviceId })}>{t('overview.floodDevice', { count: flood.onDevice, device })}</Link>
    </p>
  )
}

const Nothing = () => {
  const { t } = useTranslation()
  const points = useCall('getStatistics', {}).data?.pointsPolled ?? 0
  return (
    <Section title={t('overview.attention')}>
      <StatePanel title={t('overview.nothing')} actions={<Link href={alertsPageDoor('history')}>{t('overview.earlierAlerts')}</Link>}>
        {t('overview.nothingText', { count: points })}
      </StatePanel>
    </Section>
  )
}

export const Attention = () => {
  const { t } = useTranslation()
  const open = useCall('listAlerts', { which: 'open', limit: 5_000 })
  if (open.isPending) return <LoadingPanel what={t('overview.loadingAlerts')} />
  if (open.isError) return <ErrorPanel error={open.error} retry={() => void open.refetch()} />
  const ranked = urgent(open.data)
  const active = open.data.filter(isActive).length
  if (ranked.length === 0) return <Nothing />
  return (
    <Section
      title={t('overview.attention')}
      aside={
        <Link href={alertsDoor()}>
          {ranked.length > MOST ? t('overview.allAlerts', { count: ranked.length }) : t('overview.activeAlerts', { count: active })}
        </Link>
      }
    >
      <FloodNote alerts={ranked} />
      <AttentionList alerts={ranked.slice(0, MOST)} />
      <UrgentTrend alerts={ranked} />
    </Section>
  )
}
