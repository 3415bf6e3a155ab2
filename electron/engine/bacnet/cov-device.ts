/** The COV subscriptions of one device: made where they pay, renewed, proven by notifications, checked by slow polling, and given up for polling when they fail. */
import { addressKey, type DeviceAddress } from '../../../shared/domain/device.ts'
import { verifyEveryMs, type CovRefusal, type CovState } from '../../../shared/domain/cov.ts'
import type { Clock } from '../../../shared/clock.ts'
import type { Log } from '../log.ts'
import type { WatchedDevice } from './acquisition-types.ts'
import type { Answer } from './answers.ts'
import type { CovNotification } from './cov-notification.ts'
import { CovGrants } from './cov-grants.ts'
import { breakEvenPerHour, choosePoints, type CovTraffic } from './cov-policy.ts'
import { changesPerHour, covPoint, disagrees, isReady, isTooCoarse, mayBeSubscribed, measureRate, observeNotice, observePoll, targetOf, type CovPoint } from './cov-point.ts'
import { CovProbes } from './cov-probes.ts'
import { denialOf, type CovDenial } from './cov-refusals.ts'
import { subscribeCovApdu, type CovTarget } from './cov-requests.ts'
import type { RequestApdu } from './datagrams.ts'
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

/** A first notification follows a subscription at once; later than this none comes. */
const FIRST_NOTICE_MS = 10_000
const EVALUATE_MS = 10_000
const BAR_FIRST_MS = 60_000
const BAR_LONGEST_MS = 3_600_000
const BAR_OBJECT_MS = 86_400_000
/** A device whose points need no polling is still asked whether it is there, at the pace of its fastest point within these bounds. */
const CONTACT_LEAST_MS = 5_000
const CONTACT_MOST_MS = 30_000

export class CovDevice {
  device: WatchedDevice
  readonly processId: number
  readonly points = new Map<number, CovPoint>()
  readonly notices = new RateWindow()
  /** Grows when other points are covered than before. */
  version = 0
  foundDead = 0
  private readonly link: DeviceLink
  private readonly deps: CovDeviceDeps
  private readonly byCode = new Map<number, CovPoint>()
  private readonly probes: CovProbes
  private key: string
  private readonly grants: CovGrants
  private wanted: readonly number[] = []
  private evaluateMs = -Infinity
  private busy = false
  private noticeMs = -Infinity
  private contactAskedMs = -Infinity
  private wasSilent = false
  private readonly ending: CovTarget[] = []
  private stopRequest: (() => void) | undefined
  /** Answers of a former era (another address, another plan) tell nothing. */
  private era = 0
  private stopped = false

  constructor(device: WatchedDevice, processId: number, link: DeviceLink, deps: CovDeviceDeps) {
    this.device = device
    this.processId = processId
    this.link = link
    this.deps = deps
    this.key = addressKey(link.address)
    this.grants = new CovGrants(!deps.isLocal(link.address))
    this.probes = new CovProbes({ ask: (apdu, done) => this.ask(apdu, done), instance: () => this.device.instance, restarted: (why) => this.restarted(why) })
    this.update(device)
  }

  private get nowMs(): number {
    return this.deps.clock.monotonicMs()
  }

  private get traffic(): CovTraffic {
    const { confirmed, lifetimeS } = this.grants
    return { batchSize: Math.max(1, this.link.state.batchSize), confirmed, lifetimeS }
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
    for (const [pointId, old] of before) if (this.points.get(pointId) !== old) this.end(old)
    this.evaluateMs = -Infinity
    this.version += 1
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
    const { limit, confirmed } = this.grants
    const refusal = this.grants.refusal ?? (limit === null || this.wanted.length < limit ? null : 'full')
    return {
      deviceId: this.device.deviceId, alive, granted, wanted: this.wanted.length, refusal, limit, confirmed,
      notificationsPerSecond: this.notices.perSecond(this.nowMs), foundDead: this.foundDead,
    }
  }

  // ------------------------------------------------------------------ what is heard

