/** What lies behind the lines: nights and weekends, periods not observed, alerts and the expected band. */
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Point } from '../../shared/domain/point.ts'
import type { CoverageGap, ExpectedBand } from '../../shared/domain/series.ts'
import { alertStatus, statusColor } from '../theme/status.ts'
import type { AlertBar } from './alert-lanes.ts'
import { bandPath } from './band-path.ts'
import { calendarShading } from './calendar-shading.ts'
import { spanToPixels, timeToX } from './chart-geometry.ts'
import { gapsOf, type ChartPlan } from './chart-plan.ts'
import type { TimeRange } from './time-range.ts'
import type { TimeTick } from './time-ticks.ts'
import classes from './trend-chart.module.css'

/** A moment named on the chart. */
export interface ChartMark {
  readonly atMs: number
  readonly label: string
}

interface UnderlayProps {
  readonly plan: ChartPlan
  readonly range: TimeRange
  readonly timeZone: string
  readonly ticks: readonly TimeTick[]
  readonly gaps: readonly CoverageGap[]
  readonly points: readonly Point[]
  readonly deviceNames: ReadonlyMap<number, string> | undefined
  readonly bars: readonly AlertBar[]
  readonly band: ExpectedBand | null
  readonly marks: readonly ChartMark[]
  readonly width: number
  readonly height: number
}

/** With more alerts than this their bars must do; the chart would be nothing but tint. */
const MOST_TINTED = 6

export const ChartUnderlay = ({ plan, range, timeZone, ticks, gaps, points, deviceNames, bars, band, marks, width, height }: UnderlayProps) => {
  const hatchId = useId()
  const clipId = useId()
  const { plot, plotTop, axisTop } = plan
  const shading = useMemo(() => calendarShading(range, timeZone), [range, timeZone])
  const tall = { y: plotTop, height: Math.max(0, axisTop - plotTop) }
  const bandPanel = band && plan.panels.find((panel) => panel.leftGroup.pointIds.includes(band.pointId) || panel.rightGroup?.pointIds.includes(band.pointId))
  const bandScale = band && bandPanel && (bandPanel.leftGroup.pointIds.includes(band.pointId) ? bandPanel.left : bandPanel.right)
  return (
    <svg className={classes.layer} width={width} height={height} aria-hidden="true">
      <defs>
        <pattern id={hatchId} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" className={classes.hatchLine} />
        </pattern>
        {bandPanel && (
          <clipPath id={clipId}>
            <rect x={plot.left} width={plot.width} y={bandPanel.box.top} height={bandPanel.box.height} />
          </clipPath>
        )}
      </defs>
      {shading.map((span) => {
        const pixels = spanToPixels(plot, range, span.fromMs, span.toMs)
        return pixels && <rect key={`${span.kind}${span.fromMs}`} x={pixels.x} width={pixels.width} {...tall} className={classes[span.kind]} />
      })}
      {ticks.map((tick) => (
        <line key={tick.atMs} className={tick.major ? classes.majorTick : classes.tick} x1={Math.round(timeToX(plot, range, tick.atMs)) + 0.5} x2={Math.round(timeToX(plot, range, tick.atMs)) + 0.5} y1={tall.y} y2={tall.y + tall.height} />
      ))}
      {(bars.length <= MOST_TINTED ? bars : []).map(({ alert, fromMs, toMs }) => {
        const pixels = spanToPixels(plot, range, fromMs, toMs)
        return pixels && <rect key={alert.id} x={pixels.x} width={pixels.width} {...tall} className={classes.alertTint} style={{ fill: statusColor(alertStatus(alert)), stroke: statusColor(alertStatus(alert)) }} />
      })}
      {band && bandPanel && bandScale && (
        <path d={bandPath(band, { plot, range, scale: bandScale, box: bandPanel.box })} className={classes.band} clipPath={`url(#${clipId})`} />
      )}
      {marks.map(({ atMs, label }) => (
        <Mark key={`${atMs} ${label}`} atMs={atMs} label={label} plan={plan} range={range} />
      ))}
      {gaps.map((gap) => (
        <Gap key={`${gap.deviceId}|${gap.fromMs}|${gap.reason}`} gap={gap} plan={plan} range={range} hatchId={hatchId} ofSome={points.some((point) => gapsOf(point, [gap]).length === 0)} deviceName={deviceNames?.get(gap.deviceId ?? 0)} />
      ))}
    </svg>
  )
}

/** A dashed line with its word at the side that has room. */
const Mark = ({ atMs, label, plan: { plot, plotTop, axisTop }, range }: ChartMark & { readonly plan: ChartPlan; readonly range: TimeRange }) => {
  if (atMs < range.fromMs || atMs > range.toMs) return null
  const x = Math.round(timeToX(plot, range, atMs)) + 0.5
  const onLeft = x - plot.left > label.length * LETTER_WIDTH + 8
  return (
    <g>
      <line x1={x} x2={x} y1={plotTop} y2={axisTop} className={classes.markLine} />
      <text x={onLeft ? x - 5 : x + 5} y={plotTop + 13} textAnchor={onLeft ? 'end' : 'start'} className={classes.gapWord}>
        {label}
      </text>
    </g>
  )
}

interface GapProps {
  readonly gap: CoverageGap
  readonly plan: ChartPlan
  readonly range: TimeRange
  readonly hatchId: string
  /** The chart shows points too that were observed, or filled from trend logs, so only a strip is hatched. */
  readonly ofSome: boolean
  readonly deviceName: string | undefined
}

const STRIP_HEIGHT = 12
/** px a letter of the reason takes; the reason is left out where it has no room. */
const LETTER_WIDTH = 6

const Gap = ({ gap, plan: { plot, plotTop, axisTop }, range, hatchId, ofSome, deviceName }: GapProps) => {
  const { t } = useTranslation()
  const pixels = spanToPixels(plot, range, gap.fromMs, gap.toMs)
  if (pixels === null) return null
  const reason = t(`trend.gap.${gap.reason}`)
  const words = ofSome && deviceName !== undefined ? t('trend.gapOf', { device: deviceName, reason }) : reason
  const top = ofSome ? axisTop - STRIP_HEIGHT : plotTop
  return (
    <g>
      <rect x={pixels.x} width={Math.max(1, pixels.width)} y={top} height={Math.max(0, axisTop - top)} fill={`url(#${hatchId})`} />
      {pixels.width > words.length * LETTER_WIDTH + 12 && (
        <text x={pixels.x + pixels.width / 2} y={ofSome ? top - 4 : top + 13} textAnchor="middle" className={classes.gapWord}>
          {words}
        </text>
      )}
    </g>
  )
}
