/** A chart of several points over one period: lines on up to two axes a panel, states on lanes, with everything that happened around them. */
import { useMemo, useRef, useState } from 'react'
import type { Alert } from '../../shared/domain/alert.ts'
import { AlertHandles, ALERT_LANE_HEIGHT } from './alert-handles.tsx'
import { alertBars } from './alert-lanes.ts'
import { ChartAxes } from './chart-axes.tsx'
import type { ChartCursor } from './chart-cursor.ts'
import { useChartInk } from './chart-ink.ts'
import { ChartLabels } from './chart-labels.tsx'
import { planChart } from './chart-plan.ts'
import { ChartPointer, type RangeChange } from './chart-pointer.tsx'
import { ChartReadout, type ReadoutData } from './chart-readout.tsx'
import { ChartUnderlay, type ChartMark } from './chart-underlay.tsx'
import { useElementSize, type Size } from './element-size.ts'
import { LineCanvas } from './line-canvas.tsx'
import { frameOption, lineSeriesOption, sameLines, type OptionLine } from './line-option.ts'
import { spanMs } from './time-range.ts'
import { timeTicks } from './time-ticks.ts'
import classes from './trend-chart.module.css'

export interface TrendChartProps extends ReadoutData {
  readonly alerts: readonly Alert[]
  readonly nowMs: number
  readonly timeZone: string
  readonly colors: ReadonlyMap<number, string>
  readonly focusId: number | null
  readonly cursor: ChartCursor
  /** Without labels at the ends of lines, where one point is named elsewhere. */
  readonly plain?: boolean
  /** The cursor without the box that says the values, where they are said elsewhere. */
  readonly boxless?: boolean
  /** Moments named on the chart. */
  readonly marks?: readonly ChartMark[]
  /** Names of devices by id, for what concerns one device only. */
  readonly deviceNames?: ReadonlyMap<number, string>
  /** What the chart shows, for those who cannot see it. */
  readonly label: string
  readonly onRange: RangeChange
  readonly onUndo: () => void
  readonly onFocus: (pointId: number | null) => void
  readonly onAlert: (alert: Alert) => void
}

const NO_MARKS: readonly ChartMark[] = []
const UNIT_ROOM = 20
const LABEL_WIDTH = 156
const MOST_ALERT_LANES = 3
const PIXELS_PER_TIME_LABEL = 92
const LANGUAGE = 'en-GB'

export const TrendChart = (props: TrendChartProps) => {
  const frame = useRef<HTMLDivElement>(null)
  const size = useElementSize(frame)
  return (
    <div ref={frame} className={classes.chart} role="group" aria-label={props.label}>
      {size.width > 80 && size.height > 60 && <ChartBody {...props} size={size} />}
    </div>
  )
}

/** The lines as they were, while they are drawn the same. */
const useStableLines = (lines: readonly OptionLine[]): readonly OptionLine[] => {
  const [kept, setKept] = useState(lines)
  if (kept === lines || sameLines(kept, lines)) return kept
  setKept(lines)
  return lines
}

const ChartBody = ({ size, alerts, nowMs, timeZone, colors, focusId, cursor, plain = false, boxless = false, marks = NO_MARKS, deviceNames, onRange, onUndo, onFocus, onAlert, ...data }: TrendChartProps & { readonly size: Size }) => {
  const { points, series, compared, gaps, band, range } = data
  const { width, height } = size
  const ink = useChartInk()
  const bars = useMemo(() => alertBars(alerts, range, nowMs, (spanMs(range) / width) * ALERT_LANE_HEIGHT, MOST_ALERT_LANES), [alerts, range, nowMs, width])
  const alertRoom = bars.length === 0 ? 0 : (Math.max(...bars.map((bar) => bar.lane)) + 1) * ALERT_LANE_HEIGHT
  const top = alertRoom + UNIT_ROOM
  const labelWidth = plain ? 0 : LABEL_WIDTH
  const plan = useMemo(
    () => planChart({ points, series, compared, gaps, band, range, nowMs, colors, focusId, width, height, top, labelWidth }),
    [points, series, compared, gaps, band, range, nowMs, colors, focusId, width, height, top, labelWidth],
  )
  const plotWidth = plan.plot.width
  const lines = useStableLines(plan.lines)
  const lineSeries = useMemo(() => lineSeriesOption(lines, plotWidth), [lines, plotWidth])
  const frame = useMemo(() => frameOption(plan.panels, range, plan.plot, ink.grid), [plan, range, ink.grid])
  const ticks = useMemo(() => timeTicks(range, timeZone, Math.max(2, Math.floor(plotWidth / PIXELS_PER_TIME_LABEL)), LANGUAGE), [range, timeZone, plotWidth])
  return (
    <>
      <ChartUnderlay plan={plan} range={range} timeZone={timeZone} ticks={ticks} gaps={gaps} points={points} deviceNames={deviceNames} bars={bars} band={band} marks={marks} width={width} height={height} />
      <LineCanvas frame={frame} series={lineSeries} width={width} height={height} />
      <ChartAxes plan={plan} range={range} ticks={ticks} colors={colors} width={width} height={height} />
      <ChartPointer plan={plan} range={range} cursor={cursor} onRange={onRange} onUndo={onUndo} />
      {!plain && <ChartLabels plan={plan} points={points} colors={colors} focusId={focusId} room={LABEL_WIDTH - 4} onFocus={onFocus} />}
      <AlertHandles plot={plan.plot} range={range} bars={bars} top={alertRoom} wordless={plain} onOpen={onAlert} />
      <ChartReadout plan={plan} cursor={cursor} colors={colors} timeZone={timeZone} height={height} boxless={boxless} {...data} />
    </>
  )
}
