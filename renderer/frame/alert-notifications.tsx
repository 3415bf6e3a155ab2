/** In the web host: the browser's notifications for new alerts, naming point, value and reason; a click opens the alert. The desktop shell raises its own. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAnnouncer } from '../../shared/announcing.ts'
import { useMessageText } from '../components/engine-text.ts'
import { formatValue } from '../components/format-value.ts'
import { alertDoor, alertsDoor } from '../doors.ts'
import { useCall, useEngineEvent } from '../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../engine/indexes.ts'
import { navigate } from '../hash-location.ts'
import { mutedUntil } from './muted.ts'
import { toNotify } from './notify.ts'

/** More at once become one notification. */
const MOST_AT_ONCE = 3
const show = (title: string, body: string, tag: string, to: string): void => {
  const notification = new Notification(title, { body, tag })
  notification.addEventListener('click', () => {
    window.focus()
    navigate(to)
    notification.close()
  })
}

export const AlertNotifications = () => {
  const { t } = useTranslation()
  const text = useMessageText()
  const points = usePointIndex()
  const devices = useDeviceIndex()
  const settings = useCall('getSettings', {}).data
  const mute = useCall('getMute', {}).data
  const [announcer] = useState(createAnnouncer)
  const notifyFrom = settings?.notifyFrom
  useEffect(() => announcer.configure(notifyFrom ?? 'never'), [announcer, notifyFrom])
  useEngineEvent('alertsChanged', (changed) => {
    const due = toNotify(changed, announcer, mutedUntil(mute, Date.now()) !== null, Date.now())
    if (window.plantroomHost !== undefined || !('Notification' in window) || Notification.permission !== 'granted') return
    if (due.length > MOST_AT_ONCE) {
      show(t('frame.newAlerts', { count: due.length }), due.slice(0, MOST_AT_ONCE).map(({ title }) => text(title)).join('\n'), 'many', alertsDoor({ state: 'unacknowledged' }))
      return
    }
    for (const alert of due) {
      const point = points.get(alert.pointId ?? 0)
      const place = [point?.name, devices.get(alert.deviceId)?.name].filter(Boolean).join(', ')
      const value = point === undefined || alert.value === null ? '' : `: ${formatValue(point, alert.value)}`
      show(`${place}${value}`, `${t(`status.${alert.severity}`)}: ${text(alert.title)}`, `alert ${alert.id}`, alertDoor(alert.id))
    }
  })
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
