/** Forecasts in a worker thread: the engine asks for turn after turn, so it can write what came, tell how far it is, and stop. */
import { createWorkerLane } from '../../store/worker-lane.ts'
import type { ForecastTask, ForecastTurn } from './forecast-task.ts'

export interface ForecastWorkerData {
  readonly databaseFile: string
  readonly task: ForecastTask
}

/** What a forecast worker can be asked; a type, because a lane's table is one. */
export type ForecastTable = {
  readonly turn: (budgetMs: number) => ForecastTurn
}

export interface ForecastRun {
  /** Rejects when the store cannot be read or the thread dies. */
  turn(): Promise<ForecastTurn>
  end(): Promise<void>
}

export interface ForecastWorker {
  start(task: ForecastTask): ForecastRun
}

/** A subject takes some tenths of a second. */
const TURN_MS = 250

/** One thread for each run. `workerUrl` is that of `forecast-worker.ts`, or of its bundle. */
export const createForecastWorker = (databaseFile: string, workerUrl: URL | string): ForecastWorker => ({
  start: (task) => {
    const lane = createWorkerLane<ForecastTable>(workerUrl, { databaseFile, task } satisfies ForecastWorkerData)
    return { turn: () => lane.ask('turn', TURN_MS), end: () => lane.abandon() }
  },
})
