/** Reads one point property by property: present value, and every few turns status flags where the object has them. */
import type { RequestErrorKind } from '../../../shared/domain/acquisition.ts'
import type { Answer, RequestFailure } from './answers.ts'
import { readPropertyApdu, type RequestApdu } from './datagrams.ts'
import { NO_NUMBER, numberBetween, type PointTrouble } from './poll-answer.ts'
import { FLAGS_EVERY, type PolledPoint } from './poll-plan.ts'
import { PROPERTY } from './properties.ts'
import { singleAnswer } from './read-answers.ts'
import { readStatusFlags } from './values.ts'

/** Records the outcome of a request: points answered, and an error the answer itself does not show. */
export type RecordOutcome = (answered: number, error?: RequestErrorKind) => void

/** `current`: false when the answer lost its meaning meanwhile (pause, new address). */
export type AskDevice = (apdu: RequestApdu, asked: number, done: (answer: Answer, current: boolean, record: RecordOutcome, latencyMs: number) => void, attempt: number) => void

export interface SingleReadDeps {
  readonly ask: AskDevice
  /** Whether a question that brought this is asked once more. */
  readonly mayRetry: (failure: RequestFailure, current: boolean) => boolean
  /** Wall clock. */
  readonly nowMs: () => number
}

export type SingleResult =
  | { readonly kind: 'value'; readonly value: number; readonly readAtMs: number }
  | { readonly kind: 'trouble'; readonly trouble: PointTrouble }
  /** Nothing was learnt about the point. */
  | { readonly kind: 'nothing'; readonly failure: RequestFailure | undefined; readonly current: boolean }

const saysNothing = ({ kind }: RequestFailure): boolean => kind === 'timeout' || kind === 'send' || kind === 'cancelled'

/** Calls `done` once; the flags read are in `point.lastFlags`. */
export const readSingle = (deps: SingleReadDeps, point: PolledPoint, done: (result: SingleResult) => void, attempt = 1): void => {
  const answered: Parameters<AskDevice>[2] = (answer, current, record) => {
    if (!current) {
      record(0, 'cancelled')
      return done({ kind: 'nothing', failure: undefined, current })
    }
    if (!answer.ok) {
      record(0)
      if (attempt === 1 && deps.mayRetry(answer, current)) return readSingle(deps, point, done, 2)
      if (saysNothing(answer)) return done({ kind: 'nothing', failure: answer, current })
      return done({ kind: 'trouble', trouble: { point, error: answer.kind, text: answer.text } })
    }
    const reader = singleAnswer(answer, point.code, PROPERTY.presentValue)
    const value = reader === undefined ? undefined : numberBetween(reader)
    record(value === undefined ? 0 : 1, value === undefined ? 'decode' : undefined)
    if (value === undefined) return done({ kind: 'trouble', trouble: { point, error: 'decode', text: NO_NUMBER } })
    const result: SingleResult = { kind: 'value', value, readAtMs: deps.nowMs() }
    if (!point.hasFlags) return done(result)
    if (point.flagsIn > 0) {
      point.flagsIn -= 1
      return done(result)
    }
    readFlags(deps, point, (stillCurrent) => done(stillCurrent ? result : { kind: 'nothing', failure: undefined, current: false }))
  }
  deps.ask(readPropertyApdu(point.type, point.instance, { property: PROPERTY.presentValue }), 1, answered, attempt)
}

/** Flags that cannot be read this time stay as they were; an object that reports an error for them has none. */
const readFlags = (deps: SingleReadDeps, point: PolledPoint, done: (current: boolean) => void): void => {
  const answered: Parameters<AskDevice>[2] = (answer, current, record) => {
    record(0)
    if (answer.ok) {
      const reader = singleAnswer(answer, point.code, PROPERTY.statusFlags)
      point.lastFlags = (reader?.read() === true ? readStatusFlags(reader) : undefined) ?? point.lastFlags
      // Spread over the turns, so that not all flags of a device come in one.
      point.flagsIn = point.flagsIn < 0 ? point.instance % FLAGS_EVERY : FLAGS_EVERY - 1
    } else if (answer.kind === 'error') point.hasFlags = false
    done(current)
  }
  deps.ask(readPropertyApdu(point.type, point.instance, { property: PROPERTY.statusFlags }), 0, answered, 1)
}
