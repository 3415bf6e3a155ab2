/** One alert in a list. */
import { Checkbox } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { NO_DEVICE, isActive, type Alert } from '../../../shared/domain/alert.ts'
import type { AlertMark } from '../../components/alert-facts.ts'
import { AlertMarks } from '../../components/alert-marks.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { alertStatus } from '../../theme/status.ts'
import { ALERT_COLUMNS, type ListKind } from './alert-columns.tsx'
import classes from './alert-table.module.css'

interface AlertRowProps {
  readonly kind: ListKind
  readonly alert: Alert
  readonly index: number
  readonly topPx: number
  readonly cursor: boolean
  readonly chosen: boolean
  readonly opened: boolean
  readonly choose: (id: number, extend: boolean) => void
  readonly open: (id: number) => void
  readonly openDetail: (id: number) => void
}

const NONE: readonly AlertMark[] = []
/** On the shelf the reason says that it is on the shelf. */
const WITHOUT: Readonly<Record<ListKind, readonly AlertMark[]>> = { live: NONE, shelved: ['shelved', 'maintenance'], history: NONE }

export const AlertRow = memo(({ kind, alert, index, topPx, cursor, chosen, opened, choose, open, openDetail }: AlertRowProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const device = useDeviceIndex().get(alert.deviceId)
  const point = usePointIndex().get(alert.pointId ?? 0)
  const title = text(alert.title)
  const where = point === undefined ? (device?.name ?? (alert.deviceId === NO_DEVICE ? t('alerts.ofSite') : '')) : `${device?.name ?? ''} · ${point.description || point.name}`
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
      onDoubleClick={() => openDetail(alert.id)}
    >
      <span role="gridcell" className={classes.box} onClick={(event) => event.stopPropagation()} onDoubleClick={(event) => event.stopPropagation()}>
        <Checkbox aria-label={t('alerts.choose', { title })} checked={chosen} tabIndex={-1} onChange={(event) => choose(alert.id, (event.nativeEvent as unknown as MouseEvent).shiftKey)} />
      </span>
      <span role="gridcell" className={classes.mark}>
        <StatusMark status={alertStatus(alert)} hollow={alert.acknowledgedAtMs !== null} compact />
      </span>
      <span role="gridcell" className={classes.title}>
        <span className={classes.words} title={title}>
          {title}
        </span>
        <AlertMarks alert={alert} without={WITHOUT[kind]} />
      </span>
      <span role="gridcell" className={classes.where} title={where}>
        {where}
      </span>
      {ALERT_COLUMNS[kind].map(({ name, number = false, spare = false, Cell }) => (
        <span key={name} role="gridcell" className={number ? classes.number : classes.cell} data-spare={spare || undefined}>
          <Cell alert={alert} />
        </span>
      ))}
    </div>
  )
})
AlertRow.displayName = 'AlertRow'
