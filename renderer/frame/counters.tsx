/** Counters that stand on every screen, each a door. Zero is quiet; more than zero has its shape and colour. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { IconClockPause } from '@tabler/icons-react'
import { SEVERITIES } from '../../shared/domain/alert.ts'
import { StatusShapeIcon } from '../components/status-mark.tsx'
import { alertsDoor, alertsPageDoor, pointsDoor } from '../doors.ts'
import { useCall } from '../engine/engine-context.tsx'
import { statusColor, type StatusName } from '../theme/status.ts'
import classes from './counters.module.css'

interface CounterProps {
  readonly to: string
  readonly status: StatusName
  readonly count: number
  readonly label: string
  /** Shape only, the word on hover; for the four severities, which stand together. */
  readonly compact?: boolean
}

const whole = new Intl.NumberFormat('en')

const Counter = ({ to, status, count, label, compact = false }: CounterProps) => (
  <Link href={to} className={classes.counter} data-zero={count === 0 || undefined} data-shape title={`${whole.format(count)} ${label}`} {...(compact ? { 'aria-label': `${whole.format(count)} ${label}` } : {})}>
    <StatusShapeIcon status={status} quiet={count === 0} size={13} />
    <span className={classes.number} style={count === 0 ? undefined : { color: statusColor(status) }}>
      {whole.format(count)}
    </span>{' '}
    {!compact && <span className={classes.label}>{label}</span>}
  </Link>
)

export const Counters = () => {
  const { t } = useTranslation()
  const statistics = useCall('getStatistics', {}).data
  if (statistics === undefined) return null
  return (
    <nav className={classes.counters} aria-label={t('frame.counters')}>
      <Link href={alertsDoor({ state: 'active' })} className={classes.counter} data-zero={statistics.alertsActive === 0 || undefined}>
        <span className={classes.number}>{whole.format(statistics.alertsActive)}</span>{' '}
        <span className={classes.label}>{t('frame.active')}</span>
      </Link>
      <span className={classes.group}>
        {SEVERITIES.map((severity) => (
          <Counter key={severity} compact to={alertsDoor({ state: 'active', severity })} status={severity} count={statistics.alertsBySeverity[severity]} label={t(`status.${severity}`)} />
        ))}
      </span>
      <Link href={alertsDoor({ state: 'unacknowledged' })} className={classes.counter} data-zero={statistics.alertsUnacknowledged === 0 || undefined}>
        <span className={classes.number}>{whole.format(statistics.alertsUnacknowledged)}</span>{' '}
        <span className={classes.label}>{t('frame.unacknowledged')}</span>
      </Link>
      <Link href={alertsPageDoor('shelved')} className={classes.counter} data-zero={statistics.alertsShelved === 0 || undefined} data-shape title={`${whole.format(statistics.alertsShelved)} ${t('frame.shelved')}`}>
        <IconClockPause size={14} stroke={1.8} aria-hidden="true" />
        <span className={classes.number}>{whole.format(statistics.alertsShelved)}</span> <span className={classes.label}>{t('frame.shelved')}</span>
      </Link>
      <Counter to={alertsDoor({ kind: 'data' })} status="data" count={statistics.alertsDataProblem} label={t('frame.dataProblems')} />
      <Counter to={pointsDoor({ deviceState: 'offline' })} status="offline" count={statistics.devicesOffline} label={t('frame.offline')} />
    </nav>
  )
}
