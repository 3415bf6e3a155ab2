/**
 * Thinning a series for a chart: the period is cut into equal slices of time, and of each slice the readings with the least and the greatest value stay.
 * A line through them has the same extent in every slice as one through all readings (the min/max part of M4: Jugel et al., VLDB 2014).
 */

export interface ThinnedReadings {
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly qualities: Uint16Array
}

interface Kept {
  readonly timeMs: number
  readonly value: number
}

export interface Thinner {
  /** Readings must come in ascending time. */
  push(timeMs: number, value: number, quality: number): void
  finish(): ThinnedReadings
}

/** Fewer than this cannot hold both ends and one slice. */
export const LEAST_POINTS = 4

/**
 * Thins readings between `firstMs` and `lastMs` (times of the first and the last one) to at most `maxPoints` (at least 4). Pure, one pass, memory O(maxPoints).
 * - The first and the last reading stay, so that a line reaches as far as the data.
 * - A slice without readings gives nothing; a slice with any number gives no NaN: no gap is invented. A slice of NaN alone gives one NaN.
 * - Quality is the worst of the slice: all bits that any of its readings carries.
 */
export const createThinner = (firstMs: number, lastMs: number, maxPoints: number): Thinner => {
  const slices = Math.max(1, Math.floor((Math.max(maxPoints, LEAST_POINTS) - 2) / 2))
  const width = Math.max(1, lastMs - firstMs) / slices
  const capacity = slices * 2 + 2
  const timesMs = new Float64Array(capacity)
  const values = new Float64Array(capacity)
  const qualities = new Uint16Array(capacity)
  let count = 0
  let current = -1
  let quality = 0
  let least: Kept | undefined
  let greatest: Kept | undefined
  let unknown: Kept | undefined
  let first: Kept | undefined
  let latest: Kept | undefined

  const emit = (kept: Kept | undefined): void => {
    if (kept === undefined || (count > 0 && (timesMs[count - 1] ?? 0) >= kept.timeMs)) return
    timesMs[count] = kept.timeMs
    values[count] = kept.value
    qualities[count] = quality
    count += 1
  }

  const endSlice = (): void => {
    if (count === 0) emit(first)
    if (least === undefined || greatest === undefined) emit(unknown)
    else {
      const leastFirst = least.timeMs <= greatest.timeMs
      emit(leastFirst ? least : greatest)
      emit(leastFirst ? greatest : least)
    }
    quality = 0
    least = undefined
    greatest = undefined
    unknown = undefined
  }

  const take = (kept: Kept): void => {
    first ??= kept
    latest = kept
    if (Number.isNaN(kept.value)) unknown ??= kept
    else {
      if (least === undefined || kept.value < least.value) least = kept
      if (greatest === undefined || kept.value > greatest.value) greatest = kept
    }
  }

  return {
    push: (timeMs, value, readingQuality) => {
      const slice = Math.min(slices - 1, Math.floor((timeMs - firstMs) / width))
      if (slice !== current && current !== -1) endSlice()
      current = slice
      quality |= readingQuality
      take({ timeMs, value })
    },
    finish: () => {
      const lastQuality = quality
      if (current !== -1) endSlice()
      quality = lastQuality
      emit(latest)
      return { timesMs: timesMs.slice(0, count), values: values.slice(0, count), qualities: qualities.slice(0, count) }
    },
  }
}
