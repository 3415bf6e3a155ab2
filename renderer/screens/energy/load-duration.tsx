/** The load duration curve: demand over the share of time it is at least reached. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Measure } from '../../../shared/domain/energy.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { demandText } from './meter-units.ts'
import classes from './energy.module.css'

const HEIGHT = 192

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
  const most = demand[0] ?? 0
  const points = [...share].map((part, index) => `${(part * width).toFixed(1)},${(HEIGHT - ((demand[index] ?? 0) / (most === 0 ? 1 : most)) * (HEIGHT - 4)).toFixed(1)}`)
  if (demand.length === 0) return <p className={classes.quiet}>{t('energy.durationNone')}</p>
  return (
    <>
      <div className={classes.duration} ref={box} style={{ height: HEIGHT }}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} aria-hidden="true">
            <polygon points={`0,${HEIGHT} ${points.join(' ')} ${width},${HEIGHT}`} className={classes.area} />
            <polyline points={points.join(' ')} className={classes.curve} />
          </svg>
        )}
      </div>
      <p className={classes.said}>{t('energy.durationText', { half: demandText(demandAt(share, demand, 0.5), measure), tenth: demandText(demandAt(share, demand, 0.1), measure) })}</p>
    </>
  )
}