  /** A notification from this device's address. The point it belongs to, when it is taken. */
  notified(notification: CovNotification): CovPoint | undefined {
    const point = notification.deviceInstance === this.device.instance ? this.byCode.get(notification.objectCode) : undefined
    if (point === undefined || point.phase === 'polled' || notification.value === undefined) return undefined
    const now = this.nowMs
    this.notices.add(now)
    this.noticeMs = now
    observeNotice(point, notification.value, notification.statusFlags, now)
    if (point.phase === 'granted') {
      point.phase = 'alive'
      this.grants.notified()
      this.version += 1
    }
    return point
  }

  /** A value read by polling. */
  polled(pointId: number, value: number, flags: number): void {
    const point = this.points.get(pointId)
    if (point === undefined) return
    const now = this.nowMs
    observePoll(point, value, now)
    if (point.phase !== 'alive' || point.suspectMs > 0 || !disagrees(point, value, flags)) return
    point.suspectMs = now
    // Polled at its own interval while it is in doubt; the notification may just be on its way, so it is looked at once more.
    this.version += 1
  }

  /** An I-Am from its address: it may have restarted and lost its list. `asked`: somebody on this side has just asked for it. */
  heardIAm(asked: boolean): void {
    if (this.held().length > 0) this.probes.doubt(this.nowMs, asked)
  }

  /** What it holds is lost or may be: everything is polled again, and subscribed anew. */
  restarted(why: string): void {
    const held = this.held()
    if (held.length > 0) this.deps.log.info(`device ${this.device.instance}: ${why}; ${held.length} subscriptions are made anew`)
    for (const point of held) this.toPolling(point)
    this.era += 1
    this.evaluateMs = -Infinity
  }

  private held(): CovPoint[] {
    return [...this.points.values()].filter(({ phase }) => phase !== 'polled')
  }

  private toPolling(point: CovPoint): void {
    point.phase = 'polled'
    point.suspectMs = 0
    this.version += 1
  }

  private spread(ms: number): number {
    return ms * (0.8 + this.deps.random() * 0.4)
  }

  /** Not tried again for a while, growing from a minute to an hour where no other time is given. */
  private bar(point: CovPoint, ms = Math.min(BAR_LONGEST_MS, BAR_FIRST_MS * 2 ** Math.min(10, point.failures))): void {
    point.failures += 1
    point.barredMs = this.nowMs + this.spread(ms)
  }

  private end(point: CovPoint): void {
    if (point.phase === 'polled') return
    this.ending.push(targetOf(point, this.processId))
    this.toPolling(point)
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
    for (const point of this.points.values()) if (point.phase !== 'polled') this.judge(point, now)
    if (now >= this.evaluateMs) this.evaluate(now)
    this.keepContact(now)
    this.next(now)
  }

  private followAddress(): void {
    const key = addressKey(this.link.address)
    if (key === this.key) return
    this.key = key
    this.grants.moved(!this.deps.isLocal(this.link.address))
    this.ending.length = 0
    this.restarted('it has another address')
  }

  /** When it last gave a sign of life. */
  private get contactMs(): number {
    return Math.max(this.link.lastAnswerMs, this.noticeMs)
  }

  /** Silence must mean that nothing changed, not that nobody is there. */
  private keepContact(now: number): void {
    const fastestMs = [...this.points.values()].reduce((least, { phase, intervalMs }) => (phase === 'alive' ? Math.min(least, intervalMs) : least), Infinity)
    const everyMs = Math.min(CONTACT_MOST_MS, Math.max(CONTACT_LEAST_MS, fastestMs))
    if (fastestMs === Infinity || now - Math.max(this.contactMs, this.contactAskedMs) < everyMs) return
    this.contactAskedMs = now
    this.link.probeSoon()
  }

  private judge(point: CovPoint, now: number): void {
    if (now >= point.endsMs) return this.toPolling(point)
    if (point.phase === 'granted' && now - point.grantedMs > FIRST_NOTICE_MS) return this.noNotice(point)
    if (point.phase !== 'alive') return
    if (point.failures > 0 && point.suspectMs === 0 && now - point.grantedMs > 2 * verifyEveryMs(point.intervalMs)) point.failures = 0
    if (measureRate(point, now) && point.perHour! > 1.1 * breakEvenPerHour(point.intervalMs, this.traffic)) this.tooBusy(point)
  }

