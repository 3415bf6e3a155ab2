/**
 * Slow faults of a consumption meter, judged a day at a time. A wrong factor multiplies everything the meter counts: night and day, working days and weekends alike. A building that changes its habits does not:
 * so a factor is believed only when all hours show it. The season is taken out by comparing with the same weeks a year before; before there is a year, only a sudden step much larger than any of the reference counts.
 */
import { BLOCKS_A_DAY, isWorkingDay, type DaySummary } from './day-summary.ts'
import { medianOf, quantileOf } from './day-statistics.ts'
import { NOTHING, type DriftJudgement } from './drift-types.ts'

/** Levels of a day: logarithm of the mean of each block; NaN where it was not observed or the meter stood or dropped out. */
export interface MeterDay {
  readonly day: number
  readonly logs: readonly number[]
  /** Nothing moved all day. */
  readonly still: boolean
  readonly zeros: number
}

export interface MeterModel {
  /** Largest common step between neighbouring windows in the reference, natural logarithm. */
  readonly largestStep: number
  /** Longest run of still days, and largest share of zero hours of a day, in the reference. */
  readonly stillDays: number
  readonly zeros: number
}

/** 52 weeks: the same weekday, nearly the same season. */
const YEAR_DAYS = 364
const YEAR_WINDOW = 28
const STEP_AFTER = 21
const STEP_BEFORE = 42
const PERSIST_DAYS = 14
/** A factor of 1.21 or 0.83: beyond what accuracy classes, transformers and a changed tenant explain in all hours alike. */
const FACTOR_LIMIT = 0.19
/** Beyond a factor of two it is another plant or another use, which the live detectors tell, not a meter that went wrong by itself. */
const MOST_FACTOR = Math.log(2)
/** The hours must agree: median distance of their logarithms from the common one, as a share of it. */
const LEAST_AGREEMENT = 0.25
/** And at most this: a factor is the same in all hours, whatever its size; what differs between them is the building. */
const MOST_DISAGREEMENT = 0.08
/** Share of the classes of hours that may show less than what is called common. */
const LAGGING_SHARE = 0.2
/** A step within the first year must be so many times the largest of the reference. */
const STEP_TIMES = 2.5
const STILL_DAY = 0.95
const STUCK_DAYS = 2
/** Days with drop-outs within a week that make a meter intermittent. */
const ZERO_DAYS = 3
const WEEK = 7
const LEAST_SHARE = 0.5

/** @param floor least mean that is more than nothing, in the meter's unit */
export const meterDay = ({ day, blocks, still, zeros }: DaySummary, floor: number): MeterDay => {
  const isStill = still >= STILL_DAY
  return { day, still: isStill, zeros, logs: blocks.map((mean) => (isStill || zeros > 0 || !(mean > floor) ? Number.NaN : Math.log(mean))) }
}

/** Learns from days that count as good. Pass days as `meterDay` made them. */
export const fitMeter = (days: readonly MeterDay[]): MeterModel => {
  const byDay = indexed(days)
  let largestStep = 0
  for (let i = STEP_BEFORE + STEP_AFTER; i <= days.length; i += WEEK) {
    const step = stepAt(byDay, days[i - 1]?.day ?? 0)
    if (step !== null) largestStep = Math.max(largestStep, Math.abs(step.common))
  }
  return { largestStep, stillDays: longestStill(days), zeros: quantileOf(days.map((each) => each.zeros), 1) || 0 }
}

/** Judges one day from it and those before it. */
export const judgeMeter = (model: MeterModel, days: ReadonlyMap<number, MeterDay>, day: number): DriftJudgement => {
  const stuck = judgeStill(model, days, day)
  if (stuck.alarm) return stuck
  const zeros = judgeZeros(model, days, day)
  if (zeros.alarm) return zeros
  const factor = judgeFactor(model, days, day)
  const worst = [factor, stuck, zeros].reduce((before, each) => (each.score > before.score ? each : before))
  // After days that were not read it is not known how long it has stood, but that it has.
  const unknown = [...(factor.unknown ?? []), ...(days.get(day)?.still === true ? ['stuck' as const] : [])]
  return unknown.length === 0 ? worst : { ...worst, unknown }
}

export const indexed = (days: readonly MeterDay[]): Map<number, MeterDay> => new Map(days.map((each) => [each.day, each]))

