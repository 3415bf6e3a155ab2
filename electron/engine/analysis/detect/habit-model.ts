/** What is learnt of a point's habits: profile, spreads, predictions, and how surprising each measure is. Deterministic; pure. */
import { MAD_TO_SIGMA, medianSorted, quantileSorted } from '../order-statistics.ts'
import type { FitHistory } from './fit-history.ts'
import { AHEAD_FEATURES, createFeatures, featuresAt, MEASURES, measureReading, STEP_FEATURES, takeIn } from './habit-measures.ts'
import { chooseDetail, expectedAt, fitProfile, type HabitProfile, type ProfileDetail } from './habit-profile.ts'
import { CELL_HOURS, meanAgo, slotAgo, startHabit, turnHour, turnStep, type HabitState } from './habit-state.ts'
import { missAt, missOf, robustRidge, type Rows } from './robust-ridge.ts'
import { fitStill, type StillRuns } from './still-runs.ts'
import { fitSurprise, type SurpriseScale } from './surprise-scale.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HOURS = 24
/** Parts of the history that are judged by models of the other parts; only where each hour of the day was seen in the others too: nights know nothing of days. */
const PARTS = 3
const PARTS_FROM_DAYS = 4
/** Shares of the point's range that a spread is at least. */
const LEAST_SPREAD = 0.02
const LEAST_STEP = 0.004
const LEAST_AHEAD = 0.01
/** Weight of the whole day's spread against an hour's own, in days. */
const PRIOR_DAYS = 5
/** Yesterday and the day before must be known. */
const AHEAD_FROM_MS = 2.2 * DAY_MS
const STEP_LAMBDA = 1e-3
const AHEAD_LAMBDA = 1e-2
const LEAST_STEP_ROWS = 30
const LEAST_AHEAD_ROWS = 50
const PLAIN_STEP = [0.9, 0, 0, 0, 0, 0, 0]
const PLAIN_AHEAD = [0, 0, 0, 0, 1]
/** A zero on a point that was never near it: its distance from the lowest, as a share of the range. */
const NEVER_NEAR_ZERO = 0.1
/** The first quarter of the history, two days at most, warms the state up. */
const WARM_SHARE = 0.25

/** Serialisable. */
export interface HabitModel extends HabitCore {
  readonly still: StillRuns
  readonly neverZero: boolean
  /** Parallel to `MEASURES`. */
  readonly scales: readonly SurpriseScale[]
  /** Hourly means of the last days, newest first, and the level at the end. */
  readonly recent: { readonly hour: number; readonly means: readonly (number | null)[]; readonly slots: readonly (number | null)[]; readonly level: number; readonly followed: number }
  readonly toMs: number
  readonly days: number
}

export interface HabitCore {
  readonly gridMs: number
  readonly profile: HabitProfile
  readonly spread: number
  /** By hour of day. */
  readonly spreads: ArrayLike<number>
  /** Quantiles 0.1 and 99.9 %. */
  readonly low: number
  readonly high: number
  readonly stepWeights: readonly number[]
  readonly stepSpreads: ArrayLike<number>
  readonly aheadWeights: readonly number[]
  readonly aheadSpread: number
}

/** Needs some hours of history; see `isEnough`. @param leastSpread smallest spread that matters, in the point's unit */
export const fitHabit = (history: FitHistory, leastSpread: number): HabitModel => {
  const gridMs = gridOf(history)
  const all = Int32Array.from({ length: history.count }, (_, i) => i)
  const detail = chooseDetail(history)
  const whole = fitCore(history, all, gridMs, leastSpread, detail)
  const parts = history.dayCount >= PARTS_FROM_DAYS ? PARTS : 1
  const partOf = (i: number): number => Math.floor(((history.days[i] as number) * parts) / history.dayCount)
  const cores = parts === 1 ? [whole] : Array.from({ length: parts }, (_, part) => fitCore(history, all.filter((i) => partOf(i) !== part), gridMs, leastSpread, detail))
  const { scales, state } = judgeParts(history, (i) => cores[Math.min(parts - 1, partOf(i))] as HabitCore)
  const toMs = history.timesMs[history.count - 1] as number
  return {
    ...whole, scales, toMs, days: (toMs - (history.timesMs[0] as number)) / DAY_MS, still: fitStill(history.timesMs, history.values, gridMs), recent: recentOf(state),
    neverZero: whole.low > NEVER_NEAR_ZERO * (whole.high - whole.low) || whole.high < -NEVER_NEAR_ZERO * (whole.high - whole.low),
  }
}

