/**
 * Where a series changed: the best partition into segments, found by PELT (Killick, Fearnhead and Eckley 2012, "Optimal Detection of Changepoints With a Linear
 * Computational Cost", JASA 107). Exact: the same partition as trying all, at a cost that grows with the number of values where changes are many.
 */

export interface PeltOptions {
  /** What a further change must gain: about 3 ln(n) times the variance of the noise for `mean`, 4 ln(n) for `meanAndVariance`. */
  readonly penalty: number
  /** Fewest values of a segment, at least 1 (2 for `meanAndVariance`). */
  readonly least: number
  /** `mean`: sum of squares about the segment's mean. `meanAndVariance`: twice the negative log likelihood of a normal distribution, without constants. */
  readonly cost: 'mean' | 'meanAndVariance'
}

/** Where the last segment may begin. What cannot be best any more stays until the better beginning is old enough to be one. */
interface Candidate {
  readonly from: number
  until: number
}

/** Variances below this count as this, so that a segment of equal values does not win everything. */
const LEAST_VARIANCE = 1e-8

/**
 * @param values finite, in order
 * @returns first index of each segment but the first, ascending; empty = no change
 */
export const pelt = (values: Float64Array, { penalty, least, cost }: PeltOptions): number[] => {
  const count = values.length
  const costOf = costFunction(values, cost)
  const best = new Float64Array(count + 1).fill(Infinity)
  best[0] = -penalty
  const previous = new Int32Array(count + 1)
  let candidates: Candidate[] = [{ from: 0, until: Infinity }]
  for (let end = least; end <= count; end++) {
    for (const { from } of candidates) {
      const total = (best[from] as number) + costOf(from, end) + penalty
      if (total < (best[end] as number)) {
        best[end] = total
        previous[end] = from
      }
    }
    for (const candidate of candidates) if ((best[candidate.from] as number) + costOf(candidate.from, end) > (best[end] as number)) candidate.until = Math.min(candidate.until, end + least)
    const next = end - least + 1
    candidates = candidates.filter(({ until }) => until > end + 1)
    if (next >= least) candidates.push({ from: next, until: Infinity })
  }
  return walkBack(previous, count)
}

/** Cost of the values `from`..`to` (exclusive) as one segment, from running sums about the first value. */
export const costFunction = (values: Float64Array, cost: PeltOptions['cost']): ((from: number, to: number) => number) => {
  const sums = new Float64Array(values.length + 1)
  const squares = new Float64Array(values.length + 1)
  const origin = values[0] ?? 0
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as number) - origin
    sums[i + 1] = (sums[i] as number) + value
    squares[i + 1] = (squares[i] as number) + value * value
  }
  const about = (from: number, to: number): number => {
    const sum = (sums[to] as number) - (sums[from] as number)
    return Math.max(0, (squares[to] as number) - (squares[from] as number) - (sum * sum) / (to - from))
  }
  if (cost === 'mean') return about
  return (from, to) => {
    const squared = about(from, to)
    const variance = Math.max(LEAST_VARIANCE, squared / (to - from))
    return (to - from) * Math.log(variance) + squared / variance
  }
}

const walkBack = (previous: Int32Array, count: number): number[] => {
  const changes: number[] = []
  for (let at = previous[count] ?? 0; at > 0; at = previous[at] as number) changes.unshift(at)
  return changes
}
