/** What a desktop notification says: which point, its value, and why; many at once become one, and so do the alerts of an incident. */
import type { NavigationTarget } from '../../shared/host-link.ts'
import { formatMessage, type Translate } from '../../shared/format-message.ts'
import { formatQuantity } from '../../shared/format-quantity.ts'
import { isQuantity, type MessageParameter } from '../../shared/message.ts'
import type { Attention, IncidentRequest, NotificationRequest } from '../supervision/engine-protocol.ts'

/** More than this many at once are said in one sentence: nobody reads a row of them. */
const MOST_AT_ONCE = 3

export interface NotificationWords {
  readonly title: string
  readonly body: string
  readonly urgent: boolean
  readonly target: NavigationTarget
  /** What is said under the same name later takes its place, without a sound unless it became urgent; null = stands for itself. */
  readonly replaces: string | null
  /** Names of others whose place it takes too: of incidents that it took over. */
  readonly formerly?: readonly string[]
}

const valueWords = (value: MessageParameter): string => (isQuantity(value) ? formatQuantity(value) : String(value))

const oneAlert = (request: NotificationRequest, t: Translate): NotificationWords => {
  const { pointName, deviceName, value, severity } = request
  const place = pointName === null ? deviceName : t('notification.place', { point: pointName, device: deviceName })
  const sentences = [request.title, ...(request.reason === null ? [] : [request.reason])].map((one) => formatMessage(t, one))
  return {
    title: value === null ? place : t('notification.titleWithValue', { place, value: valueWords(value) }),
    body: t('notification.body', { severity: t(`severity.${severity}`, {}), reason: sentences.join('\n') }),
    urgent: severity === 'critical',
    target: { to: 'alert', alertId: request.alertId },
    replaces: null,
  }
}

const manyAlerts = (requests: readonly NotificationRequest[], t: Translate): NotificationWords => ({
  title: t('notification.manyTitle', { count: requests.length }),
  body: [...new Set(requests.map((one) => one.pointName ?? one.deviceName))].slice(0, MOST_AT_ONCE).join(', '),
  urgent: requests.some((one) => one.severity === 'critical'),
  target: { to: 'alerts' },
  replaces: null,
})

const incidentWords = ({ incidentId, severity, title, cause, count, adopted }: IncidentRequest, t: Translate): NotificationWords => ({
  title: formatMessage(t, title),
  body: [
    t('notification.incident', { severity: t(`severity.${severity}`, {}), count }),
    ...(cause === null ? [] : [t('notification.likelyCause', { cause: formatMessage(t, cause) })]),
  ].join('\n'),
  urgent: severity === 'critical',
  target: { to: 'incident', incidentId },
  replaces: `incident ${incidentId}`,
  formerly: adopted.map((id) => `incident ${id}`),
})

export const notificationWords = ({ notifications, incidents }: Pick<Attention, 'notifications' | 'incidents'>, t: Translate): readonly NotificationWords[] => [
  ...incidents.map((one) => incidentWords(one, t)),
  ...(notifications.length > MOST_AT_ONCE ? [manyAlerts(notifications, t)] : notifications.map((one) => oneAlert(one, t))),
]
