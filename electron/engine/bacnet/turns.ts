/** Whose turn it is: what is urgent goes first, but every fourth turn belongs to the one that waited longest, so that nobody waits for ever. Pure. */

/**
 * `user`: somebody waits for the answer. `viewed`: a point on the screen. `alarmed`: a point with an open alert. `background`: everything else that is
 * polled or kept alive. `bulk`: what nobody waits for (trend logs of the past).
 */
export type Priority = 'user' | 'viewed' | 'alarmed' | 'background' | 'bulk'

/** Most urgent first. */
const ORDER: readonly Priority[] = ['user', 'viewed', 'alarmed', 'background', 'bulk']

export const rankOf = (priority: Priority): number => ORDER.indexOf(priority)

export interface Turn {
  /** 0 = most urgent. */
  readonly rank: number
  /** Since when it waits, or since it last had its turn; monotonic. */
  readonly sinceMs: number
}

/** Turns given to the urgent in a row while somebody less urgent waited longer. */
const MOST_PASSED_OVER = 3

export class Turns<T extends Turn> {
  private passedOver = 0

  /** Who is next; undefined when nobody waits. Of equals the first that waits, and of those waiting equally long the first named. */
  pick(waiting: Iterable<T>): T | undefined {
    let urgent: T | undefined
    let oldest: T | undefined
    for (const one of waiting) {
      if (oldest === undefined || one.sinceMs < oldest.sinceMs) oldest = one
      if (urgent === undefined || one.rank < urgent.rank || (one.rank === urgent.rank && one.sinceMs < urgent.sinceMs)) urgent = one
    }
    return this.passedOver >= MOST_PASSED_OVER ? oldest : urgent
  }

  /** `chosen` had its turn. `others`: those that waited with it. */
  taken(chosen: Turn, others: Iterable<T>): void {
    for (const other of others) {
      if (other.rank <= chosen.rank || other.sinceMs >= chosen.sinceMs) continue
      this.passedOver += 1
      return
    }
    this.passedOver = 0
  }
}
