/** How often models are fitted anew: soon and often on the first day, once a day later. Live and in back-tests. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Fits of one point in one replay. A month is fitted each day as it was live; a year every twelve days, or it would take hours. */
const MOST_FITS = 32

/** Before so long nothing is learnt. */
export const FIRST_FIT_MS = HOUR_MS

/** How long a model may serve, by how long the site is known: an hour at first, a day from the fifth day on. */
export const refitAfterMs = (knownForMs: number): number => Math.min(DAY_MS, Math.max(HOUR_MS, knownForMs / 5))

/**
 * When the models that judge [fromMs, toMs) would have been fitted, ascending, with the last one before it: at the product's pace since `knownFromMs`, and
 * thinned evenly to at most `MOST_FITS` in the period.
 */
export const fitTimes = (knownFromMs: number, fromMs: number, toMs: number): number[] => {
  const times: number[] = []
  let before: number | null = null
  // Days far before the period are skipped: the pace is one a day by then.
  const skippedMs = Math.max(0, Math.floor((fromMs - knownFromMs) / DAY_MS) - 6) * DAY_MS
  const startMs = skippedMs > 5 * DAY_MS ? knownFromMs + skippedMs : knownFromMs + FIRST_FIT_MS
  for (let timeMs = startMs; timeMs < toMs; timeMs += refitAfterMs(timeMs - knownFromMs)) {
    if (timeMs <= fromMs) before = timeMs
    else times.push(timeMs)
  }
  const step = Math.max(1, times.length / MOST_FITS)
  const kept = Array.from({ length: Math.ceil(times.length / step) }, (_, i) => times[Math.floor(i * step)] as number)
  return before === null ? kept : [before, ...kept]
}
