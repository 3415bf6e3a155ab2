/** What an alert says of itself at the top of the panel and of its own screen: severity, state with how long, marks, and where it is. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isActive, NO_DEVICE, type Alert } from '../../../shared/domain/alert.ts'
import { meterOfDemand } from '../../../shared/domain/energy-forecast.ts'
import { objectLabel } from '../../../shared/domain/object-type.ts'
import { alertState, isWithinBand } from '../../components/alert-facts.ts'
import { AlertMarks } from '../../components/alert-marks.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment, Span } from '../../components/time.tsx'
import { deviceDoor, incidentDoor, meterDoor, pointsDoor } from '../../doors.ts'
import { useCall, useLiveValue } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { useViewedPoints } from '../../engine/viewed-points.ts'
import { alertStatus } from '../../theme/status.ts'
import classes from './alert-head.module.css'

interface AlertProps {
  readonly alert: Alert
}

/** Said at the end of a line, so that nothing moves when it comes and goes. */
const BackInBand = ({ alert }: AlertProps) => {
  const { t } = useTranslation()
  const live = useLiveValue(alert.pointId ?? 0)
  return isWithinBand(alert, live?.value) && <span title={t('alerts.backInBandText')}>{t('alerts.backInBand')}</span>
}

const Shelf = ({ alert: { shelf } }: AlertProps) => {
  const { t } = useTranslation()
  if (shelf === null) return null
  return (
    <p className={classes.state}>
      <span>{t('alerts.shelvedBecause', { reason: shelf.reason })}</span>
      <span className={classes.quiet}>
        {shelf.untilMs === null ? t('alerts.untilClears') : <>{t('alerts.until')} <Moment atMs={shelf.untilMs} />{shelf.oneShot && ` ${t('alerts.orClears')}`}</>}
      </span>
    </p>
  )
}

const Maintenance = ({ alert: { maintenanceId } }: AlertProps) => {
  const { t } = useTranslation()
  const window = useCall('listMaintenanceWindows', {}, { enabled: maintenanceId !== null }).data?.find(({ id }) => id === maintenanceId)
  if (maintenanceId === null || window === undefined) return null
  return (
    <p className={classes.state}>
      <span>{t('alerts.inWindow', { reason: window.reason })}</span>
      <span className={classes.quiet}>
        {t('alerts.until')} <Moment atMs={window.toMs} />
      </span>
    </p>
  )
}

export const AlertState = ({ alert }: AlertProps) => {
  const { t } = useTranslation()
  const active = isActive(alert)
  return (
    <>
      <p className={classes.state}>
        <StatusMark status={alertStatus(alert)} hollow={alert.acknowledgedAtMs !== null} label={alert.kind === 'data' ? `${t('status.data')}, ${t(`status.${alert.severity}`).toLowerCase()}` : t(`status.${alert.severity}`)} />
        <span>
          {t(`alerts.state.${alertState(alert)}`)}, <Span fromMs={alert.startedAtMs} toMs={alert.clearedAtMs} />
        </span>
        <span className={classes.quiet}>
          {active ? t('alerts.since') : t('alerts.from')} <Moment atMs={alert.startedAtMs} />
          {alert.clearedAtMs !== null && (
            <>
              {' '}
              {t('alerts.to')} <Moment atMs={alert.clearedAtMs} />
            </>
          )}
        </span>
        <AlertMarks alert={alert} without={['shelved', 'maintenance']} />
        <BackInBand alert={alert} />
      </p>
      <Shelf alert={alert} />
      <Maintenance alert={alert} />
    </>
  )
}

/** What is of no device is of a meter: its screen has all there is to see. */
const OfSite = ({ alert }: AlertProps) => {
  const { t } = useTranslation()
  const meterId = meterOfDemand(alert.evidence[0]?.detector)
  const meter = useCall('listMeters', {}, { enabled: meterId !== null }).data?.find(({ id }) => id === meterId)
  return <p className={classes.where}>{meter === undefined ? t('alerts.ofSite') : <Link href={meterDoor(meter.id)}>{meter.name}</Link>}</p>
}

export const AlertWhere = ({ alert }: AlertProps) => (alert.deviceId === NO_DEVICE ? <OfSite alert={alert} /> : <OfDevice alert={alert} />)

const OfDevice = ({ alert }: AlertProps) => {
  const device = useDeviceIndex().get(alert.deviceId)
  const point = usePointIndex().get(alert.pointId ?? 0)
  useViewedPoints(alert.pointId === null ? [] : [alert.pointId])
  return (
    <p className={classes.where}>
      <Link href={deviceDoor(alert.deviceId)}>{device?.name ?? `#${alert.deviceId}`}</Link>
      {point !== undefined && (
        <>
          {' / '}
          <Link href={pointsDoor({ device: alert.deviceId, point: point.id })}>{point.name}</Link>
          <span className={classes.quiet}>
            {' '}
            {objectLabel(point.objectType, point.objectInstance)} {point.description}
          </span>
        </>
      )}
    </p>
  )
}

/** The incident it is part of, as a door. */
export const AlertIncident = ({ alert: { incidentId } }: AlertProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const incident = useCall('getIncident', { incidentId: incidentId ?? 1 }, { enabled: incidentId !== null }).data?.incident
  if (incidentId === null || incident === undefined) return null
  return (
    <p className={classes.where}>
      {t('alerts.partOf')} <Link href={incidentDoor(incidentId)}>{text(incident.title)}</Link> <span className={classes.quiet}>{t('incident.members', { count: incident.alertIds.length })}</span>
    </p>
  )
}
