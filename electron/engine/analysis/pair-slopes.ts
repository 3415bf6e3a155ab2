/** Slopes between all pairs of values, the ground of Theil's and Sen's slope (Sen 1968, JASA 63:1379): quadratic, for some hundred values. */

/** Ascending; n (n - 1) / 2 of them. @param times ascending */
export const pairSlopes = (times: ArrayLike<number>, values: ArrayLike<number>): Float64Array => {
  const n = values.length
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let next = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) slopes[next++] = ((values[j] as number) - (values[i] as number)) / ((times[j] as number) - (times[i] as number))
  return slopes.sort()
}
