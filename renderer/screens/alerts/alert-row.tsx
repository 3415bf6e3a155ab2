/** One alert in the list. */
import { Checkbox } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import { alertState } from '../../components/alert-facts.ts'
import { BandBar } from '../../components/band-bar.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { formatValue } from '../../components/format-value.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { Moment, Span } from '../../components/time.tsx'
import { ValueText } from '../../components/value.tsx'
import { useLiveValue } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { alertStatus } from '../../theme/status.ts'
import classes from './alert-table.module.css'

interface AlertRowProps {
  readonly alert: Alert
  readonly index: number
  readonly topPx: number
  readonly cursor: boolean
  readonly chosen: boolean
  readonly opened: boolean
  readonly choose: (id: number, extend: boolean) => void
  readonly open: (id: number) => void
}

const ValueCells = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useTranslation()
  const point = usePointIndex().get(alert.pointId ?? 0)
  const live = useLiveValue(alert.pointId ?? 0)
  if (point === undefined) {
    return (
      <>
        <span role="gridcell" />
        <span role="gridcell" />
      </>
    )
  }
  // What is over shows how far it went, what goes on shows where it is.
  const value = isActive(alert) ? (live?.value ?? alert.value) : (alert.worstValue ?? alert.value)
  const label = t('alerts.bandLabel', { value: formatValue(point, value), low: formatValue(point, alert.low), high: formatValue(point, alert.high) })
  return (
    <>
      <span role="gridcell" className={classes.number}>
        <ValueText point={point} value={value} />
      </span>
      <span role="gridcell">
        <BandBar low={alert.low} high={alert.high} value={value} status={alertStatus(alert)} label={label} />
      </span>
    </>
  )
}

export const AlertRow = memo(({ alert, index, topPx, cursor, chosen, opened, choose, open }: AlertRowProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const device = useDeviceIndex().get(alert.deviceId)
  const point = usePointIndex().get(alert.pointId ?? 0)
  const state = alertState(alert)
  const title = text(alert.title)
  const where = point === undefined ? (device?.name ?? '') : `${device?.name ?? ''} · ${point.description || point.name}`
  return (
    <div
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-cursor={cursor || undefined}
      data-open={opened || undefined}
      data-over={!isActive(alert) || undefined}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={(event) => (event.shiftKey ? choose(alert.id, true) : open(alert.id))}
    >
      <span role="gridcell" className={classes.box} onClick={(event) => event.stopPropagation()}>
        <Checkbox aria-label={t('alerts.choose', { title })} checked={chosen} tabIndex={-1} onChange={(event) => choose(alert.id, (event.nativeEvent as unknown as MouseEvent).shiftKey)} />
      </span>
      <span role="gridcell" className={classes.mark}>
        <StatusMark status={alertStatus(alert)} hollow={alert.acknowledgedAtMs !== null} compact />
      </span>
      <span role="gridcell" className={classes.title} title={title}>
        {title}
      </span>
      <span role="gridcell" className={classes.where} title={where}>
        {where}
      </span>
      <ValueCells alert={alert} />
      <span role="gridcell" className={classes.number}>
        <Moment atMs={alert.startedAtMs} />
      </span>
      <span role="gridcell" className={classes.number}>
        <Span fromMs={alert.startedAtMs} toMs={alert.clearedAtMs} />
      </span>
      <span role="gridcell" className={classes.state}>
        {t(`alerts.state.${state}`)}
      </span>
    </div>
  )
})
AlertRow.displayName = 'AlertRow'
