/** How long to wait before the next attempt to reach the engine. */

const FIRST_MS = 250
const MOST_MS = 8_000

/** Doubles from a quarter of a second to eight seconds. `attempt` counts from 1; result in ms. */
export const backOffMs = (attempt: number): number => Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1))
