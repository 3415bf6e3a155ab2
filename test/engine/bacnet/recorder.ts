/** Collects what an acquisition tells its listener, and waits for it. */
import { createAcquisition } from '../../../electron/engine/bacnet/acquisition.ts'
import type { Acquisition, AcquisitionListener, TransportSettings, WatchedDevice, WatchedPoint } from '../../../electron/engine/bacnet/acquisition-types.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import { systemClock } from '../../../shared/clock.ts'
import type { IAm, PollOutcome, ReadingBatch, RequestErrorKind } from '../../../shared/domain/acquisition.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import { seededRandom } from '../../../shared/random.ts'
import type { ScriptedPeer } from './scripted-peer.ts'

export class Recorder implements AcquisitionListener {
  readonly batches: ReadingBatch[] = []
  /** Of every time a subscribed point was told to stand as it was. */
  readonly unchangedIds: number[] = []
  readonly outcomes: PollOutcome[] = []
  readonly problems: { readonly deviceId: number; readonly pointId: number; readonly error: RequestErrorKind; readonly text: string }[] = []
  readonly iAms: IAm[] = []
  readonly states: { readonly deviceId: number; readonly state: 'online' | 'offline' }[] = []
  readonly moves: { readonly deviceId: number; readonly from: DeviceAddress; readonly to: DeviceAddress }[] = []
  readonly duplicates: { readonly instance: number; readonly address: DeviceAddress; readonly other: DeviceAddress }[] = []
  /** What was learnt last, by device id. */
  readonly profiles = new Map<number, LearntProfile>()
  readonly duplicatesOver: number[] = []
  readonly transport: string[] = []

  readings(batch: ReadingBatch): void {
    this.batches.push(batch)
  }
  unchanged(_deviceId: number, pointIds: Int32Array): void {
    this.unchangedIds.push(...pointIds)
  }
  outcome(outcome: PollOutcome): void {
    this.outcomes.push(outcome)
  }
  pointProblem(deviceId: number, pointId: number, error: RequestErrorKind, text: string): void {
    this.problems.push({ deviceId, pointId, error, text })
  }
  iAm(iAm: IAm): void {
    this.iAms.push(iAm)
  }
  reachability(deviceId: number, state: 'online' | 'offline'): void {
    this.states.push({ deviceId, state })
  }
  moved(deviceId: number, from: DeviceAddress, to: DeviceAddress): void {
    this.moves.push({ deviceId, from, to })
  }
  duplicate(instance: number, address: DeviceAddress, other: DeviceAddress): void {
    this.duplicates.push({ instance, address, other })
  }
  learnt(deviceId: number, profile: LearntProfile): void {
    this.profiles.set(deviceId, profile)
  }
  duplicateOver(instance: number): void {
    this.duplicatesOver.push(instance)
  }
  interfacesChanged(): void {}
  transportLost(text: string): void {
    this.transport.push(text)
  }
  transportBack(): void {
    this.transport.push('back')
  }

  /** All values of one point, oldest first. */
  valuesOf(pointId: number): number[] {
    return this.batches.flatMap((batch) => [...batch.pointIds].flatMap((id, at) => (id === pointId ? [batch.values[at]!] : [])))
  }

  flagsOf(pointId: number): number[] {
    return this.batches.flatMap((batch) => [...batch.pointIds].flatMap((id, at) => (id === pointId ? [batch.statusFlags[at]!] : [])))
  }

  /** Readings of one device so far. */
  countOf(deviceId: number): number {
    return this.batches.reduce((sum, batch) => sum + (batch.deviceId === deviceId ? batch.pointIds.length : 0), 0)
  }

  statesOf(deviceId: number): string[] {
    return this.states.filter((change) => change.deviceId === deviceId).map(({ state }) => state)
  }
}

export const until = async (what: string, holds: () => boolean, timeoutMs = 60_000): Promise<void> => {
  const endMs = Date.now() + timeoutMs
  while (!holds()) {
    if (Date.now() > endMs) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export interface Rig {
  readonly acquisition: Acquisition
  readonly recorder: Recorder
  readonly port: number
}

export const SETTINGS: TransportSettings = { port: 0, requestTimeoutMs: 1_000, inFlightPerDevice: 2, requestsPerSecondPerDevice: 1_000, requestsPerSecondPerTrunk: 1_000, requestsPerSecondTotal: 10_000, trunkShare: 1, trunkBaudRate: 115_200, cov: 'off' }

export const openRig = async (settings: Partial<TransportSettings> = {}): Promise<Rig> => {
  const recorder = new Recorder()
  const acquisition = createAcquisition({ clock: systemClock, random: seededRandom(1), log: silentLog, listener: recorder })
  const opened = await acquisition.open({ ...SETTINGS, ...settings })
  if (!opened.ok) throw new Error(opened.error.message)
  return { acquisition, recorder, port: opened.value.port }
}

export const points = (count: number, intervalMs: number, firstId = 1): WatchedPoint[] =>
  Array.from({ length: count }, (_, at) => ({ pointId: firstId + at, objectType: 0, objectInstance: at + 1, intervalMs }))

export const watchedDevice = (deviceId: number, peer: ScriptedPeer, watched: readonly WatchedPoint[]): WatchedDevice => ({
  deviceId,
  instance: peer.options.instance,
  address: { ip: peer.ip, port: peer.port },
  maxApdu: peer.options.maxApdu ?? 1476,
  segmentation: 'none',
  points: watched,
})

export const iAmOf = (peer: ScriptedPeer): IAm => ({
  instance: peer.options.instance,
  address: { ip: peer.ip, port: peer.port },
  maxApdu: peer.options.maxApdu ?? 1476,
  segmentation: peer.options.segmentBytes === undefined ? 'none' : 'both',
  vendorId: 99,
})

/** The loopback interface, so that no test broadcasts on a real network. */
export const loopbackName = (acquisition: Acquisition): string => acquisition.interfaces().find(({ loopback }) => loopback)?.name ?? 'lo'
