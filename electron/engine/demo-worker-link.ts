/** The demo building in a worker thread, seen as a `DemoSource`. The thread's entry comes from outside: the engine knows no simulator. */
import { Worker } from 'node:worker_threads'
import type { DemoFault, DemoFaultKind } from '../../shared/domain/demo.ts'
import type { DemoHistoryChunk, DemoOptions, DemoSource } from './monitor/demo-source.ts'

/** Every demo everywhere is the same building. */
const SEED = 20_260_101
const HISTORY_STEP_MS = 5 * 60_000
const FIRST_FAULT_AFTER_MS = 40_000

interface LiveDevice {
  readonly instance: number
  readonly ip: string
  readonly port: number
}

type FromWorker =
  | { readonly type: 'history'; readonly chunk: DemoHistoryChunk; readonly done: number; readonly total: number }
  | { readonly type: 'historyDone' }
  | { readonly type: 'live'; readonly devices: readonly LiveDevice[] }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }

export const openDemoWorker = (entry: URL, options: DemoOptions): DemoSource => {
  const worker = new Worker(entry, { workerData: { seed: SEED, stepMs: HISTORY_STEP_MS, firstFaultAfterMs: FIRST_FAULT_AFTER_MS, ...options } })
  // A worker thread has no origin: the rule is meant for windows.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const tell = (message: object): void => worker.postMessage(message)
  const replies = new Map<number, (value: unknown) => void>()
  let lastId = 0
  let takeChunk: ((chunk: DemoHistoryChunk, done: number, total: number) => void) | null = null
  let historyDone = (): void => {}
  let live = (_devices: readonly LiveDevice[]): void => {}
  let broken: Error | null = null
  let failWaiting = (_error: Error): void => {}

  const held: { chunk: DemoHistoryChunk; done: number; total: number }[] = []
  let ended = false

  worker.on('message', (said: FromWorker) => {
    switch (said.type) {
      case 'history':
        if (takeChunk) takeChunk(said.chunk, said.done, said.total)
        else held.push(said)
        tell({ type: 'next' })
        break
      case 'historyDone':
        ended = true
        historyDone()
        break
      case 'live':
        live(said.devices)
        break
      case 'failed':
        failWaiting(new Error(said.message))
        break
      case 'reply':
        replies.get(said.id)?.(said.value)
        replies.delete(said.id)
        break
    }
  })
  worker.on('error', (error: Error) => {
    broken = error
    failWaiting(error)
  })

  const waiting = <T>(begin: (resolve: (value: T) => void) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      if (broken) {
        reject(broken)
        return
      }
      failWaiting = reject
      begin(resolve)
    })
  const ask = <T>(question: object): Promise<T> =>
    waiting((resolve) => {
      lastId += 1
      replies.set(lastId, resolve as (value: unknown) => void)
      tell({ ...question, id: lastId })
    })

  return {
    history: (take) =>
      waiting<void>((resolve) => {
        takeChunk = take
        historyDone = resolve
        for (const { chunk, done, total } of held) take(chunk, done, total)
        if (ended) resolve()
      }),
    goLive: () =>
      waiting((resolve) => {
        live = resolve
        tell({ type: 'goLive' })
      }),
    faults: () => ask<{ running: readonly DemoFault[]; kinds: readonly DemoFaultKind[] }>({ type: 'listFaults' }),
    startFault: (kindId) => ask<DemoFault | null>({ type: 'startFault', kindId, durationMs: null }),
    endFaults: async () => {
      await ask({ type: 'endFaults' })
    },
    stop: async () => {
      await worker.terminate()
    },
  }
}
