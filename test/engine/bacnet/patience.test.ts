/** Waiting, on a clock that moves when told: back-off, identity checks, keep-alive, and the search for silent devices. */
import { describe, expect, it } from 'vitest'
import { requestFailure, type Answer } from '../../../electron/engine/bacnet/answers.ts'
import type { RequestApdu } from '../../../electron/engine/bacnet/datagrams.ts'
import { DevicePoller } from '../../../electron/engine/bacnet/device-poller.ts'
import type { Done, Requesters } from '../../../electron/engine/bacnet/peer.ts'
import { objectIdCode } from '../../../electron/engine/bacnet/values.ts'
import { Whereabouts } from '../../../electron/engine/bacnet/whereabouts.ts'
import { silentLog } from '../../../electron/engine/log.ts'
import type { IAm } from '../../../shared/domain/acquisition.ts'
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import { FakeClock } from './fake-clock.ts'
import { points, Recorder } from './recorder.ts'

const TIMEOUT_MS = 3_000
const limits = () => ({ requestTimeoutMs: TIMEOUT_MS, inFlightPerDevice: 2, requestsPerSecondPerDevice: 20, requestsPerSecondPerTrunk: 10, requestsPerSecondTotal: 200, trunkShare: 0.5, trunkBaudRate: 38_400 })

/** Devices as functions: who answers at which address, after 10 ms; silence lasts the timeout. */
class FakeNetwork implements Requesters {
  readonly asked: { readonly atMs: number; readonly key: string; readonly service: number }[] = []
  readonly instances = new Map<string, number>()
  private readonly clock: FakeClock

  constructor(clock: FakeClock) {
    this.clock = clock
  }

  at(address: DeviceAddress) {
    const key = addressKey(address)
    return { request: (apdu: RequestApdu, done: Done) => this.request(key, apdu, done) }
  }

  private request(key: string, apdu: RequestApdu, done: Done): () => void {
    this.asked.push({ atMs: this.clock.monotonicMs(), key, service: apdu.service })
    const instance = this.instances.get(key)
    if (instance === undefined) return this.clock.after(TIMEOUT_MS, () => done(requestFailure('timeout', -1, 'silence'), TIMEOUT_MS))
    return this.clock.after(10, () => done(this.answer(instance, apdu), 10))
  }

  private answer(instance: number, apdu: RequestApdu): Answer {
    const bytes = apdu.service === 12 ? this.identity(instance, apdu) : this.values(apdu)
    return bytes === undefined ? requestFailure('error', 31, 'unknown object') : { ok: true, bytes, at: 0, end: bytes.length }
  }

  private identity(instance: number, apdu: RequestApdu): Buffer | undefined {
    const asked = apdu.bytes.subarray(5, 9)
    const own = Buffer.alloc(4)
    own.writeUInt32BE(objectIdCode(8, instance))
    return asked.equals(own) ? Buffer.concat([apdu.bytes.subarray(4), Buffer.from([0x3e, 0xc4]), own, Buffer.from([0x3f])]) : undefined
  }

  /** Each object asked, with value 1 and no flags set. */
  private values(apdu: RequestApdu): Buffer {
    const parts: Buffer[] = []
    for (let at = 4; at + 11 <= apdu.bytes.length; at += 11) {
      parts.push(apdu.bytes.subarray(at, at + 5), Buffer.from('1e29554e21014f296f4e8204004f1f', 'hex'))
    }
    return Buffer.concat(parts)
  }
}

const HOME: DeviceAddress = { ip: '10.0.0.5', port: 47808 }

const scene = (count = 10, intervalMs = 60_000) => {
  const clock = new FakeClock()
  const network = new FakeNetwork(clock)
  const recorder = new Recorder()
  const device = { deviceId: 3, instance: 77, address: HOME, maxApdu: 1476, segmentation: 'none' as const, points: points(count, intervalMs) }
  const poller = new DevicePoller(device, { clock, random: () => 0.5, log: silentLog, listener: recorder, limits, peers: network })
  return { clock, network, recorder, poller, device }
}

