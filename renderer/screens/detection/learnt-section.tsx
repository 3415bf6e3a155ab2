/** How much of the site is learnt: `1,240 of 1,310 points are learnt: 300 from hours, 700 from a day or more ...`, and how the rest is judged. */
import { useTranslation } from 'react-i18next'
import { LEARNT_AGES } from '../../../shared/domain/detection.ts'
import { Section } from '../../components/section.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import classes from './detection-screen.module.css'

/** Models arrive while they are loaded and learnt. */
const ASK_EVERY_MS = 30_000

export const LearntSection = () => {
  const { t } = useTranslation()
  const sum = useCall('getLearnt', {}, { everyMs: ASK_EVERY_MS }).data
  if (sum === undefined) return null
  const learnt = LEARNT_AGES.reduce((count, age) => count + sum.ages[age], 0)
  const parts = LEARNT_AGES.filter((age) => sum.ages[age] > 0).map((age) => t(`detection.learnt.from.${age}`, { count: sum.ages[age] }))
  const young = sum.points - sum.loading - learnt + sum.ages.hours
  return (
    <Section title={t('detection.learnt.title')}>
      <p className={classes.said}>
        {sum.points === 0 ? t('detection.learnt.nothing') : t(parts.length === 0 ? 'detection.learnt.none' : 'detection.learnt.sum', { learnt, count: sum.points, parts: parts.join(', ') })}
        {sum.loading > 0 && <> {t('detection.learnt.loading', { count: sum.loading })}</>}
      </p>
      {young > 0 && <p className={classes.quiet}>{t('detection.learnt.young', { count: young })}</p>}
    </Section>
  )
}
