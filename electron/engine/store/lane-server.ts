/** The worker's end of a lane: answers questions one after another. */
import { parentPort } from 'node:worker_threads'
import type { LaneReply, LaneRequest, LaneTable } from './lane-protocol.ts'

const failureReply = (id: number, error: unknown): LaneReply => ({
  id,
  ok: false,
  message: error instanceof Error ? error.message : String(error),
  code: error instanceof Error && 'code' in error ? String(error.code) : undefined,
})

/**
 * Serves the questions of `table` until the lane is closed; `close` is called then. `buffersOf` names memory of an answer that is moved, not copied.
 * Throws outside a worker thread.
 */
export const serveLane = (table: LaneTable, close: () => void, buffersOf: (answer: unknown) => ArrayBuffer[] = () => []): void => {
  const port = parentPort
  if (port === null) throw new Error('a lane is served in a worker thread only')
  port.on('message', (request: LaneRequest) => {
    if (request === 'close') {
      close()
      port.close()
      return
    }
    const { id, name, args } = request
    try {
      const answer = table[name] as ((...args: readonly unknown[]) => unknown) | undefined
      if (answer === undefined) throw new Error(`this worker thread does not know ${name}`)
      const value = answer(...args)
      port.postMessage({ id, ok: true, value } satisfies LaneReply, buffersOf(value))
    } catch (error) {
      port.postMessage(failureReply(id, error))
    }
  })
}
