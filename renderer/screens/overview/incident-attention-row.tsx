/** One incident of the overview: many alerts of one cause as one row, with the likely cause and the next check. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { Incident } from '../../../shared/domain/incident.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { Span } from '../../components/time.tsx'
import { alertsDoor, incidentDoor } from '../../doors.ts'
import { likelihoodWord } from '../alerts/likelihood.ts'
import { IncidentParentMark } from '../alerts/incident-head.tsx'
import classes from './attention.module.css'

interface IncidentAttentionRowProps {
  readonly incident: Incident
  /** Its live members. */
  readonly alerts: readonly Alert[]
}

export const IncidentAttentionRow = ({ incident, alerts }: IncidentAttentionRowProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const cause = incident.causes[0]
  const check = cause?.checks[0]
  return (
    <li className={classes.row} data-incident>
      <span className={classes.mark}>
        <StatusMark status={incident.severity} hollow={incident.unacknowledgedAlerts === 0} compact size={16} />
      </span>
      <Link href={incidentDoor(incident.id)} className={classes.main}>
        <span className={classes.title}>{text(incident.title)}</span>
        <span className={classes.where}>
          <IncidentParentMark incident={incident} />
          {cause !== undefined && ` · ${t(`incident.likelihood.${likelihoodWord(cause.likelihood)}`)}: ${text(cause.title)}`}
        </span>
        {check !== undefined && <span className={classes.next}>{t('overview.next', { check: text(check) })}</span>}
      </Link>
      <span className={classes.members}>
        <Link href={alertsDoor({ incident: incident.id })}>{t('incident.members', { count: alerts.length })}</Link>
      </span>
      <span className={classes.since}>
        <span>
          <Span fromMs={incident.startedAtMs} toMs={incident.endedAtMs} />
        </span>
        <span className={classes.sure}>{incident.unacknowledgedAlerts > 0 ? t('incident.unacknowledged', { count: incident.unacknowledgedAlerts }) : t('overview.allSeen')}</span>
      </span>
    </li>
  )
}
