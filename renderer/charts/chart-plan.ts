/** Everything about a chart that follows from its data and size: panels, scales, lines, lanes and labels, in pixels. Pure. */
import type { Point } from '../../shared/domain/point.ts'
import type { CoverageGap, ExpectedBand, Series } from '../../shared/domain/series.ts'
import type { QuantityKind } from '../../shared/units.ts'
import { alignedScale, intervalsOf, niceScale, scaleTicks, tickDecimals, valueToY, type AxisScale } from './axis-scale.ts'
import { bandExtent } from './band-path.ts'
import type { Plot } from './chart-geometry.ts'
import { placeLabels } from './label-layout.ts'
import { lineData } from './line-data.ts'
import type { OptionLine, OptionPanel } from './line-option.ts'
import { COLOR_COUNT } from './series-colors.ts'
import { chartBoxes, chartLayout, type AxisGroup, type Box } from './panel-layout.ts'
import { stateSegments, type StateSegment } from './state-segments.ts'
import type { TimeRange } from './time-range.ts'

export interface PlanInput {
  readonly points: readonly Point[]
  readonly series: ReadonlyMap<number, Series>
  /** The same points at another time, shifted onto this one. */
  readonly compared: ReadonlyMap<number, Series> | null
  readonly gaps: readonly CoverageGap[]
  readonly band: ExpectedBand | null
  readonly range: TimeRange
  readonly nowMs: number
  readonly colors: ReadonlyMap<number, string>
  readonly focusId: number | null
  readonly width: number
  readonly height: number
  /** px above the first panel, for alert marks and the unit. */
  readonly top: number
  /** px at the right for labels of lines. */
  readonly labelWidth: number
}

export interface PlannedPanel extends OptionPanel {
  readonly leftGroup: AxisGroup
  readonly rightGroup: AxisGroup | null
}

export interface PlannedLane {
  readonly point: Point
  readonly box: Box
  readonly segments: readonly StateSegment[]
}

export interface PlannedLabel {
  readonly pointId: number
  readonly x: number
  /** Where the label stands, and where its line ends. */
  readonly y: number
  readonly lineY: number | null
}

export interface ChartPlan {
  readonly plot: Plot
  readonly panels: readonly PlannedPanel[]
  readonly lines: readonly OptionLine[]
  readonly lanes: readonly PlannedLane[]
  readonly labels: readonly PlannedLabel[]
  readonly axisTop: number
  /** Pixel extent of everything that has a time. */
  readonly plotTop: number
}

export const TIME_AXIS_HEIGHT = 24
export const LABEL_HEIGHT = 17
const DIGIT_WIDTH = 7
const AXIS_PADDING = 14
const INTERVAL_HEIGHT = 44

/** Spans below which a change says nothing to an operator, so that noise is not blown up to the chart's height. */
export const LEAST_SPAN: Readonly<Partial<Record<QuantityKind, number>>> = {
  temperature: 2,
  temperatureDifference: 1,
  percent: 10,
  relativeHumidity: 5,
  concentration: 50,
  frequency: 1,
}

export const gapsOf = (point: Point, gaps: readonly CoverageGap[]): CoverageGap[] => 
  gaps.filter((gap) => gap.pointIds?.includes(point.id) ?? (gap.deviceId === null || gap.deviceId === point.deviceId))

