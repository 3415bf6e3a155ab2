/** Months of the reporting period: bars of what was measured, a mark at what the baseline expected; a table says the same in figures. */
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Measure } from '../../../shared/domain/energy.ts'
import { useElementSize } from '../../charts/element-size.ts'
import table from '../../components/data-table.module.css'
import { formatNumber, formatShare } from '../../components/format-value.ts'
import { NO_VALUE } from '../../../shared/format-quantity.ts'
import { amountText, amountUnit } from '../energy/meter-units.ts'
import { planMonths, type MonthSum } from './monthly.ts'
import classes from './savings.module.css'

const HEIGHT = 220
const [LEFT, TOP, RIGHT, BOTTOM] = [64, 22, 12, 24]
/** px a name of a month needs. */
const LABEL_WIDTH = 56

export const MonthBars = ({ months, measure }: { readonly months: readonly MonthSum[]; readonly measure: Measure }) => {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(frame)
  const box = useMemo(() => ({ left: LEFT, top: TOP, width: Math.max(1, width - LEFT - RIGHT), height: HEIGHT - TOP - BOTTOM }), [width])
  const plan = useMemo(() => planMonths(months, box), [months, box])
  const every = Math.max(1, Math.ceil((LABEL_WIDTH * months.length) / box.width))
  return (
    <div className={classes.months}>
      <div>
        <div ref={frame} className={classes.chart} style={{ height: HEIGHT }}>
          {width > 0 && (
            <svg width={width} height={HEIGHT} role="img" aria-label={t('savings.monthsLabel')}>
              {plan.axis.map(({ value, y }) => (
                <g key={value}>
                  <line x1={box.left} x2={box.left + box.width} y1={Math.round(y) + 0.5} y2={Math.round(y) + 0.5} className={classes.grid} />
                  <text x={box.left - 8} y={y + 4} textAnchor="end" className={classes.axis}>{formatNumber(value)}</text>
                </g>
              ))}
              <text x={box.left - 8} y={12} textAnchor="end" className={classes.axis}>{amountUnit(measure)}</text>
              {plan.bars.map(({ month, x, width: barWidth, y, height, expectedY }, i) => (
                <g key={month}>
                  <rect x={x} y={y} width={barWidth} height={height} className={classes.bar} />
                  <line x1={x - 3} x2={x + barWidth + 3} y1={expectedY} y2={expectedY} className={classes.mark} />
                  {i % every === 0 && <text x={x + barWidth / 2} y={HEIGHT - 6} textAnchor="middle" className={classes.axis}>{month}</text>}
                </g>
              ))}
            </svg>
          )}
        </div>
        <ul className={classes.legend}>
          <li data-look="measured">{t('savings.measured')}</li>
          <li data-look="expected">{t('savings.expected')}</li>
        </ul>
      </div>
      <div>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('savings.month')}</th>
              {(['measured', 'expected', 'difference', 'comparable'] as const).map((name) => (
                <th key={name} scope="col" className={table.number}>{t(`savings.${name}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, measured, expected, coverage }) => (
              <tr key={month}>
                <td>{month}</td>
                <td className={table.number}>{coverage === 0 ? NO_VALUE : amountText(measured, measure)}</td>
                <td className={table.number}>{coverage === 0 ? NO_VALUE : amountText(expected, measure)}</td>
                <td className={table.number}>{coverage === 0 ? NO_VALUE : amountText(expected - measured, measure)}</td>
                <td className={table.number}>{formatShare(coverage)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
