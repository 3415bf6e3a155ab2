/** What share of requests to a device brings no answer: a running mean over about the last hundred. Pure. */

const MEAN_OVER = 100
/** Requests and losses before anything can be said: a single loss happens anywhere. */
const LEAST_REQUESTS = 10
const LEAST_LOSSES = 2

export class Losses {
  private requests = 0
  private lost = 0
  private mean = 0

  ended(lost: boolean): void {
    this.requests += 1
    if (lost) this.lost += 1
    this.mean += (Number(lost) - this.mean) / Math.min(this.requests, MEAN_OVER)
  }

  /** The losses were no fault of the line: the device was away. */
  forget(): void {
    this.requests = 0
    this.lost = 0
    this.mean = 0
  }

  /** 0..1; 0 while too few were sent to tell. */
  get share(): number {
    return this.requests < LEAST_REQUESTS || this.lost < LEAST_LOSSES ? 0 : this.mean
  }
}
