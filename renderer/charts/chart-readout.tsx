/** The shared cursor: one line through all panels and what every point was worth at that instant. */
import { useTranslation } from 'react-i18next'
import { observedWithinMs } from '../../shared/domain/cov.ts'
import type { Point } from '../../shared/domain/point.ts'
import { qualityFlags } from '../../shared/domain/quality.ts'
import type { CoverageGap, Series } from '../../shared/domain/series.ts'
import { clockTimeSeconds } from '../components/format-time.ts'
import { formatValue } from '../components/format-value.ts'
import { useChartCursor, type ChartCursor } from './chart-cursor.ts'
import { valueToY } from './axis-scale.ts'
import { timeToX } from './chart-geometry.ts'
import { gapsOf, type ChartPlan, type PlanInput } from './chart-plan.ts'
import { bandAt } from './band-at.ts'
import { knownBreaks } from './line-data.ts'
import { readingAt, readingInForce, type ReadingAt } from './reading-at.ts'
import { spanMs } from './time-range.ts'
import { axisDay } from './time-ticks.ts'
import classes from './trend-chart.module.css'

export type ReadoutData = Pick<PlanInput, 'points' | 'series' | 'compared' | 'gaps' | 'band' | 'range'>

interface ReadoutProps extends ReadoutData {
  readonly plan: ChartPlan
  readonly cursor: ChartCursor
  readonly colors: ReadonlyMap<number, string>
  readonly timeZone: string
  readonly height: number
  /** Line and dots alone. */
  readonly boxless?: boolean
}

const NEAR_PIXELS = 10
/** Gaps of last week are not asked for. */
const NO_GAPS: readonly CoverageGap[] = []

/** What a point was worth at an instant: for analog points the nearest reading, for states the one in force. */
export const worthAt = (point: Point, series: Series | undefined, gaps: readonly CoverageGap[], timeMs: number, nearMs: number): ReadingAt | null => {
  if (!series) return null
  const breaks = knownBreaks(series, gapsOf(point, gaps), point.pollIntervalMs)
  const patienceMs = Math.max(observedWithinMs(point.pollIntervalMs), nearMs)
  return point.kind === 'analog' || point.kind === 'other' ? readingAt(series, breaks, timeMs, patienceMs) : readingInForce(series, breaks, timeMs, patienceMs)
}

interface RowProps {
  readonly data: ReadoutData
  readonly point: Point
  readonly timeMs: number
  readonly nearMs: number
  readonly color: string | undefined
}

const Row = ({ data, point, timeMs, nearMs, color }: RowProps) => {
  const { t } = useTranslation()
  const gap = gapsOf(point, data.gaps).find(({ fromMs, toMs }) => fromMs <= timeMs && timeMs < toMs)
  const worth = gap ? null : worthAt(point, data.series.get(point.id), data.gaps, timeMs, nearMs)
  const before = worthAt(point, data.compared?.get(point.id), NO_GAPS, timeMs, nearMs)
  const expected = data.band?.pointId === point.id ? bandAt(data.band, timeMs) : null
  const flags = worth ? qualityFlags(worth.quality).filter((flag) => flag !== 'imported') : []
  return (
    <tr>
      <td>
        <span className={classes.swatch} style={{ background: color }} />
      </td>
      <td className={classes.readoutName}>{point.name}</td>
      <td className={classes.readoutValue}>{gap ? t('trend.notObserved') : formatValue(point, worth?.value)}</td>
      {data.compared && <td className={classes.readoutQuiet}>{formatValue(point, before?.value)}</td>}
      <td className={classes.readoutQuiet}>
        {gap ? t(`trend.gap.${gap.reason}`) : flags.map((flag) => t(`trend.quality.${flag}`)).join(', ')}
        {expected && t('trend.expectedRange', { low: formatValue(point, expected.low), high: formatValue(point, expected.high) })}
      </td>
    </tr>
  )
}

/** A dot on every line where the cursor crosses it. */
const CursorDots = ({ plan, data, timeMs, nearMs, colors, height }: { readonly plan: ChartPlan; readonly data: ReadoutData; readonly timeMs: number; readonly nearMs: number; readonly colors: ReadonlyMap<number, string>; readonly height: number }) => {
  const dots = data.points.flatMap((point) => {
    const panel = plan.panels.find(({ leftGroup, rightGroup }) => leftGroup.pointIds.includes(point.id) || rightGroup?.pointIds.includes(point.id))
    const scale = panel && (panel.leftGroup.pointIds.includes(point.id) ? panel.left : panel.right)
    const worth = worthAt(point, data.series.get(point.id), data.gaps, timeMs, nearMs)
    if (!panel || !scale || !worth || !Number.isFinite(worth.value)) return []
    const y = valueToY(scale, panel.box, worth.value)
    return [<circle key={point.id} className={classes.cursorDot} cx={timeToX(plan.plot, data.range, worth.timeMs)} cy={y} r={4} fill={colors.get(point.id)} />]
  })
  return (
    <svg className={classes.layer} width="100%" height={height} aria-hidden="true">
      {dots}
    </svg>
  )
}

export const ChartReadout = ({ plan, cursor, colors, timeZone, height, boxless = false, ...data }: ReadoutProps) => {
  const timeMs = useChartCursor(cursor)
  const { plot, plotTop, axisTop } = plan
  if (timeMs === null || timeMs < data.range.fromMs || timeMs > data.range.toMs) return null
  const x = timeToX(plot, data.range, timeMs)
  const onLeft = x > plot.left + plot.width / 2
  const nearMs = (NEAR_PIXELS / Math.max(1, plot.width)) * spanMs(data.range)
  return (
    <>
      <div className={classes.cursor} style={{ left: x, top: plotTop, height: Math.max(0, axisTop - plotTop) }} />
      <CursorDots plan={plan} data={data} timeMs={timeMs} nearMs={nearMs} colors={colors} height={height} />
      {!boxless && (
        <div className={classes.readout} style={{ ...(onLeft ? { right: `calc(100% - ${x - 12}px)` } : { left: x + 12 }), top: plotTop + 6, maxHeight: height - plotTop - 12 }}>
          <div className={classes.readoutTime}>
            {axisDay(timeMs, timeZone)} <b>{clockTimeSeconds(timeMs, timeZone)}</b>
          </div>
          <table>
            <tbody>
              {data.points.map((point) => (
                <Row key={point.id} data={data} point={point} timeMs={timeMs} nearMs={nearMs} color={colors.get(point.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
