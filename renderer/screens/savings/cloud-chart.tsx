/** Energy over outdoor temperature: each period of the baseline a point, the model its line. What the chart shows stands in the figures beside it too. */
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Baseline, BaselineCloud } from '../../../shared/domain/energy-baseline.ts'
import type { Measure } from '../../../shared/domain/energy.ts'
import { useElementSize } from '../../charts/element-size.ts'
import { formatNumber } from '../../components/format-value.ts'
import { amountUnit } from '../energy/meter-units.ts'
import { planCloud } from './cloud-plan.ts'
import classes from './savings.module.css'

const HEIGHT = 260
const LEFT = 64
const [TOP, RIGHT, BOTTOM] = [22, 12, 40]

export const CloudChart = ({ cloud, baseline, measure }: { readonly cloud: BaselineCloud; readonly baseline: Baseline; readonly measure: Measure }) => {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(frame)
  const box = useMemo(() => ({ left: LEFT, top: TOP, width: Math.max(1, width - LEFT - RIGHT), height: HEIGHT - TOP - BOTTOM }), [width])
  const plan = useMemo(() => planCloud(cloud, box), [cloud, box])
  if (plan === null) return <p className={classes.quiet}>{t('savings.noCloud')}</p>
  const unit = `${amountUnit(measure)}/${baseline.step === 'hour' ? 'h' : 'd'}`
  return (
    <div ref={frame} className={classes.chart} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={t('savings.cloudLabel', { name: baseline.name })}>
          {plan.energies.map(({ value, y }) => (
            <g key={value}>
              <line x1={box.left} x2={box.left + box.width} y1={Math.round(y) + 0.5} y2={Math.round(y) + 0.5} className={classes.grid} />
              <text x={box.left - 8} y={y + 4} textAnchor="end" className={classes.axis}>{formatNumber(value)}</text>
            </g>
          ))}
          <text x={box.left - 8} y={12} textAnchor="end" className={classes.axis}>{unit}</text>
          {plan.temperatures.map(({ value, x }) => (
            <text key={value} x={x} y={HEIGHT - 22} textAnchor="middle" className={classes.axis}>{formatNumber(value)}</text>
          ))}
          <text x={box.left + box.width} y={HEIGHT - 4} textAnchor="end" className={classes.axis}>{t('savings.outdoor')}</text>
          <path d={plan.points} className={classes.point} />
          <path d={plan.line} className={classes.line} />
        </svg>
      )}
    </div>
  )
}
