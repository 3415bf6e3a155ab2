/** What needs attention now: the most urgent live alerts with value, since when, how sure, what to do; incidents of several alerts as one row. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isActive, isLive, type Alert } from '../../../shared/domain/alert.ts'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { ErrorPanel, LoadingPanel, StatePanel } from '../../components/state-panel.tsx'
import { alertsDoor, alertsPageDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'
import { AttentionRow } from './attention-row.tsx'
import { attentionItems, firstAlert, type AttentionItem } from './attention-items.ts'
import { floodOf } from './flood.ts'
import { IncidentAttentionRow } from './incident-attention-row.tsx'
import { UrgentTrend } from './urgent-trend.tsx'
import classes from './attention.module.css'

/** More are a door away; a list that must be scrolled is not read at a glance. */
const MOST = 8

const AttentionList = ({ items }: { readonly items: readonly AttentionItem[] }) => (
  <ol className={classes.list}>
    {items.map((item) => (item.what === 'alert' ? <AttentionRow key={item.alert.id} alert={item.alert} /> : <IncidentAttentionRow key={`incident ${item.incident.id}`} incident={item.incident} alerts={item.alerts} />))}
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
  const incidents = useCall('listIncidents', { which: 'open', limit: 500 }).data
  if (open.isPending) return <LoadingPanel what={t('overview.loadingAlerts')} />
  if (open.isError) return <ErrorPanel error={open.error} retry={() => void open.refetch()} />
  const items = attentionItems(open.data, incidents ?? [])
  const live = open.data.filter(isLive)
  if (items.length === 0) return <Nothing />
  const alone = items.flatMap((item) => (item.what === 'alert' ? [item.alert] : []))
  return (
    <Section
      title={t('overview.attention')}
      aside={
        <Link href={alertsDoor()}>
          {items.length > MOST ? t('overview.allAlerts', { count: live.length }) : t('overview.activeAlerts', { count: live.filter(isActive).length })}
        </Link>
      }
    >
      <FloodNote alerts={alone} />
      <AttentionList items={items.slice(0, MOST)} />
      <UrgentTrend alerts={items.flatMap((item) => firstAlert(item) ?? [])} />
    </Section>
  )
}
