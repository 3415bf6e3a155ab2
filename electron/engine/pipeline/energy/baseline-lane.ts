/** Fits baselines and works out savings in a worker thread: one for each question, so that it can be given up. */
import type { BaselineModel } from '../../../../shared/domain/energy-baseline.ts'
import type { Result } from '../../../../shared/result.ts'
import type { FittedBaseline } from '../../analysis/energy/baseline/fitted-baseline.ts'
import { createWorkerLane } from '../../store/worker-lane.ts'
import type { BaselineTask, FitAnswer, SavingsAnswer, SavingsPricing } from './baseline-task.ts'

export interface BaselineWorkerData {
  readonly databaseFile: string
}

/** What a baseline's worker can be asked; a type, because a lane's table is one. */
export type BaselineTable = {
  readonly fit: (task: BaselineTask, model: BaselineModel) => Result<FitAnswer>
  readonly savings: (task: BaselineTask, fitted: FittedBaseline, pricing: SavingsPricing | null) => SavingsAnswer
}

export interface BaselineWorker {
  /** Both reject when the store cannot be read or the thread dies. */
  fit(task: BaselineTask, model: BaselineModel): Promise<Result<FitAnswer>>
  savings(task: BaselineTask, fitted: FittedBaseline, pricing: SavingsPricing | null): Promise<SavingsAnswer>
  /** Ends what is under way; its questions reject. */
  stop(): Promise<void>
}

/** `workerUrl` is that of `baseline-worker.ts`, or of its bundle. */
export const createBaselineWorker = (databaseFile: string, workerUrl: URL | string): BaselineWorker => {
  const running = new Set<{ abandon(): Promise<void> }>()
  const alone = async <T>(ask: (lane: ReturnType<typeof createWorkerLane<BaselineTable>>) => Promise<T>): Promise<T> => {
    const lane = createWorkerLane<BaselineTable>(workerUrl, { databaseFile } satisfies BaselineWorkerData)
    running.add(lane)
    try {
      return await ask(lane)
    } finally {
      running.delete(lane)
      await lane.abandon()
    }
  }
  return {
    fit: (task, model) => alone((lane) => lane.ask('fit', task, model)),
    savings: (task, fitted, pricing) => alone((lane) => lane.ask('savings', task, fitted, pricing)),
    stop: async () => {
      await Promise.all([...running].map((lane) => lane.abandon()))
    },
  }
}
