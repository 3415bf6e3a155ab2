/**
 * Seasonal decomposition: how far a value lies from trend plus season, against how far it usually lies at this hour.
 *
 * Fit: the history on a grid of 15 min is decomposed by MSTL with a day and, from 15 days on, a week (Cleveland et al. 1990; Bandara et al. 2021; robust, constant
 * seasons). Season = median distance from that trend in each quarter of an hour and kind of day, on a straight line between the middles of quarters. Live the trend is carried forward:
 * T += (1 - e^(-dt/τ)) (x - season - T), τ = 2 days; what is beyond the band moves it by the band's width at most. Score: distance of x from T + season in bands
 * of that distance (rule of `zScore`), learnt by running the same over the history.
 *
 * Put it to work as any detector of `detectors.ts`: `measured` points only; the verdict has a band.
 */
import { DAY_KINDS, SLOT_COUNT, SLOTS_A_DAY } from '../calendar.ts'
import { quarterGrid, QUARTER_MS, type QuarterGrid } from '../decompose/quarter-grid.ts'
import { decomposeMstl, stlOptions } from '../decompose/stl.ts'
import { MAD_TO_SIGMA, medianAbsoluteDeviation, medianSorted } from '../order-statistics.ts'
import { fitContextBands, type BandRule, type ContextBands } from './context-bands.ts'
import { judgeBand, UNKNOWN, type Detector, type ScoredReading } from './detector.ts'
import type { FitHistory } from './fit-history.ts'
import { isEnough, Z_LIMIT } from './z-score.ts'

const DAY_MS = 86_400_000
const TREND_TAU_MS = 2 * DAY_MS
const WEEK_QUARTERS = 7 * SLOTS_A_DAY
const WEEK_FROM_QUARTERS = 15 * SLOTS_A_DAY
/** Eight weeks show the season of now; more would show one that has gone. */
const MOST_QUARTERS = 8 * WEEK_QUARTERS
/** As long as any history: a season does not change within it. */
const CONSTANT = 99
/** Rounds against outliers; Cleveland et al. find five enough for nearly all series. */
const ROBUST_ROUNDS = 5

export interface SeasonalRestModel extends ContextBands {
  /** Seasonal value of each slot, in the point's unit. */
  readonly season: readonly number[]
  readonly trend: number
}

export interface SeasonalRestState {
  /** NaN until the first reading. */
  trend: number
  seenMs: number
}

const rule: BandRule = (sorted) => {
  const centre = medianSorted(sorted)
  const half = Z_LIMIT * MAD_TO_SIGMA * medianAbsoluteDeviation(sorted, centre)
  return { centre, below: half, above: half }
}

export const seasonalRest: Detector<SeasonalRestModel, SeasonalRestState> = {
  id: 'seasonalRest',
  version: 'seasonalRest-1',
  fit: (history, { leastHalfWidth }) => {
    if (!isEnough(history)) return null
    const grid = quarterGrid(history, MOST_QUARTERS)
    if (grid.values.length < 2 * SLOTS_A_DAY) return null
    const season = seasonOf(grid)
    const { distances, trend } = followHistory(history, season)
    return { ...fitContextBands(history, distances, rule, leastHalfWidth), season: season.map(shorten), trend: shorten(trend) }
  },
  start: () => ({ trend: Number.NaN, seenMs: Number.NaN }),
  score: (model, state, reading) => {
    if (model === null) return UNKNOWN
    const { timeMs, value, context, bandWidth } = reading
    const seasonal = seasonAt(model.season, reading)
    if (Number.isNaN(state.trend)) state.trend = model.trend
    const expected = state.trend + seasonal + (model.centre[context] as number)
    const verdict = judgeBand(value, expected, (model.below[context] as number) * bandWidth, (model.above[context] as number) * bandWidth)
    const kept = Math.max(verdict.low, Math.min(verdict.high, value))
    state.trend += gainOf(timeMs - state.seenMs) * (kept - seasonal - state.trend)
    state.seenMs = timeMs
    return verdict
  },
}

/** The seasonal value at the reading's time. */
const seasonAt = (season: readonly number[], { slot, timeMs }: Pick<ScoredReading, 'slot' | 'timeMs'>): number => {
  const place = timeMs / QUARTER_MS - Math.floor(timeMs / QUARTER_MS) - 0.5
  const kind = slot - (slot % SLOTS_A_DAY)
  const other = kind + ((slot - kind + (place < 0 ? SLOTS_A_DAY - 1 : 1)) % SLOTS_A_DAY)
  const share = Math.abs(place)
  return (season[slot] as number) * (1 - share) + (season[other] as number) * share
}

/** 0 for the first reading, and for one that is not later than the last. */
const gainOf = (elapsedMs: number): number => (elapsedMs > 0 ? 1 - Math.exp(-elapsedMs / TREND_TAU_MS) : 0)

/** The median distance from the trend in each slot: means would take a single long fault into every week to come. */
const seasonOf = ({ values, slots }: QuarterGrid): number[] => {
  const day = stlOptions(SLOTS_A_DAY, CONSTANT, 0, ROBUST_ROUNDS, true)
  const week = stlOptions(WEEK_QUARTERS, CONSTANT, 0, ROBUST_ROUNDS, true)
  const { trend } = decomposeMstl(values, values.length >= WEEK_FROM_QUARTERS ? [day, week] : [day])
  const groups = Array.from({ length: SLOT_COUNT }, (): number[] => [])
  for (let i = 0; i < values.length; i++) if ((slots[i] as number) >= 0) groups[slots[i] as number]?.push((values[i] as number) - (trend[i] as number))
  const medians = groups.map((group) => medianSorted(Float64Array.from(group).sort()))
  return medians.map((_, slot) => nearestKnown(medians, slot))
}

/** A quarter that was never read borrows from the same time on other kinds of day, then from its neighbours. */
const nearestKnown = (medians: readonly number[], slot: number): number => {
  const inDay = slot % SLOTS_A_DAY
  for (let away = 0; away < SLOTS_A_DAY / 2; away++) {
    for (let kind = 0; kind < DAY_KINDS; kind++) {
      const begin = ((Math.floor(slot / SLOTS_A_DAY) + kind) % DAY_KINDS) * SLOTS_A_DAY
      for (const near of [inDay - away, inDay + away]) {
        const median = medians[begin + ((near + SLOTS_A_DAY) % SLOTS_A_DAY)] as number
        if (!Number.isNaN(median)) return median
      }
    }
  }
  return 0
}

/** Carries the trend over the history; gives each reading's distance from it, and where it ends. */
const followHistory = ({ count, timesMs, values, slots }: FitHistory, season: readonly number[]): { distances: Float64Array; trend: number } => {
  const distances = new Float64Array(count)
  const rests = values.map((value, i) => value - seasonAt(season, { slot: slots[i] as number, timeMs: timesMs[i] as number }))
  const firstDay = rests.subarray(0, Math.max(1, timesMs.findIndex((timeMs) => timeMs - (timesMs[0] as number) >= DAY_MS)))
  let trend = medianSorted(firstDay.slice().sort())
  for (let i = 0; i < count; i++) {
    const rest = rests[i] as number
    distances[i] = rest - trend
    if (i > 0) trend += gainOf((timesMs[i] as number) - (timesMs[i - 1] as number)) * (rest - trend)
  }
  return { distances, trend }
}

/** Six digits, as models are kept. */
const shorten = (value: number): number => Number(value.toPrecision(6))
