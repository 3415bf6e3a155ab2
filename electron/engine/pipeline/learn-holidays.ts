/** Before the points of a site are learnt: which of them tell working days from Sundays, and which days of the history were holidays. */
import type { Point } from '../../../shared/domain/point.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { unitQuantity } from '../../../shared/units.ts'
import type { SignOfHistory } from '../analysis/detect/holiday-signs.ts'
import type { Learner, LearnWindow } from './learner.ts'

/** More signs say nothing new, and each history takes some milliseconds to read. */
const MOST_ASKED = 80
const POINTS_AT_ONCE = 8
const ANALOG_OUTPUT = 1
const ANALOG_VALUE = 2

/** Plant that runs, then the power it takes, then what it is told to do. */
const signCandidates = (points: readonly Point[]): Point[] =>
  points
    .map((point) => ({ point, rank: rankOf(point) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.point.id - b.point.id)
    .slice(0, MOST_ASKED)
    .map(({ point }) => point)

/** Room temperatures and the like follow hours late: they are no signs. Set-points and outputs are. */
const rankOf = ({ kind, units, objectType }: Point): number => {
  if (kind === 'binary') return 0
  if (kind !== 'analog') return -1
  const quantity = unitQuantity(units)
  if (quantity === 'power') return 1
  return quantity === 'percent' || objectType === ANALOG_OUTPUT || objectType === ANALOG_VALUE ? 2 : -1
}

/** Fails with `learning-failed` when the thread cannot go on. Stops early when `signal` aborts, with what it found so far: null. */
export const findSigns = async (points: readonly Point[], learner: Learner, window: LearnWindow, signal: AbortSignal): Promise<Result<readonly SignOfHistory[] | null>> => {
  const asked = signCandidates(points)
  if (asked.length === 0) return ok([])
  const run = learner.start(window)
  const found: SignOfHistory[] = []
  try {
    for (let from = 0; from < asked.length; from += POINTS_AT_ONCE) {
      if (signal.aborted) return ok(null)
      found.push(...(await run.findSigns(asked.slice(from, from + POINTS_AT_ONCE))))
    }
    return ok(found)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return failure('learning-failed', `Learning stopped before its end: ${reason}. What was learnt until then is kept; it is tried again later.`, { reason })
  } finally {
    await run.end()
  }
}
