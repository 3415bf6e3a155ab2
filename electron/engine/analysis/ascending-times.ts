/** Places in ascending times. Pure. */

/** How many of them lie before a moment: the index of the first that does not. */
export const lowerBound = (timesMs: Float64Array, timeMs: number): number => {
  let [low, high] = [0, timesMs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((timesMs[middle] as number) < timeMs) low = middle + 1
    else high = middle
  }
  return low
}
