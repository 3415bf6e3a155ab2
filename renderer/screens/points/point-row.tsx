/** One row of the table of points. Only its live cells draw again when a value comes. */
import { memo, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { qualityFlags } from '../../../shared/domain/quality.ts'
import { Sparkline } from '../../charts/sparkline.tsx'
import { duration, fullTime } from '../../components/format-time.ts'
import { useNow } from '../../components/now.ts'
import { StatusMark } from '../../components/status-mark.tsx'
import { LiveValueText } from '../../components/value.tsx'
import { useLiveValue } from '../../engine/engine-context.tsx'
import { liveStatus } from '../../theme/status.ts'
import type { ColumnFact } from './point-columns.ts'
import type { PointEntry } from './point-search.ts'
import { pollText } from './poll-interval.tsx'
import classes from './points-table.module.css'

interface CellProps {
  readonly entry: PointEntry
}

const StateCell = ({ entry: { point } }: CellProps) => {
  const live = useLiveValue(point.id)
  return <StatusMark status={liveStatus(live?.state ?? 'never')} compact size={13} />
}

const RemarksCell = ({ entry: { point } }: CellProps) => {
  const { t } = useTranslation()
  const live = useLiveValue(point.id)
  if (!live) return null
  const flags = qualityFlags(live.quality).filter((flag) => flag !== 'imported')
  const words = flags.length > 0 ? flags.map((flag) => t(`trend.quality.${flag}`)) : live.state === 'good' ? [] : [t(`points.live.${live.state}`)]
  return <span title={words.join(', ')}>{words.join(', ')}</span>
}

const AgeCell = ({ entry: { point }, timeZone }: CellProps & { readonly timeZone: string }) => {
  const { t } = useTranslation()
  const live = useLiveValue(point.id)
  const nowMs = useNow('second')
  if (!live || live.state === 'never' || !(live.timeMs > 0)) return <span className={classes.quiet}>–</span>
  return <time title={fullTime(live.timeMs, timeZone)}>{duration(t, Math.max(0, nowMs - live.timeMs))}</time>
}

const SPARKLINE_HOURS = 8

interface RowProps {
  readonly entry: PointEntry
  readonly columns: readonly ColumnFact[]
  readonly timeZone: string
  readonly top: number
  readonly index: number
  readonly marked: boolean
  readonly active: boolean
  readonly onPress: (pointId: number, event: MouseEvent) => void
  readonly onOpen: (pointId: number) => void
}

const Cell = ({ column, entry, timeZone }: { readonly column: ColumnFact } & Pick<RowProps, 'entry' | 'timeZone'>) => {
  const { t } = useTranslation()
  const { point } = entry
  switch (column.name) {
    case 'state':
      return <StateCell entry={entry} />
    case 'name':
      return <span title={point.description === '' ? point.name : `${point.name}\n${point.description}`}>{point.name}</span>
    case 'description':
      return <span title={point.description}>{point.description}</span>
    case 'device':
      return <span title={entry.deviceName}>{entry.deviceName}</span>
    case 'object':
      return entry.object
    case 'value':
      return <LiveValueText point={point} bare />
    case 'remarks':
      return <RemarksCell entry={entry} />
    case 'age':
      return <AgeCell entry={entry} timeZone={timeZone} />
    case 'trend':
      return <Sparkline pointId={point.id} hours={SPARKLINE_HOURS} point={point} live />
    case 'poll':
      return pollText(t, point.pollIntervalMs)
  }
}

export const PointRow = memo(({ entry, columns, timeZone, top, index, marked, active, onPress, onOpen }: RowProps) => (
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
        <Cell column={column} entry={entry} timeZone={timeZone} />
      </div>
    ))}
  </div>
))
PointRow.displayName = 'PointRow'