/** Usual time between readings. */
const gridOf = ({ count, timesMs }: FitHistory): number => {
  const pauses = new Float64Array(Math.max(1, count - 1))
  for (let i = 1; i < count; i++) pauses[i - 1] = (timesMs[i] as number) - (timesMs[i - 1] as number)
  return Math.max(1_000, medianSorted(pauses.sort()))
}

const fitCore = (history: FitHistory, indices: Int32Array, gridMs: number, leastSpread: number, detail: ProfileDetail): HabitCore => {
  const profile = fitProfile(history, indices, gridMs >= HOUR_MS / 2, detail)
  const count = indices.length
  const sorted = new Float64Array(count)
  const misses = new Float64Array(count)
  const hours = new Uint8Array(count)
  for (let k = 0; k < count; k++) {
    const i = indices[k] as number
    sorted[k] = history.values[i] as number
    misses[k] = Math.abs(sorted[k] as number - expectedAt(profile, history.slots[i] as number))
    hours[k] = (history.contexts[i] as number) % HOURS
  }
  sorted.sort()
  const range = quantileSorted(sorted, 0.99) - quantileSorted(sorted, 0.01)
  const days = observedDays(history, indices)
  const floor = LEAST_SPREAD * range + leastSpread
  const spread = MAD_TO_SIGMA * medianSorted(misses.slice().sort()) + floor
  const core: HabitCore = {
    gridMs, profile, spread, spreads: spreadsByHour(misses, hours, spread, floor, days, 0.35), low: quantileSorted(sorted, 0.001), high: quantileSorted(sorted, 0.999),
    stepWeights: PLAIN_STEP, stepSpreads: Array.from({ length: HOURS }, () => spread), aheadWeights: PLAIN_AHEAD, aheadSpread: spread,
  }
  return { ...core, ...fitPredictions(history, indices, core, LEAST_STEP * range + leastSpread / 5, LEAST_AHEAD * range + leastSpread / 2, days) }
}

const observedDays = ({ days, dayCount }: FitHistory, indices: Int32Array): number => {
  const seen = new Uint8Array(dayCount)
  for (const i of indices) seen[days[i] as number] = 1
  return seen.reduce((sum, each) => sum + each, 0)
}

/** Robust spread of each hour of day, drawn towards that of all hours by what five days would say. */
const spreadsByHour = (misses: Float64Array, hours: Uint8Array, whole: number, floor: number, days: number, least: number): number[] => {
  const counts = new Int32Array(HOURS)
  for (const hour of hours) counts[hour] = (counts[hour] as number) + 1
  const groups = Array.from(counts, (count) => new Float64Array(count))
  counts.fill(0)
  for (let i = 0; i < hours.length; i++) {
    const hour = hours[i] as number
    ;(groups[hour] as Float64Array)[counts[hour] as number] = misses[i] as number
    counts[hour] = (counts[hour] as number) + 1
  }
  return groups.map((group) => {
    if (group.length === 0) return whole
    const own = MAD_TO_SIGMA * medianSorted(group.sort()) + floor
    const weight = Math.min(group.length, days)
    return Math.max(least * whole, Math.sqrt((weight * own * own + PRIOR_DAYS * whole * whole) / (weight + PRIOR_DAYS)))
  })
}

type Predictions = Pick<HabitCore, 'stepWeights' | 'stepSpreads' | 'aheadWeights' | 'aheadSpread'>

const fitPredictions = (history: FitHistory, indices: Int32Array, core: HabitCore, stepFloor: number, aheadFloor: number, days: number): Predictions => {
  const { step, stepHours, ahead } = collectRows(history, indices, core)
  const found = { stepWeights: core.stepWeights, stepSpreads: core.stepSpreads, aheadWeights: core.aheadWeights, aheadSpread: core.aheadSpread }
  if (step.count >= LEAST_STEP_ROWS) {
    found.stepWeights = robustRidge(step, STEP_LAMBDA)
    const misses = Float64Array.from({ length: step.count }, (_, i) => Math.abs(missAt(step, i, found.stepWeights)))
    const whole = MAD_TO_SIGMA * medianSorted(misses.slice().sort()) + stepFloor
    found.stepSpreads = spreadsByHour(misses, stepHours, whole, stepFloor, 2 * days, 0.3)
  }
  if (ahead.count >= LEAST_AHEAD_ROWS) {
    found.aheadWeights = robustRidge(ahead, AHEAD_LAMBDA)
    found.aheadSpread = missOf(ahead, found.aheadWeights) + aheadFloor
  }
  return found
}

