/** How much of something is used, as a small quiet bar beside its figure. */
import classes from './share-bar.module.css'

interface ShareBarProps {
  /** 0..1. */
  readonly share: number
  /** px. */
  readonly width?: number
}

/** Drawn only: the figure beside it says the same in words. */
export const ShareBar = ({ share, width = 48 }: ShareBarProps) => (
  <span className={classes.track} aria-hidden="true" style={{ width }}>
    <span className={classes.filled} style={{ width: `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%` }} />
  </span>
)
