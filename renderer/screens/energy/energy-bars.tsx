/** Consumption by hours, days or months as bars; pointer or arrow keys read each. What is not known is hatched, never zero. */
import { useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { ENERGY_QUALITY, type EnergySeries, type Measure } from '../../../shared/domain/energy.ts'
import { timeToX } from '../../charts/chart-geometry.ts'
import { useElementSize } from '../../charts/element-size.ts'
import type { TimeRange } from '../../charts/time-range.ts'
import { timeTicks } from '../../charts/time-ticks.ts'
import { formatShare } from '../../components/format-value.ts'
import { periodText } from '../../components/period-text.ts'
import { useTimeZone } from '../../components/time.tsx'
import { BarAlerts } from './bar-alerts.tsx'
import { planBars, shownRange } from './bar-plan.ts'
import { amountText, amountUnit, demandText } from './meter-units.ts'
import classes from './energy.module.css'
import { ValueAxis } from './value-axis.tsx'

const HEIGHT = 240
const PIXELS_PER_TIME_LABEL = 92
const LANGUAGE = 'en-GB'
const QUALITIES = ['corrected', 'filled', 'estimated', 'provisional'] as const
const FULLY_MEASURED = 0.995

interface EnergyBarsProps {
  readonly series: EnergySeries
  readonly range: TimeRange
  readonly measure: Measure
  readonly alerts: readonly Alert[]
}

export const EnergyBars = ({ series, range, measure, alerts }: EnergyBarsProps) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const hatch = useId()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const [at, setAt] = useState<number | null>(null)
  const count = series.energy.length
  const plan = useMemo(() => planBars(series, width, HEIGHT), [series, width])
  const { plot } = plan
  const shown = shownRange(series.startsMs, range)
  const ticks = timeTicks(shown, timeZone, Math.max(2, Math.floor(plot.width / PIXELS_PER_TIME_LABEL)), LANGUAGE)
  const say = (index: number): string => {
    const fromMs = series.startsMs[index] ?? shown.fromMs
    const coverage = series.coverage[index] ?? 0
    const bits = series.quality[index] ?? 0
    const words = QUALITIES.filter((name) => (bits & ENERGY_QUALITY[name]) !== 0).map((name) => t(`energy.quality.${name}`))
    if (coverage < FULLY_MEASURED) words.push(t('energy.quality.partly', { share: formatShare(coverage) }))
    return t('energy.bar', {
      period: periodText({ fromMs, toMs: series.startsMs[index + 1] ?? shown.toMs }, timeZone), energy: amountText(series.energy[index] ?? Number.NaN, measure),
      peak: demandText(series.peak[index] ?? Number.NaN, measure), quality: words.length === 0 ? '' : ` (${words.join(', ')})`,
    })
  }
  const move = (step: number): void => setAt((old) => Math.max(0, Math.min(count - 1, (old ?? (step > 0 ? -1 : count)) + step)))
  const onKey = (event: React.KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageUp: 7, PageDown: -7, Home: -count, End: count }[event.key]
    if (step === undefined) return
    move(step)
    event.preventDefault()
  }
  const indexAt = (event: React.PointerEvent): number | null => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - plot.left
    const index = Math.floor((left / plot.width) * count)
    return index >= 0 && index < count ? index : null
  }
  const slot = plot.width / Math.max(1, count)
  return (
    <>
      {width > 0 && <BarAlerts alerts={alerts} range={shown} plot={plot} />}
      <div className={classes.chart} ref={box} style={{ height: HEIGHT }}>
        <div
          className={classes.slider}
          role="slider"
          tabIndex={0}
          aria-label={t('energy.chart')}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, count - 1)}
          aria-valuenow={at ?? 0}
          aria-valuetext={at === null ? t('energy.chartText') : say(at)}
          onKeyDown={onKey}
          onPointerMove={(event) => setAt(indexAt(event))}
          onPointerLeave={() => setAt(null)}
          onBlur={() => setAt(null)}
        >
          {width > 0 && (
            <svg width={width} height={HEIGHT} aria-hidden="true">
              <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line x1="0" y1="0" x2="0" y2="6" className={classes.hatch} />
              </pattern>
              <ValueAxis steps={plan.axis} unit={amountUnit(measure)} left={plot.left} right={plot.left + plot.width} />
              {plan.missing.map(({ x, width: span }) => (
                <rect key={x} x={x} y={plot.top} width={span} height={plot.height} fill={`url(#${hatch})`} />
              ))}
              {plan.bars.map((bar) => (
                <rect key={bar.index} x={bar.x} y={bar.y} width={bar.width} height={bar.height} className={classes[bar.look]} />
              ))}
              {at !== null && <rect x={plot.left + at * slot} y={plot.top} width={Math.max(2, slot)} height={plot.height} className={classes.cursor} />}
              {ticks.map((tick) => (
                <text key={tick.atMs} x={timeToX(plot, shown, tick.atMs)} y={HEIGHT - 6} textAnchor="middle" className={tick.major ? classes.major : classes.axis}>
                  {tick.label}
                </text>
              ))}
            </svg>
          )}
        </div>
      </div>
      <div className={classes.under}>
        <p className={classes.said}>{at === null ? t('energy.chartText') : say(at)}</p>
        <ul className={classes.legend}>
          {(['measured', 'filled', 'missing'] as const).map((name) => (
            <li key={name} data-look={name}>
              {t(`energy.legend.${name}`)}
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
