/**
 * Share of a day that a multi-state point spends in each state: more hours of the local day in one than on any day of its kind (Monday to Friday, or weekend and holidays).
 * Limit: 1.5 times the most hours of a whole day plus one hour; score = hours so far today / limit. Stays are added up, so that a stage that comes and goes all day is found too, which the
 * length of its single stays does not show.
 *
 * Judged is what comes about alike each day: on half of the days of the kind at least half of the most hours. What is seldom or now and then follows the weather (free cooling in autumn).
 * Not judged: a state that once filled most of a day (plant rests in it, or the season keeps it), one seen on fewer than five days, and one of which the last third of the history went beyond
 * what the first two thirds let be expected: the weather moves it. Days observed for less than nine tenths teach nothing.
 */
import { medianSorted } from '../order-statistics.ts'
import { UNKNOWN, type Detector, type ScoredReading } from './detector.ts'
import type { FitHistory } from './fit-history.ts'
import { LONGER, RUN_BREAK_MS } from './run-time.ts'
import { isEnough } from './z-score.ts'

const HOUR_MS = 3_600_000
const SLOTS_OF_DAY = 96
const KINDS = 2
/** No controller has more states. */
const MOST_STATES = 256
/** A state that filled so many hours of any day is one to rest in. */
const WHOLE_DAY_HOURS = 20
const LEAST_DAYS = 8
const LEAST_SEEN = 5
const OBSERVED_HOURS = 0.9 * 24
const CHECKED_SHARE = 2 / 3
/** Of the most hours, on the median day. */
const REGULAR_SHARE = 0.5

export interface StateShareModel {
  /** Most hours of a whole day, by kind of day * `states` + state; 0 = not judged. */
  readonly mostHours: ArrayLike<number>
  readonly states: number
}

export interface StateShareState {
  /** Hours of today in each state seen so far. */
  readonly hours: Record<number, number>
  /** Quarter of an hour of the local day at the last reading. */
  quarter: number
  lastMs: number
  last: number
}

const kindOf = (slot: number): number => (slot < SLOTS_OF_DAY ? 0 : 1)

export const stateShare: Detector<StateShareModel, StateShareState> = {
  id: 'stateShare',
  version: 'stateShare-1',
  fit: (history) => (isEnough(history) ? learn(history) : null),
  start: () => ({ hours: {}, quarter: -1, lastMs: Number.NaN, last: Number.NaN }),
  score: (model, state, reading) => {
    follow(state, reading)
    const { value, slot, bandWidth } = reading
    const most = model !== null && value < model.states ? (model.mostHours[kindOf(slot) * model.states + value] ?? 0) : 0
    if (most === 0) return UNKNOWN
    const limit = limitOf(most) * bandWidth
    return { score: (state.hours[value] ?? 0) / limit, expected: most, low: 0, high: limit }
  },
}

const limitOf = (most: number): number => most * LONGER + 1

/** The time since the last reading was spent in the state of then; what nobody saw counts for none, and midnight ends all. */
const follow = (state: StateShareState, { timeMs, value, slot }: ScoredReading): void => {
  const quarter = slot % SLOTS_OF_DAY
  const elapsedMs = timeMs - state.lastMs
  if (quarter < state.quarter || elapsedMs >= 24 * HOUR_MS) for (const each of Object.keys(state.hours)) delete state.hours[Number(each)]
  else if (elapsedMs > 0 && elapsedMs <= RUN_BREAK_MS) state.hours[state.last] = (state.hours[state.last] ?? 0) + elapsedMs / HOUR_MS
  state.quarter = quarter
  state.lastMs = timeMs
  state.last = value
}

interface Day {
  readonly kind: number
  readonly hours: Map<number, number>
  observed: number
}

const learn = (history: FitHistory): StateShareModel | null => {
  const days = wholeDays(history)
  const states = Math.max(-1, ...days.flatMap(({ hours }) => [...hours.keys()])) + 1
  if (states === 0) return null
  const mostHours = Array.from({ length: KINDS * states }, (_, at) => mostOf(days, Math.floor(at / states), at % states))
  return mostHours.some((hours) => hours > 0) ? { mostHours, states } : null
}

/** Most hours of one day of the kind in the state; 0 where they are no measure. */
const mostOf = (days: readonly Day[], kind: number, state: number): number => {
  if (days.some(({ hours }) => (hours.get(state) ?? 0) >= WHOLE_DAY_HOURS)) return 0
  const own = days.filter((day) => day.kind === kind).map(({ hours }) => hours.get(state) ?? 0)
  const most = Math.max(0, ...own)
  if (own.length < LEAST_DAYS || own.filter((hours) => hours > 0).length < LEAST_SEEN || limitOf(most) >= 24) return 0
  if (medianSorted(Float64Array.from(own).sort()) < REGULAR_SHARE * most) return 0
  const first = Math.floor(own.length * CHECKED_SHARE)
  return Math.max(...own.slice(first)) > limitOf(Math.max(...own.slice(0, first))) ? 0 : most
}

/** Hours in each state of the days that were observed nearly whole. */
const wholeDays = ({ count, timesMs, values, slots, days }: FitHistory): readonly Day[] => {
  const found = new Map<number, Day>()
  for (let i = 1; i < count; i++) {
    const elapsedMs = (timesMs[i] as number) - (timesMs[i - 1] as number)
    const state = values[i - 1] as number
    if (elapsedMs > RUN_BREAK_MS || days[i] !== days[i - 1] || !Number.isInteger(state) || state < 0 || state >= MOST_STATES) continue
    const number = days[i] as number
    const day = found.get(number) ?? { kind: kindOf(slots[i] as number), hours: new Map<number, number>(), observed: 0 }
    found.set(number, day)
    day.hours.set(state, (day.hours.get(state) ?? 0) + elapsedMs / HOUR_MS)
    day.observed += elapsedMs / HOUR_MS
  }
  return [...found.values()].filter(({ observed }) => observed >= OBSERVED_HOURS)
}
