/** The expected band at one instant, between its steps by straight lines. Pure. */
import type { ExpectedBand } from '../../shared/domain/series.ts'
import { firstAtOrAfter } from './line-data.ts'

export interface BandAt {
  readonly expected: number
  readonly low: number
  readonly high: number
}

/** null before the first step, after the last, and where nothing is known. */
export const bandAt = (band: ExpectedBand, timeMs: number): BandAt | null => {
  const next = firstAtOrAfter(band.timesMs, timeMs)
  const to = band.timesMs[next]
  if (to === undefined) return null
  const before = to === timeMs ? next : next - 1
  const from = band.timesMs[before]
  if (from === undefined) return null
  const share = to === from ? 0 : (timeMs - from) / (to - from)
  const between = (values: Float64Array): number => (values[before] ?? Number.NaN) * (1 - share) + (values[next] ?? Number.NaN) * share
  const at = { expected: between(band.expected), low: between(band.low), high: between(band.high) }
  return Number.isNaN(at.low) || Number.isNaN(at.high) ? null : at
}
