/** One alert of the overview: the sentence, the value in its band, the last hours, since when, how sure, and the next check. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { NO_DEVICE, isActive, type Alert } from '../../../shared/domain/alert.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { Sparkline } from '../../charts/sparkline.tsx'
import { agreement, isWithinBand } from '../../components/alert-facts.ts'
import { BandBar } from '../../components/band-bar.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { formatValue } from '../../components/format-value.ts'
import { useNow } from '../../components/now.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { Span } from '../../components/time.tsx'
import { ValueText } from '../../components/value.tsx'
import { alertDoor, trendDoor } from '../../doors.ts'
import { useLiveValue } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { alertStatus } from '../../theme/status.ts'
import classes from './attention.module.css'

interface AttentionRowProps {
  readonly alert: Alert
}

const HOURS_SHOWN = 6

const Value = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const point = usePointIndex().get(alert.pointId ?? 0)
  const live = useLiveValue(alert.pointId ?? 0)
  if (point === undefined) return <span className={classes.value} />
  const value = live?.value ?? alert.value
  const low = formatValue(point, alert.low)
  const high = formatValue(point, alert.high)
  const known = alert.low !== null && alert.high !== null
  return (
    <span className={classes.value}>
      <ValueText point={point} value={value} />
      {known && <BandBar low={alert.low} high={alert.high} value={value} status={alertStatus(alert)} label={t('alerts.bandLabel', { value: formatValue(point, value), low, high })} />}
    </span>
  )
}

const Sure = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const live = useLiveValue(alert.pointId ?? 0)
  if (isWithinBand(alert, live?.value)) return t('alerts.backInBand')
  const methods = agreement(alert)
  return <>{methods === null ? t('alerts.observed') : t('alerts.methodsAgree', { agree: methods.agree, count: methods.asked })}</>
}

/** The last hours of the point, a door to the same hours of its trend. */
const Recent = ({ point, alert }: { readonly point: Point; readonly alert: Alert }) => {
  const { t } = useTranslation()
  const toMs = Math.ceil(useNow('minute') / 60_000) * 60_000
  const label = t('overview.lastHours', { count: HOURS_SHOWN })
  return (
    <Link href={trendDoor({ points: [point.id], fromMs: toMs - HOURS_SHOWN * 3_600_000, toMs })} className={classes.spark} title={label}>
      <Sparkline pointId={point.id} hours={HOURS_SHOWN} point={point} live width={120} height={28} status={alertStatus(alert)} label={label} />
    </Link>
  )
}

export const AttentionRow = ({ alert }: AttentionRowProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const device = useDeviceIndex().get(alert.deviceId)
  const point = usePointIndex().get(alert.pointId ?? 0)
  const status = alertStatus(alert)
  const check = alert.checks[0]
  return (
    <li className={classes.row}>
      <span className={classes.mark}>
        <StatusMark status={status} hollow={alert.acknowledgedAtMs !== null} compact size={16} />
      </span>
      <Link href={alertDoor(alert.id)} className={classes.main}>
        <span className={classes.title}>{text(alert.title)}</span>
        <span className={classes.where}>
          {[alert.deviceId === NO_DEVICE ? t('alerts.ofSite') : device?.name, point?.description].filter(Boolean).join(' · ')}
        </span>
        {check !== undefined && <span className={classes.next}>{t('overview.next', { check: text(check) })}</span>}
      </Link>
      <Value alert={alert} />
      {point === undefined ? <span /> : <Recent point={point} alert={alert} />}
      <span className={classes.since}>
        <span>
          <Span fromMs={alert.startedAtMs} toMs={alert.clearedAtMs} />
        </span>
        <span className={classes.sure}>{isActive(alert) ? <Sure alert={alert} /> : t('alerts.over')}</span>
      </span>
    </li>
  )
}
