/** Direct labels: the name of each line at its end, instead of a legend. A click looks at that line alone. */
import type { Point } from '../../shared/domain/point.ts'
import { LABEL_HEIGHT, type ChartPlan } from './chart-plan.ts'
import classes from './trend-chart.module.css'

interface LabelsProps {
  readonly plan: ChartPlan
  readonly points: readonly Point[]
  readonly colors: ReadonlyMap<number, string>
  readonly focusId: number | null
  /** px available for a label. */
  readonly room: number
  readonly onFocus: (pointId: number | null) => void
}

export const ChartLabels = ({ plan, points, colors, focusId, room, onFocus }: LabelsProps) => {
  const byId = new Map(points.map((point) => [point.id, point]))
  return plan.labels.map(({ pointId, x, y }) => {
    const point = byId.get(pointId)
    if (!point) return null
    return (
      <button
        key={pointId}
        type="button"
        className={classes.label}
        data-faded={(focusId !== null && focusId !== pointId) || undefined}
        aria-pressed={focusId === pointId}
        title={point.name}
        style={{ left: x, top: y - LABEL_HEIGHT / 2, maxWidth: room, height: LABEL_HEIGHT }}
        onClick={() => onFocus(focusId === pointId ? null : pointId)}
      >
        <span className={classes.swatch} style={{ background: colors.get(pointId) }} />
        <span className={classes.labelName}>{point.name}</span>
      </button>
    )
  })
}
