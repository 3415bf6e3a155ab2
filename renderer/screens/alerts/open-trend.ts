/** Leads from alerts to the trend of their points over the time in which they happened. */
import type { Alert } from '../../../shared/domain/alert.ts'
import { alertPeriod } from '../../components/alert-facts.ts'
import { trendDoor } from '../../doors.ts'
import { navigate } from '../../hash-location.ts'
import { travelNow } from '../../time-machine/travel.ts'

/** More lines on one chart are not read. */
const MOST_POINTS = 8

/** Nothing for alerts of whole devices alone. */
export const openTrend = (alerts: readonly Alert[]): void => {
  const points = [...new Set(alerts.flatMap(({ pointId }) => (pointId === null ? [] : [pointId])))].slice(0, MOST_POINTS)
  if (points.length === 0) return
  const periods = alerts.map((alert) => alertPeriod(alert, travelNow().atMs ?? Date.now()))
  navigate(trendDoor({ points, fromMs: Math.min(...periods.map(({ fromMs }) => fromMs)), toMs: Math.max(...periods.map(({ toMs }) => toMs)) }))
}
