/**
 * The product's demo building, as a worker thread: first its history, chunk by chunk as the parent asks, then live on loopback sockets.
 * Everything that makes the building is in `workerData`, so that a worker started anew has the same building in the same state.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { DEMO_FAULTS } from './faults/demo-faults.ts'
import type { DemoWorkerData, FromDemoWorker, ToDemoWorker } from './demo-protocol.ts'
import { createSimulator } from './simulator.ts'
import type { HistoryRange } from './history.ts'

const DAY_MS = 86_400_000
/** From the start of one demo fault to the start of the next. */
const NEXT_FAULT_MS = 600_000

const data = workerData as DemoWorkerData
const post = (sent: FromDemoWorker, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(sent, transfer)
const simulator = createSimulator({
  seed: data.seed,
  // Run in before the first day wanted, so that the history begins in a building that lives.
  anchorMs: data.anchorMs - 2 * DAY_MS,
  utcOffsetMinutes: data.utcOffsetMinutes ?? 0,
  port: data.basePort ?? 0,
})

const range: HistoryRange = { fromMs: data.fromMs, toMs: data.toMs, stepMs: data.stepMs }
const total = data.toMs > data.fromMs ? simulator.historyChunks(range) : 0
const chunks = data.toMs > data.fromMs ? simulator.history(range) : null
let done = 0
let faultTimer: NodeJS.Timeout | undefined

const sendHistory = (): void => {
  const next = chunks?.next()
  if (!next || next.done === true) {
    post({ type: 'historyDone' })
    return
  }
  done++
  const chunk = next.value
  post({ type: 'history', chunk, done, total }, [chunk.timesMs.buffer, chunk.values.buffer] as ArrayBuffer[])
}

/** The first fault is always the same and stands out at any hour; the others follow in turn, where they have any effect. */
const nextDemoFault = (turn: number): void => {
  const open = simulator.reading(1001, 5, 1) === 1
  const fitting = DEMO_FAULTS.filter((fault) => fault.when === 'any' || (fault.when === 'open') === open)
  const fault = fitting[turn % fitting.length]
  if (fault && !simulator.faults.running().some((running) => running.kindId === fault.id)) simulator.faults.start(fault.id, fault.demoMs)
  faultTimer = setTimeout(() => nextDemoFault(turn + 1), NEXT_FAULT_MS)
}

const goLive = async (): Promise<void> => {
  try {
    const { devices } = await simulator.start()
    post({ type: 'live', devices })
    if (data.firstFaultAfterMs !== null) faultTimer = setTimeout(() => nextDemoFault(0), data.firstFaultAfterMs)
  } catch (error) {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

const stop = async (): Promise<void> => {
  clearTimeout(faultTimer)
  await simulator.stop()
  parentPort?.close()
}

const receive = (received: ToDemoWorker): void => {
  switch (received.type) {
    case 'next':
      sendHistory()
      return
    case 'goLive':
      void goLive()
      return
    case 'startFault':
      post({ type: 'reply', id: received.id, value: simulator.faults.start(received.kindId, received.durationMs) ?? null })
      return
    case 'endFaults':
      simulator.faults.endAll()
      post({ type: 'reply', id: received.id, value: null })
      return
    case 'listFaults':
      post({ type: 'reply', id: received.id, value: { running: simulator.faults.running(), kinds: simulator.faults.kinds() } })
      return
    case 'stop':
      void stop()
  }
}

parentPort?.on('message', (received: ToDemoWorker) => receive(received))
// The first chunk goes out unasked; with nothing to give this says so at once.
sendHistory()