describe('a polled device', () => {
  it('is asked who it is before its first value, and every five minutes', () => {
    const { clock, network, recorder, poller } = scene()
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    expect(network.asked.map(({ service }) => service)).toEqual([12])
    clock.advance(600_000)
    expect(network.asked.filter(({ service }) => service === 12)).toHaveLength(2)
    const rounds = network.asked.filter(({ service }) => service === 14).length
    expect(rounds).toBeGreaterThanOrEqual(10)
    expect(rounds).toBeLessThanOrEqual(12)
    expect(recorder.countOf(3)).toBe(rounds * 10)
  })

  it('without fast points is asked every minute whether it is there', () => {
    for (const { clock, network, poller } of [scene(0), scene(10, 3_600_000)]) {
      network.instances.set(addressKey(HOME), 77)
      poller.start()
      clock.advance(599_000)
      expect(network.asked.filter(({ service }) => service === 12)).toHaveLength(10)
    }
  })

  it('whose plan changes while a batch is under way is read by the new plan alone', () => {
    const { clock, network, recorder, poller, device } = scene()
    const rounds = () => network.asked.filter(({ service }) => service === 14).length
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    while (rounds() === 0) clock.advance(1)
    poller.update({ ...device, points: points(3, 60_000) })
    clock.advance(10)
    const [asked, read] = [rounds(), recorder.countOf(3)]
    clock.advance(600_000)
    expect(rounds() - asked).toBeLessThanOrEqual(11)
    expect(recorder.countOf(3) - read).toBe((rounds() - asked) * 3)
  })

  it('that dies is asked less and less often, but for ever, and said to be offline once', () => {
    const { clock, network, recorder, poller } = scene()
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    clock.advance(90_000)
    network.instances.clear()
    const asked = network.asked.length
    clock.advance(90_000)
    expect(recorder.statesOf(3)).toEqual(['online', 'offline'])
    clock.advance(3_600_000)
    const perHour = network.asked.length - asked
    expect(perHour).toBeGreaterThan(60)
    expect(perHour).toBeLessThan(120)
    expect(recorder.statesOf(3)).toEqual(['online', 'offline'])
    network.instances.set(addressKey(HOME), 77)
    clock.advance(70_000)
    expect(recorder.statesOf(3)).toEqual(['online', 'offline', 'online'])
  })

  it('is left alone by failures that belong to a pause', () => {
    const { clock, network, recorder, poller } = scene()
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    clock.advance(90_000)
    network.instances.clear()
    poller.pause()
    clock.advance(8 * 3_600_000)
    network.instances.set(addressKey(HOME), 77)
    poller.resume()
    clock.advance(1_000)
    expect(recorder.statesOf(3)).toEqual(['online'])
    // What was missed in eight hours is not made up for.
    const read = recorder.countOf(3)
    clock.advance(60_000)
    expect(recorder.countOf(3) - read).toBeLessThanOrEqual(20)
  })

  it('gives no values while another device answers at its address', () => {
    const { clock, network, recorder, poller } = scene()
    network.instances.set(addressKey(HOME), 78)
    poller.start()
    clock.advance(600_000)
    expect(recorder.countOf(3)).toBe(0)
    expect(recorder.statesOf(3)).toEqual(['offline'])
  })
})

