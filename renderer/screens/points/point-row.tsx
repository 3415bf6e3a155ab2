/** One row of the table of points. It draws again alone when its value comes; everything costly is kept out of it, because a scroll makes hundreds a second. */
import type { TFunction } from 'i18next'
import { memo, type MouseEvent, type ReactNode } from 'react'
import { unitSymbol } from '../../../shared/units.ts'
import { qualityFlags } from '../../../shared/domain/quality.ts'
import { Sparkline } from '../../charts/sparkline.tsx'
import { duration, fullTime } from '../../components/format-time.ts'
import { formatNumber, stateText } from '../../components/format-value.ts'
import { useNow } from '../../components/now.ts'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { useLiveValue } from '../../engine/engine-context.tsx'
import type { LiveValue } from '../../engine/live-store.ts'
import { STATUSES, liveStatus } from '../../theme/status.ts'
import type { ColumnFact } from './point-columns.ts'
import { pollText } from './poll-interval.tsx'
import { hasValue, type PointEntry } from './point-search.ts'
import classes from './points-table.module.css'

interface RowProps {
  readonly entry: PointEntry
  readonly columns: readonly ColumnFact[]
  readonly timeZone: string
  readonly top: number
  readonly index: number
  readonly marked: boolean
  readonly active: boolean
  /** Handed down, because asking for it in every row costs more than the row. */
  readonly t: TFunction
  readonly onPress: (pointId: number, event: MouseEvent) => void
  readonly onOpen: (pointId: number) => void
}

interface CellProps extends Pick<RowProps, 'entry' | 'timeZone' | 't'> {
  readonly live: LiveValue | undefined
}

const SPARKLINE_HOURS = 8

const StateCell = ({ entry, live, t }: CellProps) => {
  if (!hasValue(entry.point)) return null
  const status = liveStatus(live?.state ?? 'never')
  const word = t(STATUSES[status].word)
  return (
    <span role="img" aria-label={word} title={word}>
      <StatusShapeIcon status={status} size={13} />
    </span>
  )
}

/** Number and unit apart, so that the numbers of a column line up whatever their units. */
const ValueCell = ({ entry: { point }, live }: CellProps) => {
  const states = point.kind === 'binary' || point.kind === 'multiState'
  const known = live !== undefined && Number.isFinite(live.value)
  const text = !hasValue(point) ? '' : !known ? '–' : states ? stateText(point, live.value) : formatNumber(live.value, point.units)
  return (
    <>
      <span className={classes.valueNumber} data-stale={live?.state === 'stale' || undefined} title={states ? text : undefined}>
        {text}
      </span>
      <span className={classes.valueUnit}>{states ? '' : unitSymbol(point.units)}</span>
    </>
  )
}

/** What the device or the quality gate says about the value; without that, its state where it is not good. */
const remarks = ({ entry: { point }, live, t }: CellProps): string => {
  if (!hasValue(point)) return t('points.noValue')
  if (!live || (live.state === 'never' && point.pollIntervalMs === 0)) return ''
  const flags = qualityFlags(live.quality).filter((flag) => flag !== 'imported')
  if (flags.length > 0) return flags.map((flag) => t(`trend.quality.${flag}`)).join(', ')
  return live.state === 'good' ? '' : t(`points.live.${live.state}`)
}

const Age = ({ live, t, timeZone }: CellProps & { readonly live: LiveValue }) => {
  const nowMs = useNow('second')
  return <time title={fullTime(live.timeMs, timeZone)}>{duration(t, Math.max(0, nowMs - live.timeMs))}</time>
}

const clipped = (text: string, title = text): ReactNode => <span title={title}>{text}</span>

const cellOf = (column: ColumnFact, props: CellProps): ReactNode => {
  const { entry, live, t } = props
  const { point } = entry
  switch (column.name) {
    case 'state':
      return <StateCell {...props} />
    case 'name':
      return clipped(point.name, point.description === '' ? point.name : `${point.name}\n${point.description}`)
    case 'description':
      return clipped(point.description)
    case 'device':
      return clipped(entry.deviceName)
    case 'object':
      return entry.object
    case 'value':
      return <ValueCell {...props} />
    case 'remarks':
      return clipped(remarks(props))
    case 'age':
      return live && live.state !== 'never' && live.timeMs > 0 ? <Age {...props} live={live} /> : ''
    case 'trend':
      return hasValue(point) && <Sparkline pointId={point.id} hours={SPARKLINE_HOURS} point={point} live />
    case 'poll':
      return hasValue(point) ? pollText(t, point.pollIntervalMs) : ''
  }
}

export const PointRow = memo(({ entry, columns, timeZone, top, index, marked, active, t, onPress, onOpen }: RowProps) => {
  const live = useLiveValue(entry.point.id)
  return (
    <div
      role="row"
      id={`point-row-${entry.point.id}`}
      aria-rowindex={index + 2}
      aria-selected={marked}
      className={classes.row}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => onPress(entry.point.id, event)}
      onDoubleClick={() => onOpen(entry.point.id)}
    >
      {columns.map((column) => (
        <div key={column.name} role="gridcell" className={classes.cell} data-column={column.name} data-align={column.align}>
          {cellOf(column, { entry, live, timeZone, t })}
        </div>
      ))}
    </div>
  )
})
PointRow.displayName = 'PointRow'
