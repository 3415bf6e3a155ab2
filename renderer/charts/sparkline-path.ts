/** The outline of a small line without axes. Pure. */
import type { Series } from '../../shared/domain/series.ts'
import { lineBreaks } from './line-data.ts'
import type { TimeRange } from './time-range.ts'

export interface SparklineBox {
  readonly width: number
  readonly height: number
}

export interface SparklineShape {
  /** SVG path data; empty when there is nothing to draw. */
  readonly path: string
  /** Where the line ends, px; null when nothing is drawn. */
  readonly end: { readonly x: number; readonly y: number } | null
}

const INSET = 2

/** `leastSpan`: changes smaller than this draw a flat line instead of noise over the whole height. States (`stepped`) jump, other values run. */
export const sparklineShape = (series: Series, range: TimeRange, box: SparklineBox, pollIntervalMs: number, leastSpan: number, stepped: boolean): SparklineShape => {
  const breaks = lineBreaks(series, [], pollIntervalMs)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of series.values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return { path: '', end: null }
  const span = Math.max(high - low, leastSpan, 1e-9)
  const middle = (low + high) / 2
  const toX = (timeMs: number): number => INSET + ((timeMs - range.fromMs) / (range.toMs - range.fromMs)) * (box.width - 2 * INSET)
  const toY = (value: number): number => box.height / 2 - ((value - middle) / span) * (box.height - 2 * INSET)
  let path = ''
  let end: SparklineShape['end'] = null
  let down = false
  for (let i = 0; i < series.timesMs.length; i++) {
    const value = series.values[i] ?? Number.NaN
    const timeMs = series.timesMs[i] ?? 0
    if (!Number.isFinite(value) || timeMs < range.fromMs) {
      down = false
      continue
    }
    const x = Math.min(box.width - INSET, toX(timeMs))
    const y = toY(value)
    const draws = down && breaks[i] !== 1
    path += draws ? `${stepped ? `H${x.toFixed(1)}V` : `L${x.toFixed(1)} `}${y.toFixed(1)}` : `M${x.toFixed(1)} ${y.toFixed(1)}h0.1`
    down = true
    end = { x, y }
  }
  return { path, end }
}
