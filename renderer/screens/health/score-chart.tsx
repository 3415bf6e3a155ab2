/** The score of a device day by day as columns; the arrow keys and a click choose the day that is explained. */
import { useTranslation } from 'react-i18next'
import type { HealthDay } from '../../../shared/domain/health.ts'
import { useTimeZone } from '../../components/time.tsx'
import { dayText } from './day-text.ts'
import { scoreText, scoreWord } from './health-order.ts'
import classes from './health.module.css'

const WIDTH = 720
const HEIGHT = 120
const LEFT = 26
const TOP = 6
const BOTTOM = 114
const GRID: readonly number[] = [0, 50, 100]

interface ScoreChartProps {
  readonly days: readonly HealthDay[]
  readonly chosenMs: number | null
  readonly choose: (day: HealthDay) => void
}

const yOf = (score: number): number => BOTTOM - (score / 100) * (BOTTOM - TOP)

export const ScoreChart = ({ days, chosenMs, choose }: ScoreChartProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const step = (WIDTH - LEFT) / Math.max(30, days.length)
  const at = Math.max(0, days.findIndex(({ startMs }) => startMs === chosenMs))
  const chosen = days[at]
  const go = (index: number): void => {
    const day = days[Math.max(0, Math.min(days.length - 1, index))]
    if (day !== undefined) choose(day)
  }
  const onKey = (event: React.KeyboardEvent): void => {
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - 7, PageDown: at + 7, Home: 0, End: days.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    go(next)
  }
  const onClick = (event: React.MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    go(Math.floor((((event.clientX - box.left) / box.width) * WIDTH - LEFT) / step))
  }
  const said = chosen === undefined ? '' : t('health.dayValue', { day: dayText(chosen.startMs, timeZone), score: chosen.score === null ? t('health.word.none') : scoreText(chosen.score) })
  return (
    <svg
      className={classes.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="slider" tabIndex={0} aria-label={t('health.chooseDay')} aria-valuemin={0} aria-valuemax={Math.max(0, days.length - 1)} aria-valuenow={at}
      aria-valuetext={said} onKeyDown={onKey} onClick={onClick}
    >
      {GRID.map((value) => (
        <g key={value}>
          <line className={classes.scale} x1={LEFT} x2={WIDTH} y1={yOf(value)} y2={yOf(value)} />
          <text className={classes.scaleText} x={LEFT - 6} y={yOf(value) + (value === 100 ? 8 : value === 0 ? 0 : 4)} textAnchor="end">{value}</text>
        </g>
      ))}
      {days.map(({ startMs, score }, i) => {
        const x = LEFT + i * step
        return (
          <g key={startMs}>
            <title>{t('health.dayValue', { day: dayText(startMs, timeZone), score: score === null ? t('health.word.none') : scoreText(score) })}</title>
            {score === null ? <line className={classes.unseen} x1={x + step / 4} x2={x + (3 * step) / 4} y1={BOTTOM} y2={BOTTOM - 8} /> : <rect className={classes.bar1} data-word={scoreWord(score)} x={x + 1} width={Math.max(1, step - 2)} y={yOf(score)} height={BOTTOM - yOf(score)} />}
            {startMs === chosen?.startMs && <rect className={classes.chosen} x={x} width={step} y={TOP - 3} height={BOTTOM - TOP + 4} />}
          </g>
        )
      })}
    </svg>
  )
}
