/** The columns of the alert lists beside what and where: live ones show the value now, set-aside ones reason and end, past ones how it went. */
import { useTranslation } from 'react-i18next'
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import { windowEndMs } from '../../alert-care/maintenance-state.ts'
import { alertState } from '../../components/alert-facts.ts'
import { BandBar } from '../../components/band-bar.tsx'
import { formatValue } from '../../components/format-value.ts'
import { Moment, Span } from '../../components/time.tsx'
import { ValueText } from '../../components/value.tsx'
import { useCall, useLiveValue } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { alertStatus } from '../../theme/status.ts'

/** What a list is for. */
export type ListKind = 'live' | 'shelved' | 'history'

interface CellProps {
  readonly alert: Alert
}

export interface AlertColumn {
  /** Of `alerts.column.*`. */
  readonly name: string
  readonly number?: boolean
  /** Left out beside an open alert. */
  readonly spare?: boolean
  readonly Cell: (props: CellProps) => React.ReactNode
}

/** What is over shows how far it went, what goes on shows where it is. */
const useShownValue = (alert: Alert) => {
  const point = usePointIndex().get(alert.pointId ?? 0)
  const live = useLiveValue(alert.pointId ?? 0)
  return { point, value: isActive(alert) ? (live?.value ?? alert.value) : (alert.worstValue ?? alert.value) }
}

const Value = ({ alert }: CellProps) => {
  const { point, value } = useShownValue(alert)
  return point === undefined ? null : <ValueText point={point} value={value} />
}

const Furthest = ({ alert }: CellProps) => {
  const point = usePointIndex().get(alert.pointId ?? 0)
  return point === undefined ? null : <ValueText point={point} value={alert.worstValue ?? alert.value} />
}

const Band = ({ alert }: CellProps) => {
  const { t } = useTranslation()
  const { point, value } = useShownValue(alert)
  if (point === undefined) return null
  const label = t('alerts.bandLabel', { value: formatValue(point, value), low: formatValue(point, alert.low), high: formatValue(point, alert.high) })
  return <BandBar low={alert.low} high={alert.high} value={value} status={alertStatus(alert)} label={label} />
}

const Began = ({ alert }: CellProps) => <Moment atMs={alert.startedAtMs} />
const Lasts = ({ alert }: CellProps) => <Span fromMs={alert.startedAtMs} toMs={alert.clearedAtMs} />

const State = ({ alert }: CellProps) => {
  const { t } = useTranslation()
  return t(`alerts.state.${alertState(alert)}`)
}

const SeenAfter = ({ alert }: CellProps) => (alert.acknowledgedAtMs === null ? '–' : <Span fromMs={alert.raisedAtMs} toMs={alert.acknowledgedAtMs} />)

const useWindow = (id: number | null) => useCall('listMaintenanceWindows', {}).data?.find((window) => window.id === id)

const Reason = ({ alert }: CellProps) => {
  const { t } = useTranslation()
  const window = useWindow(alert.maintenanceId)
  const text = alert.shelf?.reason ?? (window === undefined ? t('alerts.mark.maintenance') : t('alerts.inWindow', { reason: window.reason }))
  return <span title={text}>{text}</span>
}

const Until = ({ alert }: CellProps) => {
  const { t } = useTranslation()
  const window = useWindow(alert.maintenanceId)
  if (alert.shelf === null) return window === undefined ? '–' : <Moment atMs={windowEndMs(window)} />
  if (alert.shelf.untilMs === null) return t('alerts.untilClears')
  return (
    <>
      <Moment atMs={alert.shelf.untilMs} />
      {alert.shelf.oneShot && ` ${t('alerts.orClears')}`}
    </>
  )
}

const BEGAN: AlertColumn = { name: 'began', number: true, spare: true, Cell: Began }
const LASTS: AlertColumn = { name: 'lasts', number: true, Cell: Lasts }
const STATE: AlertColumn = { name: 'state', Cell: State }

export const ALERT_COLUMNS: Readonly<Record<ListKind, readonly AlertColumn[]>> = {
  live: [{ name: 'value', number: true, Cell: Value }, { name: 'band', spare: true, Cell: Band }, BEGAN, LASTS, STATE],
  shelved: [{ name: 'reason', Cell: Reason }, { name: 'until', Cell: Until }, { ...LASTS, spare: true }, { ...STATE, spare: true }],
  history: [{ name: 'furthest', number: true, Cell: Furthest }, { ...BEGAN, spare: false }, LASTS, { name: 'seenAfter', number: true, spare: true, Cell: SeenAfter }, { ...STATE, spare: true }],
}
