/** One incident beside the list: what, since when, ranked causes with the next checks, and how it unfolded; all members at once can be acknowledged or shelved. */
import { CloseButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { CallValue } from '../../../shared/contract.ts'
import type { CareAction } from '../../alert-care/care-due.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { Answer } from '../../components/answer.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment, Span } from '../../components/time.tsx'
import { alertsDoor, devicePageDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { CareButtons } from './care-buttons.tsx'
import { Causes } from './causes.tsx'
import { IncidentCounts, IncidentParentMark } from './incident-head.tsx'
import { IncidentMembers } from './incident-row.tsx'
import { NotYet } from './not-yet.tsx'
import { openTrend } from './open-trend.ts'
import classes from './incident-panel.module.css'

interface IncidentPanelProps {
  readonly incidentId: number
  readonly close: () => void
  readonly care: (action: CareAction, alerts: readonly Alert[]) => void
}

const ACTIONS: readonly CareAction[] = ['acknowledge', 'confirm', 'shelve', 'maintenance']

const Content = ({ incident, alerts, close, care }: CallValue<'getIncident'> & Omit<IncidentPanelProps, 'incidentId'>) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <>
      <header className={classes.head}>
        <h2>{text(incident.title)}</h2>
        <CloseButton aria-label={t('alerts.closePanel')} onClick={close} />
      </header>
      <p className={classes.line}>
        <StatusMark status={incident.severity} hollow={incident.unacknowledgedAlerts === 0} />
        <span>
          {t(incident.endedAtMs === null ? 'incident.running' : 'incident.ended')}, <Span fromMs={incident.startedAtMs} toMs={incident.endedAtMs} />
        </span>
        <span className={classes.quiet}>
          {t('alerts.since')} <Moment atMs={incident.startedAtMs} />
        </span>
      </p>
      <p className={classes.line}>
        {incident.deviceId === null ? (
          <IncidentParentMark incident={incident} />
        ) : (
          <Link href={devicePageDoor(incident.deviceId)}>
            <IncidentParentMark incident={incident} />
          </Link>
        )}
        <IncidentCounts incident={incident} />
      </p>
      <div className={classes.actions}>
        <CareButtons actions={ACTIONS} first={incident.unacknowledgedAlerts > 0 ? 'acknowledge' : undefined} care={(action) => care(action, alerts)} trend={() => openTrend(alerts)} />
        <span className={classes.quiet}>{t('incident.allMembers')}</span>
      </div>
      <section className={classes.part}>
        <h3>{t('incident.causes')}</h3>
        <Causes causes={incident.causes} />
      </section>
      {incident.adopted.length > 0 && (
        <section className={classes.part}>
          <h3>{t('incident.adopted')}</h3>
          <ul className={classes.adopted}>
            {incident.adopted.map(({ id, title, adoptedAtMs }) => (
              <li key={id}>
                <span className={classes.quiet}>
                  <Moment atMs={adoptedAtMs} />
                </span>
                <span>{text(title)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.part}>
        <h3>
          {t('incident.timeline')} <Link href={alertsDoor({ incident: incident.id })}>{t('incident.asList')}</Link>
        </h3>
        <div className={classes.members}>
          <IncidentMembers incidentId={incident.id} />
        </div>
      </section>
    </>
  )
}

export const IncidentPanel = ({ incidentId, close, care }: IncidentPanelProps) => {
  const { t } = useTranslation()
  const answer = useCall('getIncident', { incidentId }, { keepPrevious: true })
  return (
    <aside className={classes.panel} aria-label={t('incident.one')}>
      <Answer query={answer} loading={t('incident.loading')}>
        {(data) => (
          <NotYet what="incident" fromMs={data.incident.startedAtMs} close={close}>
            <Content {...data} close={close} care={care} />
          </NotYet>
        )}
      </Answer>
    </aside>
  )
}
