/** Kinds of days in words: which weekdays they are, when the building is in use. Pure. */
import type { DayKind, Occupied } from '../../../shared/domain/energy-patterns.ts'

/** Of a weekday's days so many are of a kind that is named by it. */
const MOSTLY = 0.5

/** Runs of weekdays, Monday 0: `[[0, 4], [6, 6]]`. */
export const weekdayRuns = (days: readonly number[]): readonly (readonly [from: number, to: number])[] => {
  const runs: [number, number][] = []
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] === day - 1) last[1] = day
    else runs.push([day, day])
  }
  return runs
}

/** Weekdays of which most days are of this kind. */
export const weekdaysOf = (kind: DayKind, all: readonly DayKind[]): number[] =>
  kind.weekdays.flatMap((count, weekday) => {
    const total = all.reduce((sum, { weekdays }) => sum + (weekdays[weekday] ?? 0), 0)
    return total > 0 && count / total >= MOSTLY ? [weekday] : []
  })

/** `07:20`; 24:00 is the end of the day. */
export const minuteText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(Math.round(minute % 60)).padStart(2, '0')}`

/** Weekdays that are used from and to about the same minute, together. */
export const usesOf = (week: readonly (Occupied | null)[]): readonly { readonly days: readonly number[]; readonly use: Occupied | null }[] => {
  const groups: { days: number[]; use: Occupied | null }[] = []
  for (const [day, use] of week.entries()) {
    const own = groups.find((group) => (group.use === null ? use === null : use !== null && Math.abs(group.use.fromMinute - use.fromMinute) <= ALIKE && Math.abs(group.use.toMinute - use.toMinute) <= ALIKE))
    if (own === undefined) groups.push({ days: [day], use })
    else own.days.push(day)
  }
  return groups
}
/** Minutes; the load tells them no better. */
const ALIKE = 15
