/** The scores of some days as a small line between 0 and 100; days without a score leave a gap. Decoration of the number beside it. */
import classes from './health.module.css'

const WIDTH = 96
const HEIGHT = 20

/** Parts of the line as SVG paths: one for each run of days with a score. */
const pathsOf = (scores: Float64Array): string => {
  const step = (WIDTH - 4) / Math.max(1, scores.length - 1)
  let path = ''
  let drawing = false
  scores.forEach((score, i) => {
    if (Number.isNaN(score)) {
      drawing = false
      return
    }
    const at = `${(2 + i * step).toFixed(1)} ${(2 + (1 - score / 100) * (HEIGHT - 4)).toFixed(1)}`
    path += drawing ? `L${at}` : `M${at}h0.01`
    drawing = true
  })
  return path
}

export const ScoreLine = ({ scores }: { readonly scores: Float64Array }) => (
  <svg className={classes.line} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    <path d={pathsOf(scores)} />
  </svg>
)
