/** How a kept forecast did, once the hours it was made for are over. Pure. */

/** Parallel to the hours of the forecast; NaN where nothing is known. */
export interface KeptForecast {
  readonly expected: ArrayLike<number>
  readonly low: ArrayLike<number>
  readonly high: ArrayLike<number>
}

export interface KeptScore {
  /** Hours that were measured; all else counts these only. */
  readonly hours: number
  /** Sum of |measured - expected| / sum of |measured|, 0.. */
  readonly wape: number
  /** Root mean square error / mean of |measured|, 0.. */
  readonly cvRmse: number
  /** |highest expected - highest measured| / |highest measured|, 0.. */
  readonly peakError: number
  /** Hours between the highest expected and the highest measured. */
  readonly peakHourError: number
  /** Share of hours inside the band, 0..1; 0.9 is right. NaN where the forecast had no band. */
  readonly inBand: number
}

/** Zero against zero is right; an error where nothing is used is wrong as a whole. */
const shareOf = (error: number, size: number): number => (size === 0 ? (error === 0 ? 0 : 1) : error / size)

/** @param actual measured hours, parallel to the forecast; NaN = not measured @returns null while no hour was measured */
export const scoreForecast = ({ expected, low, high }: KeptForecast, actual: ArrayLike<number>): KeptScore | null => {
  let [hours, errors, squares, sizes, banded, inside] = [0, 0, 0, 0, 0, 0]
  let [peakAt, expectedAt] = [-1, -1]
  for (let i = 0; i < expected.length; i += 1) {
    const value = actual[i] ?? Number.NaN
    if (!Number.isFinite(value) || !Number.isFinite(expected[i])) continue
    const error = Math.abs(value - expected[i]!)
    hours += 1
    errors += error
    squares += error * error
    sizes += Math.abs(value)
    if (peakAt < 0 || value > actual[peakAt]!) peakAt = i
    if (expectedAt < 0 || expected[i]! > expected[expectedAt]!) expectedAt = i
    if (!Number.isFinite(low[i]) || !Number.isFinite(high[i])) continue
    banded += 1
    inside += value >= low[i]! && value <= high[i]! ? 1 : 0
  }
  if (hours === 0) return null
  return {
    hours,
    wape: shareOf(errors, sizes),
    cvRmse: shareOf(Math.sqrt(squares / hours), sizes / hours),
    peakError: shareOf(Math.abs(expected[expectedAt]! - actual[peakAt]!), Math.abs(actual[peakAt]!)),
    peakHourError: Math.abs(expectedAt - peakAt),
    inBand: banded === 0 ? Number.NaN : inside / banded,
  }
}
