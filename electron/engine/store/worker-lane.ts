/** One worker thread with a queue of questions: started at the first question, ended when nobody asked for a while, replaced when it dies. Its other end is lane-server.ts. */
import { Worker } from 'node:worker_threads'
import type { LaneQuestion, LaneReply, LaneTable } from './lane-protocol.ts'

/**
 * Of a thread's young objects, MB. Left alone a busy thread keeps up to 200 MB of them, mostly garbage, and several threads run at once.
 * A third of it is in use at a time.
 */
const YOUNG_MB = 24

export interface LaneOptions {
  /** A thread that nobody asked anything for so long is ended, and started anew by the next question (about 50 ms); never, when left out. */
  readonly idleMs?: number
}

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
  const worker = new Worker(workerUrl, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
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
export const createWorkerLane = <T extends LaneTable>(workerUrl: URL | string, workerData: unknown, { idleMs }: LaneOptions = {}): WorkerLane<T> => {
  let running: Running | undefined
  /** Threads that were idle and are on their way out. */
  const leaving = new Set<Running>()
  let idle: NodeJS.Timeout | undefined
  let closed = false
  let nextId = 1
  const current = (): Running => {
    if (running !== undefined) return running
    const started: Running = startWorker(workerUrl, workerData, () => {
      leaving.delete(started)
      if (running === started) running = undefined
    })
    running = started
    return started
  }
  const retire = (): void => {
    if (running === undefined || running.waiting.size > 0) return
    leaving.add(running)
    running.worker.postMessage('close', [])
    running = undefined
  }
  const rest = ({ worker, waiting }: Running): void => {
    if (waiting.size > 0) return
    worker.unref()
    if (idleMs === undefined || closed) return
    clearTimeout(idle)
    idle = setTimeout(retire, idleMs).unref()
  }
  const ask = (name: string, ...args: readonly unknown[]): Promise<unknown> => {
    if (closed) return Promise.reject(new Error('the worker thread is closed'))
    clearTimeout(idle)
    const asked = current()
    const { worker, waiting } = asked
    const id = nextId
    nextId += 1
    worker.ref()
    return new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, args } satisfies LaneQuestion, [])
    }).finally(() => rest(asked))
  }
  const end = async (how: (worker: Worker) => unknown): Promise<void> => {
    closed = true
    clearTimeout(idle)
    const all = running === undefined ? [...leaving] : [running, ...leaving]
    for (const { worker } of all) worker.ref()
    await Promise.all(all.map(async (one) => {
      await how(one.worker)
      await one.ended
    }))
  }
  return {
    ask: ask as WorkerLane<T>['ask'],
    // One that is leaving already has heard it.
    close: () => end((worker) => (worker === running?.worker ? worker.postMessage('close', []) : undefined)),
    abandon: () => end((worker) => worker.terminate()),
  }
}