describe('the points of a polled device', () => {
  const readsOf = (network: FakeNetwork) => network.asked.filter(({ service }) => service === 14)

  it('that are looked at are read every two seconds, the others as before, and all as before when nobody looks any more', () => {
    const { clock, network, recorder, poller } = scene(10, 60_000)
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    clock.advance(120_000)
    const before = recorder.valuesOf(1).length
    poller.prioritise(new Set([1, 999]), new Set())
    clock.advance(60_000)
    expect(recorder.valuesOf(1).length - before).toBeGreaterThanOrEqual(29)
    expect(recorder.valuesOf(1).length - before).toBeLessThanOrEqual(31)
    expect(recorder.valuesOf(2).length - before).toBeLessThanOrEqual(2)
    poller.prioritise(new Set(), new Set())
    const asked = readsOf(network).length
    clock.advance(600_000)
    expect(readsOf(network).length - asked).toBeLessThanOrEqual(12)
  })

  it('are not read twice because the same is said twice', () => {
    const { clock, network, poller } = scene(10, 60_000)
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    clock.advance(120_000)
    const asked = readsOf(network).length
    for (let second = 0; second < 60; second++) {
      poller.prioritise(new Set(), new Set([3]))
      clock.advance(1_000)
    }
    // Point 3 alone and the other nine.
    expect(readsOf(network).length - asked).toBeLessThanOrEqual(4)
  })

  it('come less often while the budget wants it so, which shows, and never later than before the change', () => {
    const { clock, network, recorder, poller } = scene(10, 10_000)
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    clock.advance(100_000)
    const before = recorder.valuesOf(1).length
    poller.stretchTo({ viewed: 1, background: 3 })
    expect(poller.state).toMatchObject({ stretch: 3, fastestMs: 10_000 })
    clock.advance(300_000)
    expect(recorder.valuesOf(1).length - before).toBeGreaterThanOrEqual(10)
    expect(recorder.valuesOf(1).length - before).toBeLessThanOrEqual(12)
    expect(poller.lateness.percentile(0.99)).toBeLessThan(0.01)
    poller.stretchTo({ viewed: 1, background: 1 })
    const stretched = recorder.valuesOf(1).length
    clock.advance(100_000)
    expect(recorder.valuesOf(1).length - stretched).toBeGreaterThanOrEqual(9)
  })

  it('want as many requests as their batches and intervals say, and none while the device is away', () => {
    const { clock, network, poller } = scene(100, 10_000)
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    clock.advance(5_000)
    expect(poller.demand).toEqual({ viewed: 0, background: 0.2 })
    network.instances.clear()
    clock.advance(120_000)
    expect(poller.demand).toEqual({ viewed: 0, background: 0 })
  })
})

describe('what was learnt of a polled device', () => {
  it('is told once, and again when it changes', () => {
    const { clock, network, recorder, poller } = scene(10, 10_000)
    poller.tellLearnt()
    expect(recorder.profiles.size).toBe(0)
    network.instances.set(addressKey(HOME), 77)
    poller.start()
    clock.advance(20_000)
    poller.tellLearnt()
    expect(recorder.profiles.get(3)).toMatchObject({ declaredMaxApdu: 1_476, multiple: true, batchSize: 50, latencyMs: 10 })
    recorder.profiles.clear()
    clock.advance(60_000)
    poller.tellLearnt()
    poller.stop()
    expect(recorder.profiles.size).toBe(0)
  })
})

const LAN = { name: 'lan', address: '10.0.0.250', netmask: '255.255.255.0', broadcast: '10.0.0.255', loopback: false }

