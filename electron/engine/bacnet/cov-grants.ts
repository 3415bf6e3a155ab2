/** What one device grants of COV, as its answers taught: confirmed or not, how long, how many, and whether at all. Pure. */
import type { CovRefusal } from '../../../shared/domain/cov.ts'
import { LIFETIME_S, scarceLimit, SHORT_LIFETIME_S } from './cov-policy.ts'

const REFUSED_FIRST_MS = 300_000
const REFUSED_LONGEST_MS = 3_600_000
/** A device that has no COV gets none by waiting. */
const NO_SERVICE_MS = 86_400_000
const FORGET_LIMIT_MS = 6 * 3_600_000
/** Objects refused in a row, without one granted, after which the device is believed to refuse all. */
const REFUSES_ALL_AFTER = 5
/** Requests without an answer, or grants without a notification, in a row. */
const SILENT_AFTER = 3

export class CovGrants {
  confirmed: boolean
  lifetimeS = LIFETIME_S
  /** It does not take increments of others (SubscribeCOVProperty). */
  propertyRefused = false
  refusal: CovRefusal | undefined
  private otherWayTried = false
  private barredMs = -Infinity
  private bars = 0
  private most = Infinity
  private mostMs = -Infinity
  private refusedObjects = 0
  private silences = 0

  /** `confirmed`: whether notifications should want acknowledgements at first. */
  constructor(confirmed: boolean) {
    this.confirmed = confirmed
  }

  /** It is somewhere else now. */
  moved(confirmed: boolean): void {
    this.confirmed = confirmed
    this.otherWayTried = false
  }

  /** Whether new subscriptions may be asked for; what it refused once is tried again after a while. */
  isOpen(nowMs: number): boolean {
    if (nowMs < this.barredMs) return false
    this.refusal = undefined
    return true
  }

  /** How many to hold at most; Infinity while no end was met. What was full once may have room again hours later. */
  limitAt(nowMs: number): number {
    if (nowMs >= this.mostMs + FORGET_LIMIT_MS) this.most = Infinity
    return this.most
  }

  get limit(): number | null {
    return Number.isFinite(this.most) ? this.most : null
  }

  /** @param spread factor near 1 that keeps devices from trying again all at once */
  refuse(refusal: CovRefusal, nowMs: number, spread: number): void {
    this.refusal = refusal
    const ms = refusal === 'service' ? NO_SERVICE_MS : Math.min(REFUSED_LONGEST_MS, REFUSED_FIRST_MS * 2 ** Math.min(10, this.bars))
    this.bars += 1
    this.barredMs = nowMs + ms * spread
  }

  /** A subscription was granted. */
  granted(): void {
    this.refusedObjects = 0
    this.bars = 0
  }

  /** A notification came. */
  notified(): void {
    this.silences = 0
  }

  /** A request without an answer, or a grant without a notification. True when there were too many. */
  isSilent(): boolean {
    this.silences += 1
    if (this.silences < SILENT_AFTER) return false
    this.silences = 0
    return true
  }

  /** An object was refused. True when so many were that all will be. */
  refusesAll(): boolean {
    this.refusedObjects += 1
    return this.refusedObjects >= REFUSES_ALL_AFTER
  }

  /** The list was full when it held `held` for this side: how many to hold from now on. */
  full(held: number, nowMs: number): number {
    this.most = scarceLimit(held)
    this.mostMs = nowMs
    return this.most
  }

  /** Turns to the other kind of notifications, once. False when both were tried. */
  turn(): boolean {
    if (this.otherWayTried) return false
    this.otherWayTried = true
    this.confirmed = !this.confirmed
    return true
  }

  /** Asks for less: a shorter lifetime, then the other kind of notifications. False when there is nothing left to try. */
  askLess(): boolean {
    if (this.lifetimeS === SHORT_LIFETIME_S) return this.turn()
    this.lifetimeS = SHORT_LIFETIME_S
    return true
  }
}
