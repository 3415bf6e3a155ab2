/** The score, large and calm, with the period it is of, and the scale of a hundred points below it. */
import { useTranslation } from 'react-i18next'
import type { CheckUp } from '../../../shared/domain/check-up.ts'
import { Ago, Moment, Span } from '../../components/time.tsx'
import { statusColor } from '../../theme/status.ts'
import { scaleSegments } from './check-up-order.ts'
import classes from './score.module.css'

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

/** What is left in grey; each deduction in the colour of its severity. The list below says the same in words. */
const Scale = ({ score, deductions }: { readonly score: number; readonly deductions: CheckUp['deductions'] }) => {
  const { left, taken } = scaleSegments(score, deductions)
  return (
    <span className={classes.scale} aria-hidden="true">
      <span className={classes.left} style={{ width: percent(left) }} />
      {taken.map(({ check, severity, share }) => (
        <span key={check} className={classes.taken} style={{ width: percent(share), background: statusColor(severity) }} />
      ))}
    </span>
  )
}

export const Score = ({ checkUp }: { readonly checkUp: CheckUp }) => {
  const { t } = useTranslation()
  const { score } = checkUp
  return (
    <div className={classes.block}>
      <p className={classes.line}>
        <span className={classes.score} data-none={score === null || undefined}>{score === null ? '–' : Math.round(score)}</span>
        <span className={classes.of}>{t(score === null ? 'check-up.noScore' : 'check-up.of')}</span>
      </p>
      {score !== null && <Scale score={score} deductions={checkUp.deductions} />}
      <p className={classes.period}>
        {t('check-up.observed')} <Moment atMs={checkUp.fromMs} />
        {t('check-up.to')} <Moment atMs={checkUp.atMs} /> (<Span fromMs={checkUp.fromMs} toMs={checkUp.atMs} />){t('check-up.workedOut')} <Ago atMs={checkUp.atMs} />
      </p>
    </div>
  )
}
