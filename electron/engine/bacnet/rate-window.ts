/** How much happened in the last ten seconds, in steps of one second. Pure. */

const STEP_MS = 1_000
/** Length of the window, s. */
const STEPS = 10

export class RateWindow {
  private readonly counts = new Float64Array(STEPS)
  /** Number of the newest step. */
  private step = -1

  /** Counts `amount` at `nowMs` (monotonic). */
  add(nowMs: number, amount = 1): void {
    this.moveTo(nowMs)
    this.counts[this.step % STEPS]! += amount
  }

  /** Per second, over the ten seconds that end now (over the nine to ten that the steps hold). */
  perSecond(nowMs: number): number {
    this.moveTo(nowMs)
    const heldMs = (STEPS - 1) * STEP_MS + (nowMs % STEP_MS)
    return (this.counts.reduce((sum, count) => sum + count, 0) * 1_000) / heldMs
  }

  private moveTo(nowMs: number): void {
    const step = Math.floor(nowMs / STEP_MS)
    if (this.step < 0 || step - this.step >= STEPS) this.counts.fill(0)
    else for (let passed = this.step + 1; passed <= step; passed++) this.counts[passed % STEPS] = 0
    this.step = Math.max(this.step, step)
  }
}
