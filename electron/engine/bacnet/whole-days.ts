/** What a schedule does on the days that differ, where it does one thing all day: rests as at night, or runs. Pure. */
import type { BacnetValue } from './bacnet-value.ts'
import { minuteOf, scheduledNumber, type SpecialEvent, type TimeValue } from './schedule.ts'

export type WholeDay = 'rests' | 'runs'

const WORKING_DAYS = 5

const sameValue = (a: BacnetValue, b: BacnetValue): boolean => a.kind !== 'null' && a.kind === b.kind && scheduledNumber(a) !== null && scheduledNumber(a) === scheduledNumber(b)

/** The value that stands all day: it begins at midnight and does not change; undefined where it does, or where another priority may take its place (null). */
const wholeDayValue = (times: readonly TimeValue[]): BacnetValue | undefined => {
  const [first, ...later] = [...times].sort((a, b) => minuteOf(a.time) - minuteOf(b.time))
  if (first === undefined || minuteOf(first.time) !== 0 || scheduledNumber(first.value) === null) return undefined
  return later.every(({ value }) => sameValue(value, first.value)) ? first.value : undefined
}

/** The value of the night: with which all working days end, after something else in the day; undefined where the week does not say so. */
const nightValue = (week: readonly (readonly TimeValue[])[]): BacnetValue | undefined => {
  const days = week.slice(0, WORKING_DAYS).map((day) => [...day].sort((a, b) => minuteOf(a.time) - minuteOf(b.time)))
  const [night] = days.map((day) => day.at(-1)?.value)
  if (night === undefined) return undefined
  const rests = days.every((day) => day.length > 1 && sameValue(day.at(-1)!.value, night) && day.some(({ value }) => !sameValue(value, night)))
  return rests ? night : undefined
}

/**
 * `rests` = the value of the night stands all day (closed), `runs` = another value stands all day; undefined where the day has times of its own, or where it
 * cannot be told what rest is.
 */
export const wholeDayOf = ({ times }: Pick<SpecialEvent, 'times'>, week: readonly (readonly TimeValue[])[]): WholeDay | undefined => {
  const value = wholeDayValue(times)
  const night = nightValue(week)
  if (value === undefined || night === undefined) return undefined
  return sameValue(value, night) ? 'rests' : 'runs'
}
