/** Scale: what the built engine costs, in a process of its own as in the product, while it polls 20,000 points of 200 simulated devices every 60 seconds over real UDP. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { forkEngine } from '../../electron/host/fork-engine.ts'
import { ensureBuilt } from '../../scripts/start/ensure-built.ts'
import type { Result } from '../../shared/result.ts'
import { connectEngine } from '../../shared/rpc.ts'
import { report } from '../figures.ts'

const DEVICES = 200
const POINTS = 20_000
const POLL_MS = 60_000
const FIRST_PORT = 52_000
const MEASURE_MS = 2 * POLL_MS
const DISCOVERY_LIMIT_MS = 8 * 60_000

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const ROOT = resolve(import.meta.dirname, '../..')
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const simulatorEntry = join(import.meta.dirname, '../../electron/simulator/main.ts')
const simulator = spawn(process.execPath, [simulatorEntry, '--devices', String(DEVICES), '--points', String(POINTS), '--port', String(FIRST_PORT)], { stdio: ['ignore', 'pipe', 'inherit'] })
const targets: string[] = []
await new Promise<void>((resolve) => {
  createInterface({ input: simulator.stdout }).on('line', (line) => {
    const address = /127\.0\.0\.\d+:\d+/.exec(line)?.[0]
    if (address !== undefined) targets.push(address)
    if (targets.length === DEVICES) resolve()
  })
})

const folder = mkdtempSync(join(tmpdir(), 'plantroom-bench-'))
valueOf(await ensureBuilt(ROOT, (text) => console.error(text)))

/** What the engine's process says of itself every 50 ms; see self-watch.mjs. */
interface SelfWatch {
  readonly type: 'selfWatch'
  readonly rssBytes: number
  readonly cpuMs: number
  readonly delayMs: number
}
const child = forkEngine(pathToFileURL(join(ROOT, 'out/main/engine-process.js')), ['--import', new URL('self-watch.mjs', import.meta.url).href])()
const watched: SelfWatch[] = []
let hear: (data: unknown) => void = () => {}
await new Promise<void>((ready, failed) => {
  child.onMessage((message) => {
    if (message.type === 'ready') ready()
    else if (message.type === 'fatal') failed(new Error(message.failure.message))
    else if (message.type === 'client-data') hear(message.data)
    else if ((message as { readonly type: string }).type === 'selfWatch') watched.push(message as unknown as SelfWatch)
  })
  child.onExit((code) => failed(new Error(`the engine ended with ${code}`)))
  child.send({ type: 'init', dataFolder: folder, demo: false, appVersion: 'bench' })
})
child.send({ type: 'client-open', client: 1 })
const handlers = connectEngine({ post: (data) => child.send({ type: 'client-data', client: 1, data }), onMessage: (listen) => (hear = listen), onClose: () => {}, close: () => {} }, () => {})
valueOf(await handlers.changeSettings({ patch: { defaultPollIntervalMs: POLL_MS, requestsPerSecondPerDevice: 200, inFlightPerDevice: 4, requestsPerSecondTotal: 10_000, cov: 'off' } }))
const startedMs = performance.now()
valueOf(await handlers.startDiscovery({ interfaces: [], targets }))
for (;;) {
  await wait(1_000)
  const job = valueOf(await handlers.listJobs({})).find((one) => one.kind === 'discovery')
  if (job?.state === 'done') break
  if (job?.state !== 'running' || performance.now() - startedMs > DISCOVERY_LIMIT_MS) throw new Error(`discovery ended as ${job?.state ?? 'nothing'}`)
}
const discoverySeconds = (performance.now() - startedMs) / 1_000
valueOf(await handlers.changeSettings({ patch: { requestsPerSecondPerDevice: 20, inFlightPerDevice: 2, requestsPerSecondTotal: 200 } }))
const polled = valueOf(await handlers.listPoints({})).filter((point) => point.pollIntervalMs > 0).length

// One round to settle: first readings, first rows of every point.
await wait(POLL_MS)
const last = (): SelfWatch => {
  const newest = watched.at(-1)
  if (newest === undefined) throw new Error('the engine says nothing of itself')
  return newest
}
const keptBefore = valueOf(await handlers.getStatistics({})).readingsKept
const cpuBeforeMs = last().cpuMs
const fromMs = performance.now()
watched.length = 0
await wait(MEASURE_MS)
const passedMs = performance.now() - fromMs
const cpuMs = last().cpuMs - cpuBeforeMs
const rssBytes = Math.max(...watched.map((each) => each.rssBytes))
const worstDelayMs = Math.max(...watched.map((each) => each.delayMs))
const statistics = valueOf(await handlers.getStatistics({}))
await new Promise<void>((ended) => {
  child.onExit(() => ended())
  child.send({ type: 'stop' })
})
simulator.kill()
rmSync(folder, { recursive: true, force: true })

report([
  { name: 'points polled', value: polled, unit: 'points', limit: { kind: 'min', value: POINTS * 0.8 } },
  { name: 'discovery of all objects', value: discoverySeconds, unit: 's' },
  { name: 'readings kept of readings due', value: (statistics.readingsKept - keptBefore) / ((polled * passedMs) / POLL_MS), unit: '×', limit: { kind: 'min', value: 0.97 }, comparable: true },
  { name: 'requests failed', value: statistics.requestsFailed / Math.max(1, statistics.requests), unit: 'share', limit: { kind: 'max', value: 0.01 } },
  { name: 'one core used by the engine', value: cpuMs / passedMs, unit: 'share', limit: { kind: 'max', value: 0.4 }, comparable: true },
  { name: 'memory of the engine', value: rssBytes / 2 ** 20, unit: 'MB', limit: { kind: 'max', value: 400 } },
  { name: 'longest wait for the event loop', value: worstDelayMs, unit: 'ms' },
])
process.exit(0)
