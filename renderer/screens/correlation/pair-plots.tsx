/** The pictures of a pair: each moment as a dot, the correlation at each shift in time, both courses below each other. */
import { useTranslation } from 'react-i18next'
import type { CorrelationPair } from '../../../shared/domain/correlation.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { unitSymbol } from '../../../shared/units.ts'
import { scaleTicks, tickDecimals, type AxisScale } from '../../charts/axis-scale.ts'
import { timeTicks } from '../../charts/time-ticks.ts'
import { duration } from '../../components/format-time.ts'
import { useTimeZone } from '../../components/time.tsx'
import { correlationText, distanceUnit } from './correlation-words.ts'
import { dotsPath, linePath, rangeOf, xOf, yOf, type Box } from './plot-scale.ts'
import classes from './correlation.module.css'

const WIDTH = 480
const HEIGHT = 250
const BOX: Box = { left: 52, top: 10, width: WIDTH - 64, height: HEIGHT - 52 }

/** With the sign of the other figures. */
const numberText = (value: number, { step }: AxisScale): string => value.toFixed(tickDecimals(step)).replace('-', '−')

const ValueAxis = ({ scale, box }: { readonly scale: AxisScale; readonly box: Box }) =>
  scaleTicks(scale).map((value) => (
    <g key={value}>
      <line x1={box.left} x2={box.left + box.width} y1={yOf(scale, box, value)} y2={yOf(scale, box, value)} className={classes.gridLine} />
      <text x={box.left - 6} y={yOf(scale, box, value) + 4} textAnchor="end">{numberText(value, scale)}</text>
    </g>
  ))

interface PlotProps {
  readonly pair: CorrelationPair
  readonly first: Point | undefined
  readonly second: Point | undefined
  readonly names: readonly [string, string]
}

const titled = (name: string, unit: string): string => (unit === '' ? name : `${name}, ${unit}`)

/** What was compared: without season, the distance from what is usual. */
export const Scatter = ({ pair, first, second, names }: PlotProps) => {
  const { t } = useTranslation()
  const [x, y] = [rangeOf(pair.firstRest), rangeOf(pair.secondRest)]
  const unitOf = (point: Point | undefined): string => (pair.options.season ? distanceUnit : unitSymbol)(point?.units ?? null)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.plot} role="img" aria-label={t('correlation.scatterLabel', { first: names[0], second: names[1], r: correlationText(pair.r) })}>
      <ValueAxis scale={y} box={BOX} />
      {scaleTicks(x).map((value) => <text key={value} x={xOf(x, BOX, value)} y={BOX.top + BOX.height + 16} textAnchor="middle">{numberText(value, x)}</text>)}
      <path d={dotsPath(pair.firstRest, pair.secondRest, x, y, BOX)} className={classes.dots} />
      <text x={BOX.left + BOX.width / 2} y={HEIGHT - 6} textAnchor="middle" className={classes.axisTitle}>{titled(names[0], unitOf(first))}</text>
      <text x={BOX.left + 4} y={BOX.top + 10} className={classes.axisTitle}>{titled(names[1], unitOf(second))}</text>
    </svg>
  )
}

const WHOLE: AxisScale = { low: -1, high: 1, step: 0.5 }

export const LagPlot = ({ pair, names }: Pick<PlotProps, 'pair' | 'names'>) => {
  const { t } = useTranslation()
  const { lagsMs, r, best } = pair.curve
  const [low, high] = [lagsMs[0] ?? -1, lagsMs.at(-1) ?? 1]
  const x = { low, high }
  const ticks = [low, low / 2, 0, high / 2, high]
  const label = best === null ? t('correlation.lagNone') : t('correlation.lagLabel', { r: correlationText(best.r), shift: duration(t, Math.abs(best.lagMs)) })
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.plot} role="img" aria-label={label}>
      <ValueAxis scale={WHOLE} box={BOX} />
      <line x1={xOf(x, BOX, 0)} x2={xOf(x, BOX, 0)} y1={BOX.top} y2={BOX.top + BOX.height} className={classes.zeroLine} />
      {ticks.map((lagMs) => <text key={lagMs} x={xOf(x, BOX, lagMs)} y={BOX.top + BOX.height + 16} textAnchor={lagMs === high ? 'end' : 'middle'} dx={lagMs === high ? WIDTH - BOX.left - BOX.width : 0}>{lagMs === 0 ? '0' : `${lagMs < 0 ? '−' : '+'}${duration(t, Math.abs(lagMs))}`}</text>)}
      <path d={linePath(r, WHOLE, BOX)} className={classes.curve} />
      {best !== null && <circle cx={xOf(x, BOX, best.lagMs)} cy={yOf(WHOLE, BOX, best.r)} r={4} className={classes.best} />}
      <text x={BOX.left + BOX.width / 2} y={HEIGHT - 6} textAnchor="middle" className={classes.axisTitle}>{t('correlation.lagAxis', { second: names[1] })}</text>
    </svg>
  )
}

/** Words of the time axis, as on the other charts. */
const LANGUAGE = 'en-GB'
const WIDE = 980
const BAND = 110
/** The lowest number of one course and the highest of the next stand apart. */
const BETWEEN = 22

/** Both as read, one above the other on the same time. */
export const Courses = ({ pair, first, second, names, colors }: PlotProps & { readonly colors: readonly [string, string] }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const endMs = pair.startMs + pair.first.length * pair.stepMs
  const time = { low: pair.startMs, high: endMs }
  const rows = [{ values: pair.first, point: first, name: names[0], color: colors[0], top: 8 }, { values: pair.second, point: second, name: names[1], color: colors[1], top: 8 + BAND + BETWEEN }]
  return (
    <svg viewBox={`0 0 ${WIDE} ${2 * BAND + BETWEEN + 40}`} className={classes.plot} role="img" aria-label={t('correlation.coursesLabel', { first: names[0], second: names[1] })}>
      {rows.map(({ values, point, name, color, top }) => {
        const box: Box = { left: 52, top, width: WIDE - 64, height: BAND }
        const scale = rangeOf(values)
        return (
          <g key={top}>
            <ValueAxis scale={scale} box={box} />
            <path d={linePath(values, scale, box)} className={classes.course} stroke={color} />
            <text x={box.left + 4} y={top + 11} className={classes.axisTitle}>{titled(name, unitSymbol(point?.units ?? null))}</text>
          </g>
        )
      })}
      {timeTicks({ fromMs: pair.startMs, toMs: endMs }, timeZone, 10, LANGUAGE).map(({ atMs, label }) => (
        <text key={atMs} x={xOf(time, { left: 52, top: 0, width: WIDE - 64, height: 1 }, atMs)} y={2 * BAND + BETWEEN + 28} textAnchor="middle">{label}</text>
      ))}
    </svg>
  )
}
