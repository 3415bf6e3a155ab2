/** One kind of days as a small profile: mean demand over the hours, all kinds on one scale, the hours of use behind it. */
import { useTranslation } from 'react-i18next'
import type { DayKind, Occupied } from '../../../shared/domain/energy-patterns.ts'
import type { Measure } from '../../../shared/domain/energy.ts'
import { minuteText, weekdaysOf } from './day-kinds.ts'
import { demandText } from './meter-units.ts'
import { useWeekdayText } from './weekday-text.ts'
import classes from './patterns.module.css'

const WIDTH = 220
const HEIGHT = 84
const HOURS = 24
const LABELLED = [0, 6, 12, 18, 24] as const

interface DayKindChartProps {
  readonly kind: DayKind
  readonly all: readonly DayKind[]
  readonly most: number
  readonly use: Occupied | null
  readonly measure: Measure
}

export const DayKindChart = ({ kind, all, most, use, measure }: DayKindChartProps) => {
  const { t } = useTranslation()
  const weekdays = useWeekdayText()
  const x = (hour: number): number => (hour / HOURS) * WIDTH
  const y = (value: number): number => HEIGHT - (Math.max(0, value) / (most === 0 ? 1 : most)) * (HEIGHT - 4)
  // A mean stands for its hour: a step each.
  const line = kind.profile.flatMap((value, hour) => [`${x(hour)},${y(value).toFixed(1)}`, `${x(hour + 1)},${y(value).toFixed(1)}`]).join(' ')
  const [low, high] = [Math.min(...kind.profile), Math.max(...kind.profile)]
  const at = (value: number): string => minuteText(kind.profile.indexOf(value) * 60)
  const days = weekdaysOf(kind, all)
  const named = [...(days.length === 0 ? [] : [weekdays(days)]), ...(kind.holidays === 0 ? [] : [t('patterns.holidays', { count: kind.holidays })])].join(', ')
  return (
    <figure className={classes.kind}>
      <figcaption>
        <strong>{t('patterns.days', { count: kind.days })}</strong> {named === '' ? t('patterns.scattered') : named}
      </figcaption>
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={t('patterns.profile', { low: demandText(low, measure), lowAt: at(low), high: demandText(high, measure), highAt: at(high) })}>
        {use !== null && <rect x={x(use.fromMinute / 60)} y={0} width={x((use.toMinute - use.fromMinute) / 60)} height={HEIGHT} className={classes.use} />}
        <polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} className={classes.area} />
        <polyline points={line} className={classes.line} />
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={classes.axis} />
      </svg>
      <div className={classes.hours} aria-hidden="true">
        {LABELLED.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </div>
      <p className={classes.range}>{t('patterns.lowHigh', { low: demandText(low, measure), high: demandText(high, measure) })}</p>
    </figure>
  )
}
