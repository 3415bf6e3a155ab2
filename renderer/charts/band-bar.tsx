/** A small bar of what is expected and where the value is now: quiet while normal, in the alert's colour outside. */
import { useTranslation } from 'react-i18next'
import type { ValueOf } from '../components/format-value.ts'
import { formatValue } from '../components/format-value.ts'
import { statusColor, type StatusName } from '../theme/status.ts'
import { bandMarks } from './band-scale.ts'
import classes from './band-bar.module.css'

interface BandBarProps {
  readonly point: ValueOf
  readonly low: number | null
  readonly high: number | null
  readonly value: number | null
  readonly expected?: number | null
  /** What it means when the value lies outside; its colour is used then. */
  readonly status?: StatusName
  /** px. */
  readonly width?: number
}

const HEIGHT = 14
const TRACK = 6
const MARK = 3

export const BandBar = ({ point, low, high, value, expected = null, status = 'normal', width = 96 }: BandBarProps) => {
  const { t } = useTranslation()
  const marks = bandMarks(low, high, value, expected)
  if (marks === null) return null
  const inner = width - 2 * MARK
  const x = (share: number): number => MARK + share * inner
  const words = t(`trend.band.${marks.where}`, { value: formatValue(point, value), low: formatValue(point, low), high: formatValue(point, high) })
  const top = (HEIGHT - TRACK) / 2
  const outside = marks.where === 'low' || marks.where === 'high'
  const at = marks.value === null ? null : x(marks.value)
  return (
    <svg className={classes.bar} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={words}>
      <title>{words}</title>
      <rect className={classes.track} x={MARK} y={top} width={inner} height={TRACK} rx={1} />
      <rect className={classes.band} x={x(marks.low)} y={top} width={x(marks.high) - x(marks.low)} height={TRACK} />
      {marks.expected !== null && <line className={classes.expected} x1={x(marks.expected)} x2={x(marks.expected)} y1={top} y2={top + TRACK} />}
      {at !== null && (
        <g style={{ color: outside ? statusColor(status) : 'var(--ink)' }}>
          {marks.beyond ? (
            <path d={marks.where === 'high' ? `M${at - 4} 2 L${at + MARK} 7 L${at - 4} 12Z` : `M${at + 4} 2 L${at - MARK} 7 L${at + 4} 12Z`} fill="currentColor" />
          ) : (
            <rect x={at - 1.5} y={1} width={3} height={HEIGHT - 2} rx={1} fill="currentColor" />
          )}
        </g>
      )}
    </svg>
  )
}
