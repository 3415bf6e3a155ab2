/** One alert beside the list: what, where, how far from expected, its trend, what to check, who did what; the door to everything about it. */
import { CloseButton } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isActive, type Alert, type AlertDetail } from '../../../shared/domain/alert.ts'
import type { CareAction } from '../../alert-care/care-due.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { Answer } from '../../components/answer.tsx'
import { LoadingPanel } from '../../components/state-panel.tsx'
import { alertDetailDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { AlertEvidence } from './alert-evidence.tsx'
import { AlertIncident, AlertState, AlertWhere } from './alert-head.tsx'
import { AlertHistory } from './alert-history.tsx'
import { AlertValue } from './alert-value.tsx'
import { CareButtons } from './care-buttons.tsx'
import { NotYet } from './not-yet.tsx'
import { openTrend } from './open-trend.ts'
import classes from './alert-panel.module.css'

const AlertTrend = lazy(async () => ({ default: (await import('../../charts/alert-trend.tsx')).AlertTrend }))

interface AlertPanelProps {
  readonly alertId: number
  readonly close: () => void
  readonly care: (action: CareAction, alerts: readonly Alert[]) => void
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

/** What is worth doing with the alert as it stands, the first thing first. */
const actionsOf = (alert: Alert): readonly CareAction[] => [
  ...(alert.acknowledgedAtMs === null ? (['acknowledge'] as const) : alert.confirmedAtMs === null ? (['confirm'] as const) : []),
  ...(alert.shelf !== null ? (['unshelve'] as const) : isActive(alert) ? (['shelve'] as const) : []),
]

const Content = ({ detail, close, care }: { readonly detail: AlertDetail } & Omit<AlertPanelProps, 'alertId'>) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const { alert } = detail
  const actions = actionsOf(alert)
  return (
    <>
      <header className={classes.head}>
        <h2>{text(alert.title)}</h2>
        <CloseButton aria-label={t('alerts.closePanel')} onClick={close} />
      </header>
      <AlertState alert={alert} />
      <AlertWhere alert={alert} />
      <AlertIncident alert={alert} />
      <div className={classes.actions}>
        <CareButtons actions={actions} first={alert.acknowledgedAtMs === null ? 'acknowledge' : undefined} care={(action) => care(action, [alert])} trend={alert.pointId === null ? null : () => openTrend([alert])} />
        <Link href={alertDetailDoor(alert.id)} className={classes.more}>
          {t('alerts.everything')}
          <IconArrowRight size={14} aria-hidden="true" />
        </Link>
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

export const AlertPanel = ({ alertId, close, care }: AlertPanelProps) => {
  const { t } = useTranslation()
  const detail = useCall('getAlert', { alertId }, { keepPrevious: true })
  return (
    <aside className={classes.panel} aria-label={t('alerts.detail')}>
      <Answer query={detail} loading={t('alerts.loadingDetail')}>
        {(data) => (
          <NotYet what="alert" fromMs={data.alert.raisedAtMs} close={close}>
            <Content key={data.alert.id} detail={data} close={close} care={care} />
          </NotYet>
        )}
      </Answer>
    </aside>
  )
}
