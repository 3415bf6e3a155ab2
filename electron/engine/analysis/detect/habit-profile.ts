/**
 * What a point usually reads by hour and kind of day: medians, on the simplest of three levels of detail that the history supports.
 *
 * Detail is chosen by prediction of days left out (parts of whole days, one after another): one value for all hours, one for each hour, or one for
 * each hour of working days, Saturdays and Sundays. More detail must lower the mean absolute error by 3 %. Between the middles of two hours
 * the profile is a straight line, so that a morning's rise is no surprise at the stroke of the clock.
 */
import { CONTEXT_COUNT } from '../calendar.ts'
import { medianSorted } from '../order-statistics.ts'
import { sortedGroups } from './context-groups.ts'
import type { FitHistory } from './fit-history.ts'

const HOURS = 24
/** One value, 24, or 72: by days of history that make it worth a trial. */
const TRIAL_DAYS = { hour: 2, kindOfDay: 9 } as const
const TRIAL_PARTS = 5
const BETTER_BY = 0.97
/** A context with fewer readings takes the hour's, whatever the day. */
const LEAST_READINGS = 2
/** The trial looks at so many readings. */
const MOST_TRIED = 4_000

export type ProfileDetail = 'whole' | 'hour' | 'kindOfDay'

/** Serialisable: an expected value for each of the 72 contexts. */
export interface HabitProfile {
  readonly detail: ProfileDetail
  readonly centre: ArrayLike<number>
  /** Readings come so seldom that each stands for its whole hour: no line between hours. */
  readonly hourly: boolean
}

/** The expected value at a quarter of an hour, see `slot` in `calendar.ts`. */
export const expectedAt = ({ detail, centre, hourly }: HabitProfile, slot: number): number => {
  const context = slot >> 2
  const own = centre[context] as number
  if (hourly || detail === 'whole') return own
  const fromMiddle = ((slot & 3) - 1.5) / 4
  const beside = neighbour(context, fromMiddle < 0 ? -1 : 1)
  return own + Math.abs(fromMiddle) * ((centre[beside] as number) - own)
}

/** The context `hours` later within the same kind of day. */
export const neighbour = (context: number, hours: number): number => context - (context % HOURS) + ((((context % HOURS) + hours) % HOURS) + HOURS) % HOURS

/** The profile of the readings `indices` of a history. */
export const fitProfile = (history: FitHistory, indices: Int32Array, hourly: boolean, detail: ProfileDetail): HabitProfile => ({ detail, centre: centres(history, indices, detail), hourly })

/** How much detail a history supports. */
export const chooseDetail = (history: FitHistory): ProfileDetail => {
  const details = triedDetails(history)
  if (details.length === 1) return 'whole'
  const step = Math.max(1, Math.ceil(history.count / MOST_TRIED))
  const tried = Int32Array.from({ length: Math.floor(history.count / step) }, (_, i) => i * step)
  let chosen: ProfileDetail = 'whole'
  let least = Infinity
  for (const detail of details) {
    const error = errorOf(history, tried, detail)
    if (error < least * (detail === 'whole' ? 1 : BETTER_BY)) {
      least = error
      chosen = detail
    }
  }
  return chosen
}

const triedDetails = ({ dayCount }: FitHistory): ProfileDetail[] => {
  if (dayCount <= TRIAL_DAYS.hour) return ['whole']
  return dayCount <= TRIAL_DAYS.kindOfDay ? ['whole', 'hour'] : ['whole', 'hour', 'kindOfDay']
}

/** Mean absolute error on parts of the history that were left out. */
const errorOf = (history: FitHistory, indices: Int32Array, detail: ProfileDetail): number => {
  const parts = Math.min(TRIAL_PARTS, history.dayCount)
  const partOf = (i: number): number => Math.floor(((history.days[i] as number) * parts) / history.dayCount)
  let error = 0
  for (let part = 0; part < parts; part++) {
    const own = indices.filter((i) => partOf(i) === part)
    const others = indices.filter((i) => partOf(i) !== part)
    if (own.length === 0 || others.length === 0) continue
    const centre = centres(history, others, detail)
    const rests = Float64Array.from(own, (i) => (history.values[i] as number) - (centre[history.contexts[i] as number] as number))
    const middle = medianSorted(rests.slice().sort())
    for (const rest of rests) error += Math.abs(rest - middle)
  }
  return error / Math.max(1, indices.length)
}

const centres = (history: FitHistory, indices: Int32Array, detail: ProfileDetail): number[] => {
  const values = Float64Array.from(indices, (i) => history.values[i] as number)
  const contexts = Uint8Array.from(indices, (i) => history.contexts[i] as number)
  const whole = medianSorted(values.slice().sort())
  if (detail === 'whole') return Array.from({ length: CONTEXT_COUNT }, () => whole)
  const hours = sortedGroups(values, contexts, HOURS, (context) => context % HOURS)
  const fallback = (context: number): number => {
    const hour = hours[context % HOURS]
    return hour === undefined || hour.length === 0 ? whole : medianSorted(hour)
  }
  if (detail === 'hour') return Array.from({ length: CONTEXT_COUNT }, (_, context) => fallback(context))
  return sortedGroups(values, contexts, CONTEXT_COUNT, (context) => context).map((own, context) => (own.length >= LEAST_READINGS ? medianSorted(own) : fallback(context)))
}
