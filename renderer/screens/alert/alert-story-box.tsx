/** The trend of the alert with the points that moved beside it. */
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { AlertExplanation } from '../../../shared/domain/incident.ts'
import { LoadingPanel } from '../../components/state-panel.tsx'
import { useViewedPoints } from '../../engine/viewed-points.ts'
import classes from './alert-story-box.module.css'

const AlertStory = lazy(async () => ({ default: (await import('../../charts/alert-trend.tsx')).AlertStory }))

/** More small charts are not read at a glance; those that did not move say less. */
const MOST_RELATED = 4
const MOST_STILL = 2

const toShow = (related: AlertExplanation['related']): AlertExplanation['related'] => {
  const moved = related.filter(({ sinceMs }) => sinceMs !== null)
  const still = related.filter(({ sinceMs }) => sinceMs === null)
  return [...moved.slice(0, MOST_RELATED), ...still.slice(0, Math.max(0, Math.min(MOST_STILL, MOST_RELATED - moved.length)))]
}

interface AlertStoryBoxProps {
  readonly alert: Alert
  readonly explanation: AlertExplanation | undefined
}

export const AlertStoryBox = ({ alert, explanation }: AlertStoryBoxProps) => {
  const { t } = useTranslation()
  const related = useMemo(() => toShow(explanation?.related ?? []), [explanation])
  useViewedPoints(useMemo(() => related.map(({ pointId }) => pointId), [related]))
  if (alert.pointId === null) return null
  return (
    <div className={classes.story}>
      <Suspense fallback={<LoadingPanel what={t('alerts.loadingTrend')} />}>
        <AlertStory alert={alert} sinceMs={explanation?.sinceMs ?? null} related={related} />
      </Suspense>
    </div>
  )
}
