/** Holidays to offer: what calendars and schedules told, the same days of many objects as one, compared with the list as it is. Pure. */
import { dateOfDay, entryOfDay, type HolidayEntry } from '../../../../shared/domain/holidays.ts'
import type { HolidayProposal, HolidaySource, ProposalState } from '../../../../shared/domain/holiday-proposals.ts'
import { dayList, daysOfEntry, yearlyDay, type DayList } from '../../bacnet/calendar-days.ts'
import { periodText, type CalendarEntry } from '../../bacnet/schedule.ts'
import { CALENDAR_TYPE, type Told } from './told.ts'

const DAY_MS = 86_400_000
/** This year and the two after it. */
const YEARS = 3
/** More days in one year are a weekday or a season, no holidays. */
const MOST_A_YEAR = 50
const MOST_NAME = 80

/** What an object told, with where it is. */
export interface ToldObject {
  readonly source: HolidaySource
  /** Instance of the device, for references between its objects. */
  readonly device: number
  readonly objectType: number
  readonly objectInstance: number
  readonly told: Told
}

export interface ListNow {
  readonly entries: readonly HolidayEntry[]
  readonly dismissed: ReadonlySet<string>
  /** Local date of today: `2026-03-01`. */
  readonly today: string
}

interface Gathered {
  readonly entry: CalendarEntry
  readonly sources: HolidaySource[]
  resting: number
  running: number
}

const objectKey = (device: number, type: number, instance: number): string => `${device} ${type}:${instance}`

/** How many schedules rest, and how many do something else, on the days of each calendar. */
const usesOfCalendars = (objects: readonly ToldObject[]): ReadonlyMap<string, { readonly rests: number; readonly runs: number }> => {
  const uses = new Map<string, { rests: number; runs: number }>()
  for (const { device, told } of objects) {
    if (told.kind !== 'schedule') continue
    for (const { period, does } of told.days) {
      if (period.kind !== 'calendar') continue
      const key = objectKey(device, period.type, period.instance)
      const use = uses.get(key) ?? { rests: 0, runs: 0 }
      use[does] += 1
      uses.set(key, use)
    }
  }
  return uses
}

/** The same days, whoever tells them; by the words of the entry. */
const gather = (objects: readonly ToldObject[]): ReadonlyMap<string, Gathered> => {
  const found = new Map<string, Gathered>()
  const uses = usesOfCalendars(objects)
  const add = (entry: CalendarEntry, source: HolidaySource, use: { readonly rests: number; readonly runs: number }): void => {
    const when = periodText(entry)
    const known = found.get(when) ?? { entry, sources: [], resting: 0, running: 0 }
    if (!known.sources.includes(source)) known.sources.push(source)
    known.resting += use.rests
    known.running += use.runs
    found.set(when, known)
  }
  const calendarsFirst = [...objects].sort((a, b) => Number(b.objectType === CALENDAR_TYPE) - Number(a.objectType === CALENDAR_TYPE))
  for (const { source, device, objectType, objectInstance, told } of calendarsFirst) {
    if (told.kind === 'calendar') for (const entry of told.entries) add(entry, source, uses.get(objectKey(device, objectType, objectInstance)) ?? { rests: 0, runs: 0 })
    if (told.kind === 'schedule') for (const { period, does } of told.days) if (does === 'rests' && period.kind !== 'calendar') add(period, source, { rests: 1, runs: 0 })
  }
  return found
}

/** Days that are missing in the list. */
const missing = (entry: CalendarEntry, days: readonly number[], name: string, entries: readonly HolidayEntry[]): readonly HolidayEntry[] => {
  const yearly = yearlyDay(entry)
  if (yearly !== undefined) return entries.some(({ on }) => on === yearly) ? [] : [{ on: yearly, name, works: false }]
  return days.filter((day) => entryOfDay(entries, day) === undefined).map((day) => ({ on: dateOfDay(day), name, works: false }))
}

const nameOf = ([source]: readonly HolidaySource[]): string => (source?.objectName ?? '').trim().slice(0, MOST_NAME).trim()

const mostInAYear = (days: readonly number[]): number => {
  const counts = new Map<number, number>()
  for (const day of days) {
    const year = new Date(day * DAY_MS).getUTCFullYear()
    counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}

const proposalOf = (when: string, { entry, sources, resting, running }: Gathered, days: readonly number[], now: ListNow): HolidayProposal => {
  const adds = missing(entry, days, nameOf(sources), now.entries)
  const state: ProposalState = mostInAYear(days) > MOST_A_YEAR ? 'wide' : adds.length === 0 ? 'known' : now.dismissed.has(when) ? 'dismissed' : 'offered'
  return { key: when, sources, when, state, adds: state === 'wide' ? [] : adds, days: days.length, resting, running }
}

/** The days that proposals speak of: from the first of January of this year on. */
const daysAhead = (today: string): DayList => {
  const year = Number(today.slice(0, 4))
  return dayList(Date.UTC(year, 0, 1) / DAY_MS, Date.UTC(year + YEARS, 0, 1) / DAY_MS - 1)
}

/** Entries that mean no day any more, or nothing, are left out. The next day that is missing comes first; what needs nobody stands behind. */
export function* proposalsOf(objects: readonly ToldObject[], now: ListNow): Generator<undefined, readonly HolidayProposal[]> {
  const ahead = daysAhead(now.today)
  const proposals: { readonly proposal: HolidayProposal; readonly first: number }[] = []
  for (const [when, gathered] of gather(objects)) {
    const days = daysOfEntry(gathered.entry, ahead)
    if (days !== undefined && days.length > 0) proposals.push({ proposal: proposalOf(when, gathered, days, now), first: days[0]! })
    yield
  }
  const order: Readonly<Record<ProposalState, number>> = { offered: 0, dismissed: 1, wide: 2, known: 3 }
  return proposals.sort((a, b) => order[a.proposal.state] - order[b.proposal.state] || a.first - b.first || (a.proposal.when < b.proposal.when ? -1 : 1)).map(({ proposal }) => proposal)
}

/** How many entries of a calendar mean nothing: a month 15, a range between wildcards. */
export const meaninglessIn = (told: Told): number => (told.kind === 'calendar' ? told.entries.filter((entry) => daysOfEntry(entry, []) === undefined).length : 0)
