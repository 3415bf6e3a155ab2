/** Name patterns as rows of 30 px with what their points are; only those in sight are drawn. */
import { Checkbox } from '@mantine/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Selection } from '../alerts/selection.ts'
import { useVirtualRows } from '../points/virtual-rows.ts'
import type { RoleGroup } from './role-groups.ts'
import { RoleStateMark } from './role-marks.tsx'
import classes from './roles-screen.module.css'

interface RolesTableProps {
  readonly groups: readonly RoleGroup[]
  readonly selection: Selection
  readonly choose: (id: number, extend: boolean) => void
  readonly chooseAll: () => void
  readonly open: (id: number) => void
}

const ROW_PX = 30

const Row = ({ group, index, topPx, cursor, chosen, choose, open }: { readonly group: RoleGroup; readonly index: number; readonly topPx: number; readonly cursor: boolean; readonly chosen: boolean } & Pick<RolesTableProps, 'choose' | 'open'>) => {
  const { t } = useTranslation()
  const example = group.names[0] ?? ''
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={classes.row}
      data-cursor={cursor || undefined}
      style={{ transform: `translateY(${topPx}px)` }}
      onMouseDown={(event) => {
        if (event.shiftKey) choose(group.id, true)
        else open(group.id)
      }}
    >
      <span role="gridcell" className={classes.box} onMouseDown={(event) => event.stopPropagation()}>
        <Checkbox aria-label={t('roles.choose', { name: example })} checked={chosen} onChange={() => choose(group.id, false)} tabIndex={-1} />
      </span>
      <span role="gridcell" title={group.names.slice(0, 12).join('\n')}>
        {example}
        {group.assignments.length > 1 && <span className={classes.quiet}> {t('roles.andLike', { count: group.assignments.length - 1 })}</span>}
      </span>
      <span role="gridcell" className={classes.number}>
        {group.assignments.length.toLocaleString('en')}
      </span>
      <span role="gridcell" className={group.role === null ? classes.quiet : undefined}>
        {group.role === null ? t('roles.noRole') : t(`roles.name.${group.role}`)}
      </span>
      <span role="gridcell">
        <RoleStateMark state={group.state} confidence={group.confidence} />
      </span>
      <span role="gridcell" className={classes.problemCell}>
        {group.problems > 0 && t('roles.problemCount', { count: group.problems })}
      </span>
    </div>
  )
}

export const RolesTable = ({ groups, selection, choose, chooseAll, open }: RolesTableProps) => {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualRows({ count: groups.length, scroller, rowHeight: ROW_PX, overscan: 12 })
  const cursor = selection.cursorId === null ? -1 : groups.findIndex(({ id }) => id === selection.cursorId)
  const showCursor = useEffectEvent(() => {
    if (cursor >= 0) rows.scrollToIndex(cursor, { align: 'auto' })
  })
  useEffect(() => {
    if (selection.cursorId !== null) showCursor()
  }, [selection.cursorId])
  const all = groups.length > 0 && groups.every(({ id }) => selection.chosen.has(id))
  return (
    <div className={classes.table} role="grid" aria-label={t('roles.title')} aria-rowcount={groups.length + 1} aria-multiselectable="true">
      <div className={classes.head} role="row" aria-rowindex={1}>
        <span role="columnheader" className={classes.box}>
          <Checkbox aria-label={t('roles.chooseAll')} checked={all} indeterminate={!all && selection.chosen.size > 0} onChange={chooseAll} />
        </span>
        <span role="columnheader">{t('roles.column.name')}</span>
        <span role="columnheader" className={classes.number}>
          {t('roles.column.points')}
        </span>
        <span role="columnheader">{t('roles.column.role')}</span>
        <span role="columnheader">{t('roles.column.state')}</span>
        <span role="columnheader">{t('roles.column.problems')}</span>
      </div>
      <div ref={scroller} className={classes.body} role="rowgroup" tabIndex={0} aria-label={t('roles.rows')}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {rows.getVirtualItems().map((item) => {
            const group = groups[item.index]
            if (group === undefined) return null
            return <Row key={group.id} group={group} index={item.index} topPx={item.start} cursor={item.index === cursor} chosen={selection.chosen.has(group.id)} choose={choose} open={open} />
          })}
        </div>
      </div>
    </div>
  )
}
