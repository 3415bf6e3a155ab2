/** Meters under review as rows of 30 px; only those in sight are drawn. */
import { Checkbox } from '@mantine/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Meter } from '../../../shared/domain/energy.ts'
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import { unitSymbol } from '../../../shared/units.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { meterDoor } from '../../doors.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import type { Selection } from '../alerts/selection.ts'
import { useVirtualRows } from '../points/virtual-rows.ts'
import { shareText } from '../roles/share-text.ts'
import { nameOf, reviewState } from './meter-review.ts'
import classes from './meters-screen.module.css'

const ROW_PX = 30
const SHAPES = { problems: '', found: '?', confirmed: '✓', made: '✎', ignored: '–' } as const

/** What a meter's numbers come from, in a line. */
export const useSourceText = (meters: ReadonlyMap<number, Meter>): ((meter: Meter) => string) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const point = (id: number): string => points.get(id)?.name ?? NO_VALUE
  return ({ source, units }) => {
    const unit = unitSymbol(units)
    switch (source.what) {
      case 'point':
        return `${point(source.pointId)} · ${t(`energy.signal.${source.signal}`)}${unit === '' ? '' : `, ${unit}`}`
      case 'imported':
        return t('energy-meters.source.imported')
      case 'sum':
        return source.terms.map(({ meterId, factor }, at) => `${factor < 0 ? '− ' : at === 0 ? '' : '+ '}${nameOf(meters, meterId)}`).join(' ')
      case 'thermal':
        return t('energy-meters.source.thermal', { flow: point(source.flowPointId), supply: point(source.supplyPointId), return: point(source.returnPointId) })
      case 'runTime':
        return t('energy-meters.source.runTime', { point: point(source.pointId), power: `${source.ratedKw} kW` })
    }
  }
}

const StateMark = ({ meter }: { readonly meter: Meter }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const state = reviewState(meter)
  if (state === 'problems') {
    const problems = meter.problems.map(text)
    return (
      <span className={classes.problem} title={problems.join('\n')}>
        <StatusShapeIcon status="data" /> {problems.join(' ')}
      </span>
    )
  }
  return (
    <span className={classes.state} data-state={state}>
      <span className={classes.shape} aria-hidden="true">{SHAPES[state]}</span>
      {t(`energy-meters.state.${state}`)}
      {state === 'found' && ` ${shareText(meter.confidence)}`}
      {meter.estimated && `, ${t('energy.estimated')}`}
    </span>
  )
}

interface RowProps {
  readonly meter: Meter
  readonly meters: ReadonlyMap<number, Meter>
  readonly source: string
  readonly index: number
  readonly topPx: number
  readonly cursor: boolean
  readonly chosen: boolean
  readonly choose: (id: number, extend: boolean) => void
  readonly open: (id: number) => void
}

const Row = ({ meter, meters, source, index, topPx, cursor, chosen, choose, open }: RowProps) => {
  const { t } = useTranslation()
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={classes.row}
      data-cursor={cursor || undefined}
      style={{ transform: `translateY(${topPx}px)` }}
      onMouseDown={(event) => (event.shiftKey ? choose(meter.id, true) : open(meter.id))}
    >
      <span role="gridcell" className={classes.box} onMouseDown={(event) => event.stopPropagation()}>
        <Checkbox aria-label={t('energy-meters.choose', { name: meter.name })} checked={chosen} onChange={() => choose(meter.id, false)} tabIndex={-1} />
      </span>
      <span role="gridcell" title={meter.name}>
        <Link href={meterDoor(meter.id)} tabIndex={-1}>{meter.name}</Link>
        {meter.area !== '' && <span className={classes.quiet}> {meter.area}</span>}
      </span>
      <span role="gridcell">{t(`energy.medium.${meter.medium}`)}</span>
      <span role="gridcell" title={source} className={classes.source}>{source}</span>
      <span role="gridcell" className={meter.parentId === null ? classes.quiet : undefined}>{meter.parentId === null ? t('energy-meters.isMain') : nameOf(meters, meter.parentId)}</span>
      <span role="gridcell"><StateMark meter={meter} /></span>
    </div>
  )
}

interface ReviewTableProps {
  readonly rows: readonly Meter[]
  readonly meters: ReadonlyMap<number, Meter>
  readonly sourceOf: (meter: Meter) => string
  readonly selection: Selection
  readonly choose: (id: number, extend: boolean) => void
  readonly chooseAll: () => void
  readonly open: (id: number) => void
}

const COLUMNS = ['name', 'medium', 'source', 'parent', 'state'] as const

export const ReviewTable = ({ rows, meters, sourceOf, selection, choose, chooseAll, open }: ReviewTableProps) => {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({ count: rows.length, scroller, rowHeight: ROW_PX, overscan: 12 })
  const cursor = selection.cursorId === null ? -1 : rows.findIndex(({ id }) => id === selection.cursorId)
  const showCursor = useEffectEvent(() => {
    if (cursor >= 0) virtual.scrollToIndex(cursor, { align: 'auto' })
  })
  useEffect(() => {
    if (selection.cursorId !== null) showCursor()
  }, [selection.cursorId])
  const all = rows.length > 0 && rows.every(({ id }) => selection.chosen.has(id))
  return (
    <div className={classes.table} role="grid" aria-label={t('energy-meters.title')} aria-rowcount={rows.length + 1} aria-multiselectable="true">
      <div className={classes.head} role="row" aria-rowindex={1}>
        <span role="columnheader" className={classes.box}>
          <Checkbox aria-label={t('energy-meters.chooseAll')} checked={all} indeterminate={!all && selection.chosen.size > 0} onChange={chooseAll} />
        </span>
        {COLUMNS.map((name) => (
          <span key={name} role="columnheader">{t(`energy-meters.column.${name}`)}</span>
        ))}
      </div>
      <div ref={scroller} className={classes.body} role="rowgroup" tabIndex={0} aria-label={t('energy-meters.rows')}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const meter = rows[item.index]
            if (meter === undefined) return null
            return <Row key={meter.id} meter={meter} meters={meters} source={sourceOf(meter)} index={item.index} topPx={item.start} cursor={item.index === cursor} chosen={selection.chosen.has(meter.id)} choose={choose} open={open} />
          })}
        </div>
      </div>
    </div>
  )
}
