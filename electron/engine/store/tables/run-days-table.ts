/** Tables `run_days` and `weather_hours`: how long equipment ran each day, and how warm it was outdoors each hour. Derived. */
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

export interface RunDayRow {
  readonly startMs: number
  readonly runMs: number
  readonly starts: number
  /** 0..1 */
  readonly coverage: number
}

export interface WeatherHours {
  readonly startsMs: Float64Array
  /** °C, mean of the hour. */
  readonly temperature: Float64Array
  /** 0..1 */
  readonly coverage: Float64Array
}

export const RUN_DAYS_OF_POINT = 'SELECT start_ms AS startMs, run_ms AS runMs, starts, coverage FROM run_days WHERE point_id = ? AND start_ms >= ? AND start_ms < ? ORDER BY start_ms'
export const WEATHER_OF_PERIOD = 'SELECT start_ms, temperature, coverage FROM weather_hours WHERE start_ms >= ? AND start_ms < ? ORDER BY start_ms'

export interface RunDaysTable {
  runDays(pointId: number, fromMs: number, toMs: number): RunDayRow[]
  lastRunDay(pointId: number): number | undefined
  putRunDays(pointId: number, days: readonly RunDayRow[]): void
  removeOfPoint(pointId: number): void
  weather(fromMs: number, toMs: number): WeatherHours
  lastWeatherHour(): number | undefined
  putWeather(rows: WeatherHours, from: number, to: number): void
}

export const createRunDaysTable = (db: Connection): RunDaysTable => {
  const runDays = db.prepare<[number, number, number], RunDayRow>(RUN_DAYS_OF_POINT)
  const lastRunDay = db.prepare<[number], number>('SELECT start_ms FROM run_days WHERE point_id = ? ORDER BY start_ms DESC LIMIT 1').pluck()
  const put = db.prepare<[number, number, number, number, number]>('INSERT OR REPLACE INTO run_days (point_id, start_ms, run_ms, starts, coverage) VALUES (?, ?, ?, ?, ?)')
  const remove = db.prepare<[number]>('DELETE FROM run_days WHERE point_id = ?')
  const weather = db.prepare<[number, number], [number, number, number]>(WEATHER_OF_PERIOD).raw()
  const lastWeather = db.prepare<[], number>('SELECT start_ms FROM weather_hours ORDER BY start_ms DESC LIMIT 1').pluck()
  const putWeather = db.prepare<[number, number, number]>('INSERT OR REPLACE INTO weather_hours (start_ms, temperature, coverage) VALUES (?, ?, ?)')
  return {
    runDays: (pointId, fromMs, toMs) => runDays.all(pointId, wholeMs(fromMs), wholeMs(toMs)),
    lastRunDay: (pointId) => lastRunDay.get(pointId),
    putRunDays: (pointId, days) => {
      for (const { startMs, runMs, starts, coverage } of days) put.run(pointId, wholeMs(startMs), wholeMs(runMs), starts, coverage)
    },
    removeOfPoint: (pointId) => void remove.run(pointId),
    weather: (fromMs, toMs) => {
      const rows = weather.all(wholeMs(fromMs), wholeMs(toMs))
      return { startsMs: Float64Array.from(rows, (row) => row[0]), temperature: Float64Array.from(rows, (row) => row[1]), coverage: Float64Array.from(rows, (row) => row[2]) }
    },
    lastWeatherHour: () => lastWeather.get(),
    putWeather: (rows, from, to) => {
      for (let i = from; i < to; i++) {
        const temperature = rows.temperature[i] as number
        if (!Number.isNaN(temperature)) putWeather.run(rows.startsMs[i] as number, temperature, rows.coverage[i] as number)
      }
    },
  }
}
