/** A state as shape, colour and word. The shape alone is enough to tell states apart. */
import type { ReactNode } from 'react'
import { STATUSES, statusColor, type StatusName, type StatusShape } from '../theme/status.ts'
import { useStatusWord } from './status-word.ts'
import classes from './status-mark.module.css'

interface ShapeProps {
  readonly shape: StatusShape
  readonly hollow: boolean
}

const POINTS: Partial<Record<StatusShape, string>> = {
  'triangle-up': '7,1.6 13,12.2 1,12.2',
  'triangle-down': '7,12.4 13,1.8 1,1.8',
  diamond: '7,0.8 13.2,7 7,13.2 0.8,7',
  hexagon: '4,1.8 10,1.8 13,7 10,12.2 4,12.2 1,7',
}

const Outline = ({ shape, hollow }: ShapeProps): ReactNode => {
  const points = POINTS[shape]
  const paint = hollow ? { fill: 'none', stroke: 'currentColor', strokeWidth: 1.8 } : { fill: 'currentColor', stroke: 'currentColor', strokeWidth: 1 }
  if (points !== undefined) return <polygon points={points} strokeLinejoin="round" {...paint} />
  if (shape === 'square') return <rect x="1.8" y="1.8" width="10.4" height="10.4" rx="0.6" {...paint} />
  if (shape === 'circle') return <circle cx="7" cy="7" r="5.4" {...paint} />
  if (shape === 'dot') return <circle cx="7" cy="7" r="2.6" {...paint} />
  if (shape === 'cross') return <path d="M2.4 2.4 11.6 11.6M11.6 2.4 2.4 11.6" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
  return <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray={shape === 'dashed' ? '2.6 2' : undefined} />
}

interface StatusShapeIconProps {
  readonly status: StatusName
  /** Acknowledged: the same shape and hue, hollow. */
  readonly hollow?: boolean
  /** px. */
  readonly size?: number
  /** Grey and hollow: nothing of this state is there. */
  readonly quiet?: boolean
}

/** The shape alone, for where the word stands beside it. */
export const StatusShapeIcon = ({ status, hollow = false, size = 14, quiet = false }: StatusShapeIconProps) => (
  <svg className={classes.shape} width={size} height={size} viewBox="0 0 14 14" aria-hidden="true" style={{ color: quiet ? 'var(--line-strong)' : statusColor(status) }}>
    <Outline shape={STATUSES[status].shape} hollow={hollow || quiet} />
  </svg>
)

interface StatusMarkProps extends StatusShapeIconProps {
  /** Words in place of the state's own. */
  readonly label?: string
  /** Shows the shape only; the word stays for screen readers and on hover. */
  readonly compact?: boolean
}

/** Shape and word of a state. */
export const StatusMark = ({ status, label, compact = false, ...shape }: StatusMarkProps) => {
  const wordOf = useStatusWord()
  const word = label ?? wordOf(status)
  if (compact) {
    return (
      <span className={classes.compact} role="img" aria-label={word} title={word}>
        <StatusShapeIcon status={status} {...shape} />
      </span>
    )
  }
  return (
    <span className={classes.mark}>
      <StatusShapeIcon status={status} {...shape} />
      <span className={classes.word} style={status === 'normal' ? undefined : { color: statusColor(status) }}>
        {word}
      </span>
    </span>
  )
}
