/** COV of one device: what its notifications and its polled values say of its subscriptions, and what stands unchanged while it is silent. */
import type { Clock } from '../../../shared/clock.ts'
import { verifyEveryMs, type CovState } from '../../../shared/domain/cov.ts'
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { Log } from '../log.ts'
import type { WatchedDevice } from './acquisition-types.ts'
import { CovBookings } from './cov-bookings.ts'
import type { CovNotification } from './cov-notification.ts'
import { covPoint, disagrees, mayBeSubscribed, observeNotice, observePoll, type CovPoint } from './cov-point.ts'
import type { Requesters } from './peer.ts'
import { RateWindow } from './rate-window.ts'
import { objectIdCode } from './values.ts'

/** What is polled of the device, and where. */
export interface DeviceLink {
  readonly address: DeviceAddress
  /** It owes answers. */
  readonly silent: boolean
  /** Monotonic, of its last answer. */
  readonly lastAnswerMs: number
  readonly state: { readonly batchSize: number }
  /** Asks it soon whether it is there, and what follows when it is not. */
  probeSoon(): void
}

export interface CovDeviceDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly peers: Requesters
  /** On a subnet of this laptop: notifications need no acknowledgement to arrive. */
  readonly isLocal: (address: DeviceAddress) => boolean
}

/** A device whose points need no polling is still asked whether it is there, at the pace of its fastest point within these bounds. */
const CONTACT_LEAST_MS = 5_000
/** Behind a router, where all devices share one slow line: just before a value would be called stale. */
const CONTACT_LEAST_ROUTED_MS = 20_000
const CONTACT_MOST_MS = 30_000

export class CovDevice {
  device: WatchedDevice
  readonly processId: number
  private readonly points = new Map<number, CovPoint>()
  private readonly byCode = new Map<number, CovPoint>()
  private readonly bookings: CovBookings
  private readonly notices = new RateWindow()
  private readonly link: DeviceLink
  private readonly deps: CovDeviceDeps
  private key: string
  private noticeMs = -Infinity
  private contactAskedMs = -Infinity
  private wasSilent = false
  private stopped = false

  constructor(device: WatchedDevice, processId: number, link: DeviceLink, deps: CovDeviceDeps) {
    this.device = device
    this.processId = processId
    this.link = link
    this.deps = deps
    this.key = addressKey(link.address)
    const { clock, random, log, peers } = deps
    this.bookings = new CovBookings({
      clock, random, log, peers, processId, points: this.points,
      instance: () => this.device.instance,
      address: () => link.address,
      isLocal: () => deps.isLocal(link.address),
      batchSize: () => link.state.batchSize,
      more: () => this.step(),
    })
    this.update(device)
  }

  private get nowMs(): number {
    return this.deps.clock.monotonicMs()
  }

  /** Follows a new plan; subscriptions of points that are no more are ended. */
  update(device: WatchedDevice): void {
    this.device = device
    const before = new Map(this.points)
    this.points.clear()
    this.byCode.clear()
    for (const watched of device.points) {
      if (!mayBeSubscribed(watched)) continue
      const known = before.get(watched.pointId)
      const point = known?.code === objectIdCode(watched.objectType, watched.objectInstance) ? known : covPoint(watched)
      point.intervalMs = watched.intervalMs
      this.points.set(point.pointId, point)
      this.byCode.set(point.code, point)
    }
    for (const [pointId, old] of before) if (this.points.get(pointId) !== old) this.bookings.end(old)
    this.bookings.chooseAnew()
  }

  /** Grows when other points are covered than before. */
  get version(): number {
    return this.bookings.version
  }

  /** Points that need no polling but a slow one, with its interval. */
  covered(pointId: number): number | undefined {
    const point = this.points.get(pointId)
    return point?.phase === 'alive' && point.suspectMs === 0 ? verifyEveryMs(point.intervalMs) : undefined
  }

  state(): CovState {
    let alive = 0
    let granted = 0
    for (const { phase } of this.points.values()) {
      if (phase !== 'polled') granted += 1
      if (phase === 'alive') alive += 1
    }
    const { grants, wanted, foundDead } = this.bookings
    const { limit, confirmed } = grants
    const refusal = grants.refusal ?? (limit === null || wanted.length < limit ? null : 'full')
    return {
      deviceId: this.device.deviceId, alive, granted, wanted: wanted.length, refusal, limit, confirmed,
      notificationsPerSecond: this.notices.perSecond(this.nowMs), foundDead,
    }
  }

