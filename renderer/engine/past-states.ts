/** States of past times as they are asked for: one question under way, the newest wish next, those between are never asked; some are kept, so that going back and playing on are immediate. */
import type { EngineClient } from '../../shared/contract.ts'
import type { PastState } from '../../shared/domain/past-state.ts'
import type { Result } from '../../shared/result.ts'
import { wholeStates } from './whole-states.ts'

export interface StateKeeper {
  /** Tells the state of this time, and on the way there the states that came meanwhile; nothing once another is wished for. */
  seek(atMs: number, tell: (answer: Result<PastState>) => void): void
  /** Makes these states ready, in the order in which they will be played, when nothing else is asked. */
  prepare(timesMs: readonly number[]): void
  /** Whether a state can be shown at once. */
  has(atMs: number): boolean
  forget(): void
}

/** 2,000 points are some 60 kB a state. */
const MOST_KEPT = 90

interface Wish {
  readonly atMs: number
  readonly tell: (answer: Result<PastState>) => void
}

export const createStateKeeper = (client: Pick<EngineClient, 'getPastState' | 'getPastStates'>): StateKeeper => {
  const kept = new Map<number, PastState>()
  let wish: Wish | null = null
  let next: readonly number[] = []
  let busy = false
  // Answers to what was asked before everything was forgotten are of another store.
  let age = 0

  const keep = (state: PastState): void => {
    kept.delete(state.atMs)
    kept.set(state.atMs, state)
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break
      kept.delete(oldest)
    }
  }
  /** While one drags, the picture follows with what has come, though it is not the last wish. A failure counts for its own time alone. */
  const told = (atMs: number, answer: Result<PastState>): void => {
    const current = wish
    if (current === null || (current.atMs !== atMs && !answer.ok)) return
    if (current.atMs === atMs) wish = null
    current.tell(answer)
  }
  /** What was made ready meanwhile may be what is wished for by now. */
  const lookAgain = (): void => {
    const state = wish === null ? undefined : kept.get(wish.atMs)
    if (state !== undefined) told(state.atMs, { ok: true, value: state })
  }
  const during = async <T>(question: Promise<T>, then: (answer: T) => void): Promise<void> => {
    busy = true
    const asked = age
    const answer = await question
    busy = false
    if (asked === age) then(answer)
    pump()
  }
  const pump = (): void => {
    if (busy) return
    if (wish !== null) {
      const { atMs } = wish
      void during(client.getPastState({ atMs }), (answer) => {
        if (answer.ok) keep(answer.value)
        told(atMs, answer)
      })
      return
    }
    const timesMs = next.filter((atMs) => !kept.has(atMs))
    next = []
    if (timesMs.length === 0) return
    void during(client.getPastStates({ timesMs }), (answer) => {
      if (answer.ok) wholeStates(answer.value).forEach(keep)
      lookAgain()
    })
  }
  return {
    seek: (atMs, tell) => {
      const known = kept.get(atMs)
      if (known !== undefined) {
        wish = null
        keep(known)
        tell({ ok: true, value: known })
        return
      }
      wish = { atMs, tell }
      pump()
    },
    prepare: (timesMs) => {
      next = timesMs
      pump()
    },
    has: (atMs) => kept.has(atMs),
    forget: () => {
      age += 1
      kept.clear()
    },
  }
}
