/** Alerts by their ids as a short list of doors: sentence, where, how long. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { Span } from '../../components/time.tsx'
import { alertDetailDoor, alertsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { alertStatus } from '../../theme/status.ts'
import { MOST_LISTED } from './alert-list.ts'
import classes from './alert-doors.module.css'

interface AlertDoorsProps {
  /** In the order shown; of open alerts. */
  readonly alertIds: readonly number[]
  /** Said when there are none. */
  readonly none: string
}

const MOST = 10

export const AlertDoors = ({ alertIds, none }: AlertDoorsProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const open = useCall('listAlerts', { which: 'open', limit: MOST_LISTED }).data
  const shown = useMemo(() => {
    const byId = new Map((open ?? []).map((alert) => [alert.id, alert]))
    return alertIds.slice(0, MOST).flatMap((id) => byId.get(id) ?? [])
  }, [open, alertIds])
  if (alertIds.length === 0) return <p className={classes.none}>{none}</p>
  return (
    <ul className={classes.list}>
      {shown.map((alert) => (
        <li key={alert.id}>
          <StatusMark status={alertStatus(alert)} hollow={alert.acknowledgedAtMs !== null} compact size={12} />
          <Link href={alertDetailDoor(alert.id)} className={classes.title} title={text(alert.title)}>
            {text(alert.title)}
          </Link>
          <span className={classes.time}>
            <Span fromMs={alert.startedAtMs} toMs={alert.clearedAtMs} />
          </span>
        </li>
      ))}
      {alertIds.length > MOST && (
        <li>
          <Link href={alertsDoor({ state: 'active' })} className={classes.more}>
            {t('alerts.andMore', { count: alertIds.length - MOST })}
          </Link>
        </li>
      )}
    </ul>
  )
}
