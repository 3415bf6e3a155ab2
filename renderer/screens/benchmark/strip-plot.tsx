/** How one figure lies over all members: a mark for each on a common scale, the middle half as a soft band, those that stand out named. */
import { useTranslation } from 'react-i18next'
import type { BenchmarkFigure, BenchmarkMember } from '../../../shared/domain/kind-benchmark.ts'
import { niceScale, scaleTicks, tickDecimals } from '../../charts/axis-scale.ts'
import { figureText, outliersOf, standsOut, unitOf } from './league.ts'
import classes from './benchmark.module.css'

const WIDTH = 420
const HEIGHT = 74
const [LEFT, RIGHT, MIDDLE] = [12, 12, 34]
/** From here on a name stands to the left of its mark. */
const NEAR_END = 110
/** Half a figure's width. */
const HALF_DIGIT = 3.4
/** Marks that would cover each other stand in so many rows. */
const ROWS = [0, -6, 6, -12, 12]

/** The middle of a number that stays whole: long ones under the outermost marks are moved inwards. */
const within = (x: number, number: string): number => Math.min(WIDTH - number.length * HALF_DIGIT, Math.max(number.length * HALF_DIGIT, x))

interface StripPlotProps {
  readonly figure: BenchmarkFigure
  readonly members: readonly BenchmarkMember[]
  readonly chosen: number | null
}

export const StripPlot = ({ figure, members, chosen }: StripPlotProps) => {
  const { t } = useTranslation()
  const { id, values, scores, median, lowerQuartile, upperQuartile } = figure
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const scale = niceScale(known[0] ?? 0, known.at(-1) ?? 1, 5)
  const x = (value: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * (value - scale.low)) / (scale.high - scale.low)
  const out = outliersOf(figure)
  const [first] = out
  const label = t('benchmark.plotLabel', { figure: t(`benchmark.figure.${id}`), count: known.length, median: figureText(id, median), unit: unitOf(id), out: out.length })
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.strip} role="img" aria-label={label}>
      <rect x={x(lowerQuartile)} y={MIDDLE - 17} width={Math.max(1, x(upperQuartile) - x(lowerQuartile))} height={34} className={classes.band} />
      <line x1={x(median)} x2={x(median)} y1={MIDDLE - 17} y2={MIDDLE + 17} className={classes.median} />
      {scaleTicks(scale).map((value) => (
        <g key={value}>
          <line x1={x(value)} x2={x(value)} y1={MIDDLE + 19} y2={MIDDLE + 23} className={classes.tick} />
          <text x={within(x(value), value.toFixed(tickDecimals(scale.step)))} y={HEIGHT - 4} textAnchor="middle">{value.toFixed(tickDecimals(scale.step))}</text>
        </g>
      ))}
      {Array.from(values, (value, i) => (Number.isNaN(value) ? null : <Mark key={members[i]?.id ?? i} x={x(value)} y={MIDDLE + (ROWS[i % ROWS.length] as number)} out={standsOut(scores[i] as number) !== null} chosen={chosen === i} />))}
      {first !== undefined && <OutName x={x(values[first] as number)} name={members[first]?.name ?? ''} />}
    </svg>
  )
}

/** Of the one that stands out farthest; the table names the others. */
const OutName = ({ x, name }: { readonly x: number; readonly name: string }) => (
  <text x={x} y={11} textAnchor={x > WIDTH - NEAR_END ? 'end' : x < NEAR_END ? 'start' : 'middle'} className={classes.outName}>{name}</text>
)

const Mark = ({ x, y, out, chosen }: { readonly x: number; readonly y: number; readonly out: boolean; readonly chosen: boolean }) =>
  out ? <path d={`M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}Z`} className={classes.outMark} /> : <circle cx={x} cy={y} r={chosen ? 5 : 3.5} className={chosen ? classes.chosenMark : classes.mark} />
