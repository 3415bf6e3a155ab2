/** Round scales for value axes, and the way from values to pixels. Pure. */

export interface AxisScale {
  readonly low: number
  readonly high: number
  /** Distance of two grid lines. */
  readonly step: number
}

const NICE = [1, 2, 2.5, 5, 10]

const niceStep = (rough: number): number => {
  const power = 10 ** Math.floor(Math.log10(rough))
  return (NICE.find((factor) => factor * power >= rough * 0.999_999) ?? 10) * power
}

const nextStep = (step: number): number => niceStep(step * 1.01)

/** A little room for values that do not move or are missing: a flat line lies in the middle of one unit. */
const widened = (low: number, high: number, leastSpan: number): { low: number; high: number } => {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { low: 0, high: 1 }
  const span = Math.max(high - low, leastSpan, Math.abs(high) * 1e-9)
  const middle = (low + high) / 2
  const wide = { low: Math.min(low, middle - span / 2), high: Math.max(high, middle + span / 2) }
  // Room is not given across zero: a valve at 2 % needs no -5 %.
  if (low >= 0 && wide.low < 0) return { low: 0, high: Math.max(high, span) }
  return high <= 0 && wide.high > 0 ? { low: Math.min(low, -span), high: 0 } : wide
}

const floorTo = (value: number, step: number): number => Math.floor(value / step + 1e-9) * step
const ceilTo = (value: number, step: number): number => Math.ceil(value / step - 1e-9) * step
const cleaned = (value: number): number => Number(value.toPrecision(12))

/**
 * A round scale around [low, high] with about `intervals` intervals. `leastSpan`: values closer together than this are noise
 * and are not blown up to the whole height.
 */
export const niceScale = (low: number, high: number, intervals: number, leastSpan = 0): AxisScale => {
  const wide = widened(low, high, leastSpan)
  const step = niceStep((wide.high - wide.low) / Math.max(1, intervals) || 1)
  const base = floorTo(wide.low, step)
  // Values that are all one number still have an axis.
  return { low: cleaned(base), high: cleaned(Math.max(ceilTo(wide.high, step), base + step)), step: cleaned(step) }
}

/** A round scale with exactly `intervals` intervals, so that its grid lines lie on those of another axis. */
export const alignedScale = (low: number, high: number, intervals: number, leastSpan = 0): AxisScale => {
  const wide = widened(low, high, leastSpan)
  let step = niceStep((wide.high - wide.low) / intervals || 1)
  for (let attempt = 0; attempt < 8; attempt++) {
    const base = floorTo(wide.low, step)
    if (base + intervals * step >= wide.high - step * 1e-9) break
    step = nextStep(step)
  }
  const spare = Math.floor((intervals - (ceilTo(wide.high, step) - floorTo(wide.low, step)) / step) / 2)
  const base = floorTo(wide.low, step) - (wide.low >= 0 ? 0 : Math.max(0, spare)) * step
  return { low: cleaned(base), high: cleaned(base + intervals * step), step: cleaned(step) }
}

export const intervalsOf = (scale: AxisScale): number => Math.max(1, Math.round((scale.high - scale.low) / scale.step))

/** Values of the grid lines, ascending. */
export const scaleTicks = (scale: AxisScale): number[] =>
  Array.from({ length: intervalsOf(scale) + 1 }, (_, i) => cleaned(scale.low + i * scale.step))

/** Decimals that tell neighbouring ticks apart. */
export const tickDecimals = (step: number): number => {
  for (let decimals = 0; decimals < 6; decimals++) if (Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) < 1e-6) return decimals
  return 6
}

/** Pixel of a value in a box, downwards. */
export const valueToY = (scale: AxisScale, box: { readonly top: number; readonly height: number }, value: number): number =>
  box.top + box.height * (1 - (value - scale.low) / (scale.high - scale.low))
