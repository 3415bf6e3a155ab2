/** The last hours of a point as a small line. Asks for its history only while it stands on the screen. */
import { useDebouncedValue } from '@mantine/hooks'
import { memo, useCallback, useMemo, useSyncExternalStore } from 'react'
import type { EngineClient } from '../../shared/contract.ts'
import type { Point } from '../../shared/domain/point.ts'
import type { Series } from '../../shared/domain/series.ts'
import { usePastMoment } from '../components/moment.ts'
import { useCall, useEngine, useLiveValue } from '../engine/engine-context.tsx'
import { LEAST_SPAN } from './chart-plan.ts'
import { unitQuantity } from '../../shared/units.ts'
import { statusColor, type StatusName } from '../theme/status.ts'
import { createSparklineCache, type SparklineCache, type SparklineSeries } from './sparkline-cache.ts'
import { sparklineShape } from './sparkline-path.ts'
import classes from './sparkline.module.css'

interface SparklineProps {
  readonly pointId: number
  /** Length of the history. */
  readonly hours: number
  /** Goes on with live values. */
  readonly live?: boolean
  /** What the point measures, for its steps and its least height; without it a plain line. */
  readonly point?: Pick<Point, 'kind' | 'units' | 'pollIntervalMs'>
  /** px. */
  readonly width?: number
  readonly height?: number
  /** Colours the present end where the value stands for an alert. */
  readonly status?: StatusName
  /** Said to those who cannot see it; without it the line is decoration of a value beside it. */
  readonly label?: string
}

const PAST_REST_MS = 150
const PAST_READINGS = 120

const caches = new WeakMap<EngineClient, SparklineCache>()

const cacheOf = (client: EngineClient): SparklineCache => {
  const known = caches.get(client)
  if (known) return known
  const made = createSparklineCache({ getSeries: client.getSeries, nowMs: Date.now, later: (delayMs, run) => void setTimeout(run, delayMs) })
  caches.set(client, made)
  return made
}

/** The history of a point over the last `hours`, shared by all sparklines; undefined until it is there. */
const usePresentSeries = (pointId: number, hours: number, on: boolean): SparklineSeries | undefined => {
  const cache = cacheOf(useEngine())
  const subscribe = useCallback((changed: () => void) => (on ? cache.want(pointId, hours, changed) : () => undefined), [cache, pointId, hours, on])
  return useSyncExternalStore(subscribe, () => (on ? cache.get(pointId, hours) : undefined))
}

/** Until a past time, asked again when it rests; the line before stays until then. */
const usePastSeries = (pointId: number, hours: number, pastMs: number | null): SparklineSeries | undefined => {
  const [toMs] = useDebouncedValue(pastMs ?? 0, PAST_REST_MS, { leading: true })
  const fromMs = Math.max(0, toMs - hours * 3_600_000)
  const answer = useCall('getSeries', { pointIds: [pointId], fromMs, toMs: toMs + 1, maxPoints: PAST_READINGS }, { enabled: pastMs !== null && toMs > 0, keepPrevious: true })
  const series = answer.data?.[0]
  return useMemo(() => (series === undefined ? undefined : { series, fromMs, toMs }), [series, fromMs, toMs])
}

const useSparklineSeries = (pointId: number, hours: number): SparklineSeries | undefined => {
  const pastMs = usePastMoment()
  const present = usePresentSeries(pointId, hours, pastMs === null)
  const past = usePastSeries(pointId, hours, pastMs)
  return pastMs === null ? present : past
}

const withValue = (series: Series, timeMs: number, value: number, quality: number): Series => {
  if (timeMs <= (series.timesMs.at(-1) ?? 0) || Number.isNaN(value)) return series
  return { ...series, timesMs: Float64Array.of(...series.timesMs, timeMs), values: Float64Array.of(...series.values, value), qualities: Uint16Array.of(...series.qualities, quality) }
}

const Line = ({ history, props, tip }: { readonly history: SparklineSeries; readonly props: SparklineProps; readonly tip: { timeMs: number; value: number; quality: number } | undefined }) => {
  const { point, width = 96, height = 22, hours, status } = props
  const shape = useMemo(() => {
    const series = tip ? withValue(history.series, tip.timeMs, tip.value, tip.quality) : history.series
    const toMs = Math.max(history.toMs, tip?.timeMs ?? 0)
    const stepped = point?.kind === 'binary' || point?.kind === 'multiState'
    const leastSpan = point ? (LEAST_SPAN[unitQuantity(point.units)] ?? 0) : 0
    return sparklineShape(series, { fromMs: toMs - hours * 3_600_000, toMs }, { width, height }, point?.pollIntervalMs ?? 0, leastSpan, stepped)
  }, [history, tip, point, width, height, hours])
  if (shape.end === null) return <line className={classes.empty} x1={2} x2={width - 2} y1={height / 2} y2={height / 2} />
  return (
    <>
      <path className={classes.line} d={shape.path} />
      <circle className={classes.end} cx={shape.end.x} cy={shape.end.y} r={status === undefined ? 1.6 : 2.4} style={status && { fill: statusColor(status) }} />
    </>
  )
}

const LiveLine = (rest: { readonly history: SparklineSeries; readonly props: SparklineProps }) => <Line {...rest} tip={useLiveValue(rest.props.pointId)} />

export const Sparkline = memo((props: SparklineProps) => {
  const { pointId, hours, live = false, width = 96, height = 22, label } = props
  const history = useSparklineSeries(pointId, hours)
  return (
    <svg className={classes.sparkline} width={width} height={height} viewBox={`0 0 ${width} ${height}`} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}>
      {history && (live ? <LiveLine history={history} props={props} /> : <Line history={history} props={props} tip={undefined} />)}
    </svg>
  )
})
Sparkline.displayName = 'Sparkline'
