/** Holidays that the building's own calendars and schedules tell, offered to a person; and the record of what became of the list. */
import type { Message } from '../message.ts'
import type { HolidayEntry } from './holidays.ts'

/** The object that tells a holiday. */
export interface HolidaySource {
  readonly deviceId: number
  /** null = the object is no point any more. */
  readonly pointId: number | null
  readonly deviceName: string
  /** `CAL 1`. */
  readonly object: string
  readonly objectName: string
  readonly readAtMs: number
}

/** `offered`: days are missing in the list. `known`: all are there. `dismissed`: a person does not want it. `wide`: too many days to be holidays. */
export type ProposalState = 'offered' | 'known' | 'dismissed' | 'wide'

export interface HolidayProposal {
  /** The same for the same days from one reading to the next, whoever tells them. */
  readonly key: string
  /** The objects that tell it; calendars first. */
  readonly sources: readonly HolidaySource[]
  /** As the devices say it: `*-12-25`, `2026-12-24 .. 2027-01-06`, `*-11 days 22-28 Thu`. */
  readonly when: string
  readonly state: ProposalState
  /** What accepting adds to the list: days from this year on that it does not hold yet. */
  readonly adds: readonly HolidayEntry[]
  /** Days it means from this year to the end of the year after next. */
  readonly days: number
  /** Schedules that rest on these days as at night, and those that do something else all day. */
  readonly resting: number
  readonly running: number
}

export interface HolidayProposals {
  /** When the calendars were read last; null = never. */
  readonly readAtMs: number | null
  /** Calendars and schedules there are, whether or not they could be read. */
  readonly objects: number
  readonly proposals: readonly HolidayProposal[]
  /** Objects that could not be read or understood. */
  readonly problems: readonly { readonly source: HolidaySource; readonly problem: Message }[]
}

/** One change of the list of holidays. Changes are never deleted. */
export interface HolidayChange {
  readonly id: number
  readonly atMs: number
  /** The account on the machine. */
  readonly who: string
  /** `entered` by hand, `accepted` from a calendar, `undone`: an earlier change taken back; `dismissed` and `restored` change proposals, not the list. */
  readonly what: 'entered' | 'accepted' | 'undone' | 'dismissed' | 'restored'
  readonly added: readonly HolidayEntry[]
  readonly removed: readonly HolidayEntry[]
  /** Where it came from: `Device 1001 "Plant" CAL 1 "Public holidays": *-12-25`; of `undone` what was undone; empty by hand. */
  readonly source: string
  readonly undoneAtMs: number | null
}
