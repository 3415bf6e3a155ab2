/** Works out health in a worker thread: the engine asks for turn after turn, so it can write what came, tell how far it is, and stop. */
import { createWorkerLane } from '../../store/worker-lane.ts'
import type { HealthTask, HealthTurn } from './health-task.ts'

export interface HealthWorkerData {
  readonly databaseFile: string
  readonly task: HealthTask
}

/** What a health worker can be asked; a type, because a lane's table is one. */
export type HealthTable = {
  readonly turn: (budgetMs: number) => HealthTurn
}

export interface HealthRun {
  /** Rejects when the store cannot be read or the thread dies. */
  turn(): Promise<HealthTurn>
  end(): Promise<void>
}

export interface HealthWorker {
  start(task: HealthTask): HealthRun
}

/** Short enough that what comes of a turn fits into memory and progress is seen. */
const TURN_MS = 200

/** One thread for each run. `workerUrl` is that of `health-worker.ts`, or of its bundle. */
export const createHealthWorker = (databaseFile: string, workerUrl: URL | string): HealthWorker => ({
  start: (task) => {
    const lane = createWorkerLane<HealthTable>(workerUrl, { databaseFile, task } satisfies HealthWorkerData)
    return { turn: () => lane.ask('turn', TURN_MS), end: () => lane.abandon() }
  },
})
