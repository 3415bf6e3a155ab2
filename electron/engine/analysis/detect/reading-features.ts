/**
 * What a reading looks like to the multivariate detectors: nine numbers about the value, its recent past, yesterday and the time of day.
 *
 * Everything is followed incrementally by smoothing over elapsed time (Eckner 2014), so the numbers mean the same at any sampling interval. A number that is not
 * known yet is NaN: after a silence of more than three hours all but value, yesterday and time of day are unknown until enough has been seen anew.
 * The state is plain JSON: 104 quarters of an hour and a handful of numbers.
 */
import { SLOTS_A_DAY } from '../calendar.ts'
import type { ScoredReading } from './detector.ts'

export const FEATURE_COUNT = 9
/** Position of each number; the first six are in the point's unit, the last three have none. */
export const FEATURE = { value: 0, change: 1, sinceYesterday: 2, fromHour: 3, hourSpread: 4, fromDay: 5, hourSine: 6, hourCosine: 7, weekend: 8 } as const

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const QUARTER_MS = 15 * MINUTE_MS
/** Memory of the level that a change is measured from. */
const CHANGE_TAU_MS = 5 * MINUTE_MS
const HOUR_TAU_MS = HOUR_MS
const DAY_TAU_MS = 24 * HOUR_MS
/** After a longer silence the recent past is unknown. */
const SILENCE_MS = 3 * HOUR_MS
/** Followed for so long, a mean is worth comparing with. */
const HOUR_WARM_MS = HOUR_MS
const DAY_WARM_MS = 12 * HOUR_MS
/** A day back, and room so that the present quarter does not overwrite yesterday's. */
const RING = SLOTS_A_DAY + 8
/** Where yesterday's quarter was not seen, its neighbours serve. */
const YESTERDAY = [SLOTS_A_DAY, SLOTS_A_DAY + 1, SLOTS_A_DAY - 1, SLOTS_A_DAY + 2] as const

const HOUR_SINE = Float64Array.from({ length: SLOTS_A_DAY }, (_, slot) => Math.sin(((slot + 0.5) / SLOTS_A_DAY) * 2 * Math.PI))
const HOUR_COSINE = Float64Array.from({ length: SLOTS_A_DAY }, (_, slot) => Math.cos(((slot + 0.5) / SLOTS_A_DAY) * 2 * Math.PI))

export interface FeatureState {
  /** Time of the newest reading and of the first one since the last silence; NaN before any. */
  seenMs: number
  beganMs: number
  /** Smoothed over five minutes, an hour, a day. */
  recent: number
  hour: number
  hourVariance: number
  day: number
  /** Level at the end of a quarter of an hour, and which quarter since the epoch it was (-1 = none yet). */
  readonly quarters: number[]
  readonly stamps: number[]
}

export const startFeatures = (): FeatureState => ({
  seenMs: Number.NaN, beganMs: Number.NaN, recent: 0, hour: 0, hourVariance: 0, day: 0, quarters: Array<number>(RING).fill(0), stamps: Array<number>(RING).fill(-1),
})

/**
 * Writes the numbers of a reading into `out` from `at` on and moves `state` past it.
 * @param reading time, value and slot are used; readings come in ascending time, an earlier one counts as a new beginning
 */
export const followFeatures = (state: FeatureState, reading: Pick<ScoredReading, 'timeMs' | 'value' | 'slot'>, out: Float64Array, at = 0): void => {
  const { timeMs, value, slot } = reading
  const quarter = Math.floor(timeMs / QUARTER_MS)
  const elapsedMs = timeMs - state.seenMs
  const goesOn = elapsedMs >= 0 && elapsedMs <= SILENCE_MS
  if (!goesOn) beginAnew(state, timeMs, value)
  const ageMs = timeMs - state.beganMs
  out[at] = value
  out[at + 1] = goesOn ? value - state.recent : Number.NaN
  out[at + 2] = value - yesterday(state, quarter)
  out[at + 3] = ageMs >= HOUR_WARM_MS ? value - state.hour : Number.NaN
  out[at + 5] = ageMs >= DAY_WARM_MS ? value - state.day : Number.NaN
  if (goesOn) smooth(state, value, elapsedMs)
  out[at + 4] = ageMs >= HOUR_WARM_MS ? Math.sqrt(state.hourVariance) : Number.NaN
  const inDay = slot % SLOTS_A_DAY
  out[at + 6] = HOUR_SINE[inDay] as number
  out[at + 7] = HOUR_COSINE[inDay] as number
  out[at + 8] = slot >= SLOTS_A_DAY ? 1 : 0
  state.seenMs = timeMs
  const cell = quarter % RING
  state.quarters[cell] = state.recent
  state.stamps[cell] = quarter
}

const beginAnew = (state: FeatureState, timeMs: number, value: number): void => {
  state.beganMs = timeMs
  state.recent = value
  state.hour = value
  state.day = value
  state.hourVariance = 0
}

const smooth = (state: FeatureState, value: number, elapsedMs: number): void => {
  state.recent += (1 - Math.exp(-elapsedMs / CHANGE_TAU_MS)) * (value - state.recent)
  state.day += (1 - Math.exp(-elapsedMs / DAY_TAU_MS)) * (value - state.day)
  const gain = 1 - Math.exp(-elapsedMs / HOUR_TAU_MS)
  const distance = value - state.hour
  state.hour += gain * distance
  state.hourVariance = (1 - gain) * (state.hourVariance + gain * distance * distance)
}

const yesterday = ({ quarters, stamps }: FeatureState, quarter: number): number => {
  for (const back of YESTERDAY) {
    const wanted = quarter - back
    const cell = wanted % RING
    if (stamps[cell] === wanted) return quarters[cell] as number
  }
  return Number.NaN
}
