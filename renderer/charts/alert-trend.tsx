/** The trend of an alert's point around the episode: expected band, the alert's span, periods not observed. */
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../shared/domain/alert.ts'
import { LoadingPanel, ErrorPanel } from '../components/state-panel.tsx'
import { useTimeZone } from '../components/time.tsx'
import { useNow } from '../components/now.ts'
import { trendDoor } from '../doors.ts'
import { useCall } from '../engine/engine-context.tsx'
import { navigate } from '../hash-location.ts'
import { episodeRange } from './episode-range.ts'
import { createChartCursor } from './chart-cursor.ts'
import { useChartInk } from './chart-ink.ts'
import { useElementSize } from './element-size.ts'
import { pointColors } from './series-colors.ts'
import { EMPTY_HISTORY, rememberRange, undoRange } from './zoom-history.ts'
import type { TimeRange } from './time-range.ts'
import { TrendChart } from './trend-chart.tsx'
import { useTrendData } from './trend-data.ts'
import classes from './alert-trend.module.css'

interface AlertTrendProps {
  readonly alert: Alert
}

/** Fills the element it stands in; 180 px high where that has no height of its own. Nothing for alerts of a whole device. */
export const AlertTrend = ({ alert }: AlertTrendProps) => (alert.pointId === null ? null : <PointTrend key={alert.id} alert={alert} pointId={alert.pointId} />)

const PointTrend = ({ alert, pointId }: AlertTrendProps & { readonly pointId: number }) => {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(box)
  const timeZone = useTimeZone()
  const nowMs = useNow('tenSeconds')
  const { scheme } = useChartInk()
  const cursor = useMemo(() => createChartCursor(), [])
  const [zoomed, setZoomed] = useState<TimeRange | null>(null)
  const [history, setHistory] = useState(EMPTY_HISTORY)
  const active = alert.clearedAtMs === null
  const whole = useMemo(() => episodeRange(alert, nowMs), [alert, nowMs])
  const range = zoomed ?? whole
  const listed = useCall('listPoints', { deviceId: alert.deviceId })
  const points = useMemo(() => (listed.data ?? []).filter((point) => point.id === pointId), [listed.data, pointId])
  const pointIds = useMemo(() => [pointId], [pointId])
  const data = useTrendData({ pointIds, range, live: active && zoomed === null, compare: false, bandPointId: points[0]?.kind === 'analog' ? pointId : null, width })
  const gaps = useMemo(() => data.gaps.filter((gap) => gap.deviceId === null || gap.deviceId === alert.deviceId), [data.gaps, alert.deviceId])
  const colors = useMemo(() => pointColors(pointIds, scheme), [pointIds, scheme])
  const alerts = useMemo(() => [alert, ...data.alerts.filter((other) => other.id !== alert.id)], [alert, data.alerts])
  const undo = (): void => {
    const step = undoRange(history)
    setHistory(step?.history ?? EMPTY_HISTORY)
    setZoomed(step === null || step.history.past.length === 0 ? null : step.range)
  }
  const zoom = (next: TimeRange, gesture: boolean): void => {
    setHistory((old) => rememberRange(old, range, Date.now(), gesture))
    setZoomed(next)
  }
  const openTrend = (): void => navigate(trendDoor({ points: [pointId], fromMs: range.fromMs, toMs: range.toMs }))
  return (
    <div className={classes.box} ref={box}>
      {listed.isPending || (data.loading && data.series.size === 0 && data.error === null) ? (
        <LoadingPanel what={t('trend.loadingReadings')} />
      ) : data.error && data.series.size === 0 ? (
        <ErrorPanel error={data.error} retry={data.retry} />
      ) : (
        <TrendChart
          {...{ points, range, nowMs, timeZone, colors, cursor, alerts, gaps }}
          plain
          focusId={null}
          series={data.series}
          compared={null}
          band={data.band}
          label={t('trend.chartLabel', { points: points[0]?.name ?? '' })}
          onRange={zoom}
          onUndo={undo}
          onFocus={openTrend}
          onAlert={openTrend}
        />
      )}
    </div>
  )
}
