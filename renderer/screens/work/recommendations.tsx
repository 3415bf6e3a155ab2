/** What open alerts ask for and nobody has taken up, and points that move towards a limit. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { formatQuantity } from '../../../shared/format-quantity.ts'
import type { LimitCrossing, Recommendation } from '../../../shared/domain/task.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago, useTimeZone } from '../../components/time.tsx'
import { alertDetailDoor, trendDoor } from '../../doors.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import { dateText } from './due-text.ts'
import { Subject } from './subject.tsx'
import classes from './work.module.css'

/** More are in the list of alerts. */
const MOST_SHOWN = 20

export const Recommendations = ({ recommendations, take }: { readonly recommendations: readonly Recommendation[]; readonly take: (recommendation: Recommendation) => void }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  if (recommendations.length === 0) return null
  return (
    <Section title={t('work.asked.title')} aside={recommendations.length > MOST_SHOWN ? t('work.asked.more', { shown: MOST_SHOWN, count: recommendations.length }) : undefined}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('work.column.urgency')}</th>
            <th scope="col">{t('work.asked.what')}</th>
            <th scope="col">{t('work.asked.check')}</th>
            <th scope="col">{t('work.column.about')}</th>
            <th scope="col">{t('work.asked.since')}</th>
            <th scope="col" className={classes.acts}><span className={classes.hidden}>{t('work.column.acts')}</span></th>
          </tr>
        </thead>
        <tbody>
          {recommendations.slice(0, MOST_SHOWN).map((one) => (
            <tr key={one.alertId}>
              <td><StatusMark status={one.severity} label={t(`work.urgency.${one.urgency}`)} /></td>
              <td className={table.name} title={one.why.map((why) => text(why)).join(' ')}><Link href={alertDetailDoor(one.alertId)}>{text(one.title)}</Link></td>
              <td className={classes.check} title={one.checks.map((check) => text(check)).join(' ')}>{one.checks[0] === undefined ? '–' : text(one.checks[0])}</td>
              <td className={classes.about}><Subject about={one.about} /></td>
              <td><Ago atMs={one.sinceMs} /></td>
              <td className={classes.acts}><Button size="compact-xs" variant="default" aria-label={t('work.asked.takeOf', { title: text(one.title) })} onClick={() => take(one)}>{t('work.asked.take')}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

export const LimitCrossings = ({ crossings }: { readonly crossings: readonly LimitCrossing[] }) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const timeZone = useTimeZone()
  if (crossings.length === 0) return null
  return (
    <Section title={t('work.limits.title')}>
      <ul className={classes.sentences}>
        {crossings.map((one) => {
          const point = points.get(one.pointId)
          const quantity = (value: number): string => formatQuantity({ value, units: point?.units ?? null })
          const interval = one.latestMs === null ? t('work.due.from', { from: dateText(one.earliestMs, timeZone) }) : t('work.due.between', { from: dateText(one.earliestMs, timeZone), to: dateText(one.latestMs, timeZone) })
          return (
            <li key={`${one.pointId} ${one.side}`}>
              <Link href={trendDoor({ points: [one.pointId], fromMs: one.fromMs, toMs: one.toMs })}>{point?.name ?? t('work.removed')}</Link>{' '}
              {t(`work.limits.${one.side}`, { limit: quantity(one.limit), date: dateText(one.likelyMs, timeZone), interval, level: quantity(one.level), perDay: quantity(one.perDay), count: one.days })}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
