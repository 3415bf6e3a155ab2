/** The words around the lines: values and units at the axes, times below, states on their lanes. */
import { Fragment } from 'react'
import type { Point } from '../../shared/domain/point.ts'
import { formatValue } from '../components/format-value.ts'
import { scaleTicks, tickDecimals, valueToY, type AxisScale } from './axis-scale.ts'
import { spanToPixels, timeToX } from './chart-geometry.ts'
import type { ChartPlan, PlannedLane } from './chart-plan.ts'
import type { Box } from './panel-layout.ts'
import type { StateSegment } from './state-segments.ts'
import type { TimeRange } from './time-range.ts'
import type { TimeTick } from './time-ticks.ts'
import classes from './trend-chart.module.css'

interface AxesProps {
  readonly plan: ChartPlan
  readonly range: TimeRange
  readonly ticks: readonly TimeTick[]
  readonly colors: ReadonlyMap<number, string>
  readonly width: number
  readonly height: number
}

const tickText = (value: number, scale: AxisScale): string => value.toFixed(tickDecimals(scale.step)).replace('-', '−')

interface ValueAxisProps {
  readonly scale: AxisScale
  readonly box: Box
  readonly symbol: string
  readonly x: number
  readonly anchor: 'start' | 'end'
  readonly color: string | undefined
}

/** Labels take the colour of the line when the axis belongs to one point alone. */
const ValueAxis = ({ scale, box, symbol, x, anchor, color }: ValueAxisProps) => (
  <g className={classes.axisText} style={color === undefined ? undefined : { fill: color }}>
    {scaleTicks(scale).map((tick) => (
      <text key={tick} x={x} y={valueToY(scale, box, tick) + 4} textAnchor={anchor}>
        {tickText(tick, scale)}
      </text>
    ))}
    {symbol !== '' && (
      <text x={x} y={box.top - 9} textAnchor={anchor} className={classes.unit}>
        {symbol}
      </text>
    )}
  </g>
)

const stateOpacity = (point: Point, state: number): number => {
  const most = Math.max(1, point.kind === 'binary' ? 1 : point.stateTexts.length - 1)
  const rank = point.kind === 'binary' ? state : state - 1
  return 0.14 + 0.36 * Math.min(1, Math.max(0, rank / most))
}

interface LaneProps {
  readonly lane: PlannedLane
  readonly plan: ChartPlan
  readonly range: TimeRange
  readonly color: string
}

const LETTER_WIDTH = 6.6

const Lane = ({ lane: { point, box, segments }, plan, range, color }: LaneProps) => {
  const drawn = (segment: StateSegment) => {
    const pixels = spanToPixels(plan.plot, range, segment.fromMs, segment.toMs)
    if (pixels === null) return null
    const off = point.kind === 'binary' && segment.state === 0
    const text = formatValue(point, segment.state)
    const inset = off ? box.height / 2 - 1 : 2
    return (
      <Fragment key={segment.fromMs}>
        <rect
          x={pixels.x}
          y={box.top + inset}
          width={Math.max(1, pixels.width - (off ? 0 : 0.5))}
          height={box.height - 2 * inset}
          style={{ fill: color, fillOpacity: off ? 0.45 : stateOpacity(point, segment.state) }}
          className={segment.trusted ? undefined : classes.untrustedState}
        />
        {!off && pixels.width > text.length * LETTER_WIDTH + 10 && (
          <text x={pixels.x + 5} y={box.top + box.height / 2 + 4} className={classes.stateText}>
            {text}
          </text>
        )}
      </Fragment>
    )
  }
  return <g>{segments.map(drawn)}</g>
}

export const ChartAxes = ({ plan, range, ticks, colors, width, height }: AxesProps) => {
  const { plot, panels, lanes, axisTop } = plan
  const soleColor = (ids: readonly number[], two: boolean): string | undefined => (two && ids.length === 1 ? colors.get(ids[0] ?? 0) : undefined)
  return (
    <svg className={classes.layer} width={width} height={height} aria-hidden="true">
      {panels.map(({ leftGroup, rightGroup, left, right, box }) => (
        <Fragment key={leftGroup.key}>
          <ValueAxis scale={left} box={box} symbol={leftGroup.symbol} x={plot.left - 6} anchor="end" color={soleColor(leftGroup.pointIds, rightGroup !== null)} />
          {rightGroup && right && (
            <ValueAxis scale={right} box={box} symbol={rightGroup.symbol} x={plot.left + plot.width + 6} anchor="start" color={soleColor(rightGroup.pointIds, true)} />
          )}
        </Fragment>
      ))}
      {lanes.map((lane) => (
        <Lane key={lane.point.id} lane={lane} plan={plan} range={range} color={colors.get(lane.point.id) ?? 'currentColor'} />
      ))}
      <line className={classes.axisLine} x1={plot.left} x2={plot.left + plot.width} y1={axisTop + 0.5} y2={axisTop + 0.5} />
      {ticks.map((tick) => (
        <text key={tick.atMs} x={timeToX(plot, range, tick.atMs)} y={axisTop + 16} textAnchor="middle" className={tick.major ? classes.majorTime : classes.time}>
          {tick.label}
        </text>
      ))}
    </svg>
  )
}