const visibleExtent = (series: Series | undefined, range: TimeRange): { low: number; high: number } => {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  if (!series) return { low, high }
  for (let i = 0; i < series.timesMs.length; i++) {
    const timeMs = series.timesMs[i] ?? 0
    const value = series.values[i] ?? Number.NaN
    if (timeMs < range.fromMs || timeMs > range.toMs || !Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}

const groupExtent = (group: AxisGroup, input: PlanInput): { low: number; high: number } => {
  const extents = group.pointIds.flatMap((id) => [visibleExtent(input.series.get(id), input.range), visibleExtent(input.compared?.get(id), input.range)])
  const band = input.band !== null && group.pointIds.includes(input.band.pointId) ? bandExtent(input.band, input.range.fromMs, input.range.toMs) : null
  const all = band === null ? extents : [...extents, band]
  return { low: Math.min(...all.map((extent) => extent.low)), high: Math.max(...all.map((extent) => extent.high)) }
}

/** Share of an axis that stays free at its ends, so that lines do not run along the frame. */
const AIR_SHARE = 0.005

/** Widens an extent by a little air, but not below zero nor above 100 % when nothing is there. */
const aired = ({ low, high }: { low: number; high: number }, quantity: QuantityKind): { low: number; high: number } => {
  const air = (high - low) * AIR_SHARE
  const most = (quantity === 'percent' || quantity === 'relativeHumidity') && high <= 100 ? 100 : Number.POSITIVE_INFINITY
  return { low: low >= 0 ? Math.max(0, low - air) : low - air, high: Math.min(most, high + air) }
}

const planPanel = (left: AxisGroup, right: AxisGroup | null, box: Box, input: PlanInput): PlannedPanel => {
  const wanted = Math.max(2, Math.round(box.height / INTERVAL_HEIGHT))
  const extent = aired(groupExtent(left, input), left.quantity)
  const leftScale = niceScale(extent.low, extent.high, wanted, LEAST_SPAN[left.quantity])
  const rightExtent = right && aired(groupExtent(right, input), right.quantity)
  const rightScale = right && rightExtent && alignedScale(rightExtent.low, rightExtent.high, intervalsOf(leftScale), LEAST_SPAN[right.quantity])
  return { box, left: leftScale, right: rightScale, leftGroup: left, rightGroup: right }
}

const axisWidth = (scales: readonly (AxisScale | null)[]): number => {
  const present = scales.filter((scale) => scale !== null)
  if (present.length === 0) return 0
  const characters = present.flatMap((scale) => scaleTicks(scale).map((tick) => tick.toFixed(tickDecimals(scale.step)).length))
  return Math.max(...characters) * DIGIT_WIDTH + AXIS_PADDING
}

const lastVisibleValue = (series: Series | undefined, range: TimeRange): number | null => {
  if (!series) return null
  for (let i = series.timesMs.length - 1; i >= 0; i--) {
    const timeMs = series.timesMs[i] ?? 0
    const value = series.values[i] ?? Number.NaN
    if (timeMs < range.fromMs) return null
    if (timeMs <= range.toMs && Number.isFinite(value)) return value
  }
  return null
}

/** Lays out a chart. Width and height in px; a chart too small for its panels gets panels of no height. */
export const planChart = (input: PlanInput): ChartPlan => {
  const layout = chartLayout(input.points)
  const boxes = chartBoxes(layout, input.height, input.top, TIME_AXIS_HEIGHT)
  const panels = layout.panels.map(({ left, right }, i) => planPanel(left, right, boxes.panels[i] ?? { top: 0, height: 0 }, input))
  const left = Math.max(36, axisWidth(panels.map((panel) => panel.left)))
  const rightAxis = axisWidth(panels.map((panel) => panel.right))
  const plot: Plot = { left, width: Math.max(1, input.width - left - rightAxis - input.labelWidth - 8) }
  const labelX = plot.left + plot.width + rightAxis + 6
  const byId = new Map(input.points.map((point) => [point.id, point]))
  const lines = panels.flatMap((panel, index) => panelLines(panel, index, byId, input))
  const lanes = layout.lanes.flatMap((id, i) => {
    const point = byId.get(id)
    return point ? [planLane(point, boxes.lanes[i] ?? { top: 0, height: 0 }, input)] : []
  })
  const labels = [
    ...panels.flatMap((panel) => panelLabels(panel, labelX, input)),
    ...lanes.map(({ point, box }) => ({ pointId: point.id, x: labelX, y: box.top + box.height / 2, lineY: null })),
  ]
  return { plot, panels, lines, lanes, labels, axisTop: boxes.axisTop, plotTop: input.top }
}

const panelLines = (panel: PlannedPanel, index: number, byId: ReadonlyMap<number, Point>, input: PlanInput): OptionLine[] => {
  const ofGroup = (group: AxisGroup | null, side: 'left' | 'right'): OptionLine[] =>
    (group?.pointIds ?? []).flatMap((pointId) => {
      const point = byId.get(pointId)
      if (!point) return []
      const base = { pointId, panel: index, side, dashed: ordinal(pointId, input) >= COLOR_COUNT, color: input.colors.get(pointId) ?? '#888888', faded: input.focusId !== null && input.focusId !== pointId }
      const own = input.series.get(pointId)
      const other = input.compared?.get(pointId)
      return [
        ...(other ? [{ ...base, role: 'compared' as const, data: lineData(other, [], point.pollIntervalMs) }] : []),
        ...(own ? [{ ...base, role: 'main' as const, data: lineData(own, gapsOf(point, input.gaps), point.pollIntervalMs) }] : []),
      ]
    })
  return [...ofGroup(panel.rightGroup, 'right'), ...ofGroup(panel.leftGroup, 'left')]
}

/** Rank of a point among those picked, by id, as colours are given. */
const ordinal = (pointId: number, input: PlanInput): number => input.points.filter((point) => point.id < pointId).length

const planLane = (point: Point, box: Box, input: PlanInput): PlannedLane => {
  const series = input.series.get(point.id)
  const untilMs = Math.min(input.range.toMs, input.nowMs)
  return { point, box, segments: series ? stateSegments(series, gapsOf(point, input.gaps), point.pollIntervalMs, untilMs) : [] }
}

const panelLabels = (panel: PlannedPanel, x: number, input: PlanInput): PlannedLabel[] => {
  const lineY = new Map<number, number | null>()
  const collect = (group: AxisGroup | null, scale: AxisScale | null): void => {
    for (const id of group?.pointIds ?? []) {
      const value = lastVisibleValue(input.series.get(id), input.range)
      lineY.set(id, value === null || scale === null ? null : valueToY(scale, panel.box, value))
    }
  }
  collect(panel.leftGroup, panel.left)
  collect(panel.rightGroup, panel.right)
  const bottom = panel.box.top + panel.box.height
  const wishes = [...lineY].map(([id, y]) => ({ id, y: y ?? bottom }))
  const places = placeLabels(wishes, LABEL_HEIGHT, panel.box.top, bottom)
  return [...lineY].map(([pointId, y]) => ({ pointId, x, y: places.get(pointId) ?? 0, lineY: y }))
}
