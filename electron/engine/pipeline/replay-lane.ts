/** Replays in a worker thread: the engine asks for turn after turn, so it can tell how far it is and stop. */
import { createWorkerLane } from '../store/worker-lane.ts'
import type { BackTestSum } from './back-test-sum.ts'
import type { ReplayTask, ReplayTurn } from './replay-job.ts'

export interface ReplayWorkerData {
  readonly databaseFile: string
  readonly task: ReplayTask
}

/** Marks are packed in the thread: putting thousands into words is not for the engine's. */
export interface PackedSum {
  readonly counts: Omit<BackTestSum, 'marks' | 'marksNow'>
  /** Lists of `WouldFire` as JSON. */
  readonly marks: string
  readonly marksNow: string
}

/** What a replay worker can be asked; a type, because a lane's table is one. */
export type ReplayTable = {
  readonly turn: (budgetMs: number) => ReplayTurn
  readonly sum: () => PackedSum
}

export interface Replay {
  /** Rejects when the store cannot be read or the thread dies. */
  turn(): Promise<ReplayTurn>
  sum(): Promise<PackedSum>
  end(): Promise<void>
}

export interface Replayer {
  start(task: ReplayTask): Replay
}

const TURN_MS = 200

/** One thread for each replay. `workerUrl` is that of `replay-worker.ts`, or of its bundle. */
export const createWorkerReplayer = (databaseFile: string, workerUrl: URL | string): Replayer => ({
  start: (task) => {
    const lane = createWorkerLane<ReplayTable>(workerUrl, { databaseFile, task } satisfies ReplayWorkerData)
    return { turn: () => lane.ask('turn', TURN_MS), sum: () => lane.ask('sum'), end: () => lane.abandon() }
  },
})
