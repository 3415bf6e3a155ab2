/** Works out energy in a worker thread: the engine asks for turn after turn, so it can write what came, tell how far it is, and stop. */
import { createWorkerLane } from '../../store/worker-lane.ts'
import type { EnergyTask, EnergyTurn } from './energy-task.ts'

export interface EnergyWorkerData {
  readonly databaseFile: string
  readonly task: EnergyTask
}

/** What an energy worker can be asked; a type, because a lane's table is one. */
export type EnergyTable = {
  readonly turn: (budgetMs: number) => EnergyTurn
}

export interface EnergyRun {
  /** Rejects when the store cannot be read or the thread dies. */
  turn(): Promise<EnergyTurn>
  end(): Promise<void>
}

export interface EnergyWorker {
  start(task: EnergyTask): EnergyRun
}

/** Short enough that what comes of a turn fits into memory and progress is seen. */
const TURN_MS = 250

/** One thread for each run. `workerUrl` is that of `energy-worker.ts`, or of its bundle. */
export const createEnergyWorker = (databaseFile: string, workerUrl: URL | string): EnergyWorker => ({
  start: (task) => {
    const lane = createWorkerLane<EnergyTable>(workerUrl, { databaseFile, task } satisfies EnergyWorkerData)
    return { turn: () => lane.ask('turn', TURN_MS), end: () => lane.abandon() }
  },
})
