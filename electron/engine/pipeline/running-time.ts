/** Readings of a sensor while its fan or pump runs, and values of another point at the times of readings. */
import { unitQuantity } from '../../../shared/units.ts'
import { limitsOf } from '../analysis/quality/limits.ts'

/** Ascending in time. */
export interface Readings {
  readonly timesMs: Float64Array
  readonly values: Float64Array
}

/** States and set-points report changes, and are read again at least this often. */
const HOLD_MS = 26 * 3_600_000
/** So long a drive must have run: what comes before is its start. */
const SETTLE_MS = 15 * 60_000
/** A pressure below so many pascals is one at rest: air 10, water 3,000. The least half-width of a pressure is 10 Pa. */
const AIR_AT_REST = 1
const WATER_AT_REST = 300
/** Units in which water is measured and air is not. */
const WATER_SYMBOL_FROM = 0.1

/** Readings at times when one of the states was on, and had been for 15 minutes; where no state was ever read: those that are not at rest by their own level. */
export const whileRunning = ({ timesMs, values }: Readings, states: readonly Readings[], units: number | null): Readings => {
  const known = states.filter((state) => state.timesMs.length > 0)
  const isRunning = known.length > 0 ? runningAt(known) : null
  const least = atRestBelow(units)
  const at: number[] = []
  for (let i = 0; i < timesMs.length; i++) {
    const timeMs = timesMs[i] as number
    if (isRunning === null ? Math.abs(values[i] as number) >= least : isRunning(timeMs) && isRunning(timeMs - SETTLE_MS)) at.push(i)
  }
  return { timesMs: Float64Array.from(at, (i) => timesMs[i] as number), values: Float64Array.from(at, (i) => values[i] as number) }
}

/** The last value of a point at each of these times, where one was read in the 26 hours before. */
export const valuesAt = (readings: Readings, atMs: Float64Array): Readings => {
  const valueAt = holding(readings)
  const values = atMs.map(valueAt)
  const known = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]))
  return { timesMs: Float64Array.from(known, (i) => atMs[i] as number), values: Float64Array.from(known, (i) => values[i] as number) }
}

const runningAt = (states: readonly Readings[]): ((timeMs: number) => boolean) => {
  const each = states.map(holding)
  return (timeMs) => each.some((valueAt) => valueAt(timeMs) >= 0.5)
}

/** The value at a time; NaN where nothing was read before it. */
const holding = ({ timesMs, values }: Readings) => (timeMs: number): number => {
  let [low, high] = [0, timesMs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((timesMs[middle] as number) <= timeMs) low = middle + 1
    else high = middle
  }
  return low > 0 && timeMs - (timesMs[low - 1] as number) <= HOLD_MS ? (values[low - 1] as number) : Number.NaN
}

const atRestBelow = (units: number | null): number => {
  if (unitQuantity(units) !== 'pressure') return 0
  const { leastHalfWidth } = limitsOf(units)
  return leastHalfWidth * (leastHalfWidth < WATER_SYMBOL_FROM ? WATER_AT_REST : AIR_AT_REST)
}
