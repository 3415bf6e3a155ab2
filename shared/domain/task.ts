/** Maintenance work: what is to be done, why, when, what came of it, and what the readings say of it afterwards. */
import type { Message } from '../message.ts'
import type { Severity } from './alert.ts'
import type { HealthPart } from './health.ts'

export type TaskSubject =
  | { readonly what: 'site' }
  | { readonly what: 'device'; readonly deviceId: number }
  | { readonly what: 'point'; readonly pointId: number }

/** Most urgent first: at once; within days; whenever somebody is there. */
export const URGENCIES = ['now', 'soon', 'nextVisit'] as const
export type TaskUrgency = (typeof URGENCIES)[number]

/** Comes again: so many days after it was done, or after so many hours that a point says its equipment ran. */
export type TaskRepeat = { readonly by: 'days'; readonly days: number } | { readonly by: 'runHours'; readonly pointId: number; readonly hours: number }

/** A finding of a device's health that work answers, and the part of the score that tells whether it helped. */
export interface TaskFinding {
  readonly deviceId: number
  /** As in `HealthDeduction`. */
  readonly kind: string
  readonly part: HealthPart
}

/** A limit that a point was foretold to reach when the work was taken up; see `LimitCrossing`. */
export interface ForetoldLimit {
  readonly pointId: number
  readonly side: 'low' | 'high'
  /** In the unit of the point. */
  readonly limit: number
  readonly earliestMs: number
  readonly likelyMs: number
  readonly latestMs: number | null
}

/** What a person says of a task. */
export interface TaskFields {
  readonly title: string
  readonly about: TaskSubject
  readonly urgency: TaskUrgency
  /** Who does it, in free words; empty = nobody yet. */
  readonly assignee: string
  /** Tools and parts to bring. */
  readonly bring: string
  readonly note: string
  /** The alert it answers; null = none. */
  readonly alertId: number | null
  /** The finding of a device's health it answers; null = none. */
  readonly finding: TaskFinding | null
  /** The limit it shall keep a point from; null = none. */
  readonly foretold: ForetoldLimit | null
  /** Local day of the site, `2026-12-24`; null = not planned yet. */
  readonly plannedFor: string | null
  /** Local hour at which it begins, 0..23; null = any time of that day. */
  readonly plannedHour: number | null
  /** How long it takes, h. */
  readonly durationHours: number
  /** People in the building would notice: plant off, rooms entered. */
  readonly disturbs: boolean
  readonly repeat: TaskRepeat | null
}

export type TaskState = 'open' | 'done' | 'dropped'

/** What a person says of work that was done. */
export interface TaskEnd {
  readonly note: string
  /** What it is reckoned to save, kWh a year; null = not said. */
  readonly savedKwhPerYear: number | null
  /** Work of all that took part, h; null = not said. */
  readonly spentHours: number | null
  /** Parts and services, in `currency`; null = not said. */
  readonly cost: number | null
  /** ISO 4217, as in the tariffs; null = no tariff was known. */
  readonly currency: string | null
}

export interface Task extends TaskFields {
  readonly id: number
  readonly state: TaskState
  readonly createdAtMs: number
  /** When it was done or dropped; null while open. */
  readonly endedAtMs: number | null
  readonly endNote: string
  /** What a person reckons it saves, kWh a year; null = not said. */
  readonly savedKwhPerYear: number | null
  readonly spentHours: number | null
  readonly cost: number | null
  readonly currency: string | null
  /** The task whose repetition it is; null = none. */
  readonly repeats: number | null
}

/**
 * What the readings say after work that answers an alert. `watching`: too early; `stillThere`: the alert never cleared; `returned`: the same alert came again;
 * `recovered`: seven observed days without it. Of work that shall keep a point from a limit, `reached`: it reached it all the same; `averted`: it did not, by the day that was likely and for seven observed days.
 * `notMeasured`: there was nothing to tell by.
 */
