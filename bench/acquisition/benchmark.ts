/**
 * Acquisition: points per second through the guarded transport, against raw pre-encoded UDP with the same devices, from one device and from eight, on a line that
 * loses nothing, 1 % and 5 % of the requests.
 */
import { createAcquisition } from '../../electron/engine/bacnet/acquisition.ts'
import { silentLog } from '../../electron/engine/log.ts'
import { systemClock } from '../../shared/clock.ts'
import { startFastFleet } from '../fast-device-process.ts'
import { report, type Figure } from '../figures.ts'
import { quietListener } from '../quiet-listener.ts'
import { measureRaw } from './raw-udp.ts'

/** Enough that polling every millisecond asks for more than any device gives; below 1,000, so that numbers stay unique. */
const POINTS_PER_DEVICE = 900
const IN_FLIGHT = 4
const SETTLE_MS = 2_000
const MEASURE_MS = 4_000
/** On a line that loses, a batch whose repetition is lost too has to wait for the timeout and the back-off. */
const MEASURE_LOSSY_MS = 8_000
/** What the bare client reaches of raw UDP (docs/decisions/0002-guarded-transport.md): batches of 50. */
const BARE_CLIENT_RATIO: Readonly<Record<number, number>> = { 1: 0.26, 8: 0.28 }
/** A line that loses makes both wait for the same repetitions: less is left to be lost by the product. */
const LOSSES = [0, 0.01, 0.05]

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Measured {
  readonly pointsPerSecond: number
  readonly wrong: number
  readonly failed: number
  /** Points that gave no value while it was measured. */
  readonly hung: number
}

const measureAcquisition = async (ports: readonly number[], measureMs: number): Promise<Measured> => {
  let points = 0
  let wrong = 0
  let failed = 0
  const seen = new Set<number>()
  const acquisition = createAcquisition({
    clock: systemClock,
    random: Math.random,
    log: silentLog,
    loopbackOnly: true,
    listener: quietListener({
      readings: (batch) => {
        points += batch.pointIds.length
        for (let at = 0; at < batch.pointIds.length; at += 1) {
          // Point ids are made so that each names the value it must have.
          if (batch.values[at] !== batch.pointIds[at]! - 1) wrong += 1
        }
        seen.add(batch.pointIds[0]!)
      },
      outcome: (outcome) => {
        if (outcome.error !== null) failed += 1
      },
      pointProblem: () => (failed += 1),
    }),
  })
  const limits = { requestTimeoutMs: 3_000, inFlightPerDevice: IN_FLIGHT, requestsPerSecondPerDevice: 1_000_000, requestsPerSecondPerTrunk: 10, requestsPerSecondTotal: 10_000_000, trunkShare: 1, trunkBaudRate: 115_200, cov: 'off' as const }
  const opened = await acquisition.open({ port: 0, ...limits })
  if (!opened.ok) throw new Error(opened.error.message)
  acquisition.watch(
    ports.map((port, device) => ({
      deviceId: device + 1,
      instance: 10_000 + device,
      address: { ip: '127.0.0.1', port },
      maxApdu: 1_476,
      segmentation: 'none',
      points: Array.from({ length: POINTS_PER_DEVICE }, (_, point) => ({ pointId: device * 1_000 + point + 1, objectType: 0, objectInstance: point, intervalMs: 1 })),
    })),
  )
  await wait(SETTLE_MS)
  points = 0
  seen.clear()
  const startedMs = performance.now()
  await wait(measureMs)
  const seconds = (performance.now() - startedMs) / 1_000
  // Points of one batch are read together: the first of each speaks for all.
  const hung = (ports.length * POINTS_PER_DEVICE) / 50 - [...seen].filter((id) => ((id - 1) % 1_000) % 50 === 0).length
  const measured = { pointsPerSecond: points / seconds, wrong, failed, hung }
  await acquisition.close()
  return measured
}

const figures: Figure[] = []
for (const lossShare of LOSSES) {
  for (const count of [1, 8]) {
    const devices = await startFastFleet({ pointsPerDevice: POINTS_PER_DEVICE, values: 'numbered', lines: [{ count, lossShare }] })
    const raw = await measureRaw(devices.ports, POINTS_PER_DEVICE, IN_FLIGHT, MEASURE_MS)
    const ours = await measureAcquisition(devices.ports, lossShare === 0 ? MEASURE_MS : MEASURE_LOSSY_MS)
    devices.stop()
    const loss = lossShare === 0 ? '' : `, ${lossShare * 100} % lost`
    const name = `${count === 1 ? 'one device' : `${count} devices`}${loss}`
    figures.push(
      { name: `${name}, raw pre-encoded UDP`, value: raw, unit: 'points/s' },
      { name: `${name}, acquisition`, value: ours.pointsPerSecond, unit: 'points/s' },
      { name: `${name}, acquisition per device`, value: ours.pointsPerSecond / count, unit: 'points/s' },
      { name: `${name}, acquisition to raw`, value: ours.pointsPerSecond / raw, unit: '×', limit: { kind: 'min', value: BARE_CLIENT_RATIO[count] ?? 0 }, comparable: lossShare === 0 },
      { name: `${name}, wrong answers`, value: ours.wrong, unit: 'readings', limit: { kind: 'max', value: 0 } },
      { name: `${name}, hung batches`, value: ours.hung, unit: 'batches', limit: { kind: 'max', value: 0 } },
    )
    if (lossShare === 0) figures.push({ name: `${name}, lost answers`, value: ours.failed, unit: 'requests', limit: { kind: 'max', value: 0 } })
  }
}
report(figures)
process.exit(0)
