/** The tree beside the table: networks or devices with their state, and how many points are found in each. */
import { SegmentedControl } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { STATUSES, deviceStatus } from '../../theme/status.ts'
import { StatusShapeIcon } from '../../components/status-mark.tsx'
import { treeRows, type TreeNode, type TreeRow, type TreeView } from './point-tree.ts'
import { useVirtualRows } from './virtual-rows.ts'
import type { TroubleCounts } from './trouble-counts.ts'
import classes from './tree-pane.module.css'

interface TreePaneProps {
  readonly view: TreeView
  readonly nodes: readonly TreeNode[]
  readonly total: number
  readonly selectedId: string | null
  readonly troubles: ReadonlyMap<number, TroubleCounts>
  readonly onView: (view: TreeView) => void
  /** null = everything. */
  readonly onSelect: (node: TreeNode | null) => void
}

const ROW_HEIGHT = 28
/** With few devices the tree opens networks by itself. */
const OPEN_NETWORKS_BELOW = 400

export const TreePane = ({ view, nodes, total, selectedId, troubles, onView, onSelect }: TreePaneProps) => {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const openByDefault = view === 'network' && nodes.length < OPEN_NETWORKS_BELOW
  const rows = useMemo(() => treeRows(nodes, (id) => toggled.has(id) !== openByDefault), [nodes, toggled, openByDefault])
  const virtual = useVirtualRows({ count: rows.length + 1, scroller, rowHeight: ROW_HEIGHT, overscan: 10 })
  const toggle = (id: string): void =>
    setToggled((old) => {
      const next = new Set(old)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const at = selectedId === null ? 0 : rows.findIndex((row) => row.node.id === selectedId) + 1
  const key = (event: KeyboardEvent): void => {
    const row = rows[at - 1]
    const go = (index: number): void => {
      const bounded = Math.max(0, Math.min(rows.length, index))
      onSelect(rows[bounded - 1]?.node ?? null)
      virtual.scrollToIndex(bounded, { align: 'auto' })
    }
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length)
    else if (event.key === 'ArrowRight' && row && row.node.children.length > 0 && !row.open) toggle(row.node.id)
    else if (event.key === 'ArrowLeft' && row?.open) toggle(row.node.id)
    else if (event.key === 'ArrowLeft' && row?.parentId) go(rows.findIndex((other) => other.node.id === row.parentId) + 1)
    else return
    event.preventDefault()
  }
  return (
    <nav className={classes.pane} aria-label={t('points.tree')}>
      <SegmentedControl
        fullWidth
        value={view}
        onChange={onView}
        data={[
          { value: 'network', label: t('points.networkView') },
          { value: 'device', label: t('points.deviceView') },
        ]}
      />
      <div className={classes.scroller} ref={scroller} role="tree" aria-label={t('points.tree')} tabIndex={0} onKeyDown={key} aria-activedescendant={`tree-row-${at}`}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index - 1]
            const style = { transform: `translateY(${item.start}px)` }
            if (item.index === 0) return <AllRow key="all" id="tree-row-0" style={style} total={total} selected={selectedId === null} onSelect={() => onSelect(null)} />
            return row && <NodeRow key={row.node.id} id={`tree-row-${item.index}`} style={style} row={row} selected={row.node.id === selectedId} trouble={row.node.device ? troubles.get(row.node.device.id) : undefined} onSelect={() => onSelect(row.node)} onToggle={() => toggle(row.node.id)} />
          })}
        </div>
      </div>
    </nav>
  )
}

interface AllRowProps {
  readonly id: string
  readonly style: React.CSSProperties
  readonly total: number
  readonly selected: boolean
  readonly onSelect: () => void
}

const AllRow = ({ id, style, total, selected, onSelect }: AllRowProps) => {
  const { t } = useTranslation()
  return (
    <div id={id} role="treeitem" aria-level={1} aria-selected={selected} className={classes.row} style={style} onClick={onSelect}>
      <span className={classes.chevron} />
      <span className={classes.label}>{t('points.all')}</span>
      <span className={classes.count}>{total.toLocaleString('en')}</span>
    </div>
  )
}

interface NodeRowProps {
  readonly id: string
  readonly style: React.CSSProperties
  readonly row: TreeRow
  readonly selected: boolean
  readonly trouble: TroubleCounts | undefined
  readonly onSelect: () => void
  readonly onToggle: () => void
}

const NodeRow = ({ id, style, row: { node, level, open }, selected, trouble, onSelect, onToggle }: NodeRowProps) => {
  const { t } = useTranslation()
  const label = node.kind === 'network' ? (node.label === '' ? t('points.direct') : t('points.network', { number: node.label, router: node.detail })) : node.kind === 'typeGroup' ? t(`points.objectType.${node.label}`, { defaultValue: node.label }) : node.label
  const status = node.device ? deviceStatus(node.device.state) : null
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-selected={selected}
      aria-expanded={node.children.length > 0 ? open : undefined}
      className={classes.row}
      data-kind={node.kind}
      style={style}
      title={node.device ? `${label} (${t('points.instance')} ${node.detail})` : label}
      onClick={onSelect}
      onDoubleClick={onToggle}
    >
      <span style={{ width: (level - 1) * 14, flex: 'none' }} />
      {node.children.length > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes.chevron}
          aria-label={t(open ? 'points.close' : 'points.open', { name: label })}
          onClick={(event) => {
            event.stopPropagation()
            onToggle()
          }}
        >
          <Chevron size={14} aria-hidden="true" />
        </button>
      ) : (
        <span className={classes.chevron} />
      )}
      {status !== null && (
        <span role="img" aria-label={t(STATUSES[status].word)} className={classes.status}>
          <StatusShapeIcon status={node.device && node.device.problems.length > 0 && status === 'normal' ? 'data' : status} size={12} />
        </span>
      )}
      <span className={classes.label}>{label}</span>
      {trouble && trouble.dataProblem > 0 && (
        <span className={classes.trouble} title={t('points.inTrouble', { count: trouble.dataProblem })}>
          <StatusShapeIcon status="data" size={10} />
          {trouble.dataProblem}
        </span>
      )}
      <span className={classes.count}>{node.count.toLocaleString('en')}</span>
    </div>
  )
}
