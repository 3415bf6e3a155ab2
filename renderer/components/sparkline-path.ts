/** The line of a sparkline as an SVG path. Pure. */

export interface SparklineBox {
  readonly width: number
  readonly height: number
  readonly fromMs: number
  readonly toMs: number
}

export interface SparklineShape {
  readonly path: string
  /** Where the last value stands; null when there is none. */
  readonly end: { readonly x: number; readonly y: number } | null
}

/** A gap longer than `gapMs` breaks the line: what was not observed is not drawn. Scaled to the values' own range. */
export const sparklineShape = (timesMs: Float64Array, values: Float64Array, { width, height, fromMs, toMs }: SparklineBox, gapMs: number): SparklineShape => {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (least > most || toMs <= fromMs) return { path: '', end: null }
  // A still line stands in the middle, not on the floor.
  const range = most - least || 1
  const bottom = most === least ? least - 0.5 : least
  const pad = 2
  const parts: string[] = []
  let end: SparklineShape['end'] = null
  let lastMs = Number.NEGATIVE_INFINITY
  for (let index = 0; index < timesMs.length; index += 1) {
    const atMs = timesMs[index] ?? 0
    const value = values[index] ?? Number.NaN
    if (!Number.isFinite(value)) continue
    const x = Math.round(((atMs - fromMs) / (toMs - fromMs)) * width * 10) / 10
    const y = Math.round((pad + (1 - (value - bottom) / range) * (height - 2 * pad)) * 10) / 10
    parts.push(`${atMs - lastMs > gapMs ? 'M' : 'L'}${x} ${y}`)
    lastMs = atMs
    end = { x, y }
  }
  return { path: parts.join(''), end }
}
