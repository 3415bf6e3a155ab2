/** Patterns in a worker thread of their own: started at the first question and ended two minutes after the last, one meter a question, so that a screen never waits for a whole site. */
import type { WorkedEfficiency } from '../../../../shared/domain/efficiency.ts'
import type { EnergyPatterns } from '../../../../shared/domain/energy-patterns.ts'
import { createWorkerLane } from '../../store/worker-lane.ts'
import type { PatternTask } from './pattern-task.ts'

export interface PatternWorkerData {
  readonly databaseFile: string
}

/** What a pattern worker can be asked; a type, because a lane's table is one. */
export type PatternTable = {
  readonly patterns: (task: PatternTask) => EnergyPatterns
  readonly efficiency: (task: PatternTask) => WorkedEfficiency
}

export interface PatternWorker {
  /** Both reject when the store cannot be read or the thread dies. */
  patterns(task: PatternTask): Promise<EnergyPatterns>
  efficiency(task: PatternTask): Promise<WorkedEfficiency>
  close(): Promise<void>
}

const IDLE_MS = 120_000

/** `workerUrl` is that of `pattern-worker.ts`, or of its bundle. */
export const createPatternWorker = (databaseFile: string, workerUrl: URL | string): PatternWorker => {
  const lane = createWorkerLane<PatternTable>(workerUrl, { databaseFile } satisfies PatternWorkerData, { idleMs: IDLE_MS })
  return { patterns: (task) => lane.ask('patterns', task), efficiency: (task) => lane.ask('efficiency', task), close: () => lane.abandon() }
}
