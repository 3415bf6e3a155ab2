/** Alerts in each hour as bars, with the lines that say how much a person copes with. An hour is a door to its alerts, by pointer or by arrow keys and Enter. */
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmLoad } from '../../../shared/domain/alarm-load.ts'
import { HOUR_MS } from '../../charts/site-clock.ts'
import { timeTicks } from '../../charts/time-ticks.ts'
import { timeToX } from '../../charts/chart-geometry.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { periodText } from '../../components/period-text.ts'
import { useTimeZone } from '../../components/time.tsx'
import { alertsPageDoor } from '../../doors.ts'
import { navigate } from '../../hash-location.ts'
import { planLoad } from './load-plan.ts'
import classes from './load-chart.module.css'

const HEIGHT = 216
const PIXELS_PER_TIME_LABEL = 92
const LANGUAGE = 'en-GB'

export const LoadChart = ({ load }: { readonly load: AlarmLoad }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const [at, setAt] = useState<number | null>(null)
  const hours = load.perHour.length
  const plan = useMemo(() => planLoad(load.perHour, width, HEIGHT), [load.perHour, width])
  const range = { fromMs: load.fromMs, toMs: load.fromMs + hours * HOUR_MS }
  const ticks = timeTicks(range, timeZone, Math.max(2, Math.floor(plan.plot.width / PIXELS_PER_TIME_LABEL)), LANGUAGE)
  const hourRange = (index: number) => ({ fromMs: load.fromMs + index * HOUR_MS, toMs: load.fromMs + (index + 1) * HOUR_MS })
  const sayHour = (index: number): string => t('load.hour', { period: periodText(hourRange(index), timeZone), count: load.perHour[index] ?? 0 })
  const open = (index: number): void => {
    const { fromMs, toMs } = hourRange(index)
    navigate(alertsPageDoor('history', { from: fromMs, to: toMs }))
  }
  const move = (step: number): void => setAt((old) => Math.max(0, Math.min(hours - 1, (old ?? (step > 0 ? -1 : hours)) + step)))
  const onKey = (event: React.KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, PageUp: 24, PageDown: -24, Home: -hours, End: hours }
    const step = steps[event.key]
    if (step !== undefined) move(step)
    else if (event.key === 'Enter' && at !== null) open(at)
    else return
    event.preventDefault()
  }
  const hourAt = (event: React.PointerEvent): number | null => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - plan.plot.left
    const index = Math.floor((left / plan.plot.width) * hours)
    return index >= 0 && index < hours ? index : null
  }
  const cursor = at === null ? undefined : plan.bars[at]
  return (
    <div className={classes.box} ref={box} style={{ height: HEIGHT }}>
      <div
        className={classes.slider}
        role="slider"
        tabIndex={0}
        aria-label={t('load.chart')}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, hours - 1)}
        aria-valuenow={at ?? 0}
        aria-valuetext={at === null ? t('load.chartText') : sayHour(at)}
        onKeyDown={onKey}
        onPointerMove={(event) => setAt(hourAt(event))}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onClick={() => at !== null && open(at)}
      >
        {width > 0 && (
          <svg width={width} height={HEIGHT} aria-hidden="true">
            {plan.axis.map(({ value, y }) => (
              <text key={value} x={plan.plot.left - 8} y={y + 4} textAnchor="end" className={classes.axis}>
                {value}
              </text>
            ))}
            {plan.bars.map(({ x, y, width: barWidth, height, weight, alerts }) => alerts > 0 && <rect key={x} x={x} y={y} width={barWidth} height={height} className={classes[weight]} />)}
            {cursor !== undefined && <rect x={cursor.x} y={plan.plot.top} width={Math.max(2, cursor.width)} height={plan.plot.height} className={classes.cursor} />}
            {plan.lines.map(({ name, limit, y, labelY }) => (
              <g key={name}>
                <line x1={plan.plot.left} x2={plan.plot.left + plan.plot.width} y1={Math.round(y) + 0.5} y2={Math.round(y) + 0.5} className={classes.limit} />
                <text x={plan.plot.left + plan.plot.width + 8} y={labelY + 4} className={classes.label}>
                  {t(`load.limit.${name}`, { limit })}
                </text>
              </g>
            ))}
            <line x1={plan.plot.left} x2={plan.plot.left + plan.plot.width} y1={plan.plot.top + plan.plot.height + 0.5} y2={plan.plot.top + plan.plot.height + 0.5} className={classes.base} />
            {ticks.map((tick) => (
              <text key={tick.atMs} x={timeToX(plan.plot, range, tick.atMs)} y={HEIGHT - 6} textAnchor="middle" className={tick.major ? classes.major : classes.axis}>
                {tick.label}
              </text>
            ))}
          </svg>
        )}
      </div>
      <p className={classes.said}>{at === null ? t('load.chartText') : sayHour(at)}</p>
    </div>
  )
}
