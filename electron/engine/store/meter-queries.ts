/** What fitting baselines and working out patterns asks the store, on a read-only connection of its own: hours and days of a meter, outdoor temperature by the hour. */
import { openReader } from './connection.ts'
import { createEnergyPeriodsTable, type EnergyDayRows, type EnergyRows } from './tables/energy-periods-table.ts'
import { createRunDaysTable, type WeatherHours } from './tables/run-days-table.ts'

export interface MeterQueries {
  /** Hours and days of a meter that begin in [fromMs, toMs); about 1 µs each. */
  hours(meterId: number, fromMs: number, toMs: number): EnergyRows
  days(meterId: number, fromMs: number, toMs: number): EnergyDayRows
  weather(fromMs: number, toMs: number): WeatherHours
  close(): void
}

/** Throws what SQLite throws. */
export const openMeterQueries = (databaseFile: string): MeterQueries => {
  const db = openReader(databaseFile)
  const periods = createEnergyPeriodsTable(db)
  const runDays = createRunDaysTable(db)
  return {
    hours: (...args) => periods.hours(...args),
    days: (...args) => periods.days(...args),
    weather: (...args) => runDays.weather(...args),
    close: () => void db.close(),
  }
}
