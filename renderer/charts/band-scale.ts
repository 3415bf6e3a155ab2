/** Where a value stands in relation to what is expected, on a bar of three zones: low, normal, high. Pure. */

export interface BandMarks {
  /** Edges of the expected band as shares of the bar, 0..1. */
  readonly low: number
  readonly high: number
  /** The expected value itself; null where it is not known. */
  readonly expected: number | null
  /** The value; kept on the bar. null = no value. */
  readonly value: number | null
  readonly where: 'low' | 'normal' | 'high' | 'unknown'
  /** The value lies beyond the end of the bar. */
  readonly beyond: boolean
}

/** The band takes the middle half of the bar: a value one band's half away from it stands at the bar's end. */
const BAND_SHARE = 0.5

/** null where the band is not known. A band of no width (a value that never moved) gets a tiny one. */
export const bandMarks = (low: number | null, high: number | null, value: number | null, expected: number | null): BandMarks | null => {
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high) || low > high) return null
  const width = Math.max(high - low, Math.max(Math.abs(low), 1) * 1e-6)
  const middle = (low + high) / 2
  const share = (x: number): number => 0.5 + ((x - middle) / width) * BAND_SHARE
  const onBar = (x: number): number => Math.min(1, Math.max(0, share(x)))
  const known = value !== null && Number.isFinite(value)
  return {
    low: share(middle - width / 2),
    high: share(middle + width / 2),
    expected: expected === null || !Number.isFinite(expected) ? null : onBar(expected),
    value: known ? onBar(value) : null,
    where: !known ? 'unknown' : value < low ? 'low' : value > high ? 'high' : 'normal',
    beyond: known && (share(value) < 0 || share(value) > 1),
  }
}
