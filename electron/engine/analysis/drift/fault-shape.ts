/** Which shape a deviation has in time: a step, a steady ramp, or one that grows faster and faster; by the least-squares fit of each to weekly levels. */
import { medianOf } from './day-statistics.ts'
import { dayOfYear } from './day-summary.ts'
import { dot, fitRobust } from './robust-regression.ts'

export interface Shape {
  readonly shape: 'step' | 'ramp' | 'accelerating'
  /** First day of the deviation. */
  readonly fromDay: number
  /** Days from its beginning until it was complete; 0 for a step. */
  readonly rampDays: number
  /** Size at its end, in the unit of the levels. */
  readonly size: number
}

const WEEK = 7
/** Lengths of ramps that are tried, in weeks. */
const RAMPS = [4, 6, 9, 13, 18, 26, 39]
/** What a shape's loss is multiplied by: a ramp has a parameter more than a step, and one that accelerates is rarely told from one that begins later. */
const PRICE: Readonly<Record<Shape['shape'], number>> = { step: 1, ramp: 1.05, accelerating: 1.2 }
/** A step that came within a day nearly as large as a whole is worth this: seasons and ramps do not jump. */
const SHARP_SHARE = 0.75
const SHARP_PRICE = 0.95
const LEAST_WEEKS = 8
const YEAR_WEEKS = 75

/** Weekly medians of a daily series; a week needs three days. */
const weekly = (days: readonly { readonly day: number; readonly level: number }[]): { readonly day: number; readonly level: number }[] => {
  const weeks = Map.groupBy(days, ({ day }) => Math.floor(day / WEEK))
  return [...weeks].map(([week, own]) => ({ day: week * WEEK, level: medianOf(own.map(({ level }) => level), 3) })).filter(({ level }) => Number.isFinite(level))
}

/**
 * The best shape over a series of daily levels.
 * @param between the deviation began after the first and before the second of these days
 * @param seasonal whether a yearly course may explain part of the levels; only done with a year and a half of weeks
 * @returns null with fewer than eight weeks, or none around the given days
 */
export const findShape = (days: readonly { readonly day: number; readonly level: number }[], between: readonly [number, number], seasonal: boolean): Shape | null => {
  const weeks = weekly(days)
  if (weeks.length < LEAST_WEEKS) return null
  const harmonics = seasonal && weeks.length >= YEAR_WEEKS
  const starts = weeks.filter(({ day }) => day + WEEK > between[0] && day <= between[1]).map(({ day }) => day)
  const jumps = new Map(starts.map((start) => [start, largestJump(days, start)]))
  let best: Candidate | null = null
  for (const candidate of candidates(starts)) {
    const fit = fitShape(weeks, harmonics, (day) => progress(candidate.shape, day - candidate.fromDay, candidate.rampDays))
    const isSharp = candidate.shape === 'step' && (jumps.get(candidate.fromDay) as number) * Math.sign(fit.size) >= SHARP_SHARE * Math.abs(fit.size)
    const loss = fit.loss * PRICE[candidate.shape] * (isSharp ? SHARP_PRICE : 1)
    if (best === null || loss < best.loss) best = { ...candidate, size: fit.size, loss }
  }
  return best === null ? null : { shape: best.shape, fromDay: best.fromDay, rampDays: best.rampDays, size: best.size }
}

interface Candidate extends Shape {
  readonly loss: number
}

const candidates = (starts: readonly number[]): Omit<Shape, 'size'>[] =>
  starts.flatMap((fromDay) => [
    { shape: 'step' as const, fromDay, rampDays: 0 },
    ...RAMPS.flatMap((weeks) => (['ramp', 'accelerating'] as const).map((shape) => ({ shape, fromDay, rampDays: weeks * WEEK }))),
  ])

/** The largest change between the week before and the week after one day, within a week of `start`. */
const largestJump = (days: readonly { readonly day: number; readonly level: number }[], start: number): number => {
  let largest = 0
  for (let at = start - WEEK; at <= start + WEEK; at++) {
    const after = medianOf(days.filter(({ day }) => day >= at && day < at + WEEK).map(({ level }) => level), 4)
    const before = medianOf(days.filter(({ day }) => day >= at - WEEK && day < at).map(({ level }) => level), 4)
    if (Math.abs(after - before) > Math.abs(largest)) largest = after - before
  }
  return largest
}

/** 0 before, 1 when complete. */
const progress = (shape: Shape['shape'], sinceDays: number, rampDays: number): number => {
  if (sinceDays < 0) return 0
  const share = rampDays === 0 ? 1 : Math.min(1, sinceDays / rampDays)
  return shape === 'accelerating' ? share * share : share
}

const fitShape = (weeks: readonly { readonly day: number; readonly level: number }[], harmonics: boolean, shape: (day: number) => number): { readonly loss: number; readonly size: number } => {
  const rows = weeks.map(({ day }) => {
    const angle = (2 * Math.PI * dayOfYear(day)) / 365.2425
    return Float64Array.from(harmonics ? [1, shape(day), Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle)] : [1, shape(day)])
  })
  const target = Float64Array.from(weeks, ({ level }) => level)
  const none = new Float64Array(rows[0]?.length ?? 0)
  const { coefficients } = fitRobust(rows, target, none, none)
  const loss = rows.reduce((sum, row, i) => sum + Math.abs((target[i] as number) - dot(row, coefficients)), 0)
  return { loss, size: coefficients[1] as number }
}
