/** A limit of requests per second as a token bucket that holds no more than the requests allowed at once. */

interface Limits {
  readonly inFlightPerDevice: number
  readonly requestsPerSecondPerDevice: number
}

export class RateLimit {
  private tokens = 1
  private refilledAtMs: number

  constructor(nowMs: number) {
    this.refilledAtMs = nowMs
  }

  /** Takes one token and gives 0, or gives how many ms to wait for the next. */
  take(nowMs: number, limits: Limits): number {
    const perMs = limits.requestsPerSecondPerDevice / 1_000
    this.tokens = Math.min(limits.inFlightPerDevice, this.tokens + (nowMs - this.refilledAtMs) * perMs)
    this.refilledAtMs = nowMs
    if (this.tokens < 1) return (1 - this.tokens) / perMs
    this.tokens -= 1
    return 0
  }
}
