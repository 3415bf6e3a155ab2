/** Everything about one alert: what is wrong, its trend with what moved beside it, why it is thought so, likely causes with the next check, episodes like it, who did what, and what people say of it. */
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { isActive, type Alert, type AlertDetail } from '../../../shared/domain/alert.ts'
import type { CareAction } from '../../alert-care/care-due.ts'
import { useAlertCare } from '../../alert-care/use-alert-care.tsx'
import { Answer } from '../../components/answer.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { Section } from '../../components/section.tsx'
import { alertDetailDoor, alertDoor, alertsDoor, detectionDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { NotFoundScreen } from '../not-found/not-found-screen.tsx'
import { AlertIncident, AlertState, AlertWhere } from '../alerts/alert-head.tsx'
import { AlertHistory } from '../alerts/alert-history.tsx'
import { AlertValue } from '../alerts/alert-value.tsx'
import { CareButtons } from '../alerts/care-buttons.tsx'
import { NotYet } from '../alerts/not-yet.tsx'
import { openTrend } from '../alerts/open-trend.ts'
import { useAlertKeys } from '../alerts/use-alert-keys.ts'
import { AlertCompany } from './alert-company.tsx'
import { AlertReasons } from './alert-reasons.tsx'
import { AlertStoryBox } from './alert-story-box.tsx'
import { Feedback } from './feedback.tsx'
import { Methods } from './methods.tsx'
import { usePrint } from './use-print.ts'
import { Verdict } from './verdict.tsx'
import classes from './alert-screen.module.css'

const nothing = (): void => undefined

const ACTIONS = (alert: Alert): readonly CareAction[] => [
  ...(alert.acknowledgedAtMs === null ? (['acknowledge'] as const) : []),
  ...(alert.confirmedAtMs === null ? (['confirm'] as const) : []),
  ...(alert.shelf !== null ? (['unshelve'] as const) : isActive(alert) ? (['shelve'] as const) : []),
  'maintenance',
  'note',
]

const Head = ({ alert, start, print }: { readonly alert: Alert; readonly start: (action: CareAction) => void; readonly print: () => void }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <header className={classes.head}>
      <div>
        <h2 className={classes.title}>{text(alert.title)}</h2>
        <AlertState alert={alert} />
        <AlertWhere alert={alert} />
        <AlertIncident alert={alert} />
      </div>
      <div className={classes.actions}>
        <CareButtons actions={ACTIONS(alert)} first={alert.acknowledgedAtMs === null ? 'acknowledge' : undefined} care={start} trend={alert.pointId === null ? null : () => openTrend([alert])} />
        {alert.pointId !== null && alert.kind === 'equipment' && (
          <Button variant="default" size="compact-sm" component={Link} href={detectionDoor('backTest', [alert.pointId])}>
            {t('alert-detail.backTest')}
          </Button>
        )}
        <Button variant="default" size="compact-sm" leftSection={<IconPrinter size={14} aria-hidden="true" />} onClick={print}>
          {t('alert-detail.print')}
        </Button>
      </div>
    </header>
  )
}

const Content = ({ detail }: { readonly detail: AlertDetail }) => {
  const { t } = useTranslation()
  const { alert } = detail
  const care = useAlertCare()
  const start = (action: CareAction): void => care.start(action, [alert])
  const { printing, print } = usePrint()
  const explanation = useCall('explainAlert', { alertId: alert.id })
  useAlertKeys({ move: nothing, toggle: nothing, chooseAll: nothing, open: nothing, care: start, trend: () => openTrend([alert]) })
  return (
    <div className={classes.screen} data-printing={printing || undefined}>
      <Head alert={alert} start={start} print={print} />
      <div className={classes.main}>
        <AlertStoryBox alert={alert} explanation={explanation.data} />
        <AlertReasons alert={alert} explanation={explanation} />
        <AlertCompany alert={alert} />
      </div>
      <div className={classes.side}>
        {alert.value !== null && (
          <div className={classes.value}>
            <AlertValue alert={alert} />
          </div>
        )}
        <Verdict alert={alert} explanation={explanation} />
        <Methods alert={alert} />
        {alert.kind !== 'device' && <Feedback alert={alert} />}
        <Section title={t('alerts.history')}>
          <AlertHistory detail={detail} bare />
        </Section>
      </div>
      {care.dialog}
    </div>
  )
}

const Screen = ({ alertId }: { readonly alertId: number }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const detail = useCall('getAlert', { alertId })
  useScreenPath([
    { label: t('frame.screen.alerts'), to: detail.data !== undefined && isActive(detail.data.alert) ? alertDoor(alertId) : alertsDoor() },
    { label: detail.data === undefined ? '…' : text(detail.data.alert.title), to: alertDetailDoor(alertId) },
  ])
  return (
    <Answer query={detail} loading={t('alerts.loadingDetail')}>
      {(data) => (
        <NotYet what="alert" fromMs={data.alert.raisedAtMs}>
          <Content detail={data} />
        </NotYet>
      )}
    </Answer>
  )
}

/** `/alert/12`. */
export const AlertScreen = () => {
  const [location] = useLocation()
  const alertId = Number(/^\/alert\/(\d{1,12})$/.exec(location)?.[1] ?? Number.NaN)
  return Number.isNaN(alertId) || alertId < 1 ? <NotFoundScreen /> : <Screen key={alertId} alertId={alertId} />
}
