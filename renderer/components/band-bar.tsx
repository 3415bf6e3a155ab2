/** A value against its expected band: soft area for the band, a marker for where the value is. */
import { statusColor, type StatusName } from '../theme/status.ts'
import { bandScale } from './band-scale.ts'
import classes from './band-bar.module.css'

interface BandBarProps {
  readonly low: number | null
  readonly high: number | null
  readonly value: number | null
  readonly status: StatusName
  /** What the bar says, for those who do not see it. */
  readonly label: string
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

export const BandBar = ({ low, high, value, status, label }: BandBarProps) => {
  const scale = bandScale(low, high, value)
  if (scale === null) return <span className={classes.none} />
  const outside = scale.value < scale.low || scale.value > scale.high
  return (
    <span className={classes.bar} role="img" aria-label={label} title={label}>
      <span className={classes.band} style={{ left: percent(scale.low), width: percent(Math.max(scale.high - scale.low, 0.02)) }} />
      <span className={classes.marker} style={{ left: percent(scale.value), background: outside ? statusColor(status) : 'var(--ink-2)' }} />
    </span>
  )
}