  // ------------------------------------------------------------------ what is heard

  /** A notification from this device's address. The point it belongs to, when it is taken. */
  notified(notification: CovNotification): CovPoint | undefined {
    const point = notification.deviceInstance === this.device.instance ? this.byCode.get(notification.objectCode) : undefined
    if (point === undefined || !this.bookings.awaits(point) || notification.value === undefined) return undefined
    const now = this.nowMs
    this.notices.add(now)
    this.noticeMs = now
    observeNotice(point, notification.value, notification.statusFlags, now)
    this.bookings.proven(point)
    return point
  }

  /** A value read by polling. */
  polled(pointId: number, value: number, flags: number): void {
    const point = this.points.get(pointId)
    if (point === undefined) return
    observePoll(point, value, this.nowMs)
    if (point.phase === 'alive' && point.suspectMs === 0 && disagrees(point, value, flags)) this.bookings.doubted(point)
  }

  /** An I-Am from its address: it may have restarted and lost its list. `asked`: somebody on this side has just asked for it. */
  heardIAm(asked: boolean): void {
    if (this.bookings.held().length > 0) this.bookings.probes.doubt(this.nowMs, asked)
  }

  /** What it holds is lost or may be: everything is polled again, and subscribed anew. */
  restarted(why: string): void {
    this.bookings.restarted(why)
  }

  // ------------------------------------------------------------------ what is done

  /** Does what is due. Called about once a second, and after each answer. */
  step(): void {
    if (this.stopped) return
    const now = this.nowMs
    this.followAddress()
    if (this.link.silent) {
      this.wasSilent = true
      return
    }
    if (this.wasSilent) {
      this.wasSilent = false
      this.restarted('it was away')
    }
    this.keepContact(now)
    this.bookings.step(now)
  }

  private followAddress(): void {
    const key = addressKey(this.link.address)
    if (key === this.key) return
    this.key = key
    this.bookings.moved()
  }

  /** When it last gave a sign of life. */
  private get contactMs(): number {
    return Math.max(this.link.lastAnswerMs, this.noticeMs)
  }

  /** Silence must mean that nothing changed, not that nobody is there. */
  private keepContact(now: number): void {
    const fastestMs = [...this.points.values()].reduce((least, { phase, intervalMs }) => (phase === 'alive' ? Math.min(least, intervalMs) : least), Infinity)
    const leastMs = this.link.address.network === undefined ? CONTACT_LEAST_MS : CONTACT_LEAST_ROUTED_MS
    const everyMs = Math.min(CONTACT_MOST_MS, Math.max(leastMs, fastestMs))
    if (fastestMs === Infinity || now - Math.max(this.contactMs, this.contactAskedMs) < everyMs) return
    this.contactAskedMs = now
    this.link.probeSoon()
  }

  // ------------------------------------------------------------------ the value stands

  /** Alive points that have not changed for their interval up to the device's last sign of life, which is `atMs`: as fresh as if they had been polled then. */
  takeUnchanged(): { readonly pointIds: readonly number[]; readonly atMs: number } {
    const now = this.nowMs
    const { contactMs } = this
    // A notification of the same millisecond must count as the later one.
    const atMs = Math.floor(this.deps.clock.nowMs() - (now - contactMs)) - 1
    if (this.stopped || this.link.silent || contactMs === -Infinity) return { pointIds: [], atMs: 0 }
    const unchanged: number[] = []
    for (const point of this.points.values()) {
      if (point.phase !== 'alive' || point.suspectMs > 0 || now - point.freshMs < point.intervalMs || contactMs <= point.freshMs) continue
      point.freshMs = contactMs
      unchanged.push(point.pointId)
    }
    return { pointIds: unchanged, atMs }
  }

  /** Ends all subscriptions; resolves when the device has heard of all that it still answers to. */
  async leave(): Promise<void> {
    this.stopped = true
    await this.bookings.leave(!this.link.silent)
  }

  /** After `leave`: begins anew. */
  enter(): void {
    this.stopped = false
    this.bookings.enter()
  }
}
