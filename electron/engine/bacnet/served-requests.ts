/** Answers to what peers ask of this side: notifications are acknowledged, everything else is politely refused, and strangers hear nothing. */
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import { shortDatagram, unicastPrefix } from './datagrams.ts'
import { PDU } from './packet-guard.ts'
import { RateLimit } from './rate-limit.ts'
import type { Clock } from '../../../shared/clock.ts'

const UNRECOGNIZED_SERVICE = 9
/** Refusals per second, of all peers together; a device that wants something this side has not will learn it soon enough. */
const REFUSALS_PER_SECOND = 5
const REFUSALS_AT_ONCE = 10

export interface ServedRequestsDeps {
  readonly clock: Clock
  readonly send: (datagram: Buffer, ip: string, port: number) => void
}

export class ServedRequests {
  private readonly deps: ServedRequestsDeps
  private readonly rate: RateLimit

  constructor(deps: ServedRequestsDeps) {
    this.deps = deps
    this.rate = new RateLimit(deps.clock.monotonicMs())
  }

  acknowledge(address: DeviceAddress, invokeId: number, service: number): void {
    this.reply(address, PDU.simpleAck, invokeId, service)
  }

  refuse(address: DeviceAddress, invokeId: number): void {
    if (this.rate.waitMs(this.deps.clock.monotonicMs(), REFUSALS_PER_SECOND, REFUSALS_AT_ONCE) > 0) return
    this.rate.take()
    this.reply(address, PDU.reject, invokeId, UNRECOGNIZED_SERVICE)
  }

  private reply(address: DeviceAddress, pdu: number, invokeId: number, last: number): void {
    this.deps.send(shortDatagram(unicastPrefix(address, false), pdu, invokeId, last), address.ip, address.port)
  }
}
