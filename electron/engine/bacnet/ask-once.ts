/** One request as a promise that a signal gives up. */
import { requestFailure, type Answer } from './answers.ts'
import type { RequestApdu } from './datagrams.ts'
import type { Requester, RequestOptions } from './peer.ts'

/** `take` is called the moment the answer is there, with the time it took, ms. With a signal already given nothing is asked. */
export const askTimed = <T>(peer: Requester, apdu: RequestApdu, signal: AbortSignal, options: RequestOptions, take: (answer: Answer, latencyMs: number) => T): Promise<T> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(take(requestFailure('cancelled', -1, 'cancelled'), 0))
    const cancel = peer.request(
      apdu,
      (answer, latencyMs) => {
        signal.removeEventListener('abort', cancel)
        resolve(take(answer, latencyMs))
      },
      options,
    )
    signal.addEventListener('abort', cancel)
  })

export const askOnce = (peer: Requester, apdu: RequestApdu, signal: AbortSignal, options: RequestOptions = {}): Promise<Answer> => askTimed(peer, apdu, signal, options, (answer) => answer)
