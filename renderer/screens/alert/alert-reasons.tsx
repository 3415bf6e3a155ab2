/** What may be behind an alert: likely causes with checks, related points that moved or did not, episodes like it. */
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { AlertExplanation, RelatedPoint, SimilarEpisode } from '../../../shared/domain/incident.ts'
import { Answer } from '../../components/answer.tsx'
import { useMessageText } from '../../components/engine-text.ts'
import { duration } from '../../components/format-time.ts'
import { Section } from '../../components/section.tsx'
import { Moment, Span } from '../../components/time.tsx'
import { ValueText } from '../../components/value.tsx'
import { alertDetailDoor, trendDoor } from '../../doors.ts'
import type { CallError } from '../../engine/engine-context.tsx'
import { usePointIndex } from '../../engine/indexes.ts'
import { Causes } from '../alerts/causes.tsx'
import { likelihoodWord } from '../alerts/likelihood.ts'
import classes from './alert-reasons.module.css'

const NEAR_MS = 60_000

/** `3 min before`, `at the same time`, `did not move`. */
const Moved = ({ point, alert }: { readonly point: RelatedPoint; readonly alert: Alert }) => {
  const { t } = useTranslation()
  if (point.sinceMs === null) return t(point.expected === null ? 'alert-detail.notJudged' : 'alert-detail.didNotMove')
  const apart = point.sinceMs - alert.startedAtMs
  if (Math.abs(apart) < NEAR_MS) return t('alert-detail.sameTime')
  return t(apart < 0 ? 'alert-detail.before' : 'alert-detail.later', { length: duration(t, Math.abs(apart)) })
}

const Related = ({ alert, related }: { readonly alert: Alert; readonly related: readonly RelatedPoint[] }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const points = usePointIndex()
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('alert-detail.point')}</th>
          <th scope="col">{t('alert-detail.relation')}</th>
          <th scope="col">{t('alert-detail.moved')}</th>
          <th scope="col" className={classes.number}>
            {t('alert-detail.value')}
          </th>
          <th scope="col" className={classes.number}>
            {t('alerts.expected')}
          </th>
        </tr>
      </thead>
      <tbody>
        {related.map((one) => {
          const point = points.get(one.pointId)
          if (point === undefined) return null
          return (
            <tr key={one.pointId} data-still={one.sinceMs === null || undefined}>
              <td>
                <Link href={trendDoor({ points: [...(alert.pointId === null ? [] : [alert.pointId]), one.pointId] })}>{point.name}</Link>
              </td>
              <td>{text(one.relation)}</td>
              <td>
                <Moved point={one} alert={alert} />
              </td>
              <td className={classes.number}>
                <ValueText point={point} value={one.value} />
              </td>
              <td className={classes.number}>
                <ValueText point={point} value={one.expected} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const Similar = ({ similar }: { readonly similar: readonly SimilarEpisode[] }) => {
  const { t } = useTranslation()
  return (
    <ul className={classes.similar}>
      {similar.map((one) => (
        <li key={one.alertId}>
          <Link href={alertDetailDoor(one.alertId)}>
            <Moment atMs={one.startedAtMs} />
          </Link>
          <span>
            <Span fromMs={one.startedAtMs} toMs={one.endedAtMs} />
          </span>
          <span className={classes.quiet}>{t(`alert-detail.likeness.${likelihoodWord(one.likeness)}`)}</span>
          <span className={one.note === '' ? classes.quiet : undefined}>{one.note === '' ? t('alert-detail.noNote') : one.note}</span>
        </li>
      ))}
    </ul>
  )
}

/** What the alert itself says to look at, where the engine names no cause. */
const Checks = ({ alert }: { readonly alert: Alert }) => {
  const text = useMessageText()
  return (
    <ol className={classes.checks}>
      {alert.checks.map((check) => (
        <li key={text(check)}>{text(check)}</li>
      ))}
    </ol>
  )
}

interface AlertReasonsProps {
  readonly alert: Alert
  readonly explanation: UseQueryResult<AlertExplanation, CallError>
}

export const AlertReasons = ({ alert, explanation }: AlertReasonsProps) => {
  const { t } = useTranslation()
  return (
    <Answer query={explanation} loading={t('alert-detail.explaining')}>
      {({ causes, related, relatedMoved, relatedJudged, similar }) => (
        <>
          <Section title={t('incident.causes')}>{causes.length === 0 && alert.checks.length > 0 ? <Checks alert={alert} /> : <Causes causes={causes} />}</Section>
          {alert.pointId !== null && (
            <Section title={t('alert-detail.related')} aside={related.length > 0 && t('alert-detail.movedOf', { moved: relatedMoved, count: relatedJudged })}>{related.length === 0 ? <p className={classes.none}>{t('alert-detail.noRelated')}</p> : <Related alert={alert} related={related} />}</Section>
          )}
          <Section title={t('alert-detail.similar')}>{similar.length === 0 ? <p className={classes.none}>{t('alert-detail.noSimilar')}</p> : <Similar similar={similar} />}</Section>
        </>
      )}
    </Answer>
  )
}
