/** Runs long work on the engine's thread in slices, so that requests, timers and screens go on between them. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../../shared/clock.ts'

/** Work between two breaths of the event loop, ms. */
const SLICE_MS = 15

/** Runs a generator to its end; every `yield` of it is a place to stop at. Pieces between two yields should take a few ms. */
export const inSlices = async <T>(clock: Pick<Clock, 'monotonicMs'>, work: Generator<unknown, T>): Promise<T> => {
  let startedMs = clock.monotonicMs()
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (clock.monotonicMs() - startedMs < SLICE_MS) continue
    await nextTurn()
    startedMs = clock.monotonicMs()
  }
}