const collectRows = (history: FitHistory, indices: Int32Array, core: HabitCore): { readonly step: Rows; readonly stepHours: Uint8Array; readonly ahead: Rows } => {
  const model = core as HabitModel
  const state = startHabit(0)
  const features = createFeatures()
  const step = { cells: new Float64Array(indices.length * STEP_FEATURES), targets: new Float64Array(indices.length) }
  const ahead = { cells: new Float64Array(indices.length * AHEAD_FEATURES), targets: new Float64Array(indices.length) }
  const stepHours = new Uint8Array(indices.length)
  let stepCount = 0
  let aheadCount = 0
  const firstMs = history.timesMs[indices[0] ?? 0] as number
  for (const i of indices) {
    const timeMs = history.timesMs[i] as number
    const value = history.values[i] as number
    const slot = history.slots[i] as number
    turnHour(state, timeMs)
    turnStep(state, timeMs, core.gridMs)
    featuresAt(state, model, slot, features)
    const distance = value - features.expected
    if (state.lags.length >= 4) {
      step.cells.set(features.step, stepCount * STEP_FEATURES)
      step.targets[stepCount] = distance - state.level
      stepHours[stepCount++] = (slot >> 2) % HOURS
    }
    if (timeMs - firstMs > AHEAD_FROM_MS) {
      ahead.cells.set(features.ahead, aheadCount * AHEAD_FEATURES)
      ahead.targets[aheadCount++] = distance
    }
    takeIn(state, model, timeMs, value, slot, features.expected)
  }
  return { step: { width: STEP_FEATURES, count: stepCount, ...step }, stepHours: stepHours.subarray(0, stepCount), ahead: { width: AHEAD_FEATURES, count: aheadCount, ...ahead } }
}

/** Runs over the whole history, each part judged by the model of the others; gives the scale of each measure. */
const judgeParts = (history: FitHistory, coreOf: (index: number) => HabitCore): { scales: SurpriseScale[]; state: HabitState } => {
  const state = startHabit(MEASURES.length)
  const features = createFeatures()
  const measures = new Float64Array(MEASURES.length)
  const hourly: number[][] = MEASURES.map(() => [])
  const firstMs = history.timesMs[0] as number
  const warmMs = Math.min(2 * DAY_MS, WARM_SHARE * ((history.timesMs[history.count - 1] as number) - firstMs))
  for (let i = 0; i < history.count; i++) {
    const model = coreOf(i) as HabitModel
    const timeMs = history.timesMs[i] as number
    const value = history.values[i] as number
    const slot = history.slots[i] as number
    if (turnHour(state, timeMs)) {
      if (timeMs - firstMs > warmMs) for (const [m, list] of hourly.entries()) list.push(state.largest[m] as number)
      state.largest.fill(0)
    }
    turnStep(state, timeMs, model.gridMs)
    featuresAt(state, model, slot, features)
    measureReading(state, model, value, slot, features, measures)
    for (let m = 0; m < measures.length; m++) state.largest[m] = Math.max(state.largest[m] as number, measures[m] as number)
    takeIn(state, model, timeMs, value, slot, features.expected)
  }
  return { scales: hourly.map((list, m) => fitSurprise(Float64Array.from(list), MEASURES[m]?.least ?? 1)), state }
}

const short = (value: number): number => Number(value.toPrecision(7))

const recentOf = (state: HabitState): HabitModel['recent'] => {
  const means: (number | null)[] = [state.count > 0 ? short(state.sum / state.count) : null]
  const slots: (number | null)[] = [state.slot]
  for (let ago = 1; ago < CELL_HOURS; ago++) {
    const mean = meanAgo(state, ago)
    means.push(Number.isNaN(mean) ? null : short(mean))
    slots.push(slotAgo(state, ago))
  }
  return { hour: state.hour, means, slots, level: state.level, followed: state.followed }
}
