/** Says in words what is wrong with the reading of a device: slow, lossy, one property at a time, less often than wished. */
import type { Clock } from '../../../shared/clock.ts'
import type { Device } from '../../../shared/domain/device.ts'
import type { DeviceLoad, PollLoad, TrunkLoad } from '../../../shared/domain/poll-load.ts'
import { message, type Message } from '../../../shared/message.ts'
import type { Acquisition } from '../bacnet/acquisition-types.ts'
import type { DeviceRegistry } from './device-registry.ts'

const KEYS = ['device.slow', 'device.lossy', 'device.single', 'device.stretchedTrunk', 'device.stretched'] as const

/** A problem begins at the first and ends below the second. */
const SLOW_MS = [1_000, 700] as const
const LOST_SHARE = [0.04, 0.01] as const
const STRETCH = [1.2, 1.1] as const

const exceeds = (value: number, [begin, end]: readonly [number, number], had: boolean): boolean => value >= (had ? end : begin)

const inSeconds = (ms: number): number => Number((ms / 1_000).toPrecision(2))

/** The problems of one device by what its load shows; `device`: as it is now, with the problems it has. */
export const readingProblems = (load: DeviceLoad, trunk: TrunkLoad | undefined, device: Pick<Device, 'problems' | 'state'>): Message[] => {
  const had = (key: string): boolean => device.problems.some((problem) => problem.key === key)
  const found: Message[] = []
  if (device.state !== 'online') return found
  if (load.latencyMs !== null && exceeds(load.latencyMs, SLOW_MS, had('device.slow'))) found.push(message('device.slow', { seconds: inSeconds(load.latencyMs) }))
  if (exceeds(load.lossShare, LOST_SHARE, had('device.lossy'))) found.push(message('device.lossy', { percent: Math.max(1, Math.round(load.lossShare * 100)) }))
  if (load.singleReads) found.push(message('device.single'))
  const wishedMs = load.wishedIntervalMs ?? 0
  const intervals = { wished: inSeconds(wishedMs), planned: inSeconds(wishedMs * load.stretch) }
  const key = trunk === undefined ? 'device.stretched' : 'device.stretchedTrunk'
  if (!exceeds(load.stretch, STRETCH, had(key))) return found
  found.push(trunk === undefined ? message('device.stretched', intervals) : message('device.stretchedTrunk', { ...intervals, network: trunk.network, router: trunk.router, limit: trunk.limitPerSecond }))
  return found
}

interface WatchDeps {
  readonly clock: Clock
  readonly acquisition: Pick<Acquisition, 'load'>
  readonly registry: DeviceRegistry
}

const LOOK_EVERY_MS = 10_000

/** Looks every ten seconds; the returned function stops it. */
export const watchReadingProblems = ({ clock, acquisition, registry }: WatchDeps): (() => void) => clock.every(LOOK_EVERY_MS, () => look(acquisition.load(), registry))

const look = (load: PollLoad, registry: DeviceRegistry): void => {
  const trunkOf = new Map(load.trunks.flatMap((trunk) => trunk.deviceIds.map((deviceId) => [deviceId, trunk] as const)))
  for (const one of load.devices) {
    const device = registry.get(one.deviceId)
    if (device === undefined) continue
    const found = readingProblems(one, trunkOf.get(one.deviceId), device)
    for (const problem of found) {
      const before = device.problems.find(({ key }) => key === problem.key)
      if (JSON.stringify(before) !== JSON.stringify(problem)) registry.setProblem(one.deviceId, problem)
    }
    for (const key of KEYS) {
      if (device.problems.some((problem) => problem.key === key) && !found.some((problem) => problem.key === key)) registry.clearProblem(one.deviceId, key)
    }
  }
}
