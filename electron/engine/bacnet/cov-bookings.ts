/** The subscriptions that one device holds for this side: which are wanted, asked for, renewed, ended, and what its refusals mean. */
import type { Clock } from '../../../shared/clock.ts'
import { verifyEveryMs, type CovRefusal } from '../../../shared/domain/cov.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import type { Log } from '../log.ts'
import type { Answer } from './answers.ts'
import { CovGrants } from './cov-grants.ts'
import { changesPerHour, isReady, isTooCoarse, measureRate, targetOf, type CovPoint } from './cov-point.ts'
import { breakEvenPerHour, choosePoints, type CovTraffic } from './cov-policy.ts'
import { CovProbes } from './cov-probes.ts'
import { denialOf, type CovDenial } from './cov-refusals.ts'
import { subscribeCovApdu, type CovTarget } from './cov-requests.ts'
import type { RequestApdu } from './datagrams.ts'
import type { Requesters } from './peer.ts'
import type { Priority } from './turns.ts'

export interface CovBookingsDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly peers: Requesters
  readonly processId: number
  readonly points: ReadonlyMap<number, CovPoint>
  readonly instance: () => number
  readonly address: () => DeviceAddress
  /** On a subnet of this laptop: notifications need no acknowledgement to arrive. */
  readonly isLocal: () => boolean
  /** Points in one batched read of this device. */
  readonly batchSize: () => number
  /** An answer came: there may be more to do. */
  readonly more: () => void
}

/** A first notification follows a subscription at once; later than this none comes. */
const FIRST_NOTICE_MS = 10_000
const EVALUATE_MS = 10_000
const BAR_FIRST_MS = 60_000
const BAR_LONGEST_MS = 3_600_000
const BAR_OBJECT_MS = 86_400_000
/** A rate this far beyond what pays ends a subscription. */
const TOO_BUSY = 1.1

export class CovBookings {
  readonly grants: CovGrants
  readonly probes: CovProbes
  wanted: readonly number[] = []
  /** Grows when other points are covered than before. */
  version = 0
  foundDead = 0
  private readonly deps: CovBookingsDeps
  private readonly ending: CovTarget[] = []
  private evaluateMs = -Infinity
  private busy = false
  /** What is being asked for: its first notification may overtake the acknowledgement. */
  private asking: CovPoint | undefined
  private askedMs = -Infinity
  private stopRequest: (() => void) | undefined
  /** Answers of a former era (another address, another plan) tell nothing. */
  private era = 0
  private stopped = false

  constructor(deps: CovBookingsDeps) {
    this.deps = deps
    this.grants = new CovGrants(!deps.isLocal())
    this.probes = new CovProbes({ ask: (apdu, done) => this.ask(apdu, done), instance: deps.instance, restarted: (why) => this.restarted(why) })
  }

  private get nowMs(): number {
    return this.deps.clock.monotonicMs()
  }

  private get traffic(): CovTraffic {
    const { confirmed, lifetimeS } = this.grants
    return { batchSize: Math.max(1, this.deps.batchSize()), confirmed, lifetimeS }
  }

  /** Looks soon at which points are worth a subscription. */
  chooseAnew(): void {
    this.evaluateMs = -Infinity
    this.version += 1
  }

  /** The device is somewhere else now. */
  moved(): void {
    this.grants.moved(!this.deps.isLocal())
    this.ending.length = 0
    this.restarted('it has another address')
  }

  /** What it holds is lost or may be: everything is polled again, and subscribed anew. */
  restarted(why: string): void {
    const held = this.held()
    if (held.length > 0) this.deps.log.info(`device ${this.deps.instance()}: ${why}; ${held.length} subscriptions are made anew`)
    for (const point of held) this.toPolling(point)
    this.era += 1
    this.evaluateMs = -Infinity
  }

  /** Whether a notification of this point belongs to a subscription. */
  awaits(point: CovPoint): boolean {
    return point.phase !== 'polled' || this.asking === point
  }

  /** A notification of the point was taken. */
  proven(point: CovPoint): void {
    if (point.phase !== 'granted') return
    point.phase = 'alive'
    this.grants.notified()
    this.version += 1
  }

  /** Polling disagrees with the notifications: polled at its own interval until it was looked at once more, as a notification may just be on its way. */
  doubted(point: CovPoint): void {
    point.suspectMs = this.nowMs
    this.version += 1
  }

