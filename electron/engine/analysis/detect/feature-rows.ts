/** Rows of features for training, and their scale: what is standardised by which mean and deviation. */
import { FEATURE_COUNT, followFeatures, startFeatures } from './reading-features.ts'
import type { FitHistory } from './fit-history.ts'

const DAY_MS = 86_400_000
/** The first rows of a history know no yesterday: they are left out, but never more than this share of it. */
const COLD_SHARE = 0.25
/** A feature's deviation counts as at least this share of the point's least half-width: a quiet point's ripple is no pattern. */
const LEAST_SHARE = 0.25
/** Standardised values are kept within so many deviations. */
const FURTHEST = 12
/** Features in the point's unit come first. */
const WITH_UNIT = 6

/** Rows of `FEATURE_COUNT` numbers one after another, ascending in time. */
export interface FeatureRows {
  readonly count: number
  readonly cells: Float64Array
}

export interface FeatureScale {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** The features of a history's readings, as the live path would have seen them. */
export const featureRows = ({ count, timesMs, values, slots }: FitHistory): FeatureRows => {
  const cells = new Float64Array(count * FEATURE_COUNT)
  const state = startFeatures()
  for (let i = 0; i < count; i++) followFeatures(state, { timeMs: timesMs[i] as number, value: values[i] as number, slot: slots[i] as number }, cells, i * FEATURE_COUNT)
  const from = coldRows(timesMs)
  return { count: count - from, cells: cells.subarray(from * FEATURE_COUNT) }
}

/** At most `most` rows of those from `from` to `to` (exclusive), evenly spread. */
export const pickRows = ({ cells }: FeatureRows, from: number, to: number, most: number): FeatureRows => {
  const count = Math.max(0, Math.min(most, to - from))
  const picked = new Float64Array(count * FEATURE_COUNT)
  for (let i = 0; i < count; i++) {
    const row = from + Math.floor((i * (to - from)) / count)
    picked.set(cells.subarray(row * FEATURE_COUNT, (row + 1) * FEATURE_COUNT), i * FEATURE_COUNT)
  }
  return { count, cells: picked }
}

/** Mean and standard deviation of each feature over the rows that know it. */
export const scaleOf = ({ count, cells }: FeatureRows, leastHalfWidth: number): FeatureScale => {
  const mean: number[] = []
  const deviation: number[] = []
  for (let feature = 0; feature < FEATURE_COUNT; feature++) {
    let known = 0
    let sum = 0
    for (let i = feature; i < count * FEATURE_COUNT; i += FEATURE_COUNT) {
      const value = cells[i] as number
      if (Number.isNaN(value)) continue
      known++
      sum += value
    }
    const centre = known === 0 ? 0 : sum / known
    let squares = 0
    for (let i = feature; i < count * FEATURE_COUNT; i += FEATURE_COUNT) {
      const value = cells[i] as number
      if (!Number.isNaN(value)) squares += (value - centre) ** 2
    }
    const spread = known === 0 ? 0 : Math.sqrt(squares / known)
    mean.push(centre)
    deviation.push(Math.max(spread, feature < WITH_UNIT ? LEAST_SHARE * leastHalfWidth : 0) || 1)
  }
  return { mean, deviation }
}

/** Standardises one row in place; what is unknown becomes the mean. */
export const standardise = (row: Float64Array, { mean, deviation }: FeatureScale, at = 0): void => {
  for (let feature = 0; feature < FEATURE_COUNT; feature++) {
    const scaled = ((row[at + feature] as number) - (mean[feature] as number)) / (deviation[feature] as number)
    row[at + feature] = Number.isNaN(scaled) ? 0 : Math.max(-FURTHEST, Math.min(FURTHEST, scaled))
  }
}

/** A standardised copy. */
export const standardised = (rows: FeatureRows, scale: FeatureScale): FeatureRows => {
  const cells = rows.cells.slice()
  for (let row = 0; row < rows.count; row++) standardise(cells, scale, row * FEATURE_COUNT)
  return { count: rows.count, cells }
}

const coldRows = (timesMs: Float64Array): number => {
  const firstMs = timesMs[0] as number
  const spanMs = (timesMs[timesMs.length - 1] as number) - firstMs
  const untilMs = firstMs + Math.min(DAY_MS, COLD_SHARE * spanMs)
  let row = 0
  while (row < timesMs.length && (timesMs[row] as number) < untilMs) row++
  return row
}
