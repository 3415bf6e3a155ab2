/** Compares points in a worker thread: the engine asks for turn after turn, so it can tell how far it is and stop. */
import { createWorkerLane } from '../../store/worker-lane.ts'
import type { CorrelationFound, CorrelationTask, CorrelationTurn } from './correlation-task.ts'

export interface CorrelationWorkerData {
  readonly databaseFile: string
  readonly task: CorrelationTask
}

/** What a correlation worker can be asked; a type, because a lane's table is one. */
export type CorrelationTable = {
  readonly turn: (budgetMs: number) => CorrelationTurn
  readonly found: () => CorrelationFound
}

export interface CorrelationRun {
  /** Rejects when the store cannot be read or the thread dies. */
  turn(): Promise<CorrelationTurn>
  found(): Promise<CorrelationFound>
  end(): Promise<void>
}

export interface CorrelationWorker {
  start(task: CorrelationTask): CorrelationRun
}

const TURN_MS = 200

/** One thread for each run. `workerUrl` is that of `correlation-worker.ts`, or of its bundle. */
export const createCorrelationWorker = (databaseFile: string, workerUrl: URL | string): CorrelationWorker => ({
  start: (task) => {
    const lane = createWorkerLane<CorrelationTable>(workerUrl, { databaseFile, task } satisfies CorrelationWorkerData)
    return { turn: () => lane.ask('turn', TURN_MS), found: () => lane.ask('found'), end: () => lane.abandon() }
  },
})
