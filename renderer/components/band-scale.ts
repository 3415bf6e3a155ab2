/** Where values stand on a small bar that shows the expected band with room on both sides. Pure. */

export interface BandScale {
  /** Shares of the bar's width, 0..1. */
  readonly low: number
  readonly high: number
  readonly value: number
}

/**
 * The band takes the middle of the bar; the bar grows on the side where the value lies outside, so that it always shows.
 * Null where the band or the value is not known.
 */
export const bandScale = (low: number | null, high: number | null, value: number | null): BandScale | null => {
  if (low === null || high === null || value === null) return null
  if (![low, high, value].every(Number.isFinite) || high < low) return null
  const width = high - low || Math.max(Math.abs(high), 1) * 0.1
  const from = Math.min(low - width * 0.6, value - width * 0.25)
  const to = Math.max(high + width * 0.6, value + width * 0.25)
  const share = (at: number): number => (at - from) / (to - from)
  return { low: share(low), high: share(high), value: share(value) }
}
