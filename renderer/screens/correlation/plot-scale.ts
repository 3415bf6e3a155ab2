/** Paths of small plots: values to pixels, and series with gaps to lines. Pure. */
import { niceScale, type AxisScale } from '../../charts/axis-scale.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export const rangeOf = (values: Float64Array): AxisScale => {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return niceScale(low, high, 4)
}

export const xOf = ({ low, high }: Pick<AxisScale, 'low' | 'high'>, { left, width }: Box, value: number): number => left + (width * (value - low)) / (high - low)
export const yOf = ({ low, high }: Pick<AxisScale, 'low' | 'high'>, { top, height }: Box, value: number): number => top + height * (1 - (value - low) / (high - low))

const at = (value: number): string => value.toFixed(1)

/** One line through known values; gaps stay open. At most about two values a pixel: lowest and highest of each. */
export const linePath = (values: Float64Array, scale: AxisScale, box: Box): string => {
  const bins = Math.min(values.length, Math.ceil(box.width))
  let path = ''
  let open = false
  for (let bin = 0; bin < bins; bin++) {
    const [from, to] = [Math.floor((bin * values.length) / bins), Math.floor(((bin + 1) * values.length) / bins)]
    let [low, high] = [Infinity, -Infinity]
    for (let i = from; i < to; i++) {
      const value = values[i] as number
      if (value < low) low = value
      if (value > high) high = value
    }
    if (low === Infinity) {
      open = false
      continue
    }
    const x = at(box.left + (box.width * (bin + 0.5)) / bins)
    path += `${open ? 'L' : 'M'}${x} ${at(yOf(scale, box, low))}`
    if (high > low) path += `L${x} ${at(yOf(scale, box, high))}`
    else if (!open) path += 'h0.1'
    open = true
  }
  return path
}

const MOST_DOTS = 2_500

/** A dot for each moment at which both are known, evenly thinned. */
export const dotsPath = (x: Float64Array, y: Float64Array, scaleX: AxisScale, scaleY: AxisScale, box: Box): string => {
  const step = Math.max(1, Math.ceil(Math.min(x.length, y.length) / MOST_DOTS))
  let path = ''
  for (let i = 0; i < Math.min(x.length, y.length); i += step) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue
    path += `M${at(xOf(scaleX, box, x[i] as number))} ${at(yOf(scaleY, box, y[i] as number))}h0`
  }
  return path
}
