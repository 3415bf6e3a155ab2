/** One alert beside the list: what, where, how far from expected, its trend, what to check, who did what. */
import { Button, CloseButton } from '@mantine/core'
import { IconChartLine, IconCheck } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isActive, type Alert, type AlertDetail } from '../../../shared/domain/alert.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import { alertPeriod, alertState, isWithinBand } from '../../components/alert-facts.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { useNow } from '../../components/now.ts'
import { ErrorPanel, LoadingPanel } from '../../components/state-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment, Span } from '../../components/time.tsx'
import { useViewedPoints } from '../../engine/viewed-points.ts'
import { deviceDoor, pointsDoor, trendDoor } from '../../doors.ts'
import { useCall, useLiveValue } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { alertStatus } from '../../theme/status.ts'
import { AlertEvidence } from './alert-evidence.tsx'
import { AlertHistory } from './alert-history.tsx'
import { AlertValue } from './alert-value.tsx'
import classes from './alert-panel.module.css'

const AlertTrend = lazy(async () => ({ default: (await import('../../charts/alert-trend.tsx')).AlertTrend }))

interface AlertPanelProps {
  readonly alertId: number
  readonly close: () => void
  readonly acknowledge: (alertId: number) => void
}

const Where = ({ alert }: { readonly alert: Alert }) => {
  const device = useDeviceIndex().get(alert.deviceId)
  const point = usePointIndex().get(alert.pointId ?? 0)
  useViewedPoints(alert.pointId === null ? [] : [alert.pointId])
  return (
    <p className={classes.where}>
      <Link href={deviceDoor(alert.deviceId)}>{device?.name ?? `#${alert.deviceId}`}</Link>
      {point !== undefined && (
        <>
          {' / '}
          <Link href={pointsDoor({ device: alert.deviceId, point: point.id })}>{point.name}</Link>
          <span className={classes.quiet}>
            {' '}
            {objectLabel(point.objectType, point.objectInstance)} {point.description}
          </span>
        </>
      )}
    </p>
  )
}

/** Said at the end of a line, so that nothing moves when it comes and goes. */
const BackInBand = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const live = useLiveValue(alert.pointId ?? 0)
  return isWithinBand(alert, live?.value) && <span title={t('alerts.backInBandText')}>{t('alerts.backInBand')}</span>
}

const State = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  return (
    <p className={classes.state}>
      <StatusMark status={alertStatus(alert)} hollow={alert.acknowledgedAtMs !== null} label={alert.kind === 'data' ? `${t('status.data')}, ${t(`status.${alert.severity}`).toLowerCase()}` : t(`status.${alert.severity}`)} />
      <span>{t(`alerts.state.${alertState(alert)}`)}</span>
      <span className={classes.quiet}>
        {isActive(alert) ? t('alerts.since') : t('alerts.from')} <Moment atMs={alert.startedAtMs} />, <Span fromMs={alert.startedAtMs} toMs={alert.clearedAtMs} />
      </span>
      <BackInBand alert={alert} />
    </p>
  )
}

const Sentences = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <>
      {alert.explanation.length > 0 && (
        <section className={classes.part}>
          <h3>{t('alerts.why')}</h3>
          {alert.explanation.map((sentence) => (
            <p key={text(sentence)}>{text(sentence)}</p>
          ))}
        </section>
      )}
      {alert.checks.length > 0 && (
        <section className={classes.part}>
          <h3>{t('alerts.checks')}</h3>
          <ol className={classes.checks}>
            {alert.checks.map((check) => (
              <li key={text(check)}>{text(check)}</li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}

const Content = ({ detail, close, acknowledge }: { readonly detail: AlertDetail } & Omit<AlertPanelProps, 'alertId'>) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const { alert } = detail
  const period = alertPeriod(alert, useNow('minute'))
  return (
    <>
      <header className={classes.head}>
        <h2>{text(alert.title)}</h2>
        <CloseButton aria-label={t('alerts.closePanel')} onClick={close} />
      </header>
      <State alert={alert} />
      <Where alert={alert} />
      <div className={classes.actions}>
        {alert.acknowledgedAtMs === null && (
          <Button leftSection={<IconCheck size={14} />} onClick={() => acknowledge(alert.id)}>
            {t('alerts.acknowledge')}
          </Button>
        )}
        {alert.pointId !== null && (
          <Button component={Link} href={trendDoor({ points: [alert.pointId], ...period })} variant="default" leftSection={<IconChartLine size={14} />}>
            {t('alerts.openTrend')}
          </Button>
        )}
      </div>
      <AlertValue alert={alert} />
      {alert.pointId !== null && (
        <div className={classes.trend}>
          <Suspense fallback={<LoadingPanel what={t('alerts.loadingTrend')} />}>
            <AlertTrend alert={alert} />
          </Suspense>
        </div>
      )}
      <Sentences alert={alert} />
      <AlertEvidence alert={alert} />
      <AlertHistory detail={detail} />
    </>
  )
}

export const AlertPanel = ({ alertId, close, acknowledge }: AlertPanelProps) => {
  const { t } = useTranslation()
  const detail = useCall('getAlert', { alertId }, { keepPrevious: true })
  return (
    <aside className={classes.panel} aria-label={t('alerts.detail')}>
      {detail.isPending && <LoadingPanel what={t('alerts.loadingDetail')} />}
      {detail.isError && <ErrorPanel error={detail.error} retry={() => void detail.refetch()} />}
      {detail.data !== undefined && <Content key={detail.data.alert.id} detail={detail.data} close={close} acknowledge={acknowledge} />}
    </aside>
  )
}
