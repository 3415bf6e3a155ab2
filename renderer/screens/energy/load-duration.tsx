/** The load duration curve: demand over the share of time it is at least reached. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Measure } from '../../../shared/domain/energy.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { formatShare } from '../../components/format-value.ts'
import { planDuration } from './duration-plan.ts'
import { demandText, demandUnit } from './meter-units.ts'
import classes from './energy.module.css'
import { ValueAxis } from './value-axis.tsx'

const HEIGHT = 220

interface LoadDurationProps {
  readonly share: Float64Array
  readonly demand: Float64Array
  readonly measure: Measure
}

/** Demand that is reached or passed for a share of the time. */
const demandAt = (share: Float64Array, demand: Float64Array, wanted: number): number => demand[Math.max(0, share.findIndex((each) => each >= wanted))] ?? Number.NaN

export const LoadDuration = ({ share, demand, measure }: LoadDurationProps) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const { plot, points, demands, shares } = planDuration(share, demand, width, HEIGHT)
  const [right, bottom] = [plot.left + plot.width, plot.top + plot.height]
  const curve = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  if (demand.length === 0) return <p className={classes.quiet}>{t('energy.durationNone')}</p>
  return (
    <>
      <div className={classes.duration} ref={box} style={{ height: HEIGHT }}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} aria-hidden="true">
            <ValueAxis steps={demands} unit={demandUnit(measure)} left={plot.left} right={right} />
            {shares.map(({ value, x }) => (
              <text key={value} x={x} y={bottom + 16} textAnchor="middle" className={classes.axis}>
                {formatShare(value)}
              </text>
            ))}
            <text x={right} y={bottom + 34} textAnchor="end" className={classes.axis}>
              {t('energy.durationAxis')}
            </text>
            <polygon points={`${plot.left},${bottom} ${curve} ${right},${bottom}`} className={classes.area} />
            <polyline points={curve} className={classes.curve} />
          </svg>
        )}
      </div>
      <p className={classes.said}>{t('energy.durationText', { half: demandText(demandAt(share, demand, 0.5), measure), tenth: demandText(demandAt(share, demand, 0.1), measure) })}</p>
    </>
  )
}
