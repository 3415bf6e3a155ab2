/** Days of a site that are no ordinary working days: what people entered, and what was learnt. One declaration: schema, limits, text form. */
import * as v from 'valibot'

const DAY_MS = 86_400_000
/** Days a list may hold. */
export const MOST_HOLIDAYS = 400
const MOST_NAME = 80

/** `2026-12-25` is that day, `12-25` that day of every year. */
const ON = /^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** True for a day that exists; 29 February exists where no year is said. */
const exists = (on: string): boolean => {
  if (!ON.test(on)) return false
  const full = on.length === 5 ? `2024-${on}` : on
  const date = new Date(`${full}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(full)
}

const entrySchema = v.strictObject({
  on: v.pipe(v.string(), v.check(exists, 'no such day')),
  name: v.pipe(v.string(), v.trim(), v.maxLength(MOST_NAME)),
  /** The building works on this day whatever else is said or learnt of it. */
  works: v.boolean(),
})

export const holidaysSchema = v.pipe(v.array(entrySchema), v.maxLength(MOST_HOLIDAYS), v.readonly())

/** A day that somebody entered. */
export type HolidayEntry = v.InferOutput<typeof entrySchema>

/** A working day on which the building behaved like a Sunday. Days are whole local days since the epoch. */
export interface LearntHoliday {
  readonly day: number
  /** Points that tell working days from Sundays, and how many of them were at rest. */
  readonly points: number
  readonly resting: number
}

/** What is taken as holiday, for the operator. */
export interface HolidayReport {
  readonly today: { readonly date: string; readonly kind: 'working' | 'weekend' | 'entered' | 'learnt' | 'seems'; readonly name: string; readonly points: number; readonly resting: number }
  /** Newest first. */
  readonly learnt: readonly { readonly date: string; readonly points: number; readonly resting: number; readonly refused: boolean }[]
  /** Points by which holidays are recognised; fewer than three recognise none. */
  readonly signs: number
}

/** `2026-12-25` of a local day. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** What was entered for a local day; the day of one year counts before that of every year, and a working day before a holiday. */
export const entryOfDay = (entries: readonly HolidayEntry[], day: number): HolidayEntry | undefined => {
  if (entries.length === 0) return undefined
  const date = dateOfDay(day)
  const of = (on: string): HolidayEntry | undefined => {
    const own = entries.filter((entry) => entry.on === on)
    return own.find(({ works }) => works) ?? own[0]
  }
  return of(date) ?? of(date.slice(5))
}

const WORKS = /\s*\bworking day$/i

/** One day a line: `12-25 Christmas Day`, `2026-05-15 bridge day`, `2026-01-06 working day`. */
export const holidayText = (entries: readonly HolidayEntry[]): string => entries.map(({ on, name, works }) => [on, name, works ? 'working day' : ''].filter((part) => part !== '').join(' ')).join('\n')

/** The reverse of `holidayText`; `wrong` is the first line that is no day. */
export const parseHolidays = (text: string): { readonly entries: readonly HolidayEntry[] } | { readonly wrong: string } => {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const entries: HolidayEntry[] = []
  for (const line of lines) {
    const on = line.split(/\s/)[0] ?? ''
    const rest = line.slice(on.length).trim()
    const entry = { on, name: rest.replace(WORKS, '').trim(), works: WORKS.test(rest) }
    if (!v.is(entrySchema, entry)) return { wrong: line }
    entries.push(entry)
  }
  return entries.length > MOST_HOLIDAYS ? { wrong: lines[MOST_HOLIDAYS] as string } : { entries }
}
