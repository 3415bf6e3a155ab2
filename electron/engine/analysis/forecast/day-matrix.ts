/** The past of a meter as a matrix of days by hours of the local clock: what all forecasting methods learn from. Pure. */

import { quantileSorted } from '../order-statistics.ts'

export const HOURS_A_DAY = 24

/** `values[day * 24 + hour]`; days follow each other without a gap. */
export interface DayMatrix {
  readonly days: number
  /** Local date of the first day, as whole days since 1970-01-01. */
  readonly firstDay: number
  /** Mean power of the hour or amount per hour; gaps are filled from the weeks around. */
  readonly values: Float64Array
  /** 1 where the hour was measured. */
  readonly measured: Uint8Array
}

/** Monday 0; day 0 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/** 0..1 through the year of 365.2425 days, for the season. */
export const yearPart = (day: number): number => (((day / 365.2425) % 1) + 1) % 1

/** How far back a gap looks for the same hour, hours: a week, a day, two weeks. */
const LOOK_BACK = [168, 24, 336] as const

/**
 * Fills what was not measured from the same hour a week before, a day before, two weeks before; else from the hour before; at the beginning from what comes first.
 * Only the past is used, but for the very first hours, which nothing is forecast from.
 */
export const fillGaps = (values: Float64Array): Float64Array => {
  const filled = values.slice()
  for (let i = 0; i < filled.length; i += 1) {
    if (Number.isFinite(filled[i])) continue
    const from = LOOK_BACK.find((back) => i >= back && Number.isFinite(filled[i - back]))
    filled[i] = from === undefined ? (i > 0 ? filled[i - 1]! : Number.NaN) : filled[i - from]!
  }
  const first = filled.findIndex((value) => Number.isFinite(value))
  if (first > 0) filled.fill(filled[first]!, 0, first)
  return first < 0 ? filled.fill(0) : filled
}

/** Hours beyond so many times what 99 % of hours stay below are errors of a meter, not its load. */
const MOST_FACTOR = 10

/** Whether one in a hundred values is beyond a tenth of the largest: then none is wild, and nothing need be sorted. */
const isTame = (values: Float64Array): boolean => {
  let [most, known, beyond] = [0, 0, 0]
  for (let i = 0; i < values.length; i += 1) {
    const size = Math.abs(values[i]!)
    if (Number.isNaN(size)) continue
    known += 1
    if (size > most) most = size
  }
  for (let i = 0; i < values.length; i += 1) if (Math.abs(values[i]!) * MOST_FACTOR >= most) beyond += 1
  return beyond > 0.01 * known + 1
}

const withoutWild = (values: Float64Array): Float64Array => {
  if (isTame(values)) return values
  const sizes = values.filter((value) => Number.isFinite(value)).map(Math.abs).sort()
  const most = sizes.length === 0 ? 0 : MOST_FACTOR * quantileSorted(sizes, 0.99)
  return most === 0 ? values : values.map((value) => (Math.abs(value) > most ? Number.NaN : value))
}

const measuredOf = (values: Float64Array): Uint8Array => {
  const measured = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i += 1) measured[i] = Number.isFinite(values[i]) ? 1 : 0
  return measured
}

/** @param values hours of whole local days; NaN = not measured */
export const dayMatrixOf = (values: Float64Array, firstDay: number): DayMatrix => {
  const trusted = withoutWild(values)
  return { days: Math.floor(values.length / HOURS_A_DAY), firstDay, values: fillGaps(trusted), measured: measuredOf(trusted) }
}
