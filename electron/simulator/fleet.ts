/** All devices of a building: their servers, addresses, restarts, trend logs. */
import type { RemoteInfo } from 'node:dgram'
import { seededRandom } from '../../shared/random.ts'
import { BroadcastListener } from './bacnet/broadcast-listener.ts'
import { DeviceServer } from './bacnet/device-server.ts'
import { SimDevice } from './bacnet/sim-device.ts'
import type { LiveSource } from './building/live-source.ts'
import type { DeviceSpec } from './building/point-spec.ts'
import type { SimulatedDevice } from './simulator-types.ts'

export interface FleetOptions {
  readonly ip: string
  /** 0 = any. */
  readonly port: number
  readonly ownAddresses: boolean
  readonly broadcast: string | null
  readonly seed: number
  readonly utcOffsetMinutes: number
  /** True building time, ms: what the devices' clocks show. */
  readonly nowMs: () => number
}

interface Member {
  readonly server: DeviceServer
  address: { ip: string; port: number } | null
}

/** 135, BACnetRestartReason. */
const COLD_START = 1
const WARM_START = 2
const LOG_STEP_MS = 300_000
/** Trend logs hold two days; what is older need not be logged. */
const LOG_SPAN_MS = 2.1 * 86_400_000

export class Fleet {
  private readonly members = new Map<number, Member>()
  private readonly source: LiveSource
  private readonly options: FleetOptions
  private readonly restarts = new Set<NodeJS.Timeout>()
  private readonly listener: BroadcastListener | null
  private closed = false

  constructor(devices: readonly DeviceSpec[], source: LiveSource, options: FleetOptions) {
    this.source = source
    this.options = options
    const { broadcast } = options
    this.listener = broadcast === null ? null : new BroadcastListener(broadcast, (packet, from) => this.heard(packet, from))
    for (const spec of devices) {
      const random = seededRandom(options.seed + spec.instance)
      const device = new SimDevice(spec, source, options.utcOffsetMinutes, options.nowMs)
      this.members.set(spec.instance, { server: new DeviceServer(device, random, () => this.restart(spec.instance, 2_000, undefined), broadcast), address: null })
    }
  }

  devices(): readonly SimDevice[] {
    return [...this.members.values()].map((member) => member.server.device)
  }

  server(instance: number): DeviceServer | undefined {
    return this.members.get(instance)?.server
  }

  /** Opens every socket; when one fails all are closed again and the reason is thrown. */
  async open(): Promise<readonly SimulatedDevice[]> {
    const { ip, port, ownAddresses } = this.options
    this.closed = false
    let index = 0
    try {
      for (const member of this.members.values()) {
        const own = ownAddresses ? addressAfter(ip, index) : ip
        member.server.device.restarted(COLD_START)
        member.address = await member.server.open(own, port === 0 || ownAddresses ? port : port + index)
        index++
      }
      await this.listener?.open()
    } catch (error) {
      await this.close()
      throw error
    }
    return this.addresses()
  }

  async close(): Promise<void> {
    this.closed = true
    for (const timer of this.restarts) clearTimeout(timer)
    this.restarts.clear()
    await Promise.all([this.listener?.close(), ...[...this.members.values()].map((member) => member.server.close())])
  }

  private heard(packet: Buffer, from: RemoteInfo): void {
    for (const member of this.members.values()) member.server.receive(packet, from)
  }

  addresses(): readonly SimulatedDevice[] {
    return [...this.members].flatMap(([instance, member]) => (member.address ? [{ instance, ...member.address }] : []))
  }

  answered(): number {
    let sum = 0
    for (const member of this.members.values()) sum += member.server.answered
    return sum
  }

  commands(): number {
    let sum = 0
    for (const member of this.members.values()) sum += member.server.commands
    return sum
  }

  /** Moves the building on, stopping where trend logs are due. */
  runTo(timeMs: number): void {
    const { source } = this
    const gap = timeMs - source.timeMs()
    if (gap > LOG_SPAN_MS) source.advanceTo(timeMs - LOG_SPAN_MS)
    for (let due = (Math.floor(source.timeMs() / LOG_STEP_MS) + 1) * LOG_STEP_MS; due <= timeMs; due += LOG_STEP_MS) {
      source.advanceTo(due)
      for (const member of this.members.values()) member.server.device.logTrends(due)
    }
    source.advanceTo(timeMs)
  }

  /** Sends due COV notices. */
  tick(): void {
    const now = performance.now()
    for (const member of this.members.values()) member.server.tick(now)
  }

  /** Takes a device down and up again: its subscriptions are gone, its port may be another. Real time. */
  restart(instance: number, downMs: number, port: number | undefined): void {
    const member = this.members.get(instance)
    if (!member) return
    member.server.line.restarting = true
    member.server.forget()
    const timer = setTimeout(() => {
      this.restarts.delete(timer)
      void this.comeBack(member, port)
    }, downMs)
    this.restarts.add(timer)
  }

  private async comeBack(member: Member, port: number | undefined): Promise<void> {
    const { address, server } = member
    if (port !== undefined && address) {
      await server.close()
      if (this.closed) return
      // When the port wanted is taken any other will do: the device must come back.
      member.address = await server.open(address.ip, port).catch(() => server.open(address.ip, 0))
      if (this.closed) await server.close()
    }
    server.line.restarting = false
    server.device.restarted(WARM_START)
    server.announce()
  }
}

/** The IPv4 address `index` after `first`; octets carry over. */
const addressAfter = (first: string, index: number): string => {
  const number = first.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0) + index
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
}
