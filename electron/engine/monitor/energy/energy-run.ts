/** One run of the energy worker: what it works out is written while it goes on working. */
import type { EnergyTask, EnergyTurn } from '../../pipeline/energy/energy-task.ts'
import type { EnergyWorker } from '../../pipeline/energy/energy-lane.ts'
import type { WritableStore } from '../../store/store-types.ts'
import { dropOlder, emptied, finishMeter, writeTurn } from './energy-writing.ts'

export interface RunWatch {
  /** 0..1 */
  report(share: number): void
  aborted(): boolean
}

/** Runs to the end, or until aborted. Gives the meters that are worked out to now. Throws what the thread or the disk says; what was written until then stays. */
export const runEnergy = async (worker: EnergyWorker, task: EnergyTask, store: Pick<WritableStore, 'energy'>, watch: RunWatch): Promise<number[]> => {
  const run = worker.start(task)
  const marks = new Map(task.due.map((due) => [due.meterId, due.marks]))
  const dueMs = new Map(task.due.map(({ meterId, fromMs }) => [meterId, fromMs]))
  const firstMs = new Map<number, number>()
  const done: number[] = []
  try {
    let next: Promise<EnergyTurn> | null = run.turn()
    while (next !== null) {
      const turn: EnergyTurn = await next
      if (watch.aborted()) break
      next = turn.done ? null : run.turn()
      // Its failure is heard when it is waited for.
      next?.catch(() => {})
      for (const { meterId, fromMs } of turn.meters) {
        if (firstMs.has(meterId)) continue
        firstMs.set(meterId, fromMs)
        // Its data begins later than what was worked out once: an import was taken out, a source changed.
        if ((dueMs.get(meterId) ?? Infinity) < fromMs) dropOlder(store, meterId, fromMs)
      }
      for (const meterId of turn.empty) if ((marks.get(meterId) ?? 0) > 0) done.push(...emptied(store, meterId, marks.get(meterId) ?? 0))
      await writeTurn(store, turn)
      for (const part of turn.meters) {
        if (!part.last) continue
        finishMeter(store, part, firstMs.get(part.meterId) ?? part.fromMs, marks.get(part.meterId) ?? 0, task.nowMs)
        done.push(part.meterId)
      }
      watch.report(turn.share)
    }
    return done
  } finally {
    await run.end()
  }
}
