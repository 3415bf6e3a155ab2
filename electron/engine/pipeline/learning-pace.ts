/** How often models are fitted anew: often on the first day, once more on the fourth, then weekly. Live, in back-tests and in the evaluation. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Fits of one point in one replay: a longer period than half a year is fitted less often than live, or it would take hours. */
const MOST_FITS = 32

/** Before so long nothing is learnt. */
export const FIRST_FIT_MS = HOUR_MS

const WEEK_MS = 7 * DAY_MS
/** From then on a model knows the hours of the day, ms. */
export const DAYS_KNOWN_MS = 4 * DAY_MS

/**
 * How long a model may serve that was fitted when the point had been known for so long: fitted after 1, 2, 4, 8, 16 hours and a day, on the fourth day's end and weekly from then on.
 * Each new fit also learns as usual what a fault did meanwhile; so the first that knows all hours of a day serves for three days, and none is fitted daily.
 */
export const refitAfterMs = (knownForMs: number): number => {
  if (knownForMs >= DAYS_KNOWN_MS - HOUR_MS) return WEEK_MS
  return knownForMs < DAY_MS ? Math.max(HOUR_MS, Math.min(knownForMs, DAY_MS - knownForMs)) : DAYS_KNOWN_MS - knownForMs
}

/**
 * When the models that judge [fromMs, toMs) would have been fitted, ascending, with the last one before it: at the product's pace since `knownFromMs`, and
 * thinned evenly to at most `MOST_FITS` in the period.
 */
export const fitTimes = (knownFromMs: number, fromMs: number, toMs: number): number[] => {
  const times: number[] = []
  let before: number | null = null
  // Weeks far before the period are skipped: the pace is one a week by then.
  const skippedMs = Math.max(0, Math.floor((fromMs - knownFromMs) / WEEK_MS) - 1) * WEEK_MS
  const startMs = skippedMs > 0 ? knownFromMs + skippedMs : knownFromMs + FIRST_FIT_MS
  for (let timeMs = startMs; timeMs < toMs; timeMs += refitAfterMs(timeMs - knownFromMs)) {
    if (timeMs <= fromMs) before = timeMs
    else times.push(timeMs)
  }
  const step = Math.max(1, times.length / MOST_FITS)
  const kept = Array.from({ length: Math.ceil(times.length / step) }, (_, i) => times[Math.floor(i * step)] as number)
  return before === null ? kept : [before, ...kept]
}
