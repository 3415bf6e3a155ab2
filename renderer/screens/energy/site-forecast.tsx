/** What the site will use today and tomorrow of each medium, how high its demand will be and how likely it goes over a limit, with the model and how good it was. */
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ForecastDay, TodayCorrection } from '../../../shared/domain/energy-forecast.ts'
import type { EnergyOverview, EnergyOverviewSite, Measure, Meter } from '../../../shared/domain/energy.ts'
import table from '../../components/data-table.module.css'
import { failureText, useMessageText } from '../../components/engine-text.ts'
import { clockTime } from '../../components/format-time.ts'
import { formatShare } from '../../components/format-value.ts'
import { Moment, useTimeZone } from '../../components/time.tsx'
import { meterDoor } from '../../doors.ts'
import { useCall } from '../../engine/engine-context.tsx'
import { amountText, demandText, shortAmount } from './meter-units.ts'
import classes from './energy.module.css'

const share = (probability: number): string => formatShare(Math.round(probability * 100) / 100)

const Total = ({ day, measure }: { readonly day: ForecastDay | undefined; readonly measure: Measure }) => {
  const { t } = useTranslation()
  if (day === undefined) return null
  return (
    <>
      {amountText(day.energy, measure)}
      {day.energyLow !== undefined && day.energyHigh !== undefined && <span className={classes.risk}>{t('energy.siteForecast.band', { low: shortAmount(day.energyLow), high: amountText(day.energyHigh, measure) })}</span>}
    </>
  )
}

/** What today is expected to be by now: measured until now, the rest corrected by that. */
const Corrected = ({ today, measure }: { readonly today: TodayCorrection | null; readonly measure: Measure }) => {
  const { t } = useTranslation()
  return today === null ? null : (
    <>
      <span className={`${classes.risk} ${classes.corrected}`}>{t('energy.siteForecast.corrected', { energy: amountText(today.energy, measure) })}</span>
      <span className={classes.risk}>{t('energy.siteForecast.band', { low: shortAmount(today.energyLow), high: amountText(today.energyHigh, measure) })}</span>
    </>
  )
}

const Peak = ({ day, measure }: { readonly day: ForecastDay | undefined; readonly measure: Measure }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  if (day === undefined) return null
  return (
    <>
      {demandText(day.peak, measure)}
      <span className={classes.risk}>{t('energy.forecast.near', { time: clockTime(day.peakAtMs, timeZone) })}</span>
    </>
  )
}

interface RowProps {
  readonly site: EnergyOverviewSite
  /** The meter of the medium that is likeliest to go over its own limit; limits are of meters, also where the site has several. */
  readonly risk: { readonly meter: Meter; readonly probability: number } | null
}

const Row = ({ site: { medium, measure }, risk }: RowProps) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const subject = { what: 'site', medium, measure } as const
  const answer = useCall('getForecast', { subject }, { keepPrevious: true })
  const summary = useCall('getForecastRecord', { subject, horizon: 'day' }, { keepPrevious: true }).data?.summary
  const name = <td>{t(`energy.medium.${medium}`)}</td>
  if (answer.data === undefined) return <tr>{name}<td colSpan={6} className={classes.quiet}>{answer.error === null ? t('energy.loading') : failureText(t, answer.error.failure)}</td></tr>
  const { forecast, why } = answer.data
  if (forecast === null) return <tr>{name}<td colSpan={6} className={classes.quiet}>{why === null ? t('energy.forecast.none') : text(why)}</td></tr>
  const [today, tomorrow] = forecast.days
  const { basis, limit, madeAtMs } = forecast
  return (
    <tr>
      {name}
      <td className={table.number}>
        <Total day={today} measure={measure} />
        <Corrected today={forecast.today} measure={measure} />
      </td>
      <td className={table.number}><Total day={tomorrow} measure={measure} /></td>
      <td className={table.number}><Peak day={today} measure={measure} /></td>
      <td className={table.number}><Peak day={tomorrow} measure={measure} /></td>
      <td>
        {limit !== null && typeof today?.exceedance === 'number' ? (
          <>
            {t('energy.siteForecast.riskOf', { share: share(today.exceedance), limit: demandText(limit, measure) })}
            {typeof tomorrow?.exceedance === 'number' && <span className={classes.risk}>{t('energy.siteForecast.riskTomorrow', { share: share(tomorrow.exceedance) })}</span>}
          </>
        ) : risk === null ? (
          <span className={classes.quiet}>{t('energy.siteForecast.noLimit')}</span>
        ) : (
          <>
            <Link href={meterDoor(risk.meter.id)}>{risk.meter.name}</Link> {t('energy.siteForecast.riskMeter', { share: share(risk.probability) })}
          </>
        )}
      </td>
      <td className={classes.model}>
        {basis.methods.map(({ method }) => t(`energy.method.${method}`)).join(' + ')} <span className={classes.whole}>({basis.version})</span>
        <span className={classes.risk}>
          {t('energy.siteForecast.madeAt')} <Moment atMs={madeAtMs} />
        </span>
        <span className={classes.risk}>
          {summary === undefined || summary === null ? t('energy.siteForecast.notScored') : `${t('energy.siteForecast.score')} ${t('energy.siteForecast.scoreText', { share: formatShare(summary.wape), days: summary.forecasts })}`}
        </span>
      </td>
    </tr>
  )
}

/** Of the meters of a medium the one whose limit is likeliest to be exceeded today. */
const riskiest = ({ medium, measure }: EnergyOverviewSite, overview: EnergyOverview, meters: readonly Meter[]): RowProps['risk'] => {
  const own = meters.filter((meter) => meter.medium === medium && meter.measure === measure && !meter.ignored)
  const risks = own.flatMap((meter) => {
    const probability = overview.meters.find(({ meterId }) => meterId === meter.id)?.peakRisk ?? null
    return probability === null ? [] : [{ meter, probability }]
  })
  return risks.toSorted((a, b) => b.probability - a.probability)[0] ?? null
}

export const SiteForecast = ({ overview, meters }: { readonly overview: EnergyOverview; readonly meters: readonly Meter[] }) => {
  const { t } = useTranslation()
  return (
    <table className={`${table.table} ${classes.siteForecast}`}>
      <thead>
        <tr>
          <th scope="col">{t('energy.siteForecast.medium')}</th>
          {(['today', 'tomorrow', 'peakToday', 'peakTomorrow'] as const).map((column) => (
            <th key={column} scope="col" className={table.number}>{t(`energy.siteForecast.${column}`)}</th>
          ))}
          <th scope="col">{t('energy.siteForecast.risk')}</th>
          <th scope="col">{t('energy.siteForecast.model')}</th>
        </tr>
      </thead>
      <tbody>
        {overview.site.map((site) => (
          <Row key={`${site.medium} ${site.measure}`} site={site} risk={riskiest(site, overview, meters)} />
        ))}
      </tbody>
    </table>
  )
}
