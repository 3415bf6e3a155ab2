/** How an answer was made: period, grid, what was taken off, and the method. */
import { useTranslation } from 'react-i18next'
import type { CorrelationBasis } from '../../../shared/domain/correlation.ts'
import { duration, fullTime } from '../../components/format-time.ts'
import { useTimeZone } from '../../components/time.tsx'
import { usePointNames } from './point-names.ts'
import classes from './correlation.module.css'

export const Basis = ({ answer }: { readonly answer: CorrelationBasis }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const nameOf = usePointNames()
  const { options, outdoorPointId } = answer
  const off = options.outdoor ? (outdoorPointId === null ? t('correlation.basisNoOutdoor') : t('correlation.basisOutdoor', { name: nameOf(outdoorPointId) })) : ''
  return (
    <p className={classes.basis}>
      {t('correlation.basis', { from: fullTime(answer.fromMs, timeZone), to: fullTime(answer.toMs, timeZone), step: duration(t, answer.stepMs), method: t(`correlation.method.${options.method}`) })} {t(options.season ? 'correlation.basisSeason' : 'correlation.basisNoSeason')} {off}
    </p>
  )
}
