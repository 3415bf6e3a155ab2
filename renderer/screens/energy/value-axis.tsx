/** The upright axis of a chart of energy: a line and a number for each step, and the unit above them. */
import { formatNumber } from '../../components/format-value.ts'
import classes from './energy.module.css'

interface ValueAxisProps {
  readonly steps: readonly { readonly value: number; readonly y: number }[]
  readonly unit: string
  readonly left: number
  readonly right: number
}

const GAP = 8

export const ValueAxis = ({ steps, unit, left, right }: ValueAxisProps) => (
  <>
    {steps.map(({ value, y }) => (
      <g key={value}>
        <line x1={left} x2={right} y1={Math.round(y) + 0.5} y2={Math.round(y) + 0.5} className={classes.grid} />
        <text x={left - GAP} y={y + 4} textAnchor="end" className={classes.axis}>
          {formatNumber(value)}
        </text>
      </g>
    ))}
    <text x={left - GAP} y={12} textAnchor="end" className={classes.axis}>
      {unit}
    </text>
  </>
)
