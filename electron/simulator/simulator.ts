/** A simulated building on the network: `createSimulator` is the only door for programs. */
import { objectKey, OBJECT } from './bacnet/protocol.ts'
import type { SimDevice } from './bacnet/sim-device.ts'
import { createBuilding } from './building/default-building.ts'
import { modelSource, type LiveSource } from './building/live-source.ts'
import { Fleet } from './fleet.ts'
import { historyChunks, historyOf } from './history.ts'
import { SimClock } from './sim-clock.ts'
import { createFaults } from './simulator-faults.ts'
import type { DeviceSpec } from './building/point-spec.ts'
import type { BuildingModel } from './physics/building-model.ts'
import type { Simulator, SimulatorOptions } from './simulator-types.ts'

/** How often a live building moves on and sends notices, ms of real time. */
const TICK_MS = 250
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Above this a building counts as large, and is run in for six hours only. */
const LARGE_POINTS = 2_000

/** What a simulator serves, with how its variables move. */
export interface Served {
  readonly source: LiveSource
  readonly devices: readonly DeviceSpec[]
  readonly model: BuildingModel | null
}

const defaultAnchor = (options: SimulatorOptions, startMs: number): number => startMs - ((options.points ?? 0) > LARGE_POINTS ? DAY_MS / 4 : 3 * DAY_MS)

const serveDefault = (options: SimulatorOptions, startMs: number): Served => {
  const seed = options.seed ?? 1
  const building = createBuilding({
    seed,
    ...(options.devices === undefined ? {} : { devices: options.devices }),
    ...(options.points === undefined ? {} : { points: options.points }),
    utcOffsetMinutes: options.utcOffsetMinutes ?? 0,
    beginMs: options.anchorMs ?? defaultAnchor(options, startMs),
  })
  return { source: modelSource(building.model, seed), devices: building.devices, model: building.model }
}

/**
 * Makes a simulator; nothing is opened before `start`. `served`: what to serve instead of the default building.
 * Throws when options that shape the default building come with it.
 */
export const createSimulator = (options: SimulatorOptions = {}, served?: Served): Simulator => {
  if (served && (options.devices ?? options.points ?? options.anchorMs) !== undefined) throw new Error('devices, points and anchorMs are of the default building only')
  const wallNow = Date.now()
  const speed = options.speed ?? 1
  const startMs = options.startMs ?? wallNow
  const utcOffsetMinutes = options.utcOffsetMinutes ?? 0
  const { source, devices, model } = served ?? serveDefault(options, startMs)
  const makeClock = (): SimClock =>
    new SimClock({ startMs, speed, monotonicMs: () => performance.now(), wallMs: speed === 1 && options.startMs === undefined ? () => Date.now() : null })
  let clock = makeClock()
  let timer: NodeJS.Timeout | undefined
  const fleet = new Fleet(devices, source, {
    ip: options.ip ?? (options.ownAddresses === true ? '127.0.0.2' : '127.0.0.1'),
    port: options.port ?? 47_809,
    ownAddresses: options.ownAddresses ?? false,
    broadcast: options.broadcast ?? null,
    seed: options.seed ?? 1,
    utcOffsetMinutes,
    nowMs: () => (timer === undefined ? source.timeMs() : clock.nowMs()),
  })
  const { engine, faults } = createFaults(options, { fleet, model, nowMs: () => source.timeMs(), beganMs: startMs })

  const advance = (timeMs: number): void => {
    // In steps of a minute, so that scripted faults begin and end in time also at high speed.
    while (source.timeMs() + MINUTE_MS < timeMs && engine.busy()) {
      fleet.runTo(source.timeMs() + MINUTE_MS)
      engine.tick()
    }
    fleet.runTo(timeMs)
    engine.tick()
  }
  const tick = (): void => {
    advance(clock.nowMs())
    fleet.tick()
  }
  const theDevice = (instance: number): SimDevice => {
    const device = fleet.server(instance)?.device
    if (!device) throw new Error(`there is no device ${instance}`)
    return device
  }
  return {
    start: async () => {
      // The run-in first, so that no device answers with a past that it then corrects; the clock begins after it.
      fleet.runTo(startMs)
      clock = makeClock()
      timer = setInterval(tick, TICK_MS)
      const opened = await fleet.open().catch((error: unknown) => {
        clearInterval(timer)
        throw error
      })
      tick()
      return { devices: opened }
    },
    stop: async () => {
      clearInterval(timer)
      timer = undefined
      await fleet.close()
    },
    addresses: () => fleet.addresses(),
    history: (range) => historyOf(fleet, range),
    historyChunks: (range) => historyChunks(fleet, range),
    advanceTo: advance,
    nowMs: () => source.timeMs(),
    reading: (device, objectType, objectInstance) => fleet.server(device)?.device.point(objectType, objectInstance)?.reading(),
    slot: (device, objectType, objectInstance, priority) => fleet.server(device)?.device.point(objectType, objectInstance)?.priority(priority),
    operate: (device, objectType, objectInstance, value, priority) => {
      const point = fleet.server(device)?.device.point(objectType, objectInstance)
      if (!point) throw new Error(`device ${device} has no object ${objectType}:${objectInstance}`)
      point.command(value ?? Number.NaN, priority)
    },
    setClockDrift: (device, driftMs) => {
      theDevice(device).clockDriftMs = driftMs
    },
    clockDrift: (device) => fleet.server(device)?.device.clockDriftMs,
    changeProgram: (device) => {
      theDevice(device).databaseRevision += 1
    },
    setEventState: (device, objectType, objectInstance, state) => {
      const known = theDevice(device)
      if (!known.point(objectType, objectInstance)) throw new Error(`device ${device} has no object ${objectType}:${objectInstance}`)
      known.setEventState(objectKey(objectType, objectInstance), state)
    },
    trendLog: (device, instance) => fleet.server(device)?.device.trends.get(objectKey(OBJECT.trendLog, instance)),
    answered: () => fleet.answered(),
    commands: () => fleet.commands(),
    faults,
  }
}
