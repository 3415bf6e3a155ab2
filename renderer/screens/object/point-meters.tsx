/** The meters that are made from the point, each a door to what it measured; nothing where there is none. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Facts } from '../../components/facts.tsx'
import { metersOfPoint } from '../../components/meter-points.ts'
import { Section } from '../../components/section.tsx'
import { meterDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import classes from './object-screen.module.css'

export const PointMeters = ({ pointId }: { readonly pointId: number }) => {
  const { t } = useTranslation()
  const made = metersOfPoint(useCall('listMeters', {}).data ?? [], pointId)
  if (made.length === 0) return null
  // A temperature may be part of several heat meters.
  const parts = [...new Set(made.map(({ part }) => part))]
  return (
    <Section title={t('device.meters', { count: made.length })}>
      <Facts
        facts={parts.map((part) => [
          t(`device.meterPart.${part}`),
          <ul key={part} className={classes.meters}>
            {made.filter((one) => one.part === part).map(({ meter: { id, name, ignored } }) => (
              <li key={id}>
                <Link href={meterDoor(id)}>{name}</Link>
                {ignored && <span className={classes.quiet}> {t('energy.ignored')}</span>}
              </li>
            ))}
          </ul>,
        ])}
      />
    </Section>
  )
}
