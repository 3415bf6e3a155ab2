/** The value of an alert against its expected band: now, when it was raised, and at its furthest. */
import { useTranslation } from 'react-i18next'
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import { BandBar } from '../../components/band-bar.tsx'
import { formatValue } from '../../components/format-value.ts'
import { useInPast } from '../../components/moment.ts'
import { ValueText } from '../../components/value.tsx'
import { useLiveValue } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { alertStatus } from '../../theme/status.ts'
import classes from './alert-value.module.css'

/** The value furthest from the expected band so far; the one that is read now counts before the engine has said so. */
const furthest = ({ expected, low, high, value, worstValue }: Alert, now: number | null): number | null => {
  const known = worstValue ?? value
  const middle = expected ?? (low !== null && high !== null ? (low + high) / 2 : null)
  if (known === null || now === null || middle === null) return known
  return Math.abs(now - middle) > Math.abs(known - middle) ? now : known
}

export const AlertValue = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const point = usePointIndex().get(alert.pointId ?? 0)
  const inPast = useInPast()
  const live = useLiveValue(alert.pointId ?? 0)
  if (point === undefined || alert.value === null) return null
  const active = isActive(alert)
  const value = active ? (live?.value ?? alert.value) : alert.value
  const low = formatValue(point, alert.low)
  const high = formatValue(point, alert.high)
  return (
    <div className={classes.block}>
      <dl className={classes.facts}>
        <div>
          <dt>{t(!active ? 'alerts.atRaise' : inPast ? 'alerts.then' : 'alerts.now')}</dt>
          <dd className={classes.large}>
            <ValueText point={point} value={value} />
          </dd>
        </div>
        {alert.low !== null && (
          <div>
            <dt>{t('alerts.expected')}</dt>
            <dd>{t('alerts.range', { low, high })}</dd>
          </div>
        )}
        <div>
          <dt>{t('alerts.worst')}</dt>
          <dd>
            <ValueText point={point} value={furthest(alert, value)} />
          </dd>
        </div>
      </dl>
      <BandBar low={alert.low} high={alert.high} value={value} status={alertStatus(alert)} label={t('alerts.bandLabel', { value: formatValue(point, value), low, high })} />
    </div>
  )
}
