/** How long to wait before a dead engine is started again. */

const FIRST_DELAY_MS = 100

/** A life that once ran is back within five seconds even when it is killed again and again. */
const LONGEST_AFTER_RUNNING_MS = 2_000

/** An engine that does not even start gains nothing from haste. */
const LONGEST_AFTER_FAILED_START_MS = 30_000

/** After this long in health, a crash counts as the first one again. */
export const HEALTHY_AFTER_MS = 60_000

/**
 * @param crashes how many lives ended in a row without a healthy minute, 1 for the first.
 * @param wasRunning whether the last life had become ready.
 * @returns ms: 100 after the first crash, doubling, at most 2,000 after a life that ran and 30,000 after one that did not start.
 */
export const restartDelayMs = (crashes: number, wasRunning: boolean): number => {
  const longest = wasRunning ? LONGEST_AFTER_RUNNING_MS : LONGEST_AFTER_FAILED_START_MS
  return Math.min(longest, FIRST_DELAY_MS * 2 ** Math.max(0, crashes - 1))
}
