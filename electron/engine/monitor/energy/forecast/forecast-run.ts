/** One run of the forecast worker: each subject is written as it comes. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Message } from '../../../../../shared/message.ts'
import type { ForecastPart, ForecastTask, ForecastTurn } from '../../../pipeline/forecast/forecast-task.ts'
import type { ForecastWorker } from '../../../pipeline/forecast/forecast-lane.ts'
import type { WritableStore } from '../../../store/store-types.ts'

export interface ForecastWatch {
  /** 0..1 */
  report(share: number): void
  aborted(): boolean
  /** A subject is done; `why` tells why there is no forecast of it. */
  done(subject: string, why: Message | null): void
}

/** Hours of older forecasts are dropped, their scores stay; corrections go with their scores. */
export const KEEP_HOURS_MS = 60 * 86_400_000

/** Runs to the end, or until aborted. Throws what the thread or the disk says; what was written until then stays. */
export const runForecasts = async (worker: ForecastWorker, task: ForecastTask, store: Pick<WritableStore, 'energy'>, watch: ForecastWatch): Promise<void> => {
  const run = worker.start(task)
  try {
    let next: Promise<ForecastTurn> | null = run.turn()
    while (next !== null) {
      const turn: ForecastTurn = await next
      if (watch.aborted()) break
      next = turn.done ? null : run.turn()
      // Its failure is heard when it is waited for.
      next?.catch(() => {})
      for (const part of turn.parts) {
        writePart(store, part)
        watch.done(part.subject, part.why)
        await nextTurn()
      }
      watch.report(turn.share)
    }
    store.energy.forecasts.thin(task.nowMs - KEEP_HOURS_MS)
  } finally {
    await run.end()
  }
}

/** Some milliseconds: a model of some hundred kB and a few forecasts. */
const writePart = ({ energy }: Pick<WritableStore, 'energy'>, { subject, model, forecasts, scores, corrections }: ForecastPart): void =>
  energy.atOnce(() => {
    if (model === null) energy.forecasts.dropModel(subject)
    else energy.forecasts.putModel(model)
    for (const forecast of forecasts) energy.forecasts.put(forecast)
    for (const { fromMs, horizon, score } of scores) energy.forecasts.setScore(subject, fromMs, horizon, score)
    for (const { fromMs, hour, score } of corrections) energy.forecastCorrections.setScore(subject, fromMs, hour, score)
  })
