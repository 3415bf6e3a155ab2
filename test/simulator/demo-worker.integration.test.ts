/** The demo worker speaks its protocol: history on demand, then live, faults by name, stop. */
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { DemoWorkerData, FromDemoWorker, ToDemoWorker } from '../../electron/simulator/demo-protocol.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A worker with its messages in a queue. */
const open = (data: DemoWorkerData): { worker: Worker; say: (sent: ToDemoWorker) => void; hear: () => Promise<FromDemoWorker> } => {
  const worker = new Worker(new URL('../../electron/simulator/demo-worker.ts', import.meta.url), { workerData: data })
  const queue: FromDemoWorker[] = []
  let wake: (() => void) | null = null
  worker.on('message', (message: FromDemoWorker) => {
    queue.push(message)
    wake?.()
  })
  const hear = async (): Promise<FromDemoWorker> => {
    for (;;) {
      const next = queue.shift()
      if (next) return next
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { worker, say: (sent) => worker.postMessage(sent, []), hear }
}

test('gives its history chunk by chunk, goes live, starts and ends faults, and stops', async () => {
  const now = Date.now()
  const { worker, say, hear } = open({ seed: 1, anchorMs: now - DAY, fromMs: now - DAY, toMs: now, stepMs: 300_000, firstFaultAfterMs: null })
  const ended = new Promise<number>((resolve) => worker.once('exit', resolve))
  let rows = 0
  let expected = 0
  for (;;) {
    const message = await hear()
    if (message.type === 'historyDone') break
    if (message.type !== 'history') throw new Error(`unexpected ${message.type}`)
    expected++
    expect(message.done).toBe(expected)
    expect(message.chunk.timesMs.length).toBe(message.chunk.values.length)
    rows += message.chunk.values.length
    if (expected === message.total) expect(message.done).toBe(message.total)
    say({ type: 'next' })
  }
  expect(rows).toBeGreaterThan(30_000)
  say({ type: 'goLive' })
  const live = await hear()
  expect(live.type === 'live' && live.devices.length).toBe(8)
  say({ type: 'startFault', kindId: 'ahu1SupplyBias', durationMs: 60_000, id: 1 })
  expect(await hear()).toMatchObject({ type: 'reply', id: 1, value: { kindId: 'ahu1SupplyBias', title: { key: 'demoFault.ahu1SupplyBias' } } })
  say({ type: 'startFault', kindId: 'none', durationMs: null, id: 2 })
  expect(await hear()).toEqual({ type: 'reply', id: 2, value: null })
  say({ type: 'listFaults', id: 3 })
  expect(await hear()).toMatchObject({ type: 'reply', id: 3, value: { running: [{ kindId: 'ahu1SupplyBias' }] } })
  say({ type: 'endFaults', id: 4 })
  expect(await hear()).toEqual({ type: 'reply', id: 4, value: null })
  say({ type: 'stop' })
  expect(await ended).toBe(0)
})

test('without history it says so at once, and its first fault comes by itself', async () => {
  const now = Date.now()
  const { worker, say, hear } = open({ seed: 1, anchorMs: now - DAY, fromMs: now, toMs: now, stepMs: 300_000, firstFaultAfterMs: 200 })
  const ended = new Promise<number>((resolve) => worker.once('exit', resolve))
  expect(await hear()).toEqual({ type: 'historyDone' })
  say({ type: 'goLive' })
  expect((await hear()).type).toBe('live')
  const running = async (): Promise<readonly { readonly kindId: string }[]> => {
    say({ type: 'listFaults', id: 1 })
    const told = await hear()
    return told.type === 'reply' && told.value !== null && 'running' in told.value ? told.value.running : []
  }
  await expect.poll(running, { timeout: 60_000 }).toMatchObject([{ kindId: 'chilledSupplyBias' }])
  say({ type: 'stop' })
  expect(await ended).toBe(0)
})
