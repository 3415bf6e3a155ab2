/** Where things stand on a chart, in pixels: one linear mapping shared by lines, shading, marks, labels and pointer. Pure. */
import { spanMs, type TimeRange } from './time-range.ts'

/** The plot's horizontal extent. */
export interface Plot {
  readonly left: number
  readonly width: number
}

export const timeToX = (plot: Plot, range: TimeRange, timeMs: number): number => plot.left + ((timeMs - range.fromMs) / spanMs(range)) * plot.width

export const xToTime = (plot: Plot, range: TimeRange, x: number): number => range.fromMs + ((x - plot.left) / Math.max(1, plot.width)) * spanMs(range)

/** A span of time as pixels clipped to the plot; null where it lies outside. */
export const spanToPixels = (plot: Plot, range: TimeRange, fromMs: number, toMs: number): { readonly x: number; readonly width: number } | null => {
  const from = Math.max(plot.left, timeToX(plot, range, fromMs))
  const to = Math.min(plot.left + plot.width, timeToX(plot, range, toMs))
  return to > from ? { x: from, width: to - from } : null
}
