/** How good forecasts of a meter were, in words: those that were kept, and each method on the meter's own past. */
import { useTranslation } from 'react-i18next'
import type { ForecastBasis, ForecastHorizon } from '../../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import table from '../../components/data-table.module.css'
import { formatShare } from '../../components/format-value.ts'
import { useCall } from '../../engine/engine-context.tsx'
import classes from './energy.module.css'

const Sentence = ({ meter, horizon }: { readonly meter: Meter; readonly horizon: ForecastHorizon }) => {
  const { t } = useTranslation()
  const summary = useCall('getForecastRecord', { subject: { what: 'meter', meterId: meter.id }, horizon }, { keepPrevious: true }).data?.summary
  if (summary === undefined || summary === null) return null
  const { forecasts, afterwards, wape, peakError, peakHourHit, inBand } = summary
  const parts = [
    t(`energy.forecast.record.${horizon}`, { count: forecasts, error: formatShare(wape) }),
    ...(peakError === null ? [] : [t('energy.forecast.record.peak', { error: formatShare(peakError) })]),
    ...(peakHourHit === null || horizon === 'week' ? [] : [t('energy.forecast.record.hour', { share: formatShare(peakHourHit) })]),
    ...(inBand === null ? [] : [t('energy.forecast.record.band', { share: formatShare(inBand) })]),
    ...(afterwards === 0 ? [] : [t('energy.forecast.record.afterwards', { count: afterwards })]),
  ]
  return <p className={classes.record}>{parts.join(' ')}</p>
}

/** What corrections within the day were worth, against the same hours as they were forecast before it. */
const Corrected = ({ meter }: { readonly meter: Meter }) => {
  const { t } = useTranslation()
  const corrected = useCall('getForecastRecord', { subject: { what: 'meter', meterId: meter.id }, horizon: 'day' }, { keepPrevious: true }).data?.corrected ?? []
  return corrected.map(({ hour, days, wape, wapeBefore, inBand }) => (
    <p key={hour} className={classes.record}>
      {t('energy.forecast.record.corrected', { time: `${String(hour).padStart(2, '0')}:00`, count: days, error: formatShare(wape), before: formatShare(wapeBefore) })}
      {inBand !== null && ` ${t('energy.forecast.record.band', { share: formatShare(inBand) })}`}
    </p>
  ))
}

export const ForecastRecordText = ({ meter, basis }: { readonly meter: Meter; readonly basis: ForecastBasis }) => {
  const { t } = useTranslation()
  return (
    <>
      <h3 className={classes.small}>{t('energy.forecast.record.title')}</h3>
      <Sentence meter={meter} horizon="day" />
      <Corrected meter={meter} />
      <Sentence meter={meter} horizon="week" />
      {basis.trials.length === 0 ? (
        <p className={classes.quiet}>{t('energy.forecast.record.noTrials')}</p>
      ) : (
        <table className={`${table.table} ${classes.trials}`}>
          <caption>{t('energy.forecast.record.trials', { count: basis.trialDays })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('energy.forecast.record.method')}</th>
              {(['error', 'peakError', 'weight'] as const).map((name) => (
                <th key={name} scope="col" className={table.number}>
                  {t(`energy.forecast.record.column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {basis.trials.map(({ method, wape, peakError, used }) => (
              <tr key={method}>
                <td>{t(`energy.method.${method}`)}</td>
                <td className={table.number}>{formatShare(wape)}</td>
                <td className={table.number}>{formatShare(peakError)}</td>
                <td className={table.number}>{used === 0 ? t('energy.forecast.record.unused') : formatShare(Math.round(used * 100) / 100)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