describe('the search for a silent device', () => {
  const searching = () => {
    const made = scene()
    const searched: { readonly atMs: number; readonly instance: number }[] = []
    const whereabouts = new Whereabouts({
      clock: made.clock,
      log: silentLog,
      listener: made.recorder,
      peers: made.network,
      interfaces: () => [LAN],
      search: (instance) => searched.push({ atMs: made.clock.monotonicMs(), instance }),
    })
    whereabouts.watch([made.poller])
    made.poller.start()
    return { ...made, searched, whereabouts }
  }

  it('begins soon and becomes patient', () => {
    const { clock, network, searched } = searching()
    network.instances.set(addressKey(HOME), 77)
    clock.advance(120_000)
    expect(searched).toEqual([])
    network.instances.clear()
    clock.advance(120_000)
    expect(searched.length).toBeGreaterThanOrEqual(2)
    const before = searched.length
    clock.advance(3_600_000)
    expect(searched.length - before).toBeLessThan(20)
    expect(searched.length - before).toBeGreaterThan(10)
  })

  it('ends where the device is found', async () => {
    const { clock, network, recorder, whereabouts, poller } = searching()
    network.instances.set(addressKey(HOME), 77)
    clock.advance(60_000)
    network.instances.clear()
    clock.advance(60_000)
    const found: DeviceAddress = { ip: '10.0.0.9', port: 47808 }
    network.instances.set(addressKey(found), 77)
    whereabouts.heard({ instance: 77, address: found, maxApdu: 1476, segmentation: 'none', vendorId: 1 })
    for (let step = 0; step < 20; step++) {
      clock.advance(1_000)
      await Promise.resolve()
      await Promise.resolve()
    }
    expect(recorder.moves).toEqual([{ deviceId: 3, from: HOME, to: found }])
    expect(poller.address).toEqual(found)
    const read = recorder.countOf(3)
    clock.advance(70_000)
    expect(recorder.countOf(3)).toBeGreaterThan(read)
    expect(recorder.statesOf(3)).toEqual(['online', 'offline', 'online'])
  })

  const settle = async (clock: FakeClock, seconds: number): Promise<void> => {
    for (let step = 0; step < seconds; step++) {
      clock.advance(1_000)
      for (let turn = 0; turn < 6; turn++) await Promise.resolve()
    }
  }
  const TWIN: DeviceAddress = { ip: '10.0.0.9', port: 47_808 }
  const iAm = (address: DeviceAddress): IAm => ({ instance: 77, address, maxApdu: 1_476, segmentation: 'none', vendorId: 1 })

  it('tells that a number is used twice, and that it is over once the other has another number', async () => {
    const { clock, network, recorder, whereabouts } = searching()
    network.instances.set(addressKey(HOME), 77)
    network.instances.set(addressKey(TWIN), 77)
    await settle(clock, 5)
    whereabouts.heard(iAm(TWIN))
    await settle(clock, 200)
    expect(recorder.duplicates).toEqual([{ instance: 77, address: HOME, other: TWIN }])
    expect(recorder.duplicatesOver).toEqual([])
    network.instances.set(addressKey(TWIN), 78)
    await settle(clock, 80)
    expect(recorder.duplicatesOver).toEqual([77])
    // Whoever it was, values of two devices were near: the device is followed nowhere any more.
    expect(whereabouts.isShared(77)).toBe(true)
  })

  it('takes a twin for gone only after several silences, and tells of it anew when it comes back', async () => {
    const { clock, network, recorder, whereabouts } = searching()
    network.instances.set(addressKey(HOME), 77)
    network.instances.set(addressKey(TWIN), 77)
    await settle(clock, 5)
    whereabouts.heard(iAm(TWIN))
    await settle(clock, 30)
    network.instances.delete(addressKey(TWIN))
    await settle(clock, 100)
    expect(recorder.duplicatesOver).toEqual([])
    await settle(clock, 200)
    expect(recorder.duplicatesOver).toEqual([77])
    network.instances.set(addressKey(TWIN), 77)
    whereabouts.heard(iAm(TWIN))
    await settle(clock, 30)
    expect(recorder.duplicates).toHaveLength(2)
  })

  it('takes one station behind two routers of a subnet for one device, not for two with one number', async () => {
    const made = scene()
    const [one, other] = [2, 3].map((last): DeviceAddress => ({ ip: `10.0.0.${last}`, port: 47_808, network: 5, mac: '01' }))
    const { clock, network, recorder, poller } = made
    const whereabouts = new Whereabouts({ clock, log: silentLog, listener: recorder, peers: network, interfaces: () => [LAN], search: () => {} })
    whereabouts.watch([poller])
    for (const address of [one!, other!]) network.instances.set(addressKey(address), 77)
    poller.moveTo(one!)
    whereabouts.heard(iAm(other!))
    await settle(clock, 30)
    expect([recorder.duplicates, recorder.moves, whereabouts.isShared(77)]).toEqual([[], [], false])
    const answering = whereabouts.answering(77, [one!, other!])
    await settle(clock, 5)
    expect(await answering).toEqual([one])
  })
})
