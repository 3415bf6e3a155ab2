/** What forecasting asks the store, on a read-only connection of its own. */
import { openReader } from './connection.ts'
import { createEnergyImportsTable, type ImportedIntervals, WEATHER_FORECAST_SERIES } from './tables/energy-imports-table.ts'
import { createEnergyPeriodsTable, type EnergyDayRows, type EnergyRows } from './tables/energy-periods-table.ts'
import { createForecastCorrectionsTable, type CorrectionRow } from './tables/forecast-corrections-table.ts'
import { createForecastsTable, type ForecastsTable } from './tables/forecasts-table.ts'
import { createRunDaysTable, type WeatherHours } from './tables/run-days-table.ts'

export interface ForecastQueries extends Pick<ForecastsTable, 'model' | 'unscored'> {
  hours(meterId: number, fromMs: number, toMs: number): EnergyRows
  days(meterId: number, fromMs: number, toMs: number): EnergyDayRows
  weather(fromMs: number, toMs: number): WeatherHours
  /** Corrections of days that begin in [fromMs, toMs) and have no score. */
  unscoredCorrections(subject: string, fromMs: number, toMs: number): readonly CorrectionRow[]
  /** Imported outdoor temperatures that were forecast. */
  weatherForecast(fromMs: number, toMs: number): ImportedIntervals
  /** Whether any forecast of a subject is kept. */
  isKnown(subject: string): boolean
  close(): void
}

/** Throws what SQLite throws. */
export const openForecastQueries = (databaseFile: string): ForecastQueries => {
  const db = openReader(databaseFile)
  const periods = createEnergyPeriodsTable(db)
  const forecasts = createForecastsTable(db)
  const corrections = createForecastCorrectionsTable(db)
  const runDays = createRunDaysTable(db)
  const imports = createEnergyImportsTable(db)
  return {
    model: (subject) => forecasts.model(subject),
    unscored: (...args) => forecasts.unscored(...args),
    unscoredCorrections: (...args) => corrections.unscored(...args),
    hours: (...args) => periods.hours(...args),
    days: (...args) => periods.days(...args),
    weather: (...args) => runDays.weather(...args),
    weatherForecast: (fromMs, toMs) => imports.intervals(WEATHER_FORECAST_SERIES, fromMs, toMs),
    isKnown: (subject) => forecasts.newestMs(subject) !== undefined,
    close: () => void db.close(),
  }
}
