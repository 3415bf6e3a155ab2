/**
 * Run-time of a multi-state point: in one state for longer than it ever was.
 * Score = time in it / limit. The limit of a state follows from its complete stays, at least five, none over 40 % of the history (what the season brings, or stands for weeks, has no usual
 * length), and from how alike the longest of them are:
 *
 * - *Alike day by day* (the longest of a day is on half of the days on which the state comes at least three quarters of the longest of all): 1.5 times the longest and one hour. Warm-up, a
 *   schedule's hours.
 * - *Never past midnight*, and else of any length: a whole day at least. What the weather lengthens ends with the day (free cooling, a dead band); what stands through the night is stuck.
 * - *Alike week by week* (in three quarters of the weeks at least half of the longest of all): 1.5 times the longest and one hour. Rest over the weekend.
 * - Any other is not judged.
 */
import { quantileSorted } from '../order-statistics.ts'
import { UNKNOWN, type Detector, type ScoredReading } from './detector.ts'
import type { FitHistory } from './fit-history.ts'
import { LONGER, LONGEST_SHARE, RUN_BREAK_MS } from './run-time.ts'
import { isEnough } from './z-score.ts'

const HOUR_MS = 3_600_000
const LEAST_STAYS = 5
/** No controller has more states. */
const MOST_STATES = 256
const WHOLE_DAY_HOURS = 24
const DAYS_OF_WEEK = 7
/** Which share of the days, or weeks, may fall below the share of the longest stay. */
const DAYS_BELOW = 0.5
const DAILY_SHARE = 0.75
const WEEKS_BELOW = 0.25
const WEEKLY_SHARE = 0.5

export interface StateStayModel {
  /** Longest stay in hours, by the number of the state; 0 = not judged. */
  readonly longestHours: ArrayLike<number>
  /** How long it may last, h, by the number of the state; 0 = not judged. */
  readonly limitHours: ArrayLike<number>
}

interface Stay {
  readonly hours: number
  /** Local days, counted from the first of the history. */
  readonly firstDay: number
  readonly lastDay: number
}

export interface StateStayState {
  value: number
  sinceMs: number
  lastMs: number
}

export const stateStay: Detector<StateStayModel, StateStayState> = {
  id: 'stateStay',
  version: 'stateStay-2',
  fit: (history) => (isEnough(history) ? learn(history) : null),
  start: () => ({ value: Number.NaN, sinceMs: Number.NaN, lastMs: Number.NaN }),
  score: (model, state, reading) => {
    follow(state, reading)
    const longest = model?.longestHours[reading.value] ?? 0
    const limit = (model?.limitHours[reading.value] ?? 0) * reading.bandWidth
    if (limit === 0) return UNKNOWN
    return { score: (reading.timeMs - state.sinceMs) / HOUR_MS / limit, expected: longest, low: 0, high: limit }
  },
}

const follow = (state: StateStayState, { timeMs, value }: Pick<ScoredReading, 'timeMs' | 'value'>): void => {
  if (value !== state.value || !(timeMs - state.lastMs <= RUN_BREAK_MS)) state.sinceMs = timeMs
  state.value = value
  state.lastMs = timeMs
}

const learn = (history: FitHistory): StateStayModel | null => {
  const stays = completeStays(history)
  const spanHours = ((history.timesMs[history.count - 1] as number) - (history.timesMs[0] as number)) / HOUR_MS
  const states = Math.max(-1, ...stays.keys()) + 1
  const limitHours = Array.from({ length: states }, (_, state) => limitOf(stays.get(state) ?? [], spanHours))
  const longestHours = limitHours.map((limit, state) => (limit === 0 ? 0 : longestOf(stays.get(state) ?? [])))
  return limitHours.some((limit) => limit > 0) ? { longestHours, limitHours } : null
}

const longestOf = (stays: readonly Stay[]): number => stays.reduce((longest, { hours }) => Math.max(longest, hours), 0)

/** 0 where the stays are no measure. */
const limitOf = (stays: readonly Stay[], spanHours: number): number => {
  const longest = longestOf(stays)
  if (stays.length < LEAST_STAYS || longest > spanHours * LONGEST_SHARE) return 0
  const usual = longest * LONGER + 1
  if (longestBy(stays, ({ firstDay }) => firstDay, DAYS_BELOW) >= DAILY_SHARE * longest) return usual
  if (stays.every(({ firstDay, lastDay }) => firstDay === lastDay)) return Math.max(usual, WHOLE_DAY_HOURS)
  return longestBy(stays, ({ firstDay }) => Math.floor(firstDay / DAYS_OF_WEEK), WEEKS_BELOW) >= WEEKLY_SHARE * longest ? usual : 0
}

/** The longest stays of each period in which the state came: what all but a share of them reach, h. */
const longestBy = (stays: readonly Stay[], periodOf: (stay: Stay) => number, below: number): number =>
  quantileSorted(Float64Array.from(Map.groupBy(stays, periodOf).values(), longestOf).sort(), below)

/** Stays seen from begin to end, by state. */
const completeStays = ({ count, timesMs, values, days }: FitHistory): ReadonlyMap<number, readonly Stay[]> => {
  const stays = new Map<number, Stay[]>()
  let start = -1
  for (let i = 1; i < count; i++) {
    const before = values[i - 1] as number
    if ((timesMs[i] as number) - (timesMs[i - 1] as number) > RUN_BREAK_MS) start = -1
    else if (values[i] !== before) {
      if (start >= 0 && Number.isInteger(before) && before >= 0 && before < MOST_STATES) {
        const own = stays.get(before) ?? []
        own.push({ hours: ((timesMs[i] as number) - (timesMs[start] as number)) / HOUR_MS, firstDay: days[start] as number, lastDay: days[i - 1] as number })
        stays.set(before, own)
      }
      start = i
    }
  }
  return stays
}
