/** One worker thread with a queue of questions: started at the first question, replaced when it dies. Its other end is lane-server.ts. */
import { Worker } from 'node:worker_threads'
import type { LaneQuestion, LaneReply, LaneTable } from './lane-protocol.ts'

export interface WorkerLane<T extends LaneTable> {
  /** Rejects with an Error whose `code` is SQLite's, or with the reason why the thread ended. */
  ask<N extends keyof T & string>(name: N, ...args: Parameters<T[N]>): Promise<ReturnType<T[N]>>
  /** Waits for questions under way, then ends the thread. Later questions reject. */
  close(): Promise<void>
  /** Ends the thread now; questions under way reject. */
  abandon(): Promise<void>
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

const settle = (waiting: Map<number, Waiting>, reply: LaneReply): void => {
  const asker = waiting.get(reply.id)
  waiting.delete(reply.id)
  if (reply.ok) asker?.resolve(reply.value)
  else asker?.reject(Object.assign(new Error(reply.message), { code: reply.code }))
}

const startWorker = (workerUrl: URL | string, workerData: unknown, onEnd: () => void): Running => {
  const worker = new Worker(workerUrl, { workerData })
  const waiting = new Map<number, Waiting>()
  let cause: Error | undefined
  worker.on('message', (reply: LaneReply) => settle(waiting, reply))
  worker.on('error', (error) => {
    cause = error instanceof Error ? error : new Error(String(error))
  })
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      onEnd()
      for (const asker of waiting.values()) asker.reject(cause ?? new Error('the worker thread ended before it answered'))
      waiting.clear()
      resolve()
    })
  })
  // An idle thread keeps no process alive; a question under way does (see ask).
  worker.unref()
  return { worker, waiting, ended }
}

/** `workerData` is what the thread's entry finds under that name. */
export const createWorkerLane = <T extends LaneTable>(workerUrl: URL | string, workerData: unknown): WorkerLane<T> => {
  let running: Running | undefined
  let closed = false
  let nextId = 1
  const current = (): Running => {
    if (running !== undefined) return running
    const started: Running = startWorker(workerUrl, workerData, () => {
      if (running === started) running = undefined
    })
    running = started
    return started
  }
  const ask = (name: string, ...args: readonly unknown[]): Promise<unknown> => {
    if (closed) return Promise.reject(new Error('the worker thread is closed'))
    const { worker, waiting } = current()
    const id = nextId
    nextId += 1
    worker.ref()
    return new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, args } satisfies LaneQuestion, [])
    }).finally(() => {
      if (waiting.size === 0) worker.unref()
    })
  }
  return {
    ask: ask as WorkerLane<T>['ask'],
    close: async () => {
      closed = true
      if (running === undefined) return
      const { worker, ended } = running
      worker.ref()
      worker.postMessage('close', [])
      await ended
    },
    abandon: async () => {
      closed = true
      if (running === undefined) return
      const { worker, ended } = running
      worker.ref()
      await worker.terminate()
      await ended
    },
  }
}
