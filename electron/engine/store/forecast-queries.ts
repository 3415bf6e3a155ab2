/** What forecasting asks the store, on a read-only connection of its own. */
import { openReader } from './connection.ts'
import { meterRowsOf, type MeterQueries } from './meter-queries.ts'
import { createEnergyImportsTable, type ImportedIntervals, WEATHER_FORECAST_SERIES } from './tables/energy-imports-table.ts'
import { createForecastCorrectionsTable, type CorrectionRow } from './tables/forecast-corrections-table.ts'
import { createForecastsTable, type ForecastsTable } from './tables/forecasts-table.ts'

export interface ForecastQueries extends MeterQueries, Pick<ForecastsTable, 'model' | 'unscored'> {
  /** Corrections of days that begin in [fromMs, toMs) and have no score. */
  unscoredCorrections(subject: string, fromMs: number, toMs: number): readonly CorrectionRow[]
  /** Imported outdoor temperatures that were forecast. */
  weatherForecast(fromMs: number, toMs: number): ImportedIntervals
  /** Whether any forecast of a subject is kept. */
  isKnown(subject: string): boolean
}

/** Throws what SQLite throws. */
export const openForecastQueries = (databaseFile: string): ForecastQueries => {
  const db = openReader(databaseFile)
  const forecasts = createForecastsTable(db)
  const corrections = createForecastCorrectionsTable(db)
  const imports = createEnergyImportsTable(db)
  return {
    ...meterRowsOf(db),
    model: (subject) => forecasts.model(subject),
    unscored: (...args) => forecasts.unscored(...args),
    unscoredCorrections: (...args) => corrections.unscored(...args),
    weatherForecast: (fromMs, toMs) => imports.intervals(WEATHER_FORECAST_SERIES, fromMs, toMs),
    isKnown: (subject) => forecasts.newestMs(subject) !== undefined,
    close: () => void db.close(),
  }
}
