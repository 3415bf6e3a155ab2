/** How much is learnt of the point: from which days, how much of them was observed, and how it is judged meanwhile. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Facts } from '../../components/facts.tsx'
import { formatShare } from '../../components/format-value.ts'
import { Section } from '../../components/section.tsx'
import { Moment } from '../../components/time.tsx'
import { detectionDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import classes from './object-screen.module.css'

/** Models arrive while they are loaded and learnt. */
const ASK_EVERY_MS = 30_000

export const PointLearnt = ({ pointId }: { readonly pointId: number }) => {
  const { t } = useTranslation()
  const learnt = useCall('getPointLearnt', { pointId }, { everyMs: ASK_EVERY_MS }).data
  if (learnt === undefined) return null
  const isYoung = learnt.state === 'young' || (learnt.state === 'learnt' && learnt.age === 'hours')
  return (
    <Section title={t('detection.pointLearnt.title')} aside={<Link href={detectionDoor()}>{t('detection.pointLearnt.settings')}</Link>}>
      {learnt.state === 'learnt' ? (
        <Facts
          facts={[
            [t('detection.pointLearnt.state'), t(`detection.pointLearnt.age.${learnt.age}`)],
            [t('detection.pointLearnt.days'), <span key="days"><Moment atMs={learnt.fromMs} /> – <Moment atMs={learnt.toMs} /></span>],
            [t('detection.pointLearnt.observed'), formatShare(learnt.coverage)],
          ]}
        />
      ) : (
        <p className={classes.said}>{t(`detection.pointLearnt.${learnt.state}`)}</p>
      )}
      {isYoung && <p className={`${classes.said} ${classes.quiet}`}>{t('detection.pointLearnt.cold')}</p>}
    </Section>
  )
}
