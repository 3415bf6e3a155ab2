/** The expected band as the outline of soft areas, for an SVG path. Pure. */
import type { ExpectedBand } from '../../shared/domain/series.ts'
import { valueToY, type AxisScale } from './axis-scale.ts'
import { timeToX, type Plot } from './chart-geometry.ts'
import type { TimeRange } from './time-range.ts'

interface Frame {
  readonly plot: Plot
  readonly range: TimeRange
  readonly scale: AxisScale
  readonly box: { readonly top: number; readonly height: number }
}

const px = (value: number): string => value.toFixed(1)

/** Path data of one closed area for each stretch where the band is known; empty where it never is. */
export const bandPath = (band: ExpectedBand, { plot, range, scale, box }: Frame): string => {
  const areas: string[] = []
  let upper: string[] = []
  let lower: string[] = []
  const close = (): void => {
    if (upper.length > 1) areas.push(`M${[...upper, ...lower.toReversed()].join('L')}Z`)
    upper = []
    lower = []
  }
  for (let i = 0; i < band.timesMs.length; i++) {
    const low = band.low[i] ?? Number.NaN
    const high = band.high[i] ?? Number.NaN
    if (Number.isNaN(low) || Number.isNaN(high)) {
      close()
      continue
    }
    const x = px(timeToX(plot, range, band.timesMs[i] ?? 0))
    upper.push(`${x} ${px(valueToY(scale, box, high))}`)
    lower.push(`${x} ${px(valueToY(scale, box, low))}`)
  }
  close()
  return areas.join('')
}

/** Lowest and highest limit of a band over [fromMs, toMs]; null where nothing is known. */
export const bandExtent = (band: ExpectedBand, fromMs: number, toMs: number): { readonly low: number; readonly high: number } | null => {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < band.timesMs.length; i++) {
    const timeMs = band.timesMs[i] ?? 0
    if (timeMs < fromMs || timeMs > toMs) continue
    const a = band.low[i] ?? Number.NaN
    const b = band.high[i] ?? Number.NaN
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    low = Math.min(low, a)
    high = Math.max(high, b)
  }
  return low <= high ? { low, high } : null
}
