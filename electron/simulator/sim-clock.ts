/** Time of the building: it may start at any moment and run faster than the wall clock. */

export interface SimClockOptions {
  /** Building time at the start, ms since the epoch. */
  readonly startMs: number
  /** Building seconds a real second; 1 = real time. */
  readonly speed: number
  /** Never jumps back, ms. */
  readonly monotonicMs: () => number
  /** Wall clock, ms since the epoch; null where the building does not keep to it. */
  readonly wallMs: (() => number) | null
}

export class SimClock {
  readonly speed: number
  private readonly startMs: number
  private readonly began: number
  private readonly monotonicMs: () => number
  private readonly wallMs: (() => number) | null

  constructor(options: SimClockOptions) {
    this.speed = options.speed
    this.startMs = options.startMs
    this.monotonicMs = options.monotonicMs
    this.wallMs = options.wallMs
    this.began = options.monotonicMs()
  }

  /** Building time now, ms since the epoch. At speed 1 and started "now" it keeps to the wall clock, also after the computer slept. */
  nowMs(): number {
    if (this.wallMs) return this.wallMs()
    return this.startMs + (this.monotonicMs() - this.began) * this.speed
  }
}
