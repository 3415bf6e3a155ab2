/** Alerts above the bars of consumption, when they were; each is a door to the alert. Takes no room where there is none. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import { ALERT_LANE_HEIGHT, AlertHandles } from '../../charts/alert-handles.tsx'
import { alertBars } from '../../charts/alert-lanes.ts'
import type { Plot } from '../../charts/chart-geometry.ts'
import { spanMs, type TimeRange } from '../../charts/time-range.ts'
import { useNow } from '../../components/now.ts'
import { alertDoor } from '../../doors.ts'
import { navigate } from '../../hash-location.ts'
import classes from './energy.module.css'

const MOST_LANES = 3

const openAlert = ({ id }: Alert): void => navigate(alertDoor(id))

interface BarAlertsProps {
  readonly alerts: readonly Alert[]
  readonly range: TimeRange
  readonly plot: Plot
}

export const BarAlerts = ({ alerts, range, plot }: BarAlertsProps) => {
  const { t } = useTranslation()
  const nowMs = useNow('minute')
  const { fromMs, toMs } = range
  const bars = useMemo(() => alertBars(alerts, { fromMs, toMs }, nowMs, (spanMs({ fromMs, toMs }) / plot.width) * ALERT_LANE_HEIGHT, MOST_LANES), [alerts, fromMs, toMs, nowMs, plot.width])
  if (bars.length === 0) return null
  const height = (Math.max(...bars.map(({ lane }) => lane)) + 1) * ALERT_LANE_HEIGHT
  return (
    <div className={classes.chart} style={{ height }} role="group" aria-label={t('energy.alerts')}>
      <AlertHandles plot={plot} range={range} bars={bars} top={height} wordless={false} onOpen={openAlert} />
    </div>
  )
}
