/** What fitting baselines and working out patterns asks the store, on a read-only connection of its own: hours and days of a meter, outdoor temperature by the hour. */
import type Database from 'better-sqlite3'
import { openReader } from './connection.ts'
import { createEnergyPeriodsTable, type EnergyDayRows, type EnergyRows } from './tables/energy-periods-table.ts'
import { createRunDaysTable, type WeatherHours } from './tables/run-days-table.ts'

export interface MeterRows {
  /** Hours and days of a meter that begin in [fromMs, toMs); about 1 µs each. */
  hours(meterId: number, fromMs: number, toMs: number): EnergyRows
  days(meterId: number, fromMs: number, toMs: number): EnergyDayRows
  weather(fromMs: number, toMs: number): WeatherHours
}

export interface MeterQueries extends MeterRows {
  close(): void
}

export const meterRowsOf = (db: Database.Database): MeterRows => {
  const periods = createEnergyPeriodsTable(db)
  const runDays = createRunDaysTable(db)
  return { hours: (...args) => periods.hours(...args), days: (...args) => periods.days(...args), weather: (...args) => runDays.weather(...args) }
}

/** Throws what SQLite throws. */
export const openMeterQueries = (databaseFile: string): MeterQueries => {
  const db = openReader(databaseFile)
  return { ...meterRowsOf(db), close: () => void db.close() }
}