export type TaskResult =
  | { readonly what: 'notMeasured' | 'stillThere' }
  | { readonly what: 'watching'; readonly untilMs: number }
  | { readonly what: 'returned'; readonly alertId: number; readonly atMs: number }
  | { readonly what: 'recovered'; readonly sinceMs: number }
  | { readonly what: 'reached'; readonly alertId: number; readonly atMs: number }
  | { readonly what: 'averted'; readonly likelyMs: number }

/**
 * What the health score of the task's device says: medians of the week before the work, and of days whose week lies wholly after it, four weeks at most. `tooEarly`: fewer than seven observed days since;
 * `noBefore`: the device had no score before.
 */
export type TaskHealth =
  | { readonly what: 'noBefore'; readonly deviceId: number }
  | { readonly what: 'tooEarly'; readonly deviceId: number; readonly observedDays: number; readonly neededDays: number }
  | {
      readonly what: 'rose' | 'held' | 'fell'
      readonly deviceId: number
      readonly before: number
      readonly after: number
      /** The part that the work was about, or that moved most; null = none. */
      readonly part: { readonly part: HealthPart; readonly before: number; readonly after: number } | null
      /** Days since the work in which the device was looked after, 28 at most. */
      readonly observedDays: number
    }

/** Hours run since the task began to count, and when the limit is reached if it goes on as in the last four weeks. */
export interface RunHoursDue {
  readonly usedHours: number
  readonly ofHours: number
  /** Mean of the observed days of the last four weeks, h a day; null = too few days. */
  readonly perDay: number | null
  /** Days the mean is from. */
  readonly days: number
  /** When it is due, and the 95 % interval; null = not known. `latestMs` null = perhaps never. */
  readonly likelyMs: number | null
  readonly earliestMs: number | null
  readonly latestMs: number | null
}

export interface TaskView extends Task {
  /** Of tasks that were done. */
  readonly result: TaskResult | null
  /** Of tasks that were done on a device or a point. */
  readonly health: TaskHealth | null
  /** Of open tasks that repeat by hours run. */
  readonly due: RunHoursDue | null
}

/** Work that an open alert, or a finding of a device's health, asks for and nobody has taken up. */
export interface Recommendation {
  /** null = a finding asks for it. */
  readonly alertId: number | null
  readonly finding: TaskFinding | null
  readonly about: TaskSubject
  readonly deviceId: number
  readonly severity: Severity
  readonly urgency: TaskUrgency
  /** What is wrong, why the product says so, what to do and look at. */
  readonly title: Message
  readonly why: readonly Message[]
  readonly checks: readonly Message[]
  /** Instruments, tools and parts that this needs; what is known of them. */
  readonly bring: readonly Message[]
  readonly sinceMs: number
}

/** A point that moves towards a limit that people have set for it. */
export interface LimitCrossing {
  readonly pointId: number
  readonly side: 'low' | 'high'
  /** In the unit of the point. */
  readonly limit: number
  /** Level at the end of the period, and change a day with its 95 % interval, in the unit of the point. */
  readonly level: number
  readonly perDay: number
  readonly perDayLow: number
  readonly perDayHigh: number
  /** Days with readings the slope is from. */
  readonly days: number
  readonly fromMs: number
  readonly toMs: number
  readonly earliestMs: number
  readonly likelyMs: number
  /** null = at the slowest change that the days allow, not within two years. */
  readonly latestMs: number | null
}

export interface TaskBook {
  /** Open ones first, by day, the unplanned last; then the ended, newest first. */
  readonly tasks: readonly TaskView[]
  readonly recommendations: readonly Recommendation[]
  /** Of the tariffs, in which costs are noted; null = there is no tariff. */
  readonly currency: string | null
}

/** What one act changed. Undone as a whole. */
export interface TaskChange {
  readonly id: number
  readonly atMs: number
  readonly what: 'added' | 'changed' | 'planned' | 'done' | 'dropped' | 'reopened'
  readonly edits: readonly { readonly before: Task | null; readonly after: Task | null }[]
  readonly undone: boolean
}

export const MOST_TASKS = 5_000