  private noNotice(point: CovPoint): void {
    this.end(point)
    this.bar(point)
    if (!this.grants.isSilent() || this.held().some(({ phase }) => phase === 'alive')) return
    // Unconfirmed ones may be lost where confirmed ones are not.
    if (!this.grants.confirmed && this.grants.turn()) this.unbar()
    else this.refuse('silent')
  }

  /** Notifies more than it should: with a wider increment where the device takes one, else it is polled. */
  private tooBusy(point: CovPoint): void {
    const meanStep = point.steps / Math.max(1, point.notices)
    this.end(point)
    const wider = point.ownIncrement === undefined && !point.isState && !this.grants.propertyRefused
    if (wider) point.ownIncrement = Math.max(2 * (point.increment ?? 0), 4 * meanStep, 4 * point.typicalStep)
    if (!wider || !(point.ownIncrement! > 0)) this.bar(point, BAR_LONGEST_MS)
    // When its time comes it is measured anew.
    point.perHour = undefined
    this.evaluateMs = -Infinity
  }

  private unbar(): void {
    for (const point of this.points.values()) point.barredMs = Math.min(point.barredMs, this.nowMs)
  }

  private refuse(refusal: CovRefusal): void {
    this.grants.refuse(refusal, this.nowMs, this.spread(1))
    this.deps.log.info(`device ${this.device.instance} is polled instead of subscribed: ${refusal}`)
  }

  private evaluate(now: number): void {
    this.evaluateMs = now + EVALUATE_MS
    const limit = this.grants.limitAt(now)
    if (!this.grants.isOpen(now)) {
      this.wanted = []
      return
    }
    const candidates = [...this.points.values()]
      .filter((point) => point.phase !== 'polled' || (now >= point.barredMs && isReady(point)))
      .map((point) => ({ pointId: point.pointId, intervalMs: point.intervalMs, isState: point.isState, subscribed: point.phase !== 'polled', changesPerHour: changesPerHour(point) }))
    this.wanted = choosePoints(candidates, this.traffic, limit)
    const chosen = new Set(this.wanted)
    for (const point of this.held()) if (!chosen.has(point.pointId)) this.end(point)
  }

  /** One request at a time, the most pressing first. */
  private next(now: number): void {
    if (this.busy) return
    const ending = this.ending.shift()
    if (ending !== undefined) return this.ask(subscribeCovApdu(ending, undefined), () => {})
    const suspect = [...this.points.values()].find((point) => point.suspectMs > 0 && this.probes.isDue(point, now))
    if (suspect !== undefined) return this.probes.check(suspect, (dead) => this.checked(suspect, dead))
    const due = this.held().find(({ renewMs }) => now >= renewMs)
    if (due !== undefined) return this.subscribe(due)
    if (!this.grants.isOpen(now)) return
    const fresh = this.wanted.map((pointId) => this.points.get(pointId)).find((point) => point?.phase === 'polled' && now >= point.barredMs)
    if (fresh !== undefined) return this.subscribeFirst(fresh)
    if (this.held().length > 0) this.probes.watch(now)
  }

  private checked(point: CovPoint, dead: boolean): void {
    const agreed = !dead || point.suspectMs === 0
    point.suspectMs = 0
    this.version += 1
    if (agreed) return
    this.foundDead += 1
    point.phase = 'polled'
    this.bar(point)
    this.restarted(`a subscription is dead, ${point.type},${point.instance} moved without a notification`)
  }

  private ask(apdu: RequestApdu, done: (answer: Answer) => void): void {
    const { era } = this
    this.busy = true
    this.stopRequest = this.deps.peers.at(this.link.address).request(apdu, (answer) => {
      this.busy = false
      this.stopRequest = undefined
      if (this.stopped) return
      if (era === this.era) done(answer)
      // Cut off: the next step comes with the clock.
      if (answer.ok || answer.kind !== 'cancelled') this.step()
    })
  }

