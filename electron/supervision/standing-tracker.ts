/** Follows on behalf of the host what was written to devices and still stands there, and gives it back when the host asks for it. */
import type { EngineEvents, EventName, Handlers } from '../../shared/contract.ts'
import type { StandingWrite } from '../../shared/domain/writing.ts'
import { NOTHING_STANDS, type FromEngine, type StandingValues } from './engine-protocol.ts'

/** Named in a question; of more the number is told. */
const MOST_NAMED = 10

const valuesOf = (standing: readonly StandingWrite[]): StandingValues => ({ count: standing.length, first: standing.slice(0, MOST_NAMED) })

export interface StandingTracker {
  /** Reads what stands and reports it, unless nothing does. */
  begin(): Promise<void>
  /** To be told of every event of the engine. */
  take<N extends EventName>(name: N, payload: EngineEvents[N]): void
  /** Gives everything back, and says `relinquished` when that is over, with what still stands. */
  relinquish(): Promise<void>
}

export const trackStanding = (handlers: Handlers, send: (message: FromEngine) => void): StandingTracker => {
  let last: StandingValues = NOTHING_STANDS
  let endedJob = ''
  let whenEnded: { readonly jobId: string; readonly resolve: () => void } | null = null

  const report = (standing: readonly StandingWrite[]): void => {
    const next = valuesOf(standing)
    if (JSON.stringify(next) === JSON.stringify(last)) return
    last = next
    send({ type: 'standing', standing: next })
  }
  const read = async (): Promise<void> => {
    const state = await handlers.getWriteState({})
    report(state.ok ? state.value.standing : [])
  }
  const ended = (jobId: string): Promise<void> =>
    new Promise((resolve) => {
      if (endedJob === jobId) resolve()
      else whenEnded = { jobId, resolve }
    })

  return {
    begin: read,
    take(name, payload) {
      if (name === 'writingChanged') report((payload as EngineEvents['writingChanged']).standing)
      // Another site may have been opened: what stands in its devices counts now.
      if (name === 'statusChanged') void read()
      if (name !== 'jobChanged') return
      const job = payload as EngineEvents['jobChanged']
      if (job.kind !== 'relinquish' || job.state === 'running') return
      endedJob = job.id
      if (whenEnded?.jobId === job.id) whenEnded.resolve()
    },
    async relinquish() {
      const job = await handlers.relinquishAll({})
      if (job.ok) await ended(job.value.id)
      await read()
      send({ type: 'relinquished', standing: last })
    },
  }
}
