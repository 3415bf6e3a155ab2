/** Change-of-value subscriptions of one device (135 clauses 13.14 and 13.15): initial notice, notices on change, lifetime, repeats of confirmed ones. */
import { isAnalog } from '../building/point-spec.ts'
import type { SimPoint } from '../building/sim-point.ts'
import type { ApduReader } from './apdu-reader.ts'
import type { ApduWriter } from './apdu-writer.ts'
import type { Peer } from './frames.ts'
import { writePresentValue } from './object-properties.ts'
import { ERROR, PROPERTY } from './protocol.ts'
import { BAD_TAG, DONE, type Outcome } from './read-services.ts'
import type { SimDevice } from './sim-device.ts'
import { hasValue } from '../building/point-spec.ts'

export interface Subscription {
  readonly peer: Peer
  readonly processId: number
  readonly key: number
  readonly point: SimPoint
  readonly confirmed: boolean
  /** Of its own, by SubscribeCOVProperty; null = the object's. */
  readonly increment: number | null
  readonly byProperty: boolean
  /** Monotonic, ms; infinite for ever. */
  readonly endsAt: number
  sentValue: number
  sentFlags: number
  due: boolean
  /** Of the confirmed notice under way. */
  waiting: { invokeId: number; sentAt: number; attempts: number } | null
}

const RETRY_MS = 3_000
const ATTEMPTS = 4

/** Sends one notice; `invokeId` null = unconfirmed. */
export type SendNotice = (subscription: Subscription, invokeId: number | null) => void

export class CovSubscriptions {
  /** How many it has room for. */
  most: number
  /** Grants, but never notifies. */
  mute = false
  /** Which notifications it offers. */
  offers: 'both' | 'confirmed' | 'unconfirmed' = 'both'
  /** Cancellations asked for so far. */
  cancelled = 0
  /** Confirmed notices sent again so far. */
  repeated = 0
  private readonly list: Subscription[] = []
  private readonly device: SimDevice
  private readonly send: SendNotice
  private nextInvokeId = 0

  constructor(device: SimDevice, most: number, send: SendNotice) {
    this.device = device
    this.most = most
    this.send = send
  }

  get count(): number {
    return this.list.length
  }

  /** Confirmed notices that wait for their acknowledgement. */
  get unacknowledged(): number {
    return this.list.filter(({ waiting }) => waiting !== null).length
  }

  clear(): void {
    this.list.length = 0
  }

  /** Of each subscription, whether its notices are confirmed and the increment of its own. */
  held(): readonly Pick<Subscription, 'key' | 'processId' | 'confirmed' | 'increment'>[] {
    return this.list
  }

  /** Serves a SubscribeCOV or (`byProperty`) SubscribeCOVProperty request. */
  subscribe(reader: ApduReader, peer: Peer, now: number, byProperty: boolean): Outcome {
    const processId = reader.contextUnsigned(0)
    const key = reader.contextObjectKey(1)
    const confirmed = reader.optionalUnsigned(2)
    const lifetimeS = reader.optionalUnsigned(3)
    const property = byProperty ? propertyIn(reader) : PROPERTY.presentValue
    const increment = byProperty ? (reader.optionalReal(5) ?? null) : null
    if (reader.failed) return BAD_TAG
    if (property !== PROPERTY.presentValue) return { kind: 'error', error: ERROR.notCovProperty }
    const existing = this.list.findIndex(
      (one) => one.key === key && one.processId === processId && one.byProperty === byProperty && one.peer.ip === peer.ip && one.peer.port === peer.port,
    )
    if (confirmed === undefined && lifetimeS === undefined) {
      this.cancelled++
      if (existing >= 0) this.list.splice(existing, 1)
      return DONE
    }
    const point = this.device.objects.get(key)
    if (!point) return { kind: 'error', error: ERROR.unknownObject }
    if (!hasValue(point.spec.objectType)) return { kind: 'error', error: ERROR.optionalFunctionalityNotSupported }
    if (existing < 0 && this.list.length >= this.most) return { kind: 'error', error: ERROR.noSpaceForSubscription }
    if (this.offers !== 'both' && (this.offers === 'confirmed') !== (confirmed === 1)) return { kind: 'error', error: ERROR.valueOutOfRange }
    const endsAt = lifetimeS === undefined || lifetimeS === 0 ? Number.POSITIVE_INFINITY : now + lifetimeS * 1000
    const subscription: Subscription = {
      peer, processId, key, point, confirmed: confirmed === 1, increment, byProperty, endsAt, sentValue: Number.NaN, sentFlags: 0, due: true, waiting: null,
    }
    if (existing >= 0) this.list[existing] = subscription
    else this.list.push(subscription)
    return DONE
  }

