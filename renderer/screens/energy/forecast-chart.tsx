/** What was measured and what is expected, hour by hour, with the band that holds nine of ten hours; pointer or arrow keys read each hour. */
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnergyForecast } from '../../../shared/domain/energy-forecast.ts'
import type { EnergySeries, Measure } from '../../../shared/domain/energy.ts'
import { timeToX } from '../../charts/chart-geometry.ts'
import { useElementSize } from '../../charts/element-size.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { timeTicks } from '../../charts/time-ticks.ts'
import { periodText } from '../../components/period-text.ts'
import { useTimeZone } from '../../components/time.tsx'
import { forecastHours, planForecast } from './forecast-plan.ts'
import { demandText, demandUnit } from './meter-units.ts'
import classes from './energy.module.css'
import { ValueAxis } from './value-axis.tsx'

const HEIGHT = 260
const HOUR_MS = 3_600_000
const PIXELS_PER_TIME_LABEL = 92
const LANGUAGE = 'en-GB'
const DAY_HOURS = 24
const LEGEND = ['measured', 'expected', 'band'] as const

interface ForecastChartProps {
  readonly forecast: EnergyForecast
  readonly measured: EnergySeries
  readonly range: TimeRange
  readonly nowMs: number
  readonly measure: Measure
}

export const ForecastChart = ({ forecast, measured, range, nowMs, measure }: ForecastChartProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const [at, setAt] = useState<number | null>(null)
  const hours = useMemo(() => forecastHours(forecast, measured, range), [forecast, measured, range])
  const plan = useMemo(() => planForecast(hours, range, forecast.limit, width, HEIGHT), [hours, range, forecast.limit, width])
  const { plot } = plan
  const ticks = timeTicks(range, timeZone, Math.max(2, Math.floor(plot.width / PIXELS_PER_TIME_LABEL)), LANGUAGE)
  const say = (index: number): string => {
    const hour = hours[index]
    if (hour === undefined) return ''
    const { startMs, low, high } = hour
    const parts = [
      ...(Number.isFinite(hour.measured) ? [t('energy.forecast.readMeasured', { value: demandText(hour.measured, measure) })] : []),
      ...(Number.isFinite(hour.expected) ? [t('energy.forecast.readExpected', { value: demandText(hour.expected, measure) })] : []),
      ...(Number.isFinite(low) ? [t('energy.forecast.readBand', { low: demandText(low, measure), high: demandText(high, measure) })] : []),
    ]
    return `${periodText({ fromMs: startMs, toMs: startMs + HOUR_MS }, timeZone)}: ${parts.join(', ')}`
  }
  const move = (step: number): void => setAt((old) => Math.max(0, Math.min(hours.length - 1, (old ?? (step > 0 ? -1 : hours.length)) + step)))
  const onKey = (event: React.KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageUp: DAY_HOURS, PageDown: -DAY_HOURS, Home: -hours.length, End: hours.length }[event.key]
    if (step === undefined) return
    move(step)
    event.preventDefault()
  }
  const indexAt = (event: React.PointerEvent): number | null => {
    const share = (event.clientX - event.currentTarget.getBoundingClientRect().left - plot.left) / plot.width
    const timeMs = range.fromMs + share * (range.toMs - range.fromMs)
    const index = hours.findIndex(({ startMs }) => timeMs >= startMs && timeMs < startMs + HOUR_MS)
    return index < 0 ? null : index
  }
  const cursor = at === null ? undefined : hours[at]
  return (
    <>
      <div className={classes.chart} ref={box} style={{ height: HEIGHT }}>
        <div
          className={classes.slider}
          role="slider"
          tabIndex={0}
          aria-label={t('energy.forecast.chart')}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, hours.length - 1)}
          aria-valuenow={at ?? 0}
          aria-valuetext={at === null ? t('energy.forecast.chartText') : say(at)}
          onKeyDown={onKey}
          onPointerMove={(event) => setAt(indexAt(event))}
          onPointerLeave={() => setAt(null)}
          onBlur={() => setAt(null)}
        >
          {width > 0 && (
            <svg width={width} height={HEIGHT} aria-hidden="true">
              <ValueAxis steps={plan.axis} unit={demandUnit(measure)} left={plot.left} right={plot.left + plot.width} />
              {plan.band.map((points) => (
                <polygon key={points} points={points} className={classes.area} />
              ))}
              {plan.expected.map((points) => (
                <polyline key={points} points={points} className={classes.expected} />
              ))}
              {plan.measured.map((points) => (
                <polyline key={points} points={points} className={classes.curve} />
              ))}
              {plan.limitY !== null && (
                <>
                  <line x1={plot.left} x2={plot.left + plot.width} y1={plan.limitY} y2={plan.limitY} className={classes.limit} />
                  <text x={plot.left + plot.width} y={plan.limitY - 5} textAnchor="end" className={classes.limitText}>
                    {t('energy.forecast.limit', { value: demandText(forecast.limit, measure) })}
                  </text>
                </>
              )}
              <line x1={timeToX(plot, range, nowMs)} x2={timeToX(plot, range, nowMs)} y1={plot.top} y2={plot.top + plot.height} className={classes.nowLine} />
              <text x={timeToX(plot, range, nowMs) + 4} y={plot.top - 6} className={classes.axis}>
                {t('energy.forecast.now')}
              </text>
              {cursor !== undefined && <rect x={timeToX(plot, range, cursor.startMs)} y={plot.top} width={Math.max(2, (plot.width * HOUR_MS) / (range.toMs - range.fromMs))} height={plot.height} className={classes.cursor} />}
              {ticks.map((tick) => (
                <text key={tick.atMs} x={timeToX(plot, range, tick.atMs)} y={HEIGHT - 6} textAnchor="middle" className={tick.major ? classes.major : classes.axis}>
                  {tick.label}
                </text>
              ))}
            </svg>
          )}
        </div>
      </div>
      <div className={classes.under}>
        <p className={classes.said}>{at === null ? t('energy.forecast.chartText') : say(at)}</p>
        <ul className={classes.lines}>
          {(plan.band.length === 0 ? LEGEND.slice(0, 2) : LEGEND).map((name) => (
            <li key={name} data-line={name}>
              {t(`energy.forecast.legend.${name}`)}
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
