/**
 * The line in which requests wait for what they share: the trunk behind a router, or the whole laptop's budget. Whoever is in it takes turns; a trunk
 * itself stands in the laptop's line. Every request passes, whatever it is for, retries included.
 */
import type { Clock } from '../../../shared/clock.ts'
import { RateLimit } from './rate-limit.ts'
import { RateWindow } from './rate-window.ts'
import { answerMs, requestMs } from './trunk-time.ts'
import { Turns, type Turn } from './turns.ts'

/** A place among the requests under way on a trunk. */
export interface Slot {
  /** The answer begins to arrive in segments: the trunk is busy until `release`. */
  extend(): void
  release(): void
}

/** Who waits in a line: a peer, or a line within a line. */
export interface LineClient extends Turn {
  /** Whether it could send now; brings `rank` and `sinceMs` up to date. When it cannot, it leaves the line and comes again by itself. */
  ready(): boolean
  /** Sends one request; false when it could not after all. */
  send(slot: Slot | undefined): boolean
}

export interface LineLimits {
  readonly requestsPerSecond: number
  /** How many may go at once after a rest, beyond the even pace; 1 or more. */
  readonly burst: number
  /** Requests under way at once; Infinity = any number. */
  readonly inFlight: number
  /** On an MS/TP trunk: its rate, and the share of its time that may be taken, 0..1. */
  readonly trunk?: { readonly baudRate: number; readonly share: number }
}

/**
 * How long a request that brings no answer occupies its trunk. A node on MS/TP answers within 255 ms or postpones its answer and frees the trunk
 * (135, clause 9: Treply_delay, Treply_timeout): twice that. A dead device therefore never holds up the others for its whole timeout.
 */
export const HOLD_MS = 510

/** Requests over which times are averaged. */
const AVERAGED_OVER = 32
/** Time on a trunk that may be taken at once after a rest, ms. */
const TIME_AHEAD_MS = 200

export class RequestLine implements LineClient {
  rank = 0
  sinceMs = 0
  /** Requests that passed. */
  readonly passed = new RateWindow()
  /** Time on the trunk that requests and answers took, ms, as estimated. */
  readonly spentMs = new RateWindow()
  private readonly clock: Clock
  private readonly limits: () => LineLimits
  private readonly parent: RequestLine | undefined
  private readonly rate: RateLimit
  private readonly time: RateLimit
  private readonly turns = new Turns<LineClient>()
  private readonly waiting = new Set<LineClient>()
  private underWay = 0
  /** How long requests occupy the trunk on average, ms; 0 before the first. */
  private heldMs = 0
  /** How much of the trunk's time a request with its answer takes on average, ms; 0 before the first. */
  private costMs = 0
  private exchangeMs = 0
  private lastTurnMs = -Infinity
  private stopWait: (() => void) | undefined
  private pumping = false

  constructor(clock: Clock, limits: () => LineLimits, parent?: RequestLine) {
    this.clock = clock
    this.limits = limits
    this.parent = parent
    this.rate = new RateLimit(clock.monotonicMs())
    this.time = new RateLimit(clock.monotonicMs())
  }

  get busy(): boolean {
    return this.waiting.size > 0 || this.underWay > 0
  }

  /** Requests per second that it can carry: its limit, or less where answers take long. */
  get capacity(): number {
    const { requestsPerSecond, inFlight, trunk } = this.limits()
    const bySlots = this.heldMs > 0 ? (inFlight * 1_000) / this.heldMs : Infinity
    const byTime = trunk !== undefined && this.costMs > 0 ? (trunk.share * 1_000) / this.costMs : Infinity
    return Math.min(requestsPerSecond, bySlots, byTime)
  }

  /** A message of so many octets of APDU travels on the trunk. */
  spend(what: 'request' | 'answer', apduOctets: number): void {
    const { trunk } = this.limits()
    if (trunk === undefined) return
    const ms = what === 'request' ? requestMs(apduOctets, trunk.baudRate) : answerMs(apduOctets, trunk.baudRate)
    this.time.take(ms)
    this.spentMs.add(this.clock.monotonicMs(), ms)
    this.exchangeMs += ms
  }

  /** `client` wants to send. */
  offer(client: LineClient): void {
    this.waiting.add(client)
    this.pump()
  }

  private pump(): void {
    if (this.parent !== undefined) return this.parent.offer(this)
    // A client that fails at once offers itself again while it is being served.
    if (this.pumping) return
    this.pumping = true
    try {
      while (this.ready() && this.send());
    } finally {
      this.pumping = false
    }
  }

  ready(): boolean {
    const { inFlight, requestsPerSecond, burst, trunk } = this.limits()
    if (this.underWay >= inFlight) return false
    for (const client of this.waiting) if (!client.ready()) this.waiting.delete(client)
    const next = this.turns.pick(this.waiting)
    if (next === undefined) return false
    const now = this.clock.monotonicMs()
    const forTimeMs = trunk === undefined ? 0 : this.time.waitMs(now, trunk.share * 1_000, TIME_AHEAD_MS)
    const waitMs = Math.max(forTimeMs, this.rate.waitMs(now, requestsPerSecond, burst))
    if (waitMs > 0) {
      this.waitFor(waitMs)
      return false
    }
    this.rank = next.rank
    this.sinceMs = Math.max(next.sinceMs, this.lastTurnMs)
    return true
  }

  send(): boolean {
    const sent = this.sendNext()
    if (sent === undefined) return false
    const now = this.clock.monotonicMs()
    this.lastTurnMs = now
    this.costMs += (this.exchangeMs - this.costMs) / (this.costMs === 0 ? 1 : AVERAGED_OVER)
    this.exchangeMs = 0
    this.rate.take()
    this.passed.add(now)
    this.turns.taken(sent, this.waiting)
    return true
  }

  /** The turn of the one that sent something, as it was before; those that cannot after all leave the line. */
  private sendNext(): Turn | undefined {
    for (let next = this.turns.pick(this.waiting); next !== undefined; next = this.turns.pick(this.waiting)) {
      const { rank, sinceMs } = next
      const slot = this.limits().inFlight === Infinity ? undefined : this.slot()
      if (next.send(slot)) return { rank, sinceMs }
      this.waiting.delete(next)
      slot?.release()
    }
    return undefined
  }

  private slot(): Slot {
    this.underWay += 1
    let held = true
    const sinceMs = this.clock.monotonicMs()
    const release = (): void => {
      if (!held) return
      held = false
      stop()
      this.underWay -= 1
      const heldMs = this.clock.monotonicMs() - sinceMs
      this.heldMs += (heldMs - this.heldMs) / (this.heldMs === 0 ? 1 : AVERAGED_OVER)
      this.pump()
    }
    const stop = this.clock.after(HOLD_MS, release)
    return { extend: () => stop(), release }
  }

  private waitFor(ms: number): void {
    this.stopWait ??= this.clock.after(Math.ceil(ms), () => {
      this.stopWait = undefined
      this.pump()
    })
  }
}
