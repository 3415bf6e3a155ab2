/** Turn after turn of a replay, with its progress told, until it is done or given up. */
import type { BackTestPlan } from '../../../../shared/domain/detection.ts'
import { message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { PackedSum, Replay } from '../../pipeline/replay-lane.ts'
import type { ReplayTurn } from '../../pipeline/replay-job.ts'
import type { JobHandle } from '../jobs.ts'
import type { SitePoints } from '../site-points.ts'

/** Fails with `replay-failed` when the thread dies or cannot read. `take` has each turn; what it throws ends the replay. */
export const runTurns = async (replay: Replay, handle: JobHandle, doing: 'job.backTest.running' | 'job.reprocess.running', take: (turn: ReplayTurn) => void = () => {}): Promise<Result<null>> => {
  while (!handle.signal.aborted) {
    const turn = await askTurn(replay)
    if (!turn.ok) return turn
    take(turn.value)
    handle.report(turn.value.share, message(doing, { done: Math.floor(turn.value.share * turn.value.subjects), points: turn.value.subjects }))
    if (turn.value.done) break
  }
  return ok(null)
}

/** All turns of a short replay, together. */
export const replayWhole = async (replay: Replay): Promise<Result<ReplayTurn['fires']>> => {
  try {
    const fires: ReplayTurn['fires'][number][number][][] = []
    for (;;) {
      const turn = await askTurn(replay)
      if (!turn.ok) return turn
      for (const [i, own] of turn.value.fires.entries()) (fires[i] ??= []).push(...own)
      if (turn.value.done) return ok(fires)
    }
  } finally {
    await replay.end()
  }
}

const askTurn = (replay: Replay): Promise<Result<ReplayTurn>> => asked(() => replay.turn())

/** What came of it all. Fails as `runTurns` does. */
export const askSum = (replay: Replay): Promise<Result<PackedSum>> => asked(() => replay.sum())

const asked = async <T>(ask: () => Promise<T>): Promise<Result<T>> => {
  try {
    return ok(await ask())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return failure('replay-failed', `History could not be judged to its end: ${reason}. Nothing was changed; try again.`, { reason })
  }
}

export const checkPeriod = ({ pointIds, fromMs, toMs }: Pick<BackTestPlan, 'pointIds' | 'fromMs' | 'toMs'>, points: SitePoints): Result<null> => {
  if (toMs <= fromMs) return failure('period-empty', 'The period ends before it begins.')
  const known = new Set(points.all().map(({ id }) => id))
  const unknown = pointIds.find((id) => !known.has(id))
  return unknown === undefined ? ok(null) : failure('point-unknown', `There is no point ${unknown} any more.`, { id: unknown })
}
