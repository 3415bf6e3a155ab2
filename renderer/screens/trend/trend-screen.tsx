/** The trend screen: several points over one period, with what was expected, what was not observed, and the alerts. */
import { Button, Group, Tooltip } from '@mantine/core'
import { IconAdjustments, IconDownload, IconTable, IconCalendarRepeat, IconTrash } from '@tabler/icons-react'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Alert } from '../../../shared/domain/alert.ts'
import { createChartCursor } from '../../charts/chart-cursor.ts'
import { zoomAtCursor } from '../../charts/chart-pointer.tsx'
import { useElementSize } from '../../charts/element-size.ts'
import { pointColors } from '../../charts/series-colors.ts'
import { useChartInk } from '../../charts/chart-ink.ts'
import { MIN_SPAN_MS, PRESETS, rangeEndingAt, shiftRange, spanMs, type TimeRange } from '../../charts/time-range.ts'
import { TrendChart } from '../../charts/trend-chart.tsx'
import { ErrorPanel, LoadingPanel, StatePanel } from '../../components/state-panel.tsx'
import { useScreenPath } from '../../components/screen-path.tsx'
import { useTimeZone } from '../../components/time.tsx'
import { useNow } from '../../components/now.ts'
import { alertDoor, detectionDoor, pointsDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { navigate } from '../../hash-location.ts'
import { useViewedPoints } from '../../engine/viewed-points.ts'
import { useDeviceNames, usePointEntries } from '../points/point-entry-list.ts'
import { hasValue } from '../points/point-search.ts'
import { CompanyDoor } from './company-door.tsx'
import { LegendTable } from './legend-table.tsx'
import { PointPicker } from './point-picker.tsx'
import { RangeBar } from './range-bar.tsx'
import { ReadingsTable } from './readings-table.tsx'
import { useCsvExport } from './trend-export.ts'
import { MOST_POINTS, trendAddress } from './trend-address.ts'
import { useTrendData } from '../../charts/trend-data.ts'
import { fullTime } from '../../components/format-time.ts'
import { usePastMoment } from '../../components/moment.ts'
import { useTravelling } from '../../time-machine/travel-context.tsx'
import { useFirstSpan } from './first-span.ts'
import { useTrendKeys } from './trend-keys.ts'
import { useTrendState } from './trend-state.ts'
import classes from './trend-screen.module.css'

const NOTHING: readonly never[] = []
const WEEK_MS = 7 * 86_400_000

/** What the readings are compared with: the second time of the time machine, or last week; as how much earlier it is, ms. */
const useCompare = (lastWeek: boolean): number | null => {
  const { travel, shown } = useTravelling()
  if (shown && travel.atMs !== null && travel.versusMs !== null) return travel.atMs - travel.versusMs
  return lastWeek ? WEEK_MS : null
}

/** A live chart moves on when there is a new pixel to show: at most every second, at least every minute. */
const liveRange = (nowMs: number, lengthMs: number, width: number): TimeRange => {
  const step = Math.min(60_000, Math.max(1_000, lengthMs / Math.max(200, width) / 2))
  return rangeEndingAt(Math.ceil(nowMs / step) * step, lengthMs)
}

export const TrendScreen = () => {
  const { t } = useTranslation()
  const { address, canUndo, change, setRange, setLive, undo } = useTrendState()
  const chartBox = useRef<HTMLDivElement>(null)
  const searchInput = useRef<HTMLInputElement>(null)
  const cursor = useMemo(() => createChartCursor(), [])
  const { width } = useElementSize(chartBox)
  const { scheme } = useChartInk()
  const timeZone = useTimeZone()
  const secondMs = useNow('second')
  const live = address.fixed === null
  const liveNow = useMemo(() => liveRange(secondMs, address.spanMs, width), [secondMs, address.spanMs, width])
  const { fromMs, toMs } = address.fixed ?? liveNow
  const range = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs])
  const nowMs = live ? range.toMs : Math.floor(secondMs / 10_000) * 10_000

  const allPoints = useCall('listPoints', {})
  const devices = useCall('listDevices', {})
  const valued = useMemo(() => allPoints.data?.filter(hasValue) ?? NOTHING, [allPoints.data])
  const entries = usePointEntries(valued, devices.data ?? NOTHING)
  const names = useDeviceNames(devices.data ?? NOTHING)
  const deviceNames = useMemo(() => new Map(names.map((device) => [device.id, device.name])), [names])
  const pickedKey = address.points.join(',')
  const pastMs = usePastMoment()
  const marks = useMemo(() => (pastMs === null || live ? [] : [{ atMs: pastMs, label: t('time-machine.mark') }]), [pastMs, live, t])
  const points = useMemo(() => {
    const byId = new Map(valued.map((point) => [point.id, point]))
    return pickedKey === '' ? [] : pickedKey.split(',').flatMap((id) => byId.get(Number(id)) ?? [])
  }, [valued, pickedKey])
  const pointIds = useMemo(() => points.map((point) => point.id), [points])
  useViewedPoints(pointIds)
  const colors = useMemo(() => pointColors(pointIds, scheme), [pointIds, scheme])
  const focusId = address.focus !== null && pointIds.includes(address.focus) ? address.focus : null
  const analog = points.filter((point) => point.kind === 'analog')
  const bandPointId = focusId !== null && analog.some((point) => point.id === focusId) ? focusId : analog.length === 1 ? (analog[0]?.id ?? null) : null
  const compareMs = useCompare(address.compare)
  const data = useTrendData({ pointIds, range, live, compareMs, bandPointId, width })
  const chooseSpan = useCallback((lengthMs: number) => change({ spanMs: lengthMs }), [change])
  useFirstSpan({ named: !live || address.spanMs !== PRESETS['24h'], series: data.series, nowMs, choose: chooseSpan })
  const shownGaps = useMemo(() => data.gaps.filter((gap) => gap.deviceId === null || points.some((point) => point.deviceId === gap.deviceId)), [data.gaps, points])

  const applyRange = useCallback((next: TimeRange, gesture: boolean) => setRange(next, range, gesture), [setRange, range])
  const focus = useCallback((pointId: number | null) => change({ focus: pointId }), [change])
  const toggle = (pointId: number): void =>
    change({ points: address.points.includes(pointId) ? address.points.filter((id) => id !== pointId) : [...address.points, pointId] })
  const remove = useCallback((pointId: number) => change({ points: address.points.filter((id) => id !== pointId) }), [change, address.points])
  const openAlert = useCallback((alert: Alert) => navigate(alertDoor(alert.id)), [])
  const goLive = (): void => {
    if (!live) setLive(Math.max(MIN_SPAN_MS, spanMs(range)), range)
  }
  const exportCsv = useCsvExport({ points, deviceNames, series: data.series, range, timeZone })
  const toggleReadings = (): void => change({ view: address.view === 'chart' ? 'readings' : 'chart' })

  // A point that is looked at is a level below, so that Esc leaves it first.
  const here = { label: t('trend.title'), to: trendAddress({ ...address, focus: null }) }
  const focused = points.find((point) => point.id === focusId)
  useScreenPath(focused ? [here, { label: focused.name, to: trendAddress(address) }] : [here])
  useTrendKeys({
    shift: (share) => applyRange(shiftRange(range, share), Math.abs(share) < 1),
    zoom: (factor) => applyRange(zoomAtCursor(range, factor, cursor.get() ?? (live ? range.toMs : null)), true),
    live: goLive,
    undo,
    search: () => searchInput.current?.focus(),
    readings: toggleReadings,
    compare: () => change({ compare: !address.compare }),
  })

  const some = points.length > 0
  const label = t('trend.chartLabel', { points: points.map((point) => point.name).join(', ') })
  return (
    <div className={classes.screen}>
      <div className={classes.bar}>
        <PointPicker entries={entries} picked={address.points} most={MOST_POINTS} input={searchInput} onToggle={toggle} />
        <RangeBar inPast={pastMs !== null} range={range} live={live} timeZone={timeZone} canUndo={canUndo} onPreset={(length) => setLive(length, range)} onShift={(share) => applyRange(shiftRange(range, share), false)} onLive={goLive} onRange={(next) => applyRange(next, false)} onUndo={undo} />
        <Group gap={6} wrap="nowrap" ml="auto">
          <ToggleButton on={address.compare} label={t('trend.compare')} keys="W" icon={<IconCalendarRepeat size={15} />} run={() => change({ compare: !address.compare })} />
          <ToggleButton on={address.view === 'readings'} label={t('trend.readings')} keys="R" icon={<IconTable size={15} />} run={toggleReadings} />
          <CompanyDoor points={pointIds} focusId={focusId} range={range} />
          <Tooltip label={t('trend.exportHint')}>
            <Button variant="default" disabled={!some} leftSection={<IconDownload size={15} />} onClick={exportCsv}>
              {t('trend.csv')}
            </Button>
          </Tooltip>
        </Group>
      </div>
      <div className={classes.chartBox} ref={chartBox} data-fetching={data.fetching || undefined}>
        <ScreenBody
          state={allPoints.isPending ? 'loading' : allPoints.error ? 'failed' : !some ? 'empty' : data.error && data.series.size === 0 ? 'noData' : 'shown'}
          error={allPoints.error ?? data.error}
          retry={allPoints.error ? () => void allPoints.refetch() : data.retry}
          noPoints={entries.length === 0}
          missing={address.points.length > 0}
          onSearch={() => searchInput.current?.focus()}
        >
          {address.view === 'readings' ? (
            <ReadingsTable points={points} deviceNames={deviceNames} series={data.series} colors={colors} range={range} timeZone={timeZone} />
          ) : (
            <TrendChart {...{ points, deviceNames, range, timeZone, nowMs, colors, focusId, cursor, label, marks }} series={data.series} compared={data.compared} gaps={shownGaps} band={data.band} alerts={data.alerts} onRange={applyRange} onUndo={undo} onFocus={focus} onAlert={openAlert} />
          )}
        </ScreenBody>
      </div>
      {some && (
        <div className={classes.legendBox}>
          <OverlaidTime />
          <LegendTable {...{ points, deviceNames, range, colors, cursor, focusId, nowMs }} series={data.series} gaps={shownGaps} onFocus={focus} onRemove={remove} />
          <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconAdjustments size={13} />} component={Link} href={detectionDoor('backTest', points.map(({ id }) => id))}>
            {t('trend.detection')}
          </Button>
          {points.length > 1 && (
            <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconTrash size={13} />} onClick={() => change({ points: [], focus: null })}>
              {t('trend.removeAll')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** Names the second time of the time machine where its lines are drawn. */
const OverlaidTime = () => {
  const { t } = useTranslation()
  const { travel, shown } = useTravelling()
  const timeZone = useTimeZone()
  if (!shown || travel.versusMs === null) return null
  return <p className={classes.overlaid}>{t('time-machine.dotted', { time: fullTime(travel.versusMs, timeZone) })}</p>
}

interface ToggleProps {
  readonly on: boolean
  readonly label: string
  readonly keys: string
  readonly icon: React.ReactNode
  readonly run: () => void
}

const ToggleButton = ({ on, label, keys, icon, run }: ToggleProps) => (
  <Tooltip label={`${label} (${keys})`}>
    <Button variant={on ? 'filled' : 'default'} aria-pressed={on} leftSection={icon} onClick={run}>
      {label}
    </Button>
  </Tooltip>
)

interface BodyProps {
  readonly state: 'loading' | 'failed' | 'empty' | 'noData' | 'shown'
  readonly error: Error | null
  readonly retry: () => void
  readonly noPoints: boolean
  readonly missing: boolean
  readonly onSearch: () => void
  readonly children: React.ReactNode
}

const ScreenBody = ({ state, error, retry, noPoints, missing, onSearch, children }: BodyProps) => {
  const { t } = useTranslation()
  if (state === 'loading') return <LoadingPanel what={t('trend.loading')} />
  if ((state === 'failed' || state === 'noData') && error !== null) return <ErrorPanel error={error} retry={retry} />
  if (state !== 'empty') return children
  if (noPoints) return <StatePanel title={t('trend.noPoints')}>{t('trend.noPointsWhy')}</StatePanel>
  const actions = (
    <>
      <Button onClick={onSearch}>{t('trend.addPoint')}</Button>
      <Button variant="default" component={Link} href={pointsDoor()}>
        {t('trend.toPoints')}
      </Button>
    </>
  )
  return (
    <StatePanel title={t(missing ? 'trend.pointsGone' : 'trend.empty')} actions={actions}>
      {t(missing ? 'trend.pointsGoneWhy' : 'trend.emptyWhy')}
    </StatePanel>
  )
}
