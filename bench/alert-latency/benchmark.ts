/** Alert latency: from the packet that completes the evidence to the alert at the renderer's end of the contract, while 2,000 points are polled every 10 seconds. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Alert } from '../../shared/domain/alert.ts'
import type { Result } from '../../shared/result.ts'
import { seededRandom } from '../../shared/random.ts'
import { connectToHost } from '../../test/support/host-client.ts'
import { runHost } from '../../test/support/run-host.ts'
import { RELATED } from '../../electron/engine/pipeline/judge-related.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import { saveBenchSite } from '../bench-site.ts'
import { startFastDevices } from '../fast-device-process.ts'
import { percentile, report } from '../figures.ts'
import { prepareModels } from './prepare-models.ts'

const DEVICES = 20
const POINTS_PER_DEVICE = 100
const FAULTS = 300
const FAULT_EVERY_MS = 200
const STEP_CELSIUS = 25

const nowMs = (): number => performance.timeOrigin + performance.now()
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const folder = mkdtempSync(join(tmpdir(), 'plantroom-bench-'))
const site = join(folder, 'site')
const opened = openStore(site)
if (!opened.ok) throw new Error(opened.error.message)
const devices = await startFastDevices(DEVICES, POINTS_PER_DEVICE, 'steady')
const store = opened.value
// No on-delay: what is measured is the way through the product, not the patience it is told to have.
store.changeSettings({ bacnetPort: 53_808, alertOnDelayMs: 0, requestsPerSecondPerDevice: 50, cov: 'off', timeZone: 'UTC' })
// Names that tell their role: each room is judged by other rooms as well, and by the outdoor air.
const isOutdoor = (device: number, point: number): boolean => device === 0 && point === 0
const pointIds = saveBenchSite(store, DEVICES, POINTS_PER_DEVICE, Date.now(), { nameOf: (device, point) => (isOutdoor(device, point) ? 'Outside air temperature' : `Room ${device}-${point} air temperature`) })
store.devices().forEach((device, index) => store.setDeviceAddress(device.id, { ip: '127.0.0.1', port: devices.ports[index]! }))
const outdoorId = [...pointIds.values()][0]![0]!
await prepareModels(store, site, pointIds, (pointId) => (pointId === outdoorId ? 'outside_air_temp' : 'zone_air_temp'), Date.now())
store.close()

const host = await runHost(folder)
const raisedAtMs = new Map<number, number>()
/** Alerts in which the siblings' judgement is told. */
const bySiblings = new Set<number>()
const client = await connectToHost(host.address, (name, payload) => {
  if (name !== 'alertsChanged') return
  for (const { pointId, evidence } of payload as readonly Pick<Alert, 'pointId' | 'evidence'>[]) {
    if (pointId === null || raisedAtMs.has(pointId)) continue
    raisedAtMs.set(pointId, nowMs())
    if (evidence.some(({ detector }) => detector === RELATED)) bySiblings.add(pointId)
  }
})
// Two rounds of polling, so that every point has been read and is calm.
await wait(25_000)
const early = raisedAtMs.size

const sentAtMs = new Map<number, number[]>()
const idsInOrder = [...pointIds.values()]
devices.process.on('message', (said: { type: string; device: number; point: number; atMs: number }) => {
  if (said.type !== 'sent') return
  const pointId = idsInOrder[said.device]![said.point]!
  sentAtMs.set(pointId, [...(sentAtMs.get(pointId) ?? []), said.atMs])
})
const random = seededRandom(5)
// One of so many neighbours, in random order: where half of a room's siblings jumped, the room itself would rightly stand out from them.
const APART = Math.floor((DEVICES * POINTS_PER_DEVICE) / FAULTS)
const chosen = Array.from({ length: FAULTS }, (_, i) => ({ number: i * APART, order: random() })).sort((a, b) => a.order - b.order)
for (const { number } of chosen) {
  devices.process.send({ type: 'set', device: Math.floor(number / POINTS_PER_DEVICE), point: number % POINTS_PER_DEVICE, value: 20 + STEP_CELSIUS })
  await wait(FAULT_EVERY_MS)
}
// A fault may need a second reading to be told from a spike: leave time for two more rounds.
await wait(25_000)

const statistics = valueOf(await client.engine().getStatistics({}))
/** From the last abnormal packet before the alert, which is the one that completed the evidence. */
const latencies = [...sentAtMs].flatMap(([pointId, times]) => {
  const at = raisedAtMs.get(pointId)
  const completedAtMs = times.findLast((timeMs) => at !== undefined && timeMs <= at)
  return at === undefined || completedAtMs === undefined ? [] : [at - completedAtMs]
})
client.close()
devices.stop()
await host.stop()
rmSync(folder, { recursive: true, force: true })

report([
  { name: 'points polled', value: statistics.pointsPolled, unit: 'points', limit: { kind: 'min', value: DEVICES * POINTS_PER_DEVICE } },
  { name: 'alerts before any fault', value: early, unit: 'alerts', limit: { kind: 'max', value: 0 } },
  { name: 'alerts of other points', value: [...raisedAtMs.keys()].filter((pointId) => !sentAtMs.has(pointId)).length, unit: 'alerts', limit: { kind: 'max', value: 0 } },
  { name: 'faults found of faults made', value: latencies.length / FAULTS, unit: 'share', limit: { kind: 'min', value: 1 } },
  { name: 'alerts that tell of siblings too', value: [...sentAtMs.keys()].filter((pointId) => bySiblings.has(pointId)).length / FAULTS, unit: 'share', limit: { kind: 'min', value: 0.95 } },
  { name: 'completing packet to alert, p50', value: percentile(latencies, 0.5), unit: 'ms', limit: { kind: 'max', value: 150 } },
  { name: 'completing packet to alert, p99', value: percentile(latencies, 0.99), unit: 'ms', limit: { kind: 'max', value: 1_000 } },
  { name: 'inside the engine, completing packet to push, p50', value: statistics.alertLatencyP50Ms ?? Number.NaN, unit: 'ms' },
  { name: 'inside the engine, completing packet to push, p99', value: statistics.alertLatencyP99Ms ?? Number.NaN, unit: 'ms' },
])
process.exit(0)
