/** How far long work is; a moving stripe while that is not known. */
import classes from './progress-bar.module.css'

interface ProgressBarProps {
  /** 0..1; null while unknown. */
  readonly progress: number | null
  readonly label: string
}

export const ProgressBar = ({ progress, label }: ProgressBarProps) => (
  <span
    className={classes.track}
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    {...(progress === null ? {} : { 'aria-valuenow': Math.round(progress * 100) })}
  >
    <span className={classes.fill} data-unknown={progress === null || undefined} style={progress === null ? undefined : { width: `${Math.min(100, Math.max(0, progress * 100))}%` }} />
  </span>
)
