/** What to do first: what saves most at the top, each with its meter, its evidence, its saving and the check to make. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Recommendation } from '../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { meterDoor } from '../../doors.ts'
import { useDayDoor } from '../energy/day-door.ts'
import { amountUnit } from '../energy/meter-units.ts'
import { savingRange, savingWithin } from './score-text.ts'
import classes from './efficiency.module.css'

const Days = ({ daysMs, meter }: { readonly daysMs: readonly number[]; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const dayDoor = useDayDoor(meter)
  if (daysMs.length === 0) return null
  return (
    <p className={classes.days}>
      {t('efficiency.worstDays')}{' '}
      {daysMs.map((dayMs, index) => {
        const { label, to } = dayDoor(dayMs)
        return (
          <span key={dayMs}>
            {index > 0 && ', '}
            {to === null ? label : <Link href={to}>{label}</Link>}
          </span>
        )
      })}
    </p>
  )
}

const Item = ({ one, meter }: { readonly one: Recommendation; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  return (
    <li>
      <div className={classes.saving}>
        <strong>{t('efficiency.aYear', { amount: savingWithin(one.energyYear, one.uncertaintyYear, amountUnit(meter.measure)) })}</strong>
        <span className={classes.quiet}>{one.costYear === null ? t('efficiency.noTariff') : t('efficiency.aYear', { amount: savingRange(one.costYear, one.costUncertainty ?? 0, one.currency ?? '', t('efficiency.to')) })}</span>
      </div>
      <div>
        <h3>
          {t(`efficiency.finding.${one.kind}`)}: <Link href={meterDoor(meter.id)}>{meter.name}</Link>
        </h3>
        <p>{text(one.evidence)}</p>
        <Days daysMs={one.daysMs} meter={meter} />
        <p>
          <span className={classes.quiet}>{t('efficiency.check')}</span> {text(one.check)}
        </p>
      </div>
    </li>
  )
}

interface ListProps {
  readonly recommendations: readonly Recommendation[]
  readonly meters: readonly Meter[]
  readonly pending: number
}

export const RecommendationList = ({ recommendations, meters, pending }: ListProps) => {
  const { t } = useTranslation()
  const byId = new Map(meters.map((meter) => [meter.id, meter]))
  if (recommendations.length === 0) return <p className={classes.quiet}>{pending > 0 ? t('efficiency.notYet') : t('efficiency.nothing')}</p>
  return (
    <ol className={classes.list}>
      {recommendations.map((one) => {
        const meter = byId.get(one.meterId)
        return meter === undefined ? null : <Item key={`${one.meterId} ${one.kind}`} one={one} meter={meter} />
      })}
    </ol>
  )
}
