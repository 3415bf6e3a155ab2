/** Lets go of how single minutes and hours of requests went, when they are summed up and old: status history keeps what is asked for later. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WritableStore } from '../../store/store-types.ts'

const DAY_MS = 86_400_000
/** The check-up and the status line look back an hour; a week of minutes is for whoever looks into a fault. */
const MINUTES_KEPT_MS = 8 * DAY_MS
/** Beyond the day that status history is derived of anew with every hour. */
const HOURS_KEPT_MS = 35 * DAY_MS
/** Rows of one transaction: about 5 ms. */
const ROWS_AT_ONCE = 2_000
/** A device counts for so many rows even where it has none to delete. */
const LEAST_ROWS = 20
/** What is left waits for the next hour: 400,000 rows are two months of minutes of five devices. */
const MOST_AT_ONCE = 200

/** In slices, until all is gone or `aborted`; gives the number of rows that went. Throws what the disk says. */
export const letOutcomesGo = async ({ health, devices }: Pick<WritableStore, 'health' | 'devices'>, nowMs: number, aborted: () => boolean): Promise<number> => {
  const ids = devices().map(({ id }) => id)
  const before = { minutesBeforeMs: nowMs - MINUTES_KEPT_MS, hoursBeforeMs: nowMs - HOURS_KEPT_MS }
  let at = 0
  let gone = 0
  const slice = (): void => {
    let budget = ROWS_AT_ONCE
    while (at < ids.length && budget > 0) {
      const rows = health.deleteOutcomes(ids[at] as number, budget, before)
      if (rows < budget) at += 1
      gone += rows
      budget -= Math.max(rows, LEAST_ROWS)
    }
  }
  for (let i = 0; i < MOST_AT_ONCE && at < ids.length && !aborted(); i++) {
    health.atOnce(slice)
    await nextTurn()
  }
  return gone
}
