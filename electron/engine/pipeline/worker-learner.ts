/** Fits models in a worker thread with its own read-only connection, so that polling, screens and the store never wait for a fit. */
import type { Point } from '../../../shared/domain/point.ts'
import { createWorkerLane } from '../store/worker-lane.ts'
import type { SignOfHistory } from '../analysis/detect/holiday-signs.ts'
import type { DriftAnswer, DriftQuestion } from './drift-judge.ts'
import type { RelatedAnswer, RelatedQuestion } from './fit-related.ts'
import type { Learner, LearntPoint, LearnWindow } from './learner.ts'

/** What a fit worker can be asked; a type, because a lane's table is one. */
export type FitTable = {
  readonly fit: (points: readonly Point[]) => readonly LearntPoint[]
  readonly findSigns: (points: readonly Point[]) => readonly SignOfHistory[]
  readonly fitRelated: (questions: readonly RelatedQuestion[]) => readonly RelatedAnswer[]
  readonly addDrift: (questions: readonly DriftQuestion[]) => void
  readonly judgeDrift: (pointIds: readonly number[]) => readonly DriftAnswer[]
}

export interface FitWorkerData {
  readonly databaseFile: string
  readonly window: LearnWindow
}

/**
 * One thread for each run: nothing of a fit's memory stays behind, and one that died is replaced by the next run.
 * `workerUrl` is that of `fit-worker.ts`, or of its bundle.
 */
export const createWorkerLearner = (databaseFile: string, workerUrl: URL | string): Learner => ({
  start: (window) => {
    const lane = createWorkerLane<FitTable>(workerUrl, { databaseFile, window } satisfies FitWorkerData)
    return {
      fit: (points) => lane.ask('fit', points),
      findSigns: (points) => lane.ask('findSigns', points),
      fitRelated: (questions) => lane.ask('fitRelated', questions),
      addDrift: (questions) => lane.ask('addDrift', questions),
      judgeDrift: (pointIds) => lane.ask('judgeDrift', pointIds),
      end: () => lane.abandon(),
    }
  },
})