  /** The object's own increment is read before it is subscribed. */
  private subscribeFirst(point: CovPoint): void {
    if (point.isState || point.increment !== undefined) return this.subscribe(point)
    this.probes.readIncrement(point, () => {
      if (point.increment === undefined) return this.bar(point)
      if (!isTooCoarse(point)) return
      if (this.grants.propertyRefused) this.bar(point, BAR_OBJECT_MS)
      else point.ownIncrement = 3 * point.typicalStep
    })
  }

  private subscribe(point: CovPoint): void {
    const target = targetOf(point, this.processId)
    this.ask(subscribeCovApdu(target, { confirmed: this.grants.confirmed, lifetimeS: this.grants.lifetimeS }), (answer) => {
      // Gone from the plan meanwhile.
      if (this.points.get(point.pointId) !== point) {
        if (answer.ok) this.ending.push(target)
        return
      }
      if (answer.ok) this.grant(point)
      else this.denied(point, denialOf(answer))
    })
  }

  private grant(point: CovPoint): void {
    const now = this.nowMs
    const lifetimeMs = this.grants.lifetimeS * 1_000
    this.grants.granted()
    // Between half and two thirds, so that what was made together is not renewed together.
    point.renewMs = now + lifetimeMs * (0.5 + this.deps.random() / 6)
    point.endsMs = now + lifetimeMs
    point.grantedMs = now
    if (point.phase !== 'polled') return
    point.phase = 'granted'
    point.countedMs = now
    point.notices = 0
    point.steps = 0
    this.version += 1
  }

  private denied(point: CovPoint, denial: CovDenial): void {
    const now = this.nowMs
    if (point.phase !== 'polled') {
      // A renewal failed: tried again soon, and the subscription lives until its end.
      if (denial === 'silence' || denial === 'busy') {
        point.renewMs = now + BAR_FIRST_MS * (0.5 + this.deps.random())
        return
      }
      this.toPolling(point)
    }
    switch (denial) {
      case 'service':
        return point.ownIncrement === undefined ? this.refuseService(point) : this.refuseProperty(point)
      case 'object':
        return point.ownIncrement === undefined ? this.refuseObject(point) : this.refuseProperty(point)
      case 'full':
        return this.listFull(point)
      case 'terms':
        return this.refuseTerms(point)
      case 'busy':
        return this.bar(point)
      case 'silence':
        this.bar(point)
        if (this.grants.isSilent()) this.refuse('silent')
    }
  }

  private refuseService(point: CovPoint): void {
    if (this.held().length > 0) return this.bar(point, BAR_OBJECT_MS)
    this.refuse('service')
    this.evaluateMs = -Infinity
  }

  private refuseProperty(point: CovPoint): void {
    this.grants.propertyRefused = true
    point.ownIncrement = undefined
    this.bar(point, BAR_OBJECT_MS)
  }

  private refuseObject(point: CovPoint): void {
    this.bar(point, BAR_OBJECT_MS)
    if (this.grants.refusesAll() && this.held().length === 0) this.refuse('objects')
  }

  private refuseTerms(point: CovPoint): void {
    if (this.grants.askLess()) this.unbar()
    else this.refuseObject(point)
  }

  private listFull(point: CovPoint): void {
    const limit = this.grants.full(this.held().length, this.nowMs)
    this.bar(point)
    this.evaluateMs = -Infinity
    if (limit === 0) this.refuse('full')
  }

  // ------------------------------------------------------------------ the value stands

  /** Alive points that have not changed for their interval up to the device's last sign of life, which is `atMs`: as fresh as if they had been polled then. */
  takeUnchanged(): { readonly pointIds: readonly number[]; readonly atMs: number } {
    const now = this.nowMs
    const { contactMs } = this
    const atMs = Math.round(this.deps.clock.nowMs() - (now - contactMs))
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
    this.era += 1
    this.stopRequest?.()
    for (const point of this.held()) this.end(point)
    this.stopped = true
    const targets = this.ending.splice(0)
    if (this.link.silent) return
    const peer = this.deps.peers.at(this.link.address)
    await Promise.all(targets.map((target) => new Promise<void>((resolve) => peer.request(subscribeCovApdu(target, undefined), () => resolve(), { priority: 'user' }))))
  }

  /** After `leave`: begins anew. */
  enter(): void {
    this.stopped = false
    this.evaluateMs = -Infinity
  }
}
