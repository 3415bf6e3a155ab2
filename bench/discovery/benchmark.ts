/** Discovery: how long until 200 devices are found and every object of them is listed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeEngine } from '../../electron/engine/compose.ts'
import { silentLog } from '../../electron/engine/log.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import type { Result } from '../../shared/result.ts'
import { sourceWorker } from '../../test/support/source-worker.ts'
import { report, type Figure } from '../figures.ts'
import { startSimulatedBuilding } from '../simulated-building.ts'

const DEVICES = 200
const OBJECTS = 4_000
const FIRST_PORT = 52_300
const GIVE_UP_AFTER_MS = 90_000
const LOOK_EVERY_MS = 100
/** Looks that make a second. */
const SECOND_LOOKS = 10

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Measured {
  readonly seconds: number
  readonly devices: number
  readonly objects: number
  /** Most requests in any second. */
  readonly busiestSecond: number
}

/** A search in a new site, or in one that knows everything already. */
const discover = async (site: string, targets: readonly string[], settings: Partial<Settings>): Promise<Measured> => {
  const engine = composeEngine({ siteFolder: site, demo: false, worker: sourceWorker, appVersion: 'bench', log: silentLog, loopbackOnly: true })
  valueOf(await engine.start())
  const { handlers } = engine
  // Points are hardly polled meanwhile: the search is what is measured.
  valueOf(await handlers.changeSettings({ patch: { defaultPollIntervalMs: 3_600_000, ...settings } }))
  const startedMs = performance.now()
  const { id } = valueOf(await handlers.startDiscovery({ interfaces: [], targets: [...targets] }))
  const sent: number[] = []
  let busiestSecond = 0
  for (;;) {
    await wait(LOOK_EVERY_MS)
    sent.push(valueOf(await handlers.getPollLoad({})).requestsPerSecond)
    busiestSecond = Math.max(busiestSecond, sent.at(-1) ?? 0, sent.at(-SECOND_LOOKS) ?? 0)
    const job = valueOf(await handlers.listJobs({})).find((one) => one.id === id)
    if (job?.state === 'done') break
    if (job?.state !== 'running' || performance.now() - startedMs > GIVE_UP_AFTER_MS) throw new Error(`the search ended as ${job?.state ?? 'nothing'}`)
  }
  const seconds = (performance.now() - startedMs) / 1_000
  const devices = valueOf(await handlers.listDevices({})).filter(({ name }) => name !== '').length
  const objects = valueOf(await handlers.listPoints({})).filter(({ name }) => name !== '').length
  await engine.stop()
  return { seconds, devices, objects, busiestSecond }
}

const building = await startSimulatedBuilding(DEVICES, OBJECTS, FIRST_PORT)
const folder = mkdtempSync(join(tmpdir(), 'plantroom-bench-'))
const polite = await discover(join(folder, 'polite'), building.targets, {})
const free = await discover(join(folder, 'free'), building.targets, { requestsPerSecondPerDevice: 200, requestsPerSecondTotal: 10_000, inFlightPerDevice: 4 })
building.stop()
rmSync(folder, { recursive: true, force: true })

const figures: Figure[] = [
  { name: 'devices found', value: Math.min(polite.devices, free.devices), unit: 'devices', limit: { kind: 'min', value: DEVICES } },
  { name: 'objects listed', value: Math.min(polite.objects, free.objects), unit: 'objects', limit: { kind: 'min', value: OBJECTS } },
  { name: 'time, default limits', value: polite.seconds, unit: 's', limit: { kind: 'max', value: 60 } },
  { name: 'requests per second of the busiest ten seconds, default limits', value: polite.busiestSecond, unit: '/s', limit: { kind: 'max', value: 222 } },
  { name: 'time, without limits', value: free.seconds, unit: 's', limit: { kind: 'max', value: 25 } },
]
report(figures)
process.exit(0)
