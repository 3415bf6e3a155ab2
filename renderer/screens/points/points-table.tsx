/** The table of points: only the rows in sight exist, so that twenty thousand scroll like twenty. */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useCallback, useEffect, useImperativeHandle, useRef, type KeyboardEvent, type MouseEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnFact } from './point-columns.ts'
import type { PointSort, SortColumn } from './point-order.ts'
import { PointRow } from './point-row.tsx'
import type { PointEntry } from './point-search.ts'
import { selectionAfterKey } from './row-keys.ts'
import { extendTo, selectOnly, toggleRow, type RowSelection } from './row-selection.ts'
import { useViewedPoints } from '../../engine/viewed-points.ts'
import { useVirtualRows } from './virtual-rows.ts'
import classes from './points-table.module.css'

export interface TableHandle {
  focus(): void
  scrollTo(index: number): void
}

interface TableProps {
  readonly entries: readonly PointEntry[]
  /** Ids of `entries`, in their order. */
  readonly order: readonly number[]
  readonly columns: readonly ColumnFact[]
  readonly sort: PointSort
  readonly selection: RowSelection
  readonly timeZone: string
  readonly handle: Ref<TableHandle>
  readonly onSort: (column: SortColumn) => void
  readonly onSelect: (selection: RowSelection) => void
  readonly onOpen: (pointIds: readonly number[]) => void
  /** True while the pointer rests on the rows: they must not be put into another order then. */
  readonly onHover: (inside: boolean) => void
}

const ROW_HEIGHT = 30

export const PointsTable = ({ entries, order, columns, sort, selection, timeZone, handle, onSort, onSelect, onOpen, onHover }: TableProps) => {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({ count: entries.length, scroller, rowHeight: ROW_HEIGHT, headHeight: ROW_HEIGHT, overscan: 8 })
  useImperativeHandle(handle, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    scrollTo: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
  }))

  useViewedPoints(virtual.getVirtualItems().flatMap(({ index }) => entries[index]?.point.id ?? []))
  const latest = useRef({ selection, order, onSelect, onOpen })
  useEffect(() => {
    latest.current = { selection, order, onSelect, onOpen }
  })
  const press = useCallback((id: number, event: MouseEvent) => {
    if (event.button !== 0) return
    const now = latest.current
    if (event.shiftKey) {
      event.preventDefault()
      now.onSelect(extendTo(now.selection, id, now.order))
    } else now.onSelect(event.ctrlKey || event.metaKey ? toggleRow(now.selection, id) : selectOnly(id))
  }, [])
  const open = useCallback((id: number) => latest.current.onOpen([id]), [])

  const page = (): number => Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW_HEIGHT) / ROW_HEIGHT) - 2)
  const key = (event: KeyboardEvent): void => {
    const next = selectionAfterKey(event, selection, order, page())
    if (next === null) return
    event.preventDefault()
    onSelect(next)
    const at = next.activeId === null ? -1 : order.indexOf(next.activeId)
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }
  const template = columns.map((column) => column.track).join(' ')
  return (
    <div
      ref={scroller}
      className={classes.table}
      style={{ ['--columns' as string]: template }}
      role="grid"
      aria-label={t('points.table')}
      aria-rowcount={entries.length + 1}
      aria-multiselectable
      aria-activedescendant={selection.activeId === null ? undefined : `point-row-${selection.activeId}`}
      tabIndex={0}
      onKeyDown={key}
      onMouseEnter={() => onHover(true)}
      onMouseLeave={() => onHover(false)}
    >
      <div className={classes.head} role="row">
        {columns.map((column) => (
          <HeadCell key={column.name} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      <div className={classes.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const entry = entries[item.index]
          if (!entry) return null
          const id = entry.point.id
          return (
            <PointRow key={id} entry={entry} columns={columns} timeZone={timeZone} top={item.start} index={item.index} marked={selection.ids.has(id)} active={selection.activeId === id} t={t} onPress={press} onOpen={open} />
          )
        })}
      </div>
    </div>
  )
}

interface HeadCellProps {
  readonly column: ColumnFact
  readonly sort: PointSort
  readonly onSort: (column: SortColumn) => void
}

const HeadCell = ({ column, sort, onSort }: HeadCellProps) => {
  const { t } = useTranslation()
  const name = t(`points.column.${column.name}`)
  const sorted = column.sort !== null && sort.column === column.sort
  const direction = sorted ? (sort.descending ? 'descending' : 'ascending') : undefined
  if (column.sort === null) {
    return (
      <div role="columnheader" className={classes.headCell} data-align={column.align} data-column={column.name}>
        {name}
      </div>
    )
  }
  const by = column.sort
  return (
    <div role="columnheader" aria-sort={direction} className={classes.headCell} data-align={column.align} data-column={column.name}>
      <button type="button" className={classes.sortButton} onClick={() => onSort(by)} aria-label={t('points.sortBy', { column: name })} title={t('points.sortBy', { column: name })}>
        {column.name === 'state' ? (sorted ? '' : '◇') : name}
        {sorted && (sort.descending ? <IconArrowDown size={13} aria-hidden="true" /> : <IconArrowUp size={13} aria-hidden="true" />)}
      </button>
    </div>
  )
}
