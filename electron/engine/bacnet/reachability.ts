/** Whether a device is there: online and offline with hysteresis both ways, and how long to wait after failures. Pure. */

export type ReachState = 'unknown' | 'online' | 'offline'

/** Rounds (a batch with its retry, then probes) in a row without an answer before a device counts as offline. */
export const OFFLINE_AFTER = 3
/** Answers in a row before an offline device counts as online again. */
export const ONLINE_AFTER = 2
const LONGEST_BACK_OFF_MS = 60_000

export class Reachability {
  state: ReachState = 'unknown'
  /** Rounds failed since the last answer. */
  failures = 0
  private successes = 0

  /** An answer of any kind arrived. True when the state changed. */
  answered(): boolean {
    this.failures = 0
    this.successes += 1
    if (this.state === 'online' || (this.state === 'offline' && this.successes < ONLINE_AFTER)) return false
    this.state = 'online'
    return true
  }

  /** A round brought nothing. True when the state changed. */
  failed(): boolean {
    this.failures += 1
    this.successes = 0
    if (this.state === 'offline' || this.failures < OFFLINE_AFTER) return false
    this.state = 'offline'
    return true
  }

  /** One more answer is wanted before the device is trusted again. */
  get recovering(): boolean {
    return this.state === 'offline' && this.failures === 0
  }

  /**
   * How long to wait before the next try: doubling from a third of the request timeout to a minute.
   * @param random uniform in [0, 1): spreads devices that died together over half the time.
   */
  backOffMs(requestTimeoutMs: number, random: number): number {
    const whole = Math.min(LONGEST_BACK_OFF_MS, (requestTimeoutMs / 3) * 2 ** Math.min(20, this.failures - 1))
    return whole * (0.5 + random / 2)
  }

  /** What was known is no longer: the next answers, or their lack, tell the state anew. */
  doubt(): void {
    this.state = 'unknown'
    this.excuse()
  }

  /** Forgets failures: the silence was this side's (pause, new address). */
  excuse(): void {
    this.failures = 0
    this.successes = 0
  }
}
