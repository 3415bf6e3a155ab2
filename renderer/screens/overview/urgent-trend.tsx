/** The trend of the most urgent alert below a short list: what happened, at a glance, without a click. */
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Alert } from '../../../shared/domain/alert.ts'
import { LoadingPanel } from '../../components/state-panel.tsx'
import { alertDoor } from '../../doors.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import classes from './urgent-trend.module.css'

const AlertTrend = lazy(async () => ({ default: (await import('../../charts/alert-trend.tsx')).AlertTrend }))

/** With more alerts the list needs the room, and one of them says less. */
const MOST_ABOVE_TREND = 4

/** `alerts`: the most urgent first. Nothing where the list is long or no alert is about a point. */
export const UrgentTrend = ({ alerts }: { readonly alerts: readonly Alert[] }) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const alert = alerts.length > MOST_ABOVE_TREND ? undefined : alerts.find(({ pointId }) => pointId !== null)
  const point = points.get(alert?.pointId ?? 0)
  if (alert === undefined || point === undefined) return null
  return (
    <div className={classes.trend}>
      <Link href={alertDoor(alert.id)} className={classes.name}>
        {point.name}
        <span className={classes.quiet}>{point.description}</span>
      </Link>
      <div className={classes.chart}>
        <Suspense fallback={<LoadingPanel what={t('alerts.loadingTrend')} />}>
          <AlertTrend alert={alert} />
        </Suspense>
      </div>
    </div>
  )
}
