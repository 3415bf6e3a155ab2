/** `discover`: devices, their objects and values. */
import { addressLabel, type Device } from '../../../shared/domain/device.ts'
import { LIVE_STATES, type LiveValues, type Point } from '../../../shared/domain/point.ts'
import { unitSymbol } from '../../../shared/units.ts'
import type { Failure } from '../../../shared/result.ts'
import type { CliOptions } from '../cli-options.ts'
import { discoverDevices } from '../discovery.ts'
import { waitFor, type HeadlessEngine } from '../headless-engine.ts'
import { plainNumber, typeName, unitsName } from '../names.ts'
import { columns, type Terminal } from '../terminal.ts'

interface FoundObject {
  readonly type: string
  readonly instance: number
  readonly name: string
  readonly units: string | null
  readonly value: number | null
}

interface FoundDevice {
  readonly instance: number
  readonly address: string
  readonly name: string
  readonly vendor: string
  readonly objects: readonly FoundObject[]
}

interface Problem {
  readonly device: number | null
  readonly text: string
}

/** The first round of a site's polling takes about three seconds; slow devices get more. */
const VALUES_WITHIN_MS = 15_000
const NEVER = LIVE_STATES.indexOf('never')

/** Waits until every point that is polled has a value or its device is away. */
const awaitValues = async (engine: HeadlessEngine): Promise<LiveValues | null> => {
  const { call } = engine
  const complete = async (): Promise<boolean> => {
    const [points, live, devices] = [await call.listPoints({}), await call.getLiveValues({}), await call.listDevices({})]
    if (!points.ok || !live.ok || !devices.ok) return true
    const away = new Set(devices.value.filter(({ state }) => state === 'offline').map(({ id }) => id))
    const seen = new Set([...live.value.pointIds].filter((_, at) => live.value.states[at] !== NEVER))
    return points.value.every((point) => point.pollIntervalMs === 0 || seen.has(point.id) || away.has(point.deviceId))
  }
  await waitFor(engine, VALUES_WITHIN_MS, complete)
  const live = await call.getLiveValues({})
  return live.ok ? live.value : null
}

const objectOf = (point: Point, values: ReadonlyMap<number, number>): FoundObject => {
  const value = values.get(point.id)
  return {
    type: typeName(point.objectType),
    instance: point.objectInstance,
    name: point.name,
    units: unitsName(point.units),
    value: value === undefined || !Number.isFinite(value) ? null : plainNumber(value),
  }
}

const foundDevice = (device: Device, points: readonly Point[], values: ReadonlyMap<number, number>): FoundDevice => ({
  instance: device.instance,
  address: device.address.network === undefined ? `${device.address.ip}:${device.address.port}` : addressLabel(device.address),
  name: device.name,
  vendor: device.vendorName,
  objects: points.filter(({ deviceId }) => deviceId === device.id).map((point) => objectOf(point, values)),
})

const linesOf = (devices: readonly FoundDevice[], problems: readonly Problem[], points: readonly Point[]): readonly string[] => {
  const symbols = new Map(points.map((point) => [`${typeName(point.objectType)} ${point.objectInstance}`, unitSymbol(point.units)]))
  return [
    ...devices.flatMap((device) => [
      `${device.instance}  ${device.name}  ${device.address}  ${device.vendor}`,
      ...columns(device.objects.map((object) => [`  ${object.type},${object.instance}`, object.name, object.value === null ? '–' : `${object.value} ${symbols.get(`${object.type} ${object.instance}`) ?? ''}`.trim()])),
    ]),
    ...problems.map(({ device, text }) => (device === null ? `! ${text}` : `! device ${device}: ${text}`)),
  ]
}

/** Addresses that were asked and where nobody was found. */
const silentTargets = (targets: readonly string[], devices: readonly Device[]): readonly string[] => {
  const heard = new Set(devices.map(({ address }) => `${address.ip}:${address.port}`))
  return targets.map((target) => (target.includes(':') ? target : `${target}:47808`)).filter((target) => !heard.has(target))
}

const problemsOf = (terminal: Terminal, devices: readonly Device[], silent: readonly string[], failed: Failure | null): readonly Problem[] => [
  ...devices.flatMap((device) => device.problems.map((problem) => ({ device: device.instance, text: terminal.say(problem) }))),
  ...(failed === null ? silent.map((target) => ({ device: null, text: `No device answered at ${target}.` })) : []),
  ...(failed === null ? [] : [{ device: null, text: terminal.sentence(failed) }]),
]

export const discover = async (engine: HeadlessEngine, options: CliOptions): Promise<number> => {
  const { call, terminal } = engine
  const job = await discoverDevices(engine, options)
  const live = job.ok ? await awaitValues(engine) : null
  const values = new Map(live === null ? [] : [...live.pointIds].map((id, at) => [id, live.values[at] ?? Number.NaN]))
  const [listed, points] = [await call.listDevices({}), await call.listPoints({})]
  const devices = listed.ok ? listed.value : []
  const found = devices.map((device) => foundDevice(device, points.ok ? points.value : [], values)).sort((a, b) => a.instance - b.instance)
  const problems = problemsOf(terminal, devices, silentTargets(options.targets, devices), job.ok ? null : job.error)
  terminal.result({ devices: found, problems }, () => linesOf(found, problems, points.ok ? points.value : []))
  return job.ok ? 0 : 1
}
