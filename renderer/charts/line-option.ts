/** What ECharts gets: grids, value axes and lines. Time axis, shading, marks and labels are drawn around it by the chart itself. Pure. */
import type { LineSeriesOption } from 'echarts/charts'
import type { LineData } from './line-data.ts'
import type { AxisScale } from './axis-scale.ts'
import type { ChartOption } from './echarts-core.ts'
import type { Plot } from './chart-geometry.ts'
import type { Box } from './panel-layout.ts'
import type { TimeRange } from './time-range.ts'

export interface OptionLine {
  readonly pointId: number
  readonly panel: number
  readonly side: 'left' | 'right'
  readonly color: string
  readonly data: LineData
  /** `compared`: the same point at another time, drawn faint and dotted. */
  readonly role: 'main' | 'compared'
  /** Another line has the same colour: this one is drawn in long dashes. */
  readonly dashed: boolean
  /** Drawn weaker, because another line is looked at. */
  readonly faded: boolean
}

export interface OptionPanel {
  readonly box: Box
  readonly left: AxisScale
  readonly right: AxisScale | null
}

/** Above this many readings ECharts thins a line itself; the engine has already thinned what it sends. */
const SAMPLED_ABOVE = 12_000

/** A line with a reading or more for every pixel is drawn thinner, so that it stays a line. */
const lineWidth = (line: OptionLine, readings: number, plotWidth: number): number => (line.role === 'compared' || readings > plotWidth ? 1 : 1.5)

/** Last week is dotted, untrusted readings are in short dashes, a colour's second line in long ones. */
const dashes = (line: OptionLine, trusted: boolean): 'solid' | number[] => {
  if (line.role === 'compared') return [1, 3]
  if (!trusted) return [4, 3]
  return line.dashed ? [14, 4] : 'solid'
}

const lineSeries = (line: OptionLine, data: Float64Array, trusted: boolean, plotWidth: number) => ({
  type: 'line' as const,
  // The declarations do not know flat arrays; the library draws them, many times faster than pairs.
  data: data as unknown as NonNullable<LineSeriesOption['data']>,
  dimensions: ['time', 'value'],
  xAxisIndex: line.panel,
  yAxisIndex: line.panel * 2 + (line.side === 'right' ? 1 : 0),
  showSymbol: false,
  silent: true,
  connectNulls: false,
  lineStyle: {
    color: line.color,
    width: lineWidth(line, data.length / 2, plotWidth),
    opacity: line.faded ? 0.35 : line.role === 'compared' ? 0.75 : 1,
    type: dashes(line, trusted),
    cap: 'butt' as const,
    join: 'round' as const,
  },
  itemStyle: { color: line.color },
  emphasis: { disabled: true },
  ...(data.length / 2 > SAMPLED_ABOVE ? { sampling: 'lttb' as const } : {}),
  z: line.role === 'compared' ? 2 : 3,
})

const valueAxis = (panel: number, scale: AxisScale | null, gridColor: string | null) => ({
  type: 'value' as const,
  gridIndex: panel,
  min: scale?.low ?? 0,
  max: scale?.high ?? 1,
  interval: scale?.step ?? 1,
  axisLabel: { show: false },
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: gridColor === null ? { show: false } : { show: true, lineStyle: { color: gridColor, width: 1 } },
})

/** Series in the order of `lines`. Costly for ECharts to take in: made anew only when a line changes, not when the axes move. */
export const lineSeriesOption = (lines: readonly OptionLine[], plotWidth: number): NonNullable<ChartOption['series']> =>
  lines.flatMap((line) => [
    ...(line.data.trusted.length > 0 ? [lineSeries(line, line.data.trusted, true, plotWidth)] : []),
    ...(line.data.untrusted.length > 0 ? [lineSeries(line, line.data.untrusted, false, plotWidth)] : []),
  ])

/** Grids and axes; two value axes a panel, whether used or not. */
export const frameOption = (panels: readonly OptionPanel[], range: TimeRange, plot: Plot, gridColor: string): ChartOption => ({
  animation: false,
  grid: panels.map(({ box }) => ({ left: plot.left, top: box.top, width: plot.width, height: box.height })),
  xAxis: panels.map((_, panel) => ({ type: 'value' as const, gridIndex: panel, min: range.fromMs, max: range.toMs, show: false })),
  yAxis: panels.flatMap(({ left, right }, panel) => [valueAxis(panel, left, gridColor), { ...valueAxis(panel, right, null), position: 'right' as const }]),
})

/** True when both lists draw the same lines, so that their series need not be made anew. */
export const sameLines = (a: readonly OptionLine[], b: readonly OptionLine[]): boolean =>
  a.length === b.length &&
  a.every((line, i) => {
    const other = b[i]
    return (
      other !== undefined && line.data === other.data && line.panel === other.panel && line.side === other.side && line.color === other.color && line.dashed === other.dashed && line.faded === other.faded && line.role === other.role
    )
  })