const judgeFactor = (model: MeterModel, days: ReadonlyMap<number, MeterDay>, day: number): DriftJudgement => {
  const now = factorAt(model, days, day)
  if (now.score < 1) return now
  for (let back = WEEK; back <= PERSIST_DAYS; back += WEEK) {
    const before = factorAt(model, days, day - back)
    if (before.score < 1 || Math.sign(before.size) !== Math.sign(now.size)) return { ...now, score: Math.min(now.score, 0.99) }
  }
  return { ...now, alarm: true }
}

const factorAt = (model: MeterModel, days: ReadonlyMap<number, MeterDay>, day: number): DriftJudgement => {
  const year = shiftOf(days, [day - YEAR_WINDOW, day], [day - YEAR_WINDOW - YEAR_DAYS, day - YEAR_DAYS])
  const shift = year ?? stepAt(days, day)
  if (shift === null || Math.abs(shift.median) > MOST_FACTOR) return { ...NOTHING, unknown: ['level'] }
  const limit = year === null ? Math.max(FACTOR_LIMIT, STEP_TIMES * model.largestStep) : FACTOR_LIMIT
  return { score: Math.abs(shift.common) / limit, leading: 'level', size: Math.exp(shift.median) - 1, alarm: false }
}

const stepAt = (days: ReadonlyMap<number, MeterDay>, day: number): Shift | null => shiftOf(days, [day - STEP_AFTER, day], [day - STEP_AFTER - STEP_BEFORE, day - STEP_AFTER])

interface Shift {
  /** What nearly all classes of hours show at least; 0 when they do not agree. Natural logarithm of the factor. */
  readonly common: number
  readonly median: number
}

/** How the classes of hours (blocks of working days, blocks of weekends) changed between two spans of days, each without its first day. null when too little was observed. */
const shiftOf = (days: ReadonlyMap<number, MeterDay>, later: readonly [number, number], earlier: readonly [number, number]): Shift | null => {
  const [after, before] = [classLevels(days, later), classLevels(days, earlier)]
  const shifts = after.map((level, i) => level - (before[i] as number)).filter(Number.isFinite)
  if (shifts.length < BLOCKS_A_DAY) return null
  const median = medianOf(shifts)
  const disagreement = medianOf(shifts.map((each) => Math.abs(each - median)))
  const sign = Math.sign(median)
  const least = Math.max(0, quantileOf(shifts.map((each) => sign * each), LAGGING_SHARE))
  return { common: disagreement <= Math.min(MOST_DISAGREEMENT, LEAST_AGREEMENT * Math.abs(median)) ? sign * least : 0, median }
}

/** Medians of the blocks of working days, then of weekends. */
const classLevels = (days: ReadonlyMap<number, MeterDay>, [from, to]: readonly [number, number]): number[] => {
  const logs: number[][] = Array.from({ length: 2 * BLOCKS_A_DAY }, () => [])
  for (let day = from + 1; day <= to; day++) {
    const known = days.get(day)
    if (known === undefined) continue
    const first = isWorkingDay(day) ? 0 : BLOCKS_A_DAY
    for (const [block, log] of known.logs.entries()) logs[first + block]?.push(log)
  }
  const [working, weekend] = [((to - from) * 5) / 7, ((to - from) * 2) / 7]
  return logs.map((each, i) => medianOf(each, Math.floor((i < BLOCKS_A_DAY ? working : weekend) * LEAST_SHARE)))
}

const judgeStill = (model: MeterModel, days: ReadonlyMap<number, MeterDay>, day: number): DriftJudgement => {
  let count = 0
  while (days.get(day - count)?.still === true) count += 1
  const score = count / (STUCK_DAYS + 2 * model.stillDays)
  return count === 0 ? NOTHING : { score, leading: 'stuck', size: count, alarm: score >= 1 }
}

const judgeZeros = (model: MeterModel, days: ReadonlyMap<number, MeterDay>, day: number): DriftJudgement => {
  let withZeros = 0
  let share = 0
  for (let back = 0; back < WEEK; back++) {
    const known = days.get(day - back)
    if (known === undefined || known.still || known.zeros <= model.zeros) continue
    withZeros += 1
    share += known.zeros / WEEK
  }
  const score = withZeros / ZERO_DAYS
  return withZeros === 0 ? NOTHING : { score, leading: 'intermittent', size: share, alarm: score >= 1 }
}

const longestStill = (days: readonly MeterDay[]): number => {
  let longest = 0
  let run = 0
  for (const { still } of days) {
    run = still ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
