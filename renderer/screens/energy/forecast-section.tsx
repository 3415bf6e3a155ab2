/** The forecast of a meter: beside what was measured, with the peaks of today and tomorrow, where it comes from, and how good earlier ones were. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnergyForecast, ForecastDay, TodayCorrection } from '../../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { startOfLocalDayMs } from '../../charts/site-clock.ts'
import { Answer } from '../../components/answer.tsx'
import { downloadFile } from '../../components/download.ts'
import { useMessageText } from '../../components/engine-text.ts'
import { Facts } from '../../components/facts.tsx'
import { clockTime } from '../../components/format-time.ts'
import { formatShare } from '../../components/format-value.ts'
import { useNow } from '../../components/now.ts'
import { Section } from '../../components/section.tsx'
import { Moment, useTimeZone } from '../../components/time.tsx'
import { useCall } from '../../engine/engine-context.tsx'
import { ForecastChart } from './forecast-chart.tsx'
import { forecastCsv } from './forecast-csv.ts'
import { ForecastRecordText } from './forecast-record.tsx'
import { amountText, demandText, shortAmount } from './meter-units.ts'
import classes from './energy.module.css'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Hours before and after now. */
const SPANS = { day: { before: 24, after: 24 }, week: { before: 48, after: 168 } } as const
type Span = keyof typeof SPANS

const Peak = ({ day, meter }: { readonly day: ForecastDay; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  return (
    <>
      {demandText(day.peak, meter.measure)} {t('energy.forecast.near', { time: clockTime(day.peakAtMs, timeZone) })}
      {day.exceedance !== null && <span className={classes.risk}>{t('energy.forecast.risk', { share: formatShare(Math.round(day.exceedance * 100) / 100) })}</span>}
    </>
  )
}

const Rest = ({ today: { miss, energy, energyLow, energyHigh }, meter: { measure } }: { readonly today: TodayCorrection; readonly meter: Meter }) => {
  const { t } = useTranslation()
  return (
    <>
      {t(miss >= 0 ? 'energy.forecast.movedUp' : 'energy.forecast.movedDown', { miss: demandText(Math.abs(miss), measure) })}
      <span className={classes.risk}>{t('energy.forecast.wholeToday', { energy: amountText(energy, measure), low: shortAmount(energyLow), high: amountText(energyHigh, measure) })}</span>
    </>
  )
}

const Origin = ({ forecast, meter }: { readonly forecast: EnergyForecast; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const { basis, days, madeAtMs, limit } = forecast
  const [today, tomorrow] = days
  const methods = basis.methods.map(({ method, weight }) => (basis.methods.length === 1 ? t(`energy.method.${method}`) : `${t(`energy.method.${method}`)} ${formatShare(Math.round(weight * 100) / 100)}`)).join(', ')
  return (
    <div>
      <Facts
        facts={[
          [t('energy.forecast.peakToday'), today === undefined ? null : <Peak key="today" day={today} meter={meter} />],
          [t('energy.forecast.peakTomorrow'), tomorrow === undefined ? null : <Peak key="tomorrow" day={tomorrow} meter={meter} />],
          [t('energy.forecast.energyToday'), today === undefined ? null : amountText(today.energy, meter.measure)],
          [t('energy.forecast.energyTomorrow'), tomorrow === undefined ? null : amountText(tomorrow.energy, meter.measure)],
          [t('energy.forecast.restOfToday'), forecast.today === null ? null : <Rest key="rest" today={forecast.today} meter={meter} />],
          [t('energy.forecast.made'), <Moment key="made" atMs={madeAtMs} />],
          [t('energy.forecast.method'), methods],
          [t('energy.forecast.weather'), t(`energy.forecast.weatherIs.${basis.weather}`)],
          [t('energy.forecast.restsOn'), t('energy.forecast.days', { count: basis.days, share: formatShare(basis.measured) })],
          [t('energy.forecast.fitted'), <Moment key="fitted" atMs={basis.fittedAtMs} />],
          [t('energy.forecast.version'), <span key="version" className={classes.whole}>{basis.version}</span>],
        ]}
      />
      {limit === null && <p className={classes.quiet}>{t('energy.forecast.noLimit')}</p>}
    </div>
  )
}

const Known = ({ forecast, meter }: { readonly forecast: EnergyForecast; readonly meter: Meter }) => {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const nowMs = useNow('minute')
  const [span, setSpan] = useState<Span>('day')
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS
  const range = { fromMs: hourMs - SPANS[span].before * HOUR_MS, toMs: hourMs + SPANS[span].after * HOUR_MS }
  const measured = useCall('getEnergySeries', { meterIds: [meter.id], fromMs: startOfLocalDayMs(timeZone, hourMs - 2 * DAY_MS), toMs: hourMs, step: 'hour' }, { keepPrevious: true })
  const hasBand = forecast.low.some((value) => Number.isFinite(value))
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl aria-label={t('energy.forecast.spans')} value={span} data={(Object.keys(SPANS) as Span[]).map((value) => ({ value, label: t(`energy.forecast.span.${value}`) }))} onChange={setSpan} />
        <Button variant="default" aria-label={t('energy.forecast.exportOf')} leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={() => downloadFile(`forecast-${meter.id}.csv`, forecastCsv(forecast, meter, timeZone, t), 'text/csv;charset=utf-8')}>
          {t('energy.export')}
        </Button>
      </div>
      <div className={classes.consumption}>
        <div>
          <Answer query={measured} loading={t('energy.loading')}>
            {([own]) => (own === undefined ? null : <ForecastChart forecast={forecast} measured={own} range={range} nowMs={nowMs} measure={meter.measure} />)}
          </Answer>
          {!hasBand && <p className={classes.quiet}>{t('energy.forecast.noBand')}</p>}
          <ForecastRecordText meter={meter} basis={forecast.basis} />
        </div>
        <Origin forecast={forecast} meter={meter} />
      </div>
    </>
  )
}

export const ForecastSection = ({ meter }: { readonly meter: Meter }) => {
  const { t } = useTranslation()
  const text = useMessageText()
  const answer = useCall('getForecast', { subject: { what: 'meter', meterId: meter.id } }, { keepPrevious: true })
  return (
    <Section title={t('energy.forecast.title')} aside={t('energy.forecast.aside')}>
      <Answer query={answer} loading={t('energy.loading')}>
        {({ forecast, why }) => (forecast === null ? <p className={classes.quiet}>{why === null ? t('energy.forecast.none') : text(why)}</p> : <Known forecast={forecast} meter={meter} />)}
      </Answer>
    </Section>
  )
}
