/** Forecasts of every meter as a night leaves them: one is fitted by the product's own job, and kept under the name of each. */
import { createForecastJob } from '../../electron/engine/pipeline/forecast/forecast-job.ts'
import type { ForecastPart } from '../../electron/engine/pipeline/forecast/forecast-task.ts'
import { openForecastQueries } from '../../electron/engine/store/forecast-queries.ts'
import type { SqliteStore } from '../../electron/engine/store/writable-store.ts'

export const keepForecasts = (store: SqliteStore, file: string, ids: readonly number[], nowMs: number): void => {
  const [first = 0] = ids
  const { model, forecasts, scores } = forecastOf(file, first, nowMs)
  if (model === null) throw new Error('no forecast could be fitted')
  store.energy.atOnce(() => {
    for (const id of ids) {
      const subject = `meter:${id}`
      store.energy.forecasts.putModel({ ...model, subject })
      for (const row of forecasts) store.energy.forecasts.put({ ...row, subject })
      for (const { fromMs, horizon, score } of scores) store.energy.forecasts.setScore(subject, fromMs, horizon, score)
    }
  })
}

const forecastOf = (file: string, meterId: number, nowMs: number): ForecastPart => {
  const queries = openForecastQueries(file)
  const job = createForecastJob({ nowMs, timeZone: 'Europe/Berlin', windowMinutes: 15, orders: [{ subject: `meter:${meterId}`, meterIds: [meterId], anew: true }] }, queries, () => performance.now())
  try {
    for (;;) {
      const { parts, done } = job.turn(0)
      if (parts[0] !== undefined) return parts[0]
      if (done) throw new Error('the forecast job gave nothing')
    }
  } finally {
    queries.close()
  }
}
