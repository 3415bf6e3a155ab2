/** What cost a device points on a day: how many, what was seen with its numbers, and doors to the trend of the period and to the alert. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DeviceHealthDetail, HealthDeduction, HealthEvidence } from '../../../shared/domain/health.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { alertDetailDoor, trendDoor } from '../../doors.ts'
import classes from './health.module.css'

const Evidence = ({ evidence, alone }: { readonly evidence: HealthEvidence; readonly alone: boolean }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const { pointId, alertId, fromMs, toMs } = evidence
  if (alone && pointId === null && alertId === null) return null
  return (
    <li>
      {!alone && <span>{text(evidence.text)}</span>}
      {pointId !== null && <Link href={trendDoor({ points: [pointId], fromMs, toMs })}>{t('health.toTrend')}</Link>}
      {alertId !== null && <Link href={alertDetailDoor(alertId)}>{t('health.toAlert')}</Link>}
    </li>
  )
}

const Deduction = ({ deduction }: { readonly deduction: HealthDeduction }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const { points, part, evidence, affected } = deduction
  const words = text(deduction.text)
  return (
    <li className={classes.deduction}>
      <span className={classes.points}>{points > 0 ? `−${points.toFixed(1)}` : '0.0'}</span>
      <div>
        <h3>{words}</h3>
        <span className={classes.quiet}>{t(`health.part.${part}`)}</span>
        <ul className={classes.evidence}>
          {evidence.map((one) => (
            <Evidence key={JSON.stringify(one)} evidence={one} alone={text(one.text) === words} />
          ))}
        </ul>
        {affected > evidence.length && <span className={classes.quiet}>{t('health.more', { count: affected - evidence.length })}</span>}
      </div>
    </li>
  )
}

export const Deductions = ({ detail }: { readonly detail: DeviceHealthDetail }) => {
  const { t } = useTranslation()
  if (detail.deductions.length === 0) return <p className={classes.quiet}>{t(detail.day === null || detail.day.score === null ? 'health.noScoreThen' : 'health.nothingFoundThen')}</p>
  return (
    <ul className={classes.deductions}>
      {detail.deductions.map((deduction) => (
        <Deduction key={deduction.kind} deduction={deduction} />
      ))}
    </ul>
  )
}
