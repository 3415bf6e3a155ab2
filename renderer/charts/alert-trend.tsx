/** The trend of an alert's point around the episode: expected band, the alert's span, periods not observed; on request since when it is unusual, and how related points went in small charts under the same cursor. */
import { useMemo, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Alert } from '../../shared/domain/alert.ts'
import type { RelatedPoint } from '../../shared/domain/incident.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { CoverageGap, Series } from '../../shared/domain/series.ts'
import { formatValue } from '../components/format-value.ts'
import { LoadingPanel, ErrorPanel } from '../components/state-panel.tsx'
import { useTimeZone } from '../components/time.tsx'
import { useMessageText } from '../components/engine-text.ts'
import { trendDoor } from '../doors.ts'
import { usePointIndex } from '../engine/indexes.ts'
import { navigate } from '../hash-location.ts'
import { createChartCursor, useChartCursor, type ChartCursor } from './chart-cursor.ts'
import { useChartInk } from './chart-ink.ts'
import { worthAt } from './chart-readout.tsx'
import type { ChartMark } from './chart-underlay.tsx'
import { useElementSize } from './element-size.ts'
import { useEpisodeZoom, type EpisodeZoom } from './episode-zoom.ts'
import { pointColors } from './series-colors.ts'
import type { TimeRange } from './time-range.ts'
import { TrendChart } from './trend-chart.tsx'
import { useTrendData } from './trend-data.ts'
import classes from './alert-trend.module.css'

interface AlertTrendProps {
  readonly alert: Alert
}

interface AlertStoryProps extends AlertTrendProps {
  /** First moment outside the usual; null = not known. */
  readonly sinceMs: number | null
  /** Points to show below, under the same cursor. */
  readonly related: readonly RelatedPoint[]
}

const NONE: readonly RelatedPoint[] = []
const NO_MARKS: readonly ChartMark[] = []

/** Fills the element it stands in; 180 px high where that has no height of its own. Nothing for alerts of a whole device. */
export const AlertTrend = ({ alert }: AlertTrendProps) => (alert.pointId === null ? null : <Story key={alert.id} alert={alert} pointId={alert.pointId} sinceMs={null} related={NONE} />)

/** The same, with since when and the related points. */
export const AlertStory = ({ alert, ...rest }: AlertStoryProps) => (alert.pointId === null ? null : <Story key={alert.id} alert={alert} pointId={alert.pointId} {...rest} />)

const Story = ({ alert, pointId, sinceMs, related }: AlertStoryProps & { readonly pointId: number }) => {
  const { t } = useTranslation()
  const zoom = useEpisodeZoom(alert, sinceMs)
  const cursor = useMemo(() => createChartCursor(), [])
  const marks = useMemo(() => (sinceMs === null ? NO_MARKS : [{ atMs: sinceMs, label: t('trend.unusualSince') }]), [sinceMs, t])
  return (
    <div className={classes.box} data-related={related.length > 0 || undefined}>
      <PointTrend alert={alert} pointId={pointId} zoom={zoom} cursor={cursor} marks={marks} />
      {related.length > 0 && (
        <div className={classes.related}>
          {related.map((one) => (
            <RelatedTrend key={one.pointId} related={one} alertPointId={pointId} zoom={zoom} cursor={cursor} />
          ))}
        </div>
      )}
    </div>
  )
}

interface ChartProps {
  readonly zoom: EpisodeZoom
  readonly cursor: ChartCursor
}

/** What the point was worth at the cursor; nothing while there is none. */
const WorthAtCursor = ({ point, series, gaps, cursor, range }: { readonly point: Point; readonly series: Series | undefined; readonly gaps: readonly CoverageGap[]; readonly cursor: ChartCursor; readonly range: TimeRange }) => {
  const timeMs = useChartCursor(cursor)
  if (timeMs === null || timeMs < range.fromMs || timeMs > range.toMs) return null
  return <span className={classes.worth}>{formatValue(point, worthAt(point, series, gaps, timeMs, (range.toMs - range.fromMs) / 100)?.value)}</span>
}

/** A point of its own under its name; the line where it left what is usual for it. */
const RelatedTrend = ({ related, alertPointId, zoom, cursor }: ChartProps & { readonly related: RelatedPoint; readonly alertPointId: number }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const point = usePointIndex().get(related.pointId)
  const { sinceMs } = related
  const marks = useMemo(() => (sinceMs === null ? NO_MARKS : [{ atMs: sinceMs, label: t('trend.moved') }]), [sinceMs, t])
  const name = (
    <span className={classes.name}>
      <Link href={trendDoor({ points: [alertPointId, related.pointId], fromMs: zoom.range.fromMs, toMs: zoom.range.toMs })}>{point?.name ?? `#${related.pointId}`}</Link> <span className={classes.quiet}>{text(related.relation)}</span>
    </span>
  )
  return <PointTrend alert={null} pointId={related.pointId} zoom={zoom} cursor={cursor} marks={marks} caption={name} />
}

interface PointTrendProps extends ChartProps {
  /** Whose span is drawn; null = none. */
  readonly alert: Alert | null
  readonly pointId: number
  readonly marks: readonly ChartMark[]
  /** Above a small chart, with the value at the cursor beside it. */
  readonly caption?: ReactNode
}

const PointTrend = ({ alert, pointId, zoom, cursor, marks, caption }: PointTrendProps) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const timeZone = useTimeZone()
  const { scheme } = useChartInk()
  const { range, nowMs } = zoom
  const point = usePointIndex().get(pointId)
  const points = useMemo(() => (point === undefined ? [] : [point]), [point])
  const pointIds = useMemo(() => [pointId], [pointId])
  const data = useTrendData({ pointIds, range, live: zoom.live, compareMs: null, bandPointId: point?.kind === 'analog' ? pointId : null, width })
  const gaps = useMemo(() => data.gaps.filter((gap) => gap.deviceId === null || gap.deviceId === point?.deviceId), [data.gaps, point?.deviceId])
  const colors = useMemo(() => pointColors(pointIds, scheme), [pointIds, scheme])
  const alerts = useMemo(() => (alert === null ? [] : [alert, ...data.alerts.filter((other) => other.id !== alert.id)]), [alert, data.alerts])
  const openTrend = (): void => navigate(trendDoor({ points: [pointId], fromMs: range.fromMs, toMs: range.toMs }))
  const chart = (
    <div className={classes.chart} ref={box}>
      {point === undefined || (data.loading && data.series.size === 0 && data.error === null) ? (
        <LoadingPanel what={t('trend.loadingReadings')} />
      ) : data.error && data.series.size === 0 ? (
        <ErrorPanel error={data.error} retry={data.retry} />
      ) : (
        <TrendChart
          {...{ points, range, nowMs, timeZone, colors, cursor, alerts, gaps, marks }}
          plain
          boxless={caption !== undefined}
          focusId={null}
          series={data.series}
          compared={null}
          band={data.band}
          label={t('trend.chartLabel', { points: point.name })}
          onRange={zoom.zoom}
          onUndo={zoom.undo}
          onFocus={openTrend}
          onAlert={openTrend}
        />
      )}
    </div>
  )
  if (caption === undefined) return chart
  return (
    <figure className={classes.small}>
      <figcaption className={classes.caption}>
        {caption}
        {point !== undefined && <WorthAtCursor point={point} series={data.series.get(pointId)} gaps={gaps} cursor={cursor} range={range} />}
      </figcaption>
      {chart}
    </figure>
  )
}
