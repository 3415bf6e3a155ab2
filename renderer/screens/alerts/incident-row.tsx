/** One incident in the list, its members folded below it. */
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Incident } from '../../../shared/domain/incident.ts'
import { Answer } from '../../components/answer.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment, Span } from '../../components/time.tsx'
import { alertsDoor, alertsPageDoor, alertDetailDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { alertStatus } from '../../theme/status.ts'
import { IncidentCounts, IncidentParentMark } from './incident-head.tsx'
import { likelihoodWord } from './likelihood.ts'
import classes from './incident-row.module.css'

/** More are read in the list of alerts, a door away. */
const MOST_MEMBERS = 50

/** The members, oldest first: the first one is where it began. */
export const IncidentMembers = ({ incidentId }: { readonly incidentId: number }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const answer = useCall('getIncident', { incidentId })
  return (
    <Answer query={answer} loading={t('incident.loading')}>
      {({ incident, alerts }) => (
        <ol className={classes.members}>
          {alerts.slice(0, MOST_MEMBERS).map((alert, index) => (
            <li key={alert.id} data-over={alert.clearedAtMs !== null || undefined}>
              <span className={classes.time}>{index === 0 ? <Moment atMs={alert.startedAtMs} /> : <span title={t('incident.after')}>+<Span fromMs={incident.startedAtMs} toMs={Math.max(incident.startedAtMs, alert.startedAtMs)} /></span>}</span>
              <StatusMark status={alertStatus(alert)} hollow={alert.acknowledgedAtMs !== null} compact size={12} />
              <Link href={alertDetailDoor(alert.id)} className={classes.title}>
                {text(alert.title)}
              </Link>
              {index === 0 && <span className={classes.first}>{t('incident.first')}</span>}
            </li>
          ))}
          {alerts.length > MOST_MEMBERS && (
            <li className={classes.more}>
              <Link href={incident.activeAlerts + incident.unacknowledgedAlerts > 0 ? alertsDoor({ incident: incidentId }) : alertsPageDoor('history', { incident: incidentId })}>{t('incident.moreMembers', { count: alerts.length - MOST_MEMBERS })}</Link>
            </li>
          )}
        </ol>
      )}
    </Answer>
  )
}

interface IncidentRowProps {
  readonly incident: Incident
  readonly unfolded: boolean
  readonly cursor: boolean
  readonly opened: boolean
  readonly fold: () => void
  readonly open: () => void
}

export const IncidentRow = ({ incident, unfolded, cursor, opened, fold, open }: IncidentRowProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const cause = incident.causes[0]
  const title = text(incident.title)
  return (
    <li className={classes.item} id={`incident-${incident.id}`} data-cursor={cursor || undefined} data-open={opened || undefined} data-over={incident.endedAtMs !== null || undefined}>
      <div className={classes.row} onClick={open}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={unfolded}
          aria-label={t(unfolded ? 'incident.fold' : 'incident.unfold', { title })}
          onClick={(event) => {
            event.stopPropagation()
            fold()
          }}
        >
          <IconChevronRight size={16} aria-hidden="true" />
        </button>
        <StatusMark status={incident.severity} hollow={incident.unacknowledgedAlerts === 0} compact size={16} />
        <span className={classes.words}>
          <button type="button" className={classes.name} onClick={open}>
            {title}
          </button>
          {cause !== undefined && (
            <span className={classes.cause}>
              {t(`incident.likelihood.${likelihoodWord(cause.likelihood)}`)}: {text(cause.title)}
            </span>
          )}
        </span>
        <IncidentParentMark incident={incident} />
        <IncidentCounts incident={incident} stacked />
        <span className={classes.number}>
          <Moment atMs={incident.startedAtMs} />
        </span>
        <span className={classes.number}>
          <Span fromMs={incident.startedAtMs} toMs={incident.endedAtMs} />
        </span>
      </div>
      {unfolded && <IncidentMembers incidentId={incident.id} />}
    </li>
  )
}
