/** Devices and points: the tree on the left, all points of the chosen branch on the right. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearch } from 'wouter'
import type { Point } from '../../../shared/domain/point.ts'
import { failureText } from '../../components/engine-text.ts'
import { ErrorPanel, LoadingPanel, StatePanel } from '../../components/state-panel.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { DISCOVERY_DOOR, deviceDoor, objectDoor, pointsDoor, trendDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { MOST_POINTS } from '../trend/trend-address.ts'
import { DeviceHeader } from './device-header.tsx'
import { useFoundPoints, useLook, useOrderedPoints } from './ordered-points.ts'
import { useColumns } from './point-columns.ts'
import { NO_FILTER, type PointFilter, type PointSort, type SortColumn } from './point-order.ts'
import { usePointEntries } from './point-entry-list.ts'
import { findNode, pointTree, type TreeNode, type TreeView } from './point-tree.ts'
import { parsePointsAddress, type PointsAddress } from './points-address.ts'
import { usePointsKeys } from './points-keys.ts'
import { PointsTable, type TableHandle } from './points-table.tsx'
import { MarkedBar, PointsToolbar } from './points-toolbar.tsx'
import { EMPTY_SELECTION, keepListed, selectOnly } from './row-selection.ts'
import { TreePane } from './tree-pane.tsx'
import { useTroubleCounts } from './trouble-counts.ts'
import classes from './points-screen.module.css'

const BY_NAME: PointSort = { column: 'name', descending: false }
const NOTHING: readonly never[] = []

const branchOf = (address: PointsAddress): string | null => (address.device === null ? null : `device-${address.device}`)

export const PointsScreen = () => {
  const { t } = useTranslation()
  const points = useCall('listPoints', {})
  const devices = useCall('listDevices', {})
  const failed = points.error ?? devices.error
  useScreenPathOfDevice()
  if (points.data === undefined || devices.data === undefined) {
    const retry = (): void => {
      void points.refetch()
      void devices.refetch()
    }
    return failed ? <ErrorPanel error={failed} retry={retry} /> : <LoadingPanel what={t('points.loading')} />
  }
  if (points.data.length === 0 && devices.data.length === 0) {
    return (
      <StatePanel
        title={t('points.noDevices')}
        actions={
          <Button component={Link} href={DISCOVERY_DOOR}>
            {t('points.find')}
          </Button>
        }
      >
        {t('points.noDevicesWhy')}
      </StatePanel>
    )
  }
  return <PointsBrowser points={points.data} />
}

const useScreenPathOfDevice = (): void => {
  const { t } = useTranslation()
  const { device: deviceId } = parsePointsAddress(useSearch())
  const devices = useCall('listDevices', {})
  const device = devices.data?.find((other) => other.id === deviceId)
  const top = { label: t('points.title'), to: pointsDoor() }
  useScreenPath(device ? [top, { label: device.name, to: deviceDoor(device.id) }] : [top])
}

const PointsBrowser = ({ points }: { readonly points: readonly Point[] }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const queries = useQueryClient()
  const timeZone = useTimeZone()
  const search = useSearch()
  const address = useMemo(() => parsePointsAddress(search), [search])
  const devices = useCall('listDevices', {}).data ?? NOTHING
  const [view, setView] = useState<TreeView>('network')
  const [branchId, setBranchId] = useState<string | null>(() => branchOf(address))
  const [text, setText] = useState(address.text)
  const [filter, setFilter] = useState<PointFilter>({ ...NO_FILTER, state: address.state, deviceState: address.deviceState })
  const [sort, setSort] = useState<PointSort>(BY_NAME)
  const [chosen, setSelection] = useState(EMPTY_SELECTION)
  const [polling, setPolling] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null })
  const searchInput = useRef<HTMLInputElement>(null)
  const table = useRef<TableHandle>(null)
  const columns = useColumns()
  const inOneDevice = branchId !== null && !branchId.startsWith('network-')
  const shownColumns = useMemo(() => columns.shown.filter((column) => !(inOneDevice && column.name === 'device')), [columns.shown, inOneDevice])

  // A door elsewhere leads here with other restrictions: they replace those chosen before.
  const seen = useRef(search)
  useEffect(() => {
    if (seen.current === search) return
    seen.current = search
    setBranchId(branchOf(address))
    setText(address.text)
    setFilter({ ...NO_FILTER, state: address.state, deviceState: address.deviceState })
  }, [search, address])

  const entries = usePointEntries(points, devices)
  const deferredText = useDeferredValue(text)
  const whole = useMemo(() => ({ ...filter, text: deferredText }), [filter, deferredText])
  const restricted = whole.text !== '' || whole.state !== null || whole.kind !== null || whole.deviceState !== null
  const { look, onHover } = useLook(sort, filter)
  const found = useFoundPoints(entries, devices, whole, look)
  const nodes = useMemo(() => pointTree(view, devices, found, restricted), [view, devices, found, restricted])
  const branch = useMemo(() => (branchId === null ? null : (findNode(nodes, branchId)?.pointIds() ?? new Set<number>())), [nodes, branchId])
  const ordered = useOrderedPoints(entries, found, sort, branch, look)
  const device = branchId?.startsWith('device-') ? devices.find((other) => `device-${other.id}` === branchId) : undefined
  const troubles = useTroubleCounts(points)

  const selection = useMemo(() => keepListed(chosen, ordered.listed), [chosen, ordered.listed])
  // A door to one point marks it and brings it into sight, once.
  const [shownPoint, setShownPoint] = useState<number | null>(null)
  if (address.point !== null && address.point !== shownPoint && ordered.listed.has(address.point)) {
    setShownPoint(address.point)
    setSelection(selectOnly(address.point))
  }
  const scrollToShown = useEffectEvent((pointId: number) => table.current?.scrollTo(ordered.order.indexOf(pointId)))
  useEffect(() => {
    if (shownPoint !== null) scrollToShown(shownPoint)
  }, [shownPoint])

  const select = (next: TreeNode | null): void => {
    setBranchId(next?.id ?? null)
    const door = next?.device ? deviceDoor(next.device.id) : pointsDoor()
    seen.current = door.split('?')[1] ?? ''
    navigate(door, { replace: address.device !== null })
  }
  const changeView = (next: TreeView): void => {
    setView(next)
    if (device === undefined) setBranchId(null)
  }
  const sortBy = (column: SortColumn): void => setSort((old) => ({ column, descending: old.column === column && !old.descending }))
  const marked = useMemo(() => ordered.order.filter((id) => selection.ids.has(id)), [ordered.order, selection.ids])
  const openTrend = (pointIds: readonly number[]): void => {
    if (pointIds.length > 0) navigate(trendDoor({ points: pointIds.slice(0, MOST_POINTS) }))
  }
  const trendMarked = (): void => openTrend(marked)
  const openObject = (): void => {
    const pointId = selection.activeId ?? marked[0]
    if (pointId !== undefined) navigate(objectDoor(pointId))
  }
  const setPoll = async (intervalMs: number): Promise<void> => {
    setPolling({ busy: true, problem: null })
    const answer = await engine.setPollInterval({ pointIds: marked, intervalMs })
    setPolling({ busy: false, problem: answer.ok ? null : failureText(t, answer.error) })
    if (!answer.ok) return
    const changed = new Map(answer.value.map((point) => [point.id, point]))
    queries.setQueryData<readonly Point[]>(['listPoints', {}], (old) => old?.map((point) => changed.get(point.id) ?? point))
  }
  const pollOf = useMemo(() => new Map(points.map((point) => [point.id, point.pollIntervalMs])), [points])
  const firstPoll = pollOf.get(marked[0] ?? 0) ?? null
  const sharedPollMs = marked.every((id) => pollOf.get(id) === firstPoll) ? firstPoll : null

  usePointsKeys({
    search: () => {
      searchInput.current?.focus()
      searchInput.current?.select()
    },
    trend: trendMarked,
    open: () => openTrend(selection.activeId === null ? marked : [selection.activeId]),
    object: openObject,
  })
  const toTable = (): void => {
    table.current?.focus()
    if (selection.activeId === null && ordered.order[0] !== undefined) setSelection(selectOnly(ordered.order[0]))
  }
  const clear = (): void => {
    setText('')
    setFilter(NO_FILTER)
  }
  return (
    <div className={classes.screen}>
      <TreePane view={view} nodes={nodes} total={found.length} selectedId={branchId} troubles={troubles} onView={changeView} onSelect={select} />
      <div className={classes.main}>
        {device && <DeviceHeader device={device} />}
        <PointsToolbar
          filter={filter}
          text={text}
          input={searchInput}
          columns={columns}
          found={ordered.shown.length}
          total={points.length}
          onText={setText}
          onFilter={(patch) => setFilter((old) => ({ ...old, ...patch }))}
          onDown={toTable}
        />
        <div className={classes.tableBox}>
          {ordered.shown.length === 0 ? (
            <StatePanel title={t('points.nothingFound')} actions={
                <>
                  {restricted && branchId !== null && found.length > 0 && <Button onClick={() => select(null)}>{t('points.elsewhere', { count: found.length, n: found.length.toLocaleString('en') })}</Button>}
                  {restricted && <Button variant="default" onClick={clear}>{t('points.clearFilters')}</Button>}
                </>
              }
            >
              {t(restricted ? (branchId === null ? 'points.nothingFoundWhy' : 'points.nothingFoundHere') : 'points.emptyBranch')}
            </StatePanel>
          ) : (
            <PointsTable
              entries={ordered.shown}
              order={ordered.order}
              columns={shownColumns}
              sort={sort}
              selection={selection}
              timeZone={timeZone}
              handle={table}
              onSort={sortBy}
              onSelect={setSelection}
              onOpen={openTrend}
              onHover={onHover}
            />
          )}
        </div>
        <MarkedBar count={marked.length} sharedPollMs={sharedPollMs} busy={polling.busy} problem={polling.problem} mostTrended={MOST_POINTS} onTrend={trendMarked} onObject={openObject} onPoll={(intervalMs) => void setPoll(intervalMs)} onClear={() => setSelection(EMPTY_SELECTION)} />
      </div>
    </div>
  )
}
