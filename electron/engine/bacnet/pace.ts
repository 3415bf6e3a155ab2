/**
 * How many requests at once a device takes: some lose what comes while they are busy. When many are lost of those sent together, they are sent one by one
 * for a while, and together again; only when that helps each time it stays so, because a lossy line loses the same either way. Pure.
 */

/** Requests after which a judgement is made. */
const SAMPLE = 20
/** Lost of a sample of requests under way together, from which on one by one is tried. */
const SUSPICIOUS = 5
/** One by one helps when it loses no more than this share of what was lost before. */
const HELPS = 1 / 3
/** Trials in a row that must help. */
const TRIALS = 3
/** After a trial that did not help, how many requests until the next one. */
const REST = 1_000

export class Pace {
  /** Requests at once; null = as many as allowed. */
  learnt: number | null
  private trialOf: number | undefined
  private count = 0
  private lost = 0
  private rest = 0
  private helped = 0

  constructor(learnt: number | null) {
    this.learnt = learnt
  }

  inFlight(allowed: number): number {
    return this.trialOf === undefined ? Math.min(allowed, this.learnt ?? allowed) : 1
  }

  /** A request ended. `together`: others were under way when it was sent. True when something was learnt. */
  ended(lost: boolean, together: boolean): boolean {
    if (this.rest > 0) this.rest -= 1
    const onTrial = this.trialOf !== undefined
    if (together === onTrial) return false
    this.count += 1
    if (lost) this.lost += 1
    if (this.count < SAMPLE) return false
    const { lost: lostOfSample } = this
    this.count = 0
    this.lost = 0
    return onTrial ? this.judge(lostOfSample) : this.suspect(lostOfSample)
  }

  private suspect(lost: number): boolean {
    if (lost < SUSPICIOUS) this.helped = 0
    else if (this.rest === 0) this.trialOf = lost
    return false
  }

  private judge(lost: number): boolean {
    const helps = lost <= (this.trialOf ?? 0) * HELPS
    this.trialOf = undefined
    this.helped = helps ? this.helped + 1 : 0
    if (!helps) this.rest = REST
    if (this.helped < TRIALS) return false
    this.helped = 0
    this.learnt = 1
    return true
  }

  /** Forgets the limit, so that it is found out again whether it holds. True when there was one. */
  tryMore(): boolean {
    const had = this.learnt !== null
    this.learnt = null
    return had
  }
}
