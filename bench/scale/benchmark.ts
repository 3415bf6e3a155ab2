/** Scale: what the engine costs while it polls 20,000 points of 200 simulated devices every 60 seconds over real UDP. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { composeEngine } from '../../electron/engine/compose.ts'
import { silentLog } from '../../electron/engine/log.ts'
import type { Result } from '../../shared/result.ts'
import { report } from '../figures.ts'
import { sourceWorker } from '../../test/support/source-worker.ts'

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
const engine = composeEngine({ siteFolder: join(folder, 'site'), demo: false, worker: sourceWorker, appVersion: 'bench', log: silentLog, loopbackOnly: true })
valueOf(await engine.start())
const { handlers } = engine
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
globalThis.gc?.()
const keptBefore = valueOf(await handlers.getStatistics({})).readingsKept
const cpuBefore = process.cpuUsage()
const fromMs = performance.now()
let rssBytes = 0
let worstDelayMs = 0
while (performance.now() - fromMs < MEASURE_MS) {
  const before = performance.now()
  await wait(50)
  worstDelayMs = Math.max(worstDelayMs, performance.now() - before - 50)
  rssBytes = Math.max(rssBytes, process.memoryUsage.rss())
}
const passedMs = performance.now() - fromMs
const cpu = process.cpuUsage(cpuBefore)
const statistics = valueOf(await handlers.getStatistics({}))
await engine.stop()
simulator.kill()
rmSync(folder, { recursive: true, force: true })

report([
  { name: 'points polled', value: polled, unit: 'points', limit: { kind: 'min', value: POINTS * 0.8 } },
  { name: 'discovery of all objects', value: discoverySeconds, unit: 's' },
  { name: 'readings kept of readings due', value: (statistics.readingsKept - keptBefore) / ((polled * passedMs) / POLL_MS), unit: '×', limit: { kind: 'min', value: 0.97 }, comparable: true },
  { name: 'requests failed', value: statistics.requestsFailed / Math.max(1, statistics.requests), unit: 'share', limit: { kind: 'max', value: 0.01 } },
  { name: 'one core used by the engine', value: (cpu.user + cpu.system) / 1_000 / passedMs, unit: 'share', limit: { kind: 'max', value: 0.4 }, comparable: true },
  { name: 'memory of the engine', value: rssBytes / 2 ** 20, unit: 'MB', limit: { kind: 'max', value: 400 } },
  { name: 'longest wait for the event loop', value: worstDelayMs, unit: 'ms' },
])
process.exit(0)
