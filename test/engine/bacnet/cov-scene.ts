/** One device with COV as a function on a clock that moves when told, and the engine's side of it. */
import { errorFailure, requestFailure, type Answer, type RequestFailure } from '../../../electron/engine/bacnet/answers.ts'
import { CovDevice } from '../../../electron/engine/bacnet/cov-device.ts'
import type { RequestApdu } from '../../../electron/engine/bacnet/datagrams.ts'
import type { Done } from '../../../electron/engine/bacnet/peer.ts'
import { PROPERTY, SERVICE } from '../../../electron/engine/bacnet/properties.ts'
import { TagReader } from '../../../electron/engine/bacnet/tags.ts'
import { TagWriter } from '../../../electron/engine/bacnet/tag-writer.ts'
import { objectIdCode, readObjectIdCode, readUnsigned } from '../../../electron/engine/bacnet/values.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import { FakeClock } from './fake-clock.ts'

const INSTANCE = 77
const PROCESS = 1_003
export const BINARY = 3
export const ANALOG = 0
const DEVICE = 8

interface Held {
  readonly code: number
  readonly confirmed: boolean
  readonly lifetimeS: number
  readonly increment: number | undefined
  readonly endsMs: number
}

interface Asked {
  readonly atMs: number
  readonly service: number
  readonly code: number
  /** Read property; 0 for subscriptions. */
  readonly property: number
  readonly ends: boolean
}

export interface SceneOptions {
  readonly binaries?: number
  readonly analogs?: number
  readonly intervalMs?: number
  readonly local?: boolean
}

export class CovScene {
  readonly clock = new FakeClock()
  readonly asked: Asked[] = []
  readonly held = new Map<string, Held>()
  readonly values = new Map<number, number>()
  /** Properties that can be read beside present values and flags, by `code:property`; undefined = unknown property. */
  readonly properties = new Map<string, number>()
  readonly link = { address: { ip: '10.0.0.5', port: 47_808 } as DeviceAddress, silent: false, lastAnswerMs: 0, state: { batchSize: 40 }, probes: 0, probeSoon: () => this.probed() }
  readonly unchanged: { readonly pointId: number; readonly atMs: number }[] = []
  /** Wall times of polled values. */
  readonly readAtMs: number[] = []
  device: CovDevice
  /** Places of its list. */
  most = Infinity
  /** Grants, but never notifies. */
  mute = false
  /** Its first notification overtakes the acknowledgement. */
  early = false
  /** Answers nothing. */
  dead = false
  deny: (held: Held) => RequestFailure | undefined = () => undefined
  private readonly options: Required<SceneOptions>
  /** Values of the last notifications by object. */
  private readonly told = new Map<number, number>()
  private readonly polledMs = new Map<number, number>()

  constructor(options: SceneOptions = {}) {
    this.options = { binaries: 0, analogs: 0, intervalMs: 10_000, local: true, ...options }
    const { clock } = this
    this.device = new CovDevice(this.plan(), PROCESS, this.link, {
      clock, random: () => 0.5, log: silentLog, isLocal: () => this.options.local,
      peers: { at: () => ({ request: (apdu: RequestApdu, done: Done) => this.request(apdu, done) }) },
    })
    for (const { objectType, objectInstance } of this.plan().points) {
      this.values.set(objectIdCode(objectType, objectInstance), 0)
      if (objectType === ANALOG) this.properties.set(`${objectIdCode(objectType, objectInstance)}:${PROPERTY.covIncrement}`, 0.5)
    }
  }

  plan(without: readonly number[] = []) {
    const { binaries, analogs, intervalMs } = this.options
    const points = [
      ...Array.from({ length: binaries }, (_, at) => ({ pointId: at + 1, objectType: BINARY, objectInstance: at + 1, intervalMs })),
      ...Array.from({ length: analogs }, (_, at) => ({ pointId: 100 + at + 1, objectType: ANALOG, objectInstance: at + 1, intervalMs })),
    ]
    return { deviceId: 3, instance: INSTANCE, address: this.link.address, maxApdu: 1_476, segmentation: 'none' as const, points: points.filter(({ pointId }) => !without.includes(pointId)) }
  }

  private probed(): void {
    this.link.probes += 1
    if (!this.dead) this.link.lastAnswerMs = this.clock.monotonicMs()
  }

