/** How far a series is from its expected band, and since when it has been outside. */
import { isTrusted } from '../../../../shared/domain/quality.ts'
import type { ExpectedBand, Series } from '../../../../shared/domain/series.ts'

export interface Excursion {
  /** Signed distance of the last trusted reading from expected in half-widths of its band; 1 and -1 are at the limits. NaN without reading or band. */
  readonly score: number
  /** The farthest it was since it left the band, signed; NaN where it is inside. */
  readonly worst: number
  /** First reading of the present stay outside the band; null while inside. Single readings back inside do not end a stay. */
  readonly sinceMs: number | null
  readonly value: number | null
  readonly expected: number | null
}

/** So many readings in a row inside the band end a stay outside. */
const INSIDE_ENDS = 3

const NOTHING: Excursion = { score: Number.NaN, worst: Number.NaN, sinceMs: null, value: null, expected: null }

/** Judges the readings up to and at `atMs`. The band is taken at its step next to the reading. */
export const excursionOf = (series: Series, band: ExpectedBand, atMs: number): Excursion => {
  let inside = 0
  let sinceMs: number | null = null
  let worst = Number.NaN
  let last = -1
  let score = Number.NaN
  for (let i = 0; i < series.timesMs.length && (series.timesMs[i] as number) <= atMs; i++) {
    if (!isTrusted(series.qualities[i] as number)) continue
    const distance = distanceOf(band, series.timesMs[i] as number, series.values[i] as number)
    if (Number.isNaN(distance)) continue
    last = i
    score = distance
    if (Math.abs(distance) >= 1) {
      sinceMs ??= series.timesMs[i] as number
      inside = 0
      if (!(Math.abs(worst) >= Math.abs(distance))) worst = distance
    } else if (sinceMs !== null && ++inside >= INSIDE_ENDS) {
      sinceMs = null
      worst = Number.NaN
    }
  }
  if (last < 0) return NOTHING
  return { score, worst, sinceMs, value: series.values[last] as number, expected: band.expected[stepOf(band, series.timesMs[last] as number)] as number }
}

/** Signed half-widths from expected; NaN where the band knows nothing or has no width. */
const distanceOf = (band: ExpectedBand, timeMs: number, value: number): number => {
  const step = stepOf(band, timeMs)
  const expected = band.expected[step] as number
  const width = value >= expected ? (band.high[step] as number) - expected : expected - (band.low[step] as number)
  return width > 0 ? (value - expected) / width : Number.NaN
}

const stepOf = ({ timesMs }: ExpectedBand, timeMs: number): number => {
  const count = timesMs.length
  const firstMs = timesMs[0] as number
  const stepMs = count > 1 ? ((timesMs[count - 1] as number) - firstMs) / (count - 1) : 1
  return Math.max(0, Math.min(count - 1, Math.round((timeMs - firstMs) / stepMs)))
}