  held(): CovPoint[] {
    return [...this.deps.points.values()].filter(({ phase }) => phase !== 'polled')
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

  end(point: CovPoint): void {
    if (point.phase === 'polled') return
    this.ending.push(targetOf(point, this.deps.processId))
    this.toPolling(point)
  }

  // ------------------------------------------------------------------ what is due

  /** Does what is due. */
  step(now: number): void {
    for (const point of this.held()) this.judge(point, now)
    if (now >= this.evaluateMs) this.evaluate(now)
    this.next(now)
  }

  private judge(point: CovPoint, now: number): void {
    if (now >= point.endsMs) return this.toPolling(point)
    if (point.phase === 'granted' && now - point.grantedMs > FIRST_NOTICE_MS) return this.noNotice(point)
    if (point.phase !== 'alive') return
    if (point.failures > 0 && point.suspectMs === 0 && now - point.grantedMs > 2 * verifyEveryMs(point.intervalMs)) point.failures = 0
    if (measureRate(point, now) && point.perHour! > TOO_BUSY * breakEvenPerHour(point.intervalMs, this.traffic)) this.tooBusy(point)
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
    for (const point of this.deps.points.values()) point.barredMs = Math.min(point.barredMs, this.nowMs)
  }

  private refuse(refusal: CovRefusal): void {
    this.grants.refuse(refusal, this.nowMs, this.spread(1))
    this.deps.log.info(`device ${this.deps.instance()} is polled instead of subscribed: ${refusal}`)
  }

  private evaluate(now: number): void {
    this.evaluateMs = now + EVALUATE_MS
    const limit = this.grants.limitAt(now)
    if (!this.grants.isOpen(now)) {
      this.wanted = []
      return
    }
    const candidates = [...this.deps.points.values()]
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
    const suspect = [...this.deps.points.values()].find((point) => point.suspectMs > 0 && this.probes.isDue(point, now))
    if (suspect !== undefined) return this.probes.check(suspect, (dead) => this.checked(suspect, dead))
    const due = this.held().find(({ renewMs }) => now >= renewMs)
    if (due !== undefined) return this.subscribe(due)
    if (!this.grants.isOpen(now)) return
    const fresh = this.wanted.map((pointId) => this.deps.points.get(pointId)).find((point) => point?.phase === 'polled' && now >= point.barredMs)
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

  private ask(apdu: RequestApdu, done: (answer: Answer) => void, priority: Priority = 'background'): void {
    const { era } = this
    this.busy = true
    const answered = (answer: Answer): void => {
      this.busy = false
      this.asking = undefined
      this.stopRequest = undefined
      if (this.stopped) return
      if (era === this.era) done(answer)
      // Cut off: the next step comes with the clock.
      if (answer.ok || answer.kind !== 'cancelled') this.deps.more()
    }
    this.stopRequest = this.deps.peers.at(this.deps.address()).request(apdu, answered, { priority })
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
    const target = targetOf(point, this.deps.processId)
    this.asking = point
    this.askedMs = this.nowMs
    const answered = (answer: Answer): void => {
      // Gone from the plan meanwhile.
      if (this.deps.points.get(point.pointId) !== point) {
        if (answer.ok) this.ending.push(target)
        return
      }
      if (answer.ok) this.grant(point)
      else this.denied(point, denialOf(answer))
    }
    // A point not subscribed yet is polled meanwhile, so its readings go first; a renewal must come in time.
    const priority = point.phase === 'polled' ? 'bulk' : 'background'
    this.ask(subscribeCovApdu(target, { confirmed: this.grants.confirmed, lifetimeS: this.grants.lifetimeS }), answered, priority)
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
    const isProven = point.noticeMs >= this.askedMs
    point.phase = 'granted'
    point.countedMs = now
    point.notices = isProven ? 1 : 0
    point.steps = 0
    this.version += 1
    if (isProven) this.proven(point)
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

  // ------------------------------------------------------------------ coming and going

  /** Ends all subscriptions; with `tell` it resolves when the device has answered to all. */
  async leave(tell: boolean): Promise<void> {
    this.era += 1
    this.stopRequest?.()
    for (const point of this.held()) this.end(point)
    this.stopped = true
    const targets = this.ending.splice(0)
    if (!tell) return
    const peer = this.deps.peers.at(this.deps.address())
    await Promise.all(targets.map((target) => new Promise<void>((resolve) => peer.request(subscribeCovApdu(target, undefined), () => resolve(), { priority: 'user' }))))
  }

  /** After `leave`: begins anew. */
  enter(): void {
    this.stopped = false
    this.evaluateMs = -Infinity
  }
}
