/** Politeness: what reaches a router of 50 devices that want three times its limit, and what reading costs this laptop. */
import { createAcquisition } from '../../electron/engine/bacnet/acquisition.ts'
import type { Acquisition, TransportSettings, WatchedDevice } from '../../electron/engine/bacnet/acquisition-types.ts'
import { silentLog } from '../../electron/engine/log.ts'
import { systemClock } from '../../shared/clock.ts'
import { startFastFleet, type FastDevices } from '../fast-device-process.ts'
import type { FastLine } from '../fast-device-spec.ts'
import { report, type Figure } from '../figures.ts'
import { quietListener } from '../quiet-listener.ts'

const PER_SECOND = 10
const BEHIND = 50
const ROUTER_MS = 20_000
const COST_DEVICES = 20
const COST_POINTS = 900
const COST_MS = 8_000

const LIMITS: TransportSettings = {
  port: 0,
  requestTimeoutMs: 3_000,
  inFlightPerDevice: 2,
  requestsPerSecondPerDevice: 200,
  requestsPerSecondPerTrunk: PER_SECOND,
  requestsPerSecondTotal: 10_000,
  trunkShare: 1,
  trunkBaudRate: 115_200,
  cov: 'off',
}
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

let points = 0
const start = async (devices: FastDevices, pointsPerDevice: number, intervalMs: number, { maxApdu = 1_476 }: Pick<FastLine, 'maxApdu'>): Promise<Acquisition> => {
  const listener = quietListener({ readings: (batch) => (points += batch.pointIds.length), outcome: () => {}, pointProblem: () => {} })
  const acquisition = createAcquisition({ clock: systemClock, random: Math.random, log: silentLog, loopbackOnly: true, listener })
  const opened = await acquisition.open(LIMITS)
  if (!opened.ok) throw new Error(opened.error.message)
  const watched = devices.addresses.map((address, device): WatchedDevice => {
    const all = Array.from({ length: pointsPerDevice }, (_, point) => ({ pointId: device * 1_000 + point + 1, objectType: 0, objectInstance: point, intervalMs }))
    return { deviceId: device + 1, instance: 10_000 + device, address, maxApdu, segmentation: 'none', points: all }
  })
  acquisition.watch(watched)
  return acquisition
}

/** Most requests in any second in which the devices' process was awake. */
const busiestSecond = async (devices: FastDevices): Promise<{ readonly most: number; readonly perSecond: number }> => {
  const { times, naps } = await devices.arrivals()
  let most = 0
  times.forEach((fromMs, first) => {
    if (naps.some((nap) => nap.fromMs < fromMs + 1_000 && nap.toMs > fromMs)) return
    let count = 0
    while (first + count < times.length && times[first + count]! < fromMs + 1_000) count += 1
    most = Math.max(most, count)
  })
  return { most, perSecond: (times.length * 1_000) / (times.at(-1)! - times[0]!) }
}

const measureRouter = async (lossShare: number): Promise<Figure[]> => {
  const line: FastLine = { count: BEHIND, network: 7, maxApdu: 480, lossShare }
  const devices = await startFastFleet({ pointsPerDevice: 100, values: 'numbered', lines: [line] })
  const acquisition = await start(devices, 100, 10_000, line)
  await wait(ROUTER_MS)
  const { most, perSecond } = await busiestSecond(devices)
  await acquisition.close()
  devices.stop()
  const name = lossShare === 0 ? 'to a router' : `to a router that loses ${lossShare * 100} %`
  return [
    { name: `requests in the busiest second ${name}, its limit being ${PER_SECOND}`, value: most, unit: '/s', limit: { kind: 'max', value: PER_SECOND + 1 } },
    { name: `requests ${name}`, value: perSecond, unit: '/s', limit: { kind: 'min', value: PER_SECOND * 0.85 } },
  ]
}

const measureCost = async (): Promise<Figure[]> => {
  const devices = await startFastFleet({ pointsPerDevice: COST_POINTS, values: 'numbered', lines: [{ count: COST_DEVICES }] })
  const acquisition = await start(devices, COST_POINTS, 1_000, {})
  await wait(3_000)
  points = 0
  const cpuBefore = process.cpuUsage()
  const startedMs = performance.now()
  await wait(COST_MS)
  const seconds = (performance.now() - startedMs) / 1_000
  const { user, system } = process.cpuUsage(cpuBefore)
  const kiloPoints = points / seconds / 1_000
  await acquisition.close()
  devices.stop()
  return [
    { name: 'points read', value: kiloPoints * 1_000, unit: '/s', limit: { kind: 'min', value: COST_DEVICES * COST_POINTS * 0.95 } },
    { name: 'CPU per 1,000 points/s', value: (user + system) / 1_000 / seconds / kiloPoints, unit: 'ms/s', limit: { kind: 'max', value: 10 } },
  ]
}

const figures = [...(await measureRouter(0)), ...(await measureRouter(0.1)), ...(await measureCost())]
report(figures)
process.exit(0)
