/** A limit of requests per second as a token bucket: over any time t no more than `perSecond * t + depth` pass. Pure. */

export class RateLimit {
  private tokens = 1
  private refilledAtMs: number

  constructor(nowMs: number) {
    this.refilledAtMs = nowMs
  }

  /** How many ms to wait before the next may pass; 0 = it may now. `depth`: how many may pass at once after a rest, 1 or more. */
  waitMs(nowMs: number, perSecond: number, depth: number): number {
    const perMs = perSecond / 1_000
    this.tokens = Math.min(depth, this.tokens + (nowMs - this.refilledAtMs) * perMs)
    this.refilledAtMs = nowMs
    return this.tokens < 1 ? (1 - this.tokens) / perMs : 0
  }

  /** One passes, or so much of what is limited. Ask `waitMs` first. What turns out to be more than there was is made up for by waiting longer. */
  take(amount = 1): void {
    this.tokens -= amount
  }
}