  /** Sends what has changed and repeats what was not acknowledged. `now`: monotonic, ms. */
  check(now: number): void {
    for (let index = this.list.length - 1; index >= 0; index--) {
      const one = this.list[index]
      if (!one) continue
      if (one.endsAt <= now) {
        this.list.splice(index, 1)
        continue
      }
      if (this.mute) continue
      if (one.waiting) this.repeat(one, now)
      else if (one.due || changed(one)) this.notify(one, now)
    }
  }

  acknowledged(peer: Peer, invokeId: number): void {
    for (const one of this.list) {
      if (one.waiting?.invokeId === invokeId && one.peer.ip === peer.ip && one.peer.port === peer.port) one.waiting = null
    }
  }

  private notify(one: Subscription, now: number): void {
    one.due = false
    one.sentValue = one.point.reading()
    one.sentFlags = one.point.statusFlags()
    if (!one.confirmed) {
      this.send(one, null)
      return
    }
    const invokeId = this.nextInvokeId
    this.nextInvokeId = (this.nextInvokeId + 1) & 255
    one.waiting = { invokeId, sentAt: now, attempts: 1 }
    this.send(one, invokeId)
  }

  private repeat(one: Subscription, now: number): void {
    const { waiting } = one
    if (!waiting || now - waiting.sentAt < RETRY_MS) return
    if (waiting.attempts >= ATTEMPTS) {
      one.waiting = null
      return
    }
    waiting.attempts++
    this.repeated++
    waiting.sentAt = now
    this.send(one, waiting.invokeId)
  }
}

/** The property reference of SubscribeCOVProperty. */
const propertyIn = (reader: ApduReader): number => {
  reader.expect(reader.isOpening(4))
  const property = reader.contextUnsigned(0)
  reader.optionalUnsigned(1)
  reader.expect(reader.isClosing(4))
  return property
}

const changed = (one: Subscription): boolean => {
  const value = one.point.reading()
  if (one.point.statusFlags() !== one.sentFlags) return true
  return isAnalog(one.point.spec.objectType) ? Math.abs(value - one.sentValue) >= Math.max(one.increment ?? one.point.covIncrement, 1e-9) : value !== one.sentValue
}

/** Body of a COV notice: process, device, object, time remaining, present value and status flags as sent last. */
export const writeNotice = (writer: ApduWriter, device: SimDevice, one: Subscription, now: number): void => {
  writer.contextUnsigned(0, one.processId)
  writer.contextObjectId(1, device.deviceKey)
  writer.contextObjectId(2, one.key)
  writer.contextUnsigned(3, Number.isFinite(one.endsAt) ? Math.max(1, Math.round((one.endsAt - now) / 1000)) : 0)
  writer.open(4)
  writer.contextUnsigned(0, PROPERTY.presentValue)
  writer.open(2)
  writePresentValue(writer, one.point, one.sentValue)
  writer.close(2)
  writer.contextUnsigned(0, PROPERTY.statusFlags)
  writer.open(2)
  writer.statusFlags(one.sentFlags)
  writer.close(2)
  writer.close(4)
}
