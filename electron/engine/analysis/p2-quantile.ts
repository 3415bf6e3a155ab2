/** Quantile of a stream without keeping it: the P² algorithm (Jain and Chlamtac, Communications of the ACM 28(10), 1985). */

/** Serialisable state: heights of five markers, their positions, and the number of values seen. */
export interface P2State {
  readonly p: number
  count: number
  readonly heights: number[]
  readonly positions: number[]
}

/** @param p the quantile wanted, in (0, 1) */
export const startP2 = (p: number): P2State => ({ p, count: 0, heights: [], positions: [1, 2, 3, 4, 5] })

/** Adds one value; changes `state` in place. O(1). */
export const addP2 = (state: P2State, value: number): void => {
  state.count++
  if (state.count <= 5) {
    state.heights.push(value)
    state.heights.sort((a, b) => a - b)
    return
  }
  const cell = placeP2(state.heights, value)
  for (let i = cell + 1; i < 5; i++) state.positions[i] = (state.positions[i] as number) + 1
  for (let i = 1; i <= 3; i++) moveMarker(state, i)
}

/** The estimate; exact (type 7) up to five values; NaN for none. */
export const valueP2 = (state: P2State): number => {
  const { heights, count, p } = state
  if (count > 5) return heights[2] as number
  if (count === 0) return Number.NaN
  const rank = p * (count - 1)
  const below = Math.floor(rank)
  const low = heights[below] as number
  return low + (rank - below) * ((heights[Math.min(below + 1, count - 1)] as number) - low)
}

/** Finds the cell of the value and stretches the outer markers. */
const placeP2 = (heights: number[], value: number): number => {
  if (value < (heights[0] as number)) {
    heights[0] = value
    return 0
  }
  if (value >= (heights[4] as number)) {
    heights[4] = value
    return 3
  }
  let cell = 0
  while (cell < 3 && value >= (heights[cell + 1] as number)) cell++
  return cell
}

const moveMarker = ({ p, count, heights, positions }: P2State, i: number): void => {
  const share = [0, p / 2, p, (1 + p) / 2, 1][i] as number
  const position = positions[i] as number
  const lag = 1 + (count - 1) * share - position
  const roomAbove = (positions[i + 1] as number) - position
  const roomBelow = (positions[i - 1] as number) - position
  if (!((lag >= 1 && roomAbove > 1) || (lag <= -1 && roomBelow < -1))) return
  const step = lag >= 1 ? 1 : -1
  const height = heights[i] as number
  const above = heights[i + 1] as number
  const below = heights[i - 1] as number
  const parabolic =
    height + (step / (roomAbove - roomBelow)) * (((step - roomBelow) * (above - height)) / roomAbove + ((roomAbove - step) * (height - below)) / -roomBelow)
  const linear = step === 1 ? height + (above - height) / roomAbove : height + (below - height) / roomBelow
  heights[i] = below < parabolic && parabolic < above ? parabolic : step === 1 ? linear : height - (below - height) / roomBelow
  positions[i] = position + step
}