  /** Passes time in seconds: points are polled when due, and each second the device's subscriptions do what is due. */
  run(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.clock.advance(1_000)
      const now = this.clock.monotonicMs()
      for (const [key, { endsMs }] of this.held) if (endsMs <= now) this.held.delete(key)
      if (!this.dead) this.poll(now)
      this.device.step()
      const { pointIds, atMs } = this.device.takeUnchanged()
      this.unchanged.push(...pointIds.map((pointId) => ({ pointId, atMs })))
    }
  }

  private poll(now: number): void {
    for (const { pointId, objectType, objectInstance, intervalMs } of this.device.device.points) {
      if (now - (this.polledMs.get(pointId) ?? -Infinity) < (this.device.covered(pointId) ?? intervalMs)) continue
      this.polledMs.set(pointId, now)
      this.link.lastAnswerMs = now
      this.readAtMs.push(this.clock.nowMs())
      this.device.polled(pointId, this.values.get(objectIdCode(objectType, objectInstance))!, 0)
    }
  }

  /** The value changes; with `notify` its subscription says so. */
  set(type: number, instance: number, value: number, notify = true): void {
    const code = objectIdCode(type, instance)
    this.values.set(code, value)
    if (notify) this.notify(code)
  }

  private notify(code: number, first = false): void {
    const held = [...this.held.values()].find((one) => one.code === code)
    if (this.mute || held === undefined) return
    const value = this.values.get(code)!
    if (!first && Math.abs(value - this.told.get(code)!) < (held.increment ?? this.properties.get(`${code}:${PROPERTY.covIncrement}`) ?? 0)) return
    this.told.set(code, value)
    this.device.notified({ processId: PROCESS, deviceInstance: INSTANCE, objectCode: code, timeRemainingS: 60, value, statusFlags: 0, properties: [85, 111] })
  }

  private request(apdu: RequestApdu, done: Done): () => void {
    const finish = (answer: Answer): void => done(answer, 10)
    if (this.dead) return this.clock.after(3_000, () => finish(requestFailure('timeout', -1, 'silence')))
    return this.clock.after(10, () => finish(this.serve(apdu)))
  }

  private serve(apdu: RequestApdu): Answer {
    const reader = new TagReader(apdu.bytes, 4, apdu.bytes.length)
    return apdu.service === SERVICE.readProperty ? this.read(reader) : this.subscribe(apdu.service, reader)
  }

  private read(reader: TagReader): Answer {
    reader.read()
    const code = readObjectIdCode(reader)!
    reader.read()
    const property = readUnsigned(reader)!
    this.asked.push({ atMs: this.clock.monotonicMs(), service: SERVICE.readProperty, code, property, ends: false })
    const writer = new TagWriter().objectId(code >>> 22, code & 0x3f_ff_ff, 0).unsigned(property, 1).open(3)
    const kept = this.properties.get(`${code}:${property}`)
    if (property === PROPERTY.presentValue) writer.real(this.values.get(code)!)
    else if (property === PROPERTY.statusFlags) writer.bits([false, false, false, false])
    else if (kept === undefined) return errorFailure(2, 32)
    else if (code >>> 22 === DEVICE) writer.unsigned(kept, property === PROPERTY.timeOfDeviceRestart ? 1 : undefined)
    else writer.real(kept)
    const bytes = writer.close(3).bytes()
    return { ok: true, bytes, at: 0, end: bytes.length }
  }

  private subscribe(service: number, reader: TagReader): Answer {
    const held: { -readonly [K in keyof Held]: Held[K] } = { code: 0, confirmed: false, lifetimeS: 0, increment: undefined, endsMs: 0 }
    let ends = true
    let inside = false
    while (reader.read()) {
      if (reader.opening || reader.closing) inside = reader.opening
      else if (inside) continue
      else if (reader.isContext(1)) held.code = readObjectIdCode(reader)!
      else if (reader.isContext(2)) [held.confirmed, ends] = [readUnsigned(reader) === 1, false]
      else if (reader.isContext(3)) held.lifetimeS = readUnsigned(reader)!
      else if (reader.isContext(5)) held.increment = reader.bytes.readFloatBE(reader.start)
    }
    held.endsMs = this.clock.monotonicMs() + held.lifetimeS * 1_000
    this.asked.push({ atMs: this.clock.monotonicMs(), service, code: held.code, property: 0, ends })
    const key = `${service}:${held.code}`
    const yes: Answer = { ok: true, bytes: Buffer.alloc(0), at: 0, end: 0 }
    if (ends) {
      this.held.delete(key)
      return yes
    }
    const denial = this.deny(held)
    if (denial !== undefined) return denial
    if (!this.held.has(key) && this.held.size >= this.most) return errorFailure(3, 19)
    this.held.set(key, held)
    // The first notification follows the acknowledgement.
    if (this.early) this.notify(held.code, true)
    else this.clock.after(5, () => this.notify(held.code, true))
    return yes
  }

  /** Codes of the objects it holds subscriptions of. */
  get subscribed(): number[] {
    return [...this.held.values()].map(({ code }) => code).sort((a, b) => a - b)
  }

  /** Subscriptions asked for or renewed so far. */
  get subscribes(): Asked[] {
    return this.asked.filter(({ service, ends }) => service !== SERVICE.readProperty && !ends)
  }

  /** It restarts: the list is lost, and the counter of restarts goes up. */
  restart(): void {
    this.held.clear()
    const key = `${objectIdCode(DEVICE, INSTANCE)}:${PROPERTY.timeOfDeviceRestart}`
    const before = this.properties.get(key)
    if (before !== undefined) this.properties.set(key, before + 1)
  }

  tellsRestarts(): void {
    this.properties.set(`${objectIdCode(DEVICE, INSTANCE)}:${PROPERTY.timeOfDeviceRestart}`, 1)
  }
}
