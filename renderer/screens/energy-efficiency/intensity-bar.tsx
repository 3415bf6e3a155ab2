/** A year's energy by floor area beside its benchmark: a bar with its interval, marks at typical and good. */
import { useTranslation } from 'react-i18next'
import type { Benchmark, Intensity } from '../../../shared/domain/efficiency.ts'
import { formatShare } from '../../components/format-value.ts'
import classes from './efficiency.module.css'

const WIDTH = 160
const HEIGHT = 14

export const IntensityBar = ({ intensity: { value, uncertainty }, benchmark: { typical, good } }: { readonly intensity: Intensity; readonly benchmark: Benchmark }) => {
  const { t } = useTranslation()
  const most = 1.1 * Math.max(value + uncertainty, typical)
  const x = (each: number): number => Math.max(0, Math.min(WIDTH, (each / most) * WIDTH))
  const share = value / typical - 1
  // Where the interval reaches across the benchmark nothing is said to be above or below it.
  const unsure = Math.abs(value - typical) <= uncertainty
  const words = unsure ? t('efficiency.asTypical') : t(share > 0 ? 'efficiency.aboveTypical' : 'efficiency.belowTypical', { share: formatShare(Math.abs(share)) })
  return (
    <span className={classes.intensity}>
      <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
        <rect x={0} y={4} width={x(value)} height={6} className={classes.bar} />
        <line x1={x(value - uncertainty)} x2={x(value + uncertainty)} y1={7} y2={7} className={classes.interval} />
        {good !== null && <line x1={x(good)} x2={x(good)} y1={0} y2={HEIGHT} className={classes.good} />}
        <line x1={x(typical)} x2={x(typical)} y1={0} y2={HEIGHT} className={classes.typical} />
      </svg>
      <span>{words}</span>
    </span>
  )
}
