/** One worker thread with a queue of questions: started at the first question, replaced when it dies. */
import { Worker } from 'node:worker_threads'
import type { ReaderQuestion, ReaderReply, ReaderWorkerData } from './reader-protocol.ts'
import type { ReaderQueries } from './reader-queries.ts'

type QuestionName = ReaderQuestion['name']

export interface ReaderLane {
  ask<N extends QuestionName>(name: N, args: Parameters<ReaderQueries[N]>): Promise<ReturnType<ReaderQueries[N]>>
  /** Waits for questions under way, then ends the thread. Later questions reject. */
  close(): Promise<void>
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

interface Running {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
  readonly ended: Promise<void>
}

const settle = (waiting: Map<number, Waiting>, reply: ReaderReply): void => {
  const asker = waiting.get(reply.id)
  waiting.delete(reply.id)
  if (reply.ok) asker?.resolve(reply.value)
  else asker?.reject(Object.assign(new Error(reply.message), { code: reply.code }))
}

const startWorker = (databaseFile: string, workerUrl: URL | string, onEnd: () => void): Running => {
  const worker = new Worker(workerUrl, { workerData: { databaseFile } satisfies ReaderWorkerData })
  const waiting = new Map<number, Waiting>()
  let cause: Error | undefined
  worker.on('message', (reply: ReaderReply) => settle(waiting, reply))
  worker.on('error', (error) => {
    cause = error instanceof Error ? error : new Error(String(error))
  })
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      onEnd()
      for (const asker of waiting.values()) asker.reject(cause ?? new Error('the reader of the store ended before it answered'))
      waiting.clear()
      resolve()
    })
  })
  // An idle reader keeps no process alive; a question under way does (see ask).
  worker.unref()
  return { worker, waiting, ended }
}

export const createReaderLane = (databaseFile: string, workerUrl: URL | string): ReaderLane => {
  let running: Running | undefined
  let closed = false
  let nextId = 1
  const current = (): Running => {
    if (running !== undefined) return running
    const started: Running = startWorker(databaseFile, workerUrl, () => {
      if (running === started) running = undefined
    })
    running = started
    return started
  }
  const ask = (name: QuestionName, args: unknown): Promise<unknown> => {
    if (closed) return Promise.reject(new Error('the readers of the store are closed'))
    const { worker, waiting } = current()
    const id = nextId
    nextId += 1
    worker.ref()
    return new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, args }, [])
    }).finally(() => {
      if (waiting.size === 0) worker.unref()
    })
  }
  return {
    ask: ask as ReaderLane['ask'],
    close: async () => {
      closed = true
      if (running === undefined) return
      const { worker, ended } = running
      worker.ref()
      worker.postMessage('close', [])
      await ended
    },
  }
}
