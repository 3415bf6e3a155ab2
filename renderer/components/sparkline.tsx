/** The last hours of a point in a line of text: ink, no axis, the present end marked. */
import type { Series } from '../../shared/domain/series.ts'
import { statusColor, type StatusName } from '../theme/status.ts'
import { sparklineShape } from './sparkline-path.ts'
import classes from './sparkline.module.css'

interface SparklineProps {
  readonly series: Series | undefined
  readonly fromMs: number
  readonly toMs: number
  readonly status: StatusName
  readonly label: string
}

const WIDTH = 120
const HEIGHT = 28
const GAP_SHARE = 0.06

export const Sparkline = ({ series, fromMs, toMs, status, label }: SparklineProps) => {
  if (series === undefined || series.timesMs.length === 0) return <span className={classes.none} />
  const { path, end } = sparklineShape(series.timesMs, series.values, { width: WIDTH, height: HEIGHT, fromMs, toMs }, (toMs - fromMs) * GAP_SHARE)
  return (
    <svg className={classes.spark} viewBox={`0 0 ${WIDTH + 4} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <path d={path} fill="none" stroke="var(--ink-3)" strokeWidth="1.3" strokeLinejoin="round" />
      {end !== null && <circle cx={end.x} cy={end.y} r="2.4" fill={statusColor(status)} />}
    </svg>
  )
}
