/** A forecast as a CSV file: its hours as they are shown, in UTC and in the site's time. Pure. */
import type { TFunction } from 'i18next'
import { csvField } from '../../../shared/csv-field.ts'
import type { EnergyForecast } from '../../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../../shared/domain/energy.ts'
import { textOfLines } from '../../../shared/plain-csv.ts'
import { utcToLocalMs } from '../../charts/site-clock.ts'
import { demandUnit } from './meter-units.ts'

const DECIMALS = 3

export const forecastCsv = ({ startsMs, expected, low, high, basis }: EnergyForecast, { name, measure }: Pick<Meter, 'name' | 'measure'>, timeZone: string, t: TFunction): string => {
  const unit = demandUnit(measure)
  const number = (value: number | undefined): string => (value === undefined || !Number.isFinite(value) ? '' : String(Number(value.toFixed(DECIMALS))))
  const head = [t('energy.forecast.csv.utc'), `${t('energy.forecast.csv.local')} (${timeZone})`, t('energy.name'), ...(['expected', 'low', 'high'] as const).map((column) => `${t(`energy.forecast.csv.${column}`)} (${unit})`), t('energy.forecast.csv.version')]
  const rows = Array.from(startsMs, (startMs, i) =>
    [new Date(startMs).toISOString(), new Date(utcToLocalMs(timeZone, startMs)).toISOString().slice(0, 16).replace('T', ' '), csvField(name), number(expected[i]), number(low[i]), number(high[i]), basis.version].join(','),
  )
  return textOfLines([head.map(csvField).join(','), ...rows])
}
