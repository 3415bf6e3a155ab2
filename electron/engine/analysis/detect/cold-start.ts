/** Before a model exists: what a detector may say from the readings of this run alone. Careful on purpose. */

/** Serialisable. Times in ms, values in the point's unit. */
export interface ColdKnowledge {
  readonly leastHalfWidth: number
  count: number
  firstMs: number
  lastMs: number
  lowest: number
  highest: number
}

const HOUR_MS = 3_600_000
/** Nothing is judged before so many readings over so long. */
export const COLD_LEAST_READINGS = 120
export const COLD_LEAST_MS = HOUR_MS
/** What a point may do that was not seen yet, in least half-widths (20 K for a temperature): plants start and stop, days differ from nights. */
const UNSEEN_HALF_WIDTHS = 20
/** Least half-width as a share of the value, where the unit says less: what runs steadily may stop and start. */
const LEAST_SHARE = 0.05
/** How far an abnormal reading stretches the range seen: a change that stays becomes known slowly. */
const LEARN_ABNORMAL = 0.02

export const startCold = (leastHalfWidth: number): ColdKnowledge => ({ leastHalfWidth, count: 0, firstMs: 0, lastMs: 0, lowest: Infinity, highest: -Infinity })

/** Where the unit does not say what difference matters (flows, powers), a plant at rest tells nothing of one that runs: nothing is judged. */
export const isColdReady = (known: ColdKnowledge): boolean => known.leastHalfWidth > 0 && known.count >= COLD_LEAST_READINGS && known.lastMs - known.firstMs >= COLD_LEAST_MS

/**
 * Half-width of a band about the centre: never inside the range seen, wide at first, narrower as a day passes.
 * @param spread about four standard deviations
 * @param level size of the values
 */
export const coldHalfWidth = (known: ColdKnowledge, spread: number, level: number): number => {
  const least = Math.max(known.leastHalfWidth, LEAST_SHARE * Math.abs(level))
  const hours = Math.max(1, (known.lastMs - known.firstMs) / HOUR_MS)
  return (Math.max(known.highest - known.lowest, spread) + UNSEEN_HALF_WIDTHS * least) * (1 + 2 / Math.sqrt(hours))
}

export const learnCold = (known: ColdKnowledge, timeMs: number, value: number, abnormal: boolean): void => {
  if (known.count === 0) known.firstMs = timeMs
  known.count++
  known.lastMs = timeMs
  if (known.count === 1) {
    known.lowest = value
    known.highest = value
  }
  const share = abnormal ? LEARN_ABNORMAL : 1
  if (value < known.lowest) known.lowest += (value - known.lowest) * share
  if (value > known.highest) known.highest += (value - known.highest) * share
}
