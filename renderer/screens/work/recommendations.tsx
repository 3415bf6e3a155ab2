/** What open alerts and findings of health ask for and nobody has taken up, and points that move towards a limit. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LimitCrossing, Recommendation } from '../../../shared/domain/task.ts'
import table from '../../components/data-table.module.css'
import { useMessageText } from '../../components/engine-text.ts'
import { Section } from '../../components/section.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Ago } from '../../components/time.tsx'
import { alertDetailDoor, devicePageDoor, trendDoor } from '../../doors.ts'
import { usePointIndex } from '../../engine/indexes.ts'
import { useCrossingText } from './crossing.ts'
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
      <table className={`${table.table} ${classes.asked}`}>
        <thead>
          <tr>
            <th scope="col">{t('work.column.urgency')}</th>
            <th scope="col">{t('work.asked.what')}</th>
            <th scope="col">{t('work.asked.check')}</th>
            <th scope="col">{t('work.column.bring')}</th>
            <th scope="col">{t('work.column.about')}</th>
            <th scope="col">{t('work.asked.since')}</th>
            <th scope="col" className={classes.acts}><span className={classes.hidden}>{t('work.column.acts')}</span></th>
          </tr>
        </thead>
        <tbody>
          {recommendations.slice(0, MOST_SHOWN).map((one) => {
            const bring = one.bring.map((thing) => text(thing)).join(', ')
            return (
              <tr key={one.alertId ?? `${one.deviceId} ${one.finding?.kind}`}>
                <td><StatusMark status={one.severity} label={t(`work.urgency.${one.urgency}`)} /></td>
                <td className={`${table.name} ${classes.wrong}`} title={one.why.map((why) => text(why)).join(' ')}><Link href={one.alertId === null ? devicePageDoor(one.deviceId, 'health') : alertDetailDoor(one.alertId)}>{text(one.title)}</Link></td>
                <td className={classes.check} title={one.checks.map((check) => text(check)).join(' ')}>{one.checks[0] === undefined ? '–' : text(one.checks[0])}</td>
                <td className={`${classes.bring} ${table.quiet}`} title={bring}>{bring === '' ? '–' : bring}</td>
                <td className={classes.about}><Subject about={one.about} /></td>
                <td><Ago atMs={one.sinceMs} /></td>
                <td className={classes.acts}><Button size="compact-xs" variant="default" aria-label={t('work.asked.takeOf', { title: text(one.title) })} onClick={() => take(one)}>{t('work.asked.take')}</Button></td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}

interface LimitCrossingsProps {
  readonly crossings: readonly LimitCrossing[]
  /** Whether open work answers it already. */
  readonly isTaken: (crossing: LimitCrossing) => boolean
  readonly take: (crossing: LimitCrossing) => void
}

export const LimitCrossings = ({ crossings, isTaken, take }: LimitCrossingsProps) => {
  const { t } = useTranslation()
  const points = usePointIndex()
  const sentence = useCrossingText()
  if (crossings.length === 0) return null
  return (
    <Section title={t('work.limits.title')}>
      <ul className={classes.sentences}>
        {crossings.map((one) => {
          const name = points.get(one.pointId)?.name ?? t('work.removed')
          return (
            <li key={`${one.pointId} ${one.side}`} className={classes.crossing}>
              <span><Link href={trendDoor({ points: [one.pointId], fromMs: one.fromMs, toMs: one.toMs })}>{name}</Link> {sentence(one)}</span>
              {isTaken(one) ? <span className={table.quiet}>{t('work.limits.taken')}</span> : <Button size="compact-xs" variant="default" aria-label={t('work.limits.takeOf', { point: name })} onClick={() => take(one)}>{t('work.asked.take')}</Button>}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
