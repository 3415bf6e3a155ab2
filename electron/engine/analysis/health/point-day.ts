/** A day of a point as health keeps it: levels of eight blocks, roughness, standstill, how often it turned round, and what the device said of its readings. */
import type { PointDay, QualifiedSeries } from '../../../../shared/domain/device-status.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import type { Calendar } from '../calendar.ts'
import { BLOCKS_A_DAY, summariseDays, type DaySummary } from '../drift/day-summary.ts'

/** A move of less is the resolution of a controller, in the point's unit (percent). */
const REVERSAL = 5
const BAD = QUALITY.fault | QUALITY.outOfRange | QUALITY.spike | QUALITY.rate

interface Counted {
  readings: number
  bad: number
  overridden: number
  outOfService: number
  reversals: number
}

/** Days of a series in ascending order of time; days without readings are left out. Bad readings count, but tell no level. */
export const pointDaysOf = (pointId: number, series: QualifiedSeries, calendar: Pick<Calendar, 'localMs' | 'dayOf'>): PointDay[] => {
  const counted = new Map<number, Counted>()
  const { timesMs, values, qualities } = series
  const goodTimes = new Float64Array(timesMs.length)
  const goodValues = new Float64Array(timesMs.length)
  let good = 0
  let day = Number.NaN
  let own: Counted = { ...NONE }
  // The furthest value since the last turn, and which way it went. No object for each: there are millions of readings.
  let extreme = Number.NaN
  let direction = 0
  for (let i = 0; i < timesMs.length; i++) {
    const timeMs = timesMs[i] as number
    const value = values[i] as number
    const quality = qualities[i] as number
    const dayOfIt = calendar.dayOf(timeMs)
    if (dayOfIt !== day) {
      day = dayOfIt
      own = countedOf(counted, day)
    }
    own.readings += 1
    if (quality !== 0) countFlags(own, quality)
    if ((quality & (BAD | QUALITY.outOfService)) !== 0 || !Number.isFinite(value)) continue
    goodTimes[good] = timeMs
    goodValues[good] = value
    good += 1
    const move = value - extreme
    if (direction !== 0 && move * direction >= 0) extreme = value
    else if (Number.isNaN(move)) extreme = value
    else if (Math.abs(move) >= REVERSAL) {
      if (direction !== 0) own.reversals += 1
      direction = move > 0 ? 1 : -1
      extreme = value
    }
  }
  const summaries = new Map(summariseDays(goodTimes.subarray(0, good), goodValues.subarray(0, good), calendar).map((summary) => [summary.day, summary]))
  return [...new Set([...counted.keys(), ...summaries.keys()])].sort((a, b) => a - b).map((one) => pointDayOf(pointId, one, counted.get(one), summaries.get(one)))
}

const countFlags = (own: Counted, quality: number): void => {
  if ((quality & BAD) !== 0) own.bad += 1
  if ((quality & QUALITY.overridden) !== 0) own.overridden += 1
  if ((quality & QUALITY.outOfService) !== 0) own.outOfService += 1
}

const NO_BLOCKS: readonly number[] = Array.from({ length: BLOCKS_A_DAY }, () => Number.NaN)
const NONE: Counted = { readings: 0, bad: 0, overridden: 0, outOfService: 0, reversals: 0 }

const pointDayOf = (pointId: number, day: number, counted: Counted | undefined, summary: DaySummary | undefined): PointDay => ({
  pointId, day, ...(counted ?? NONE), hours: summary?.hours ?? 0, blocks: summary?.blocks ?? NO_BLOCKS, roughness: summary?.roughness ?? Number.NaN, still: summary?.still ?? Number.NaN,
})

const countedOf = (days: Map<number, Counted>, day: number): Counted => {
  const known = days.get(day)
  if (known !== undefined) return known
  const made = { ...NONE }
  days.set(day, made)
  return made
}
