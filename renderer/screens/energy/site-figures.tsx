/** What the site used of each medium today and this week, against what was to be expected. */
import { useTranslation } from 'react-i18next'
import type { EnergyOverviewSite } from '../../../shared/domain/energy.ts'
import { formatShare } from '../../components/format-value.ts'
import { co2Text, moneyText } from '../../components/money.ts'
import { amountText } from './meter-units.ts'
import classes from './energy.module.css'

const Figure = ({ label, value, expected }: { readonly label: string; readonly value: string; readonly expected: string | null }) => {
  const { t } = useTranslation()
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {expected !== null && <dd className={classes.quiet}>{t('energy.expected', { value: expected })}</dd>}
    </div>
  )
}

const Medium = ({ site }: { readonly site: EnergyOverviewSite }) => {
  const { t } = useTranslation()
  const { medium, measure, today, todayExpected, week, weekExpected, costWeek, currency, co2KgWeek, coverage } = site
  const expected = (value: number | null): string | null => (value === null ? null : amountText(value, measure))
  return (
    <section className={classes.medium} aria-label={t(`energy.medium.${medium}`)}>
      <h3>{t(`energy.medium.${medium}`)}</h3>
      <dl>
        <Figure label={t('energy.today')} value={amountText(today, measure)} expected={expected(todayExpected)} />
        <Figure label={t('energy.thisWeek')} value={amountText(week, measure)} expected={expected(weekExpected)} />
        {costWeek !== null && <Figure label={t('energy.figure.costWeek')} value={moneyText(costWeek, currency)} expected={null} />}
        {co2KgWeek !== null && <Figure label={t('energy.figure.co2Week')} value={co2Text(co2KgWeek)} expected={null} />}
      </dl>
      <p className={classes.quiet}>
        {formatShare(coverage)} {t('energy.coverage')}
      </p>
    </section>
  )
}

export const SiteFigures = ({ site }: { readonly site: readonly EnergyOverviewSite[] }) => (
  <div className={classes.media}>
    {site.map((each) => (
      <Medium key={`${each.medium} ${each.measure}`} site={each} />
    ))}
  </div>
)
