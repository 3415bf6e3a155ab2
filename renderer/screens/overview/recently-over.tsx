/** What was wrong and is over: quiet rows below what still needs attention. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { NO_DEVICE, type Alert } from '../../../shared/domain/alert.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago, Span } from '../../components/time.tsx'
import { alertDoor, alertsPageDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { useDeviceIndex } from '../../engine/indexes.ts'
import { alertStatus } from '../../theme/status.ts'
import classes from './recently-over.module.css'

const DAY_MS = 86_400_000
const LOOKED_AT = 200

/** Alerts that are over since less than a day and acknowledged (the others still need attention), the latest first. */
export const recentlyOver = (alerts: readonly Alert[], nowMs: number, most: number): readonly Alert[] =>
  alerts
    .filter(({ clearedAtMs, acknowledgedAtMs }) => clearedAtMs !== null && acknowledgedAtMs !== null && nowMs - clearedAtMs < DAY_MS)
    .sort((a, b) => (b.clearedAtMs ?? 0) - (a.clearedAtMs ?? 0))
    .slice(0, most)

export const RecentlyOver = ({ most }: { readonly most: number }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const devices = useDeviceIndex()
  const nowMs = useNow('minute')
  const over = recentlyOver(useCall('listAlerts', { which: 'all', limit: LOOKED_AT }).data ?? [], nowMs, most)
  if (over.length === 0) return null
  return (
    <Section title={t('overview.recentlyOver')} aside={<Link href={alertsPageDoor('history')}>{t('overview.allOver')}</Link>}>
      <ul className={classes.list}>
        {over.map((alert) => (
          <li key={alert.id}>
            <StatusMark status={alertStatus(alert)} hollow compact size={12} />
            <Link href={alertDoor(alert.id)} className={classes.title}>
              {text(alert.title)}
            </Link>
            <span className={classes.quiet}>{alert.deviceId === NO_DEVICE ? t('alerts.ofSite') : devices.get(alert.deviceId)?.name}</span>
            <span className={classes.number}>
              <Span fromMs={alert.startedAtMs} toMs={alert.clearedAtMs} />
            </span>
            <span className={classes.number}>
              <Ago atMs={alert.clearedAtMs ?? alert.startedAtMs} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
