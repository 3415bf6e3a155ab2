/** Best change points: energy that is level and rises in a straight line below one temperature, above another, or both. */
import { segmentSumsOf, sumsBelow, sumsBeyond, type SegmentSums, type Sums } from './segment-sums.ts'

/** Change points in the temperature's unit; null = there is none on that side. */
export interface Hinges {
  readonly heating: number | null
  readonly cooling: number | null
}

export interface HingeRules {
  readonly heating: boolean
  readonly cooling: boolean
  /** Both change points are one (4 parameters). */
  readonly joined: boolean
  /** Slopes must rise away from the level part (3 and 5 parameters). */
  readonly rising: boolean
}

/** Temperatures tried as a change point before the best are refined: all of them where there are not more. */
const MOST_SINGLE = 400
const MOST_PAIRED = 120
/** Share of periods, and periods, that must lie beyond a change point: fewer make no slope. */
const LEAST_SHARE = 0.05
const LEAST_PERIODS = 2
const STARTS = 4
/** K. */
const FINEST = 1e-5

interface Tried {
  readonly low: number
  readonly high: number
  readonly sse: number
}

/**
 * Change points with the least sum of squares: every observed temperature (or evenly many of them) is tried as change point, by sums that make each try a
 * few operations, then the best are refined between their neighbours. Both series finite and as long as each other.
 * @returns null where no change point leaves enough periods on its sides, or no slope has the right sign
 */
export const findHinges = (temperature: Float64Array, energy: Float64Array, rules: HingeRules): Hinges | null => {
  const sums = segmentSumsOf(temperature, energy)
  const least = Math.max(LEAST_PERIODS, Math.ceil(LEAST_SHARE * sums.periods))
  const sseOf = (low: number, high: number): number => hingeSse(sums, rules, low, high, least)
  const paired = rules.heating && rules.cooling && !rules.joined
  const grid = thinned(sums.x, paired ? MOST_PAIRED : MOST_SINGLE)
  const best = paired ? bestPairs(grid, sseOf) : bestOf([...grid].map((x) => ({ low: x, high: x, sse: sseOf(x, x) })))
  if (best.length === 0 || grid.length < 3) return null
  const spacing = ((grid.at(-1) as number) - (grid[0] as number)) / (grid.length - 1)
  const refined = best.map((tried) => refine(tried, 2 * spacing, paired, sseOf)).reduce((a, b) => (b.sse < a.sse ? b : a))
  return { heating: rules.heating ? refined.low + sums.meanX : null, cooling: rules.cooling ? refined.high + sums.meanX : null }
}

const thinned = (values: Float64Array, most: number): Float64Array =>
  values.length <= most ? values : Float64Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))] as number)

const bestOf = (tried: readonly Tried[]): Tried[] => tried.filter(({ sse }) => Number.isFinite(sse)).sort((a, b) => a.sse - b.sse || a.low - b.low).slice(0, STARTS)

const bestPairs = (grid: Float64Array, sseOf: (low: number, high: number) => number): Tried[] => {
  const rows: Tried[] = []
  for (let i = 0; i < grid.length; i++) {
    let best: Tried | null = null
    for (let k = i; k < grid.length; k++) {
      const [low, high] = [grid[i] as number, grid[k] as number]
      const sse = sseOf(low, high)
      if (sse < (best?.sse ?? Infinity)) best = { low, high, sse }
    }
    if (best !== null) rows.push(best)
  }
  return bestOf(rows)
}

/** Steps to the better neighbour, in halved steps where none is better. */
const refine = (start: Tried, firstStep: number, paired: boolean, sseOf: (low: number, high: number) => number): Tried => {
  let best = start
  for (let step = firstStep; step > FINEST; step /= 2) {
    for (let round = 0; round < 50; round++) {
      const moves: [number, number][] = paired ? [[-step, 0], [step, 0], [0, -step], [0, step], [-step, -step], [step, step], [-step, step], [step, -step]] : [[-step, -step], [step, step]]
      const tried = moves.map(([low, high]) => ({ low: best.low + low, high: best.high + high })).filter(({ low, high }) => low <= high).map(({ low, high }) => ({ low, high, sse: sseOf(low, high) }))
      const next = tried.reduce((a, b) => (b.sse < a.sse ? b : a), best)
      if (next === best) break
      best = next
    }
  }
  return best
}

interface HingeSums {
  readonly sum: number
  readonly squares: number
  readonly withY: number
}

const NO_HINGE: HingeSums = { sum: 0, squares: 0, withY: 0 }

/** Sums of |x - at| over one side. `side` = -1 below, 1 beyond. */
const hingeSums = (side: number, at: number, { n, x, xx, y, xy }: Sums): HingeSums => ({ sum: side * (x - n * at), squares: xx - 2 * at * x + n * at * at, withY: side * (xy - at * y) })

/** Sum of squares of the least-squares fit with these change points; Infinity where it is not allowed. */
const hingeSse = (all: SegmentSums, rules: HingeRules, low: number, high: number, least: number): number => {
  const below = sumsBelow(all, low)
  const beyond = sumsBeyond(all, high)
  if ((rules.heating && below.n < least) || (rules.cooling && beyond.n < least)) return Infinity
  const heat = rules.heating ? hingeSums(-1, low, below) : NO_HINGE
  const cool = rules.cooling ? hingeSums(1, high, beyond) : NO_HINGE
  const heatShare = heat.squares > 0 ? heat.sum / heat.squares : 0
  const coolShare = cool.squares > 0 ? cool.sum / cool.squares : 0
  const rest = all.periods - heatShare * heat.sum - coolShare * cool.sum
  if (!(rest > 1e-9 * all.periods)) return Infinity
  // Energy is centred: its own sum is 0.
  const base = -(heatShare * heat.withY + coolShare * cool.withY) / rest
  const heatSlope = heat.squares > 0 ? (heat.withY - heat.sum * base) / heat.squares : 0
  const coolSlope = cool.squares > 0 ? (cool.withY - cool.sum * base) / cool.squares : 0
  if (rules.rising && ((rules.heating && heatSlope <= 0) || (rules.cooling && coolSlope <= 0))) return Infinity
  return all.squaresY - heatSlope * heat.withY - coolSlope * cool.withY
}
