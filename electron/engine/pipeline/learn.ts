/** Learning: models of many points, fitted elsewhere a few at a time; here they are only kept and put to work. */
import type { Point } from '../../../shared/domain/point.ts'
import { fail, failure, ok, type Result } from '../../../shared/result.ts'
import { StoreWriteError } from '../store/store-failure.ts'
import type { WritableStore } from '../store/store-types.ts'
import type { Learner, LearningRun, LearntPoint } from './learner.ts'

/** What is learnt from: long enough for habits, short enough to follow the season. */
export const LEARN_WINDOW_MS = 35 * 86_400_000
/** Points of one question and one transaction: about 30 rows, 3 ms on the engine's thread. */
const POINTS_AT_ONCE = 8

export interface LearnParts {
  readonly store: Pick<WritableStore, 'saveModels'>
  readonly learner: Learner
  readonly timeZone: string
  readonly nowMs: number
  /** Local days that are like Sundays. */
  readonly holidays: readonly number[]
  readonly learnt: (point: LearntPoint) => void
}

/**
 * Fits the points; stops early when `signal` aborts, keeping what is done. Fails with `learning-failed` when the fits cannot go on, or as the store does.
 * The next points are always asked for before the last ones are kept, so that the fitting thread does not wait.
 */
export const learnPoints = async (points: readonly Point[], parts: LearnParts, progress: (share: number) => void, signal: AbortSignal): Promise<Result<null>> => {
  if (signal.aborted || points.length === 0) return ok(null)
  const run = parts.learner.start({ timeZone: parts.timeZone, fromMs: parts.nowMs - LEARN_WINDOW_MS, toMs: parts.nowMs, holidays: parts.holidays })
  const aborted = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
  try {
    let fitting = ask(run, points, 0)
    for (let from = 0; from < points.length; from += POINTS_AT_ONCE) {
      const following = ask(run, points, from + POINTS_AT_ONCE)
      const fitted = await Promise.race([fitting, aborted])
      if (fitted === null || signal.aborted) break
      if (!fitted.ok) return fitted
      const kept = keep(fitted.value, parts)
      if (!kept.ok) return kept
      progress(Math.min(1, (from + POINTS_AT_ONCE) / points.length))
      fitting = following
    }
    return ok(null)
  } finally {
    await run.end()
  }
}

/** Rejections become values at once: nobody may be waiting when the thread dies. */
const ask = async (run: LearningRun, points: readonly Point[], from: number): Promise<Result<readonly LearntPoint[]>> => {
  const asked = points.slice(from, from + POINTS_AT_ONCE)
  if (asked.length === 0) return ok([])
  try {
    return ok(await run.fit(asked))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return failure('learning-failed', `Learning stopped before its end: ${reason}. What was learnt until then is kept; it is tried again later.`, { reason })
  }
}

const keep = (learnt: readonly LearntPoint[], { store, learnt: use }: LearnParts): Result<null> => {
  const fitted = learnt.filter(({ rows }) => rows.length > 0)
  if (fitted.length === 0) return ok(null)
  try {
    store.saveModels(fitted.flatMap(({ rows }) => rows))
  } catch (error) {
    if (error instanceof StoreWriteError) return fail(error.failure)
    throw error
  }
  for (const point of fitted) use(point)
  return ok(null)
}
