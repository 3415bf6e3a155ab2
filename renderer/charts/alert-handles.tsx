/** Alerts over a chart as bars with a handle; a handle is a door to the alert. */
import { useTranslation } from 'react-i18next'
import { formatMessage } from '../../shared/format-message.ts'
import { StatusShapeIcon } from '../components/status-mark.tsx'
import { alertStatus, statusColor } from '../theme/status.ts'
import type { Alert } from '../../shared/domain/alert.ts'
import type { AlertBar } from './alert-lanes.ts'
import { spanToPixels, type Plot } from './chart-geometry.ts'
import type { TimeRange } from './time-range.ts'
import classes from './trend-chart.module.css'

export const ALERT_LANE_HEIGHT = 14

/** px of a bar from which its sentence stands in it. */
const ROOM_FOR_WORDS = 120

interface HandlesProps {
  readonly plot: Plot
  readonly range: TimeRange
  readonly bars: readonly AlertBar[]
  /** px from the top of the chart to the lane nearest to the lines. */
  readonly top: number
  /** Without words, where the alert's sentence stands elsewhere. */
  readonly wordless: boolean
  readonly onOpen: (alert: Alert) => void
}

export const AlertHandles = ({ plot, range, bars, top, wordless, onOpen }: HandlesProps) => {
  const { t } = useTranslation()
  return bars.map(({ alert, fromMs, toMs, lane, openLeft, openRight }) => {
    const pixels = spanToPixels(plot, range, fromMs, toMs)
    if (pixels === null) return null
    const title = formatMessage((key, options) => t(key, options), alert.title)
    const status = alertStatus(alert)
    return (
      <button
        key={alert.id}
        type="button"
        className={classes.alertBar}
        data-acknowledged={alert.acknowledgedAtMs !== null || undefined}
        data-open-left={openLeft || undefined}
        data-open-right={openRight || undefined}
        style={{ left: Math.min(pixels.x, plot.left + plot.width - ALERT_LANE_HEIGHT), width: Math.max(ALERT_LANE_HEIGHT, pixels.width), top: top - (lane + 1) * ALERT_LANE_HEIGHT, height: ALERT_LANE_HEIGHT, color: statusColor(status) }}
        title={title}
        aria-label={t('trend.openAlert', { title })}
        onClick={() => onOpen(alert)}
      >
        <StatusShapeIcon status={status} hollow={alert.acknowledgedAtMs !== null} size={12} />
        {!wordless && pixels.width > ROOM_FOR_WORDS && <span className={classes.alertWords}>{title}</span>}
        <span className={classes.alertLine} />
      </button>
    )
  })
}
