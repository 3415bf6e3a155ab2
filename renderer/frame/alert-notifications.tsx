/** In the web host: the browser's notifications for new alerts, naming point, value and reason, one for all alerts of an incident; a click opens what it speaks of. The desktop shell raises its own. */
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { systemClock } from '../../shared/clock.ts'
import { NO_DEVICE, type Alert } from '../../shared/domain/alert.ts'
import type { Incident } from '../../shared/domain/incident.ts'
import { useMessageText } from '../components/engine-text.ts'
import { formatValue } from '../components/format-value.ts'
import { alertDoor, alertsDoor, incidentDoor } from '../doors.ts'
import { useCall, useEngine, useEngineEvent } from '../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../engine/indexes.ts'
import { mutedUntil } from './muted.ts'
import { createPageAnnouncements, type PageAnnouncements, type Told } from './page-announcements.ts'
import { createPageNotices, type PageNotice } from './page-notices.ts'

/** More at once become one notification. */
const MOST_AT_ONCE = 3

const maySpeak = (): boolean => window.plantroomHost === undefined && 'Notification' in window && Notification.permission === 'granted'

/** What notifications say: as those of the desktop. */
const useNotices = (): ((told: Told) => readonly PageNotice[]) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const points = usePointIndex()
  const devices = useDeviceIndex()
  const ofAlert = (alert: Alert): PageNotice => {
    const point = points.get(alert.pointId ?? 0)
    const place = [point?.name, alert.deviceId === NO_DEVICE ? t('alerts.ofSite') : devices.get(alert.deviceId)?.name].filter(Boolean).join(', ')
    const value = point === undefined || alert.value === null ? '' : `: ${formatValue(point, alert.value)}`
    return { title: `${place}${value}`, body: `${t(`status.${alert.severity}`)}: ${text(alert.title)}`, urgent: alert.severity === 'critical', to: alertDoor(alert.id), name: `alert ${alert.id} ${alert.reAlarmedAtMs ?? ''}` }
  }
  const ofMany = (alerts: readonly Alert[]): PageNotice => ({
    title: t('frame.newAlerts', { count: alerts.length }),
    body: alerts.slice(0, MOST_AT_ONCE).map(({ title }) => text(title)).join('\n'),
    urgent: alerts.some(({ severity }) => severity === 'critical'),
    to: alertsDoor({ state: 'unacknowledged' }),
    name: `many ${alerts[0]?.id ?? ''}`,
  })
  const ofIncident = ({ id, title, severity, causes, alertIds, adopted }: Incident): PageNotice => ({
    title: text(title),
    body: [t('frame.incidentAlerts', { severity: t(`status.${severity}`), count: alertIds.length }), ...causes.slice(0, 1).map((cause) => t('frame.incidentCause', { cause: text(cause.title) }))].join('\n'),
    urgent: severity === 'critical',
    to: incidentDoor(id),
    name: `incident ${id}`,
    formerly: adopted.map((each) => `incident ${each.id}`),
  })
  return ({ alone, incidents }) => [...incidents.map(ofIncident), ...(alone.length > MOST_AT_ONCE ? [ofMany(alone)] : alone.map(ofAlert))]
}

export const AlertNotifications = () => {
  const engine = useEngine()
  const notices = useNotices()
  const settings = useCall('getSettings', {}).data
  const mute = useCall('getMute', {}).data
  const siteFolder = useCall('getStatus', {}).data?.siteFolder
  const [show] = useState(createPageNotices)
  const latest = useRef({ engine, notices, mute })
  useEffect(() => {
    latest.current = { engine, notices, mute }
  })
  const announcements = useRef<PageAnnouncements>(null)
  useEffect(() => {
    announcements.current = createPageAnnouncements({
      clock: systemClock,
      isMuted: () => mutedUntil(latest.current.mute, Date.now()) !== null,
      readIncident: async (incidentId) => {
        const found = await latest.current.engine.getIncident({ incidentId })
        return found.ok ? found.value.incident : null
      },
      tell: (told) => {
        if (maySpeak()) latest.current.notices(told).forEach(show)
      },
    })
  }, [show])
  const notifyFrom = settings?.notifyFrom
  useEffect(() => announcements.current?.configure(notifyFrom ?? 'never'), [notifyFrom])
  const site = useRef(siteFolder)
  useEffect(() => {
    if (site.current !== undefined && siteFolder !== undefined && site.current !== siteFolder) announcements.current?.beginAnew()
    site.current = siteFolder ?? site.current
  }, [siteFolder])
  useEngineEvent('alertsChanged', (changed) => announcements.current?.take(changed))
  return null
}

/** The window's title carries the number of active alerts, for a look at the task bar. */
export const useTitle = (): void => {
  const statistics = useCall('getStatistics', {}).data
  const site = useCall('getSettings', {}).data?.siteName
  useEffect(() => {
    const active = statistics?.alertsActive ?? 0
    document.title = [active > 0 ? `(${active})` : '', site ?? '', site === undefined ? 'Plantroom' : '– Plantroom'].filter(Boolean).join(' ')
  }, [statistics?.alertsActive, site])
}
