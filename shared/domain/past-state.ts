/** The time machine: what every point, device and alert was at a past moment, in the shapes of the live calls, and what a time bar paints. */
import type { Alert, Severity } from './alert.ts'
import type { Device } from './device.ts'
import type { Incident } from './incident.ts'
import type { LiveValues, Point } from './point.ts'
import type { CoverageGap } from './series.ts'
import type { Statistics } from './statistics.ts'

/** The counters that can be told of a past moment. */
export type PastStatistics = Pick<
  Statistics,
  | 'devicesOnline'
  | 'devicesOffline'
  | 'devicesUnknown'
  | 'points'
  | 'pointsPolled'
  | 'pointsStale'
  | 'pointsDataProblem'
  | 'pointsOverridden'
  | 'alertsActive'
  | 'alertsUnacknowledged'
  | 'alertsDataProblem'
  | 'alertsBySeverity'
  | 'alertsShelved'
>

/** A device that was there then and was removed since, with all its history: only that it was is known. */
export interface ForgottenDevice {
  readonly instance: number
  readonly name: string
  readonly points: number
  readonly removedAtMs: number
}

/** What changes from one moment to another. Names, units and addresses are those of today, because only values, states and alerts are kept by time. */
export interface PastState {
  readonly atMs: number
  /** Whether anything was observed then: false while the engine was off, asleep, or the clock jumped over that moment. */
  readonly observed: boolean
  /** What was not observed at that moment: of all devices (null) or of single ones. One that is not over to this day ends just after `atMs`. */
  readonly gaps: readonly CoverageGap[]
  /**
   * Every point that was there then, with the last reading before or at that moment and the state live screens showed: stale where it was too old or lies before a
   * period that was not observed. Points that did not exist yet are missing; `never` are those that have no reading to this day. A single odd reading counts as the
   * data problem that it proved to be with the next one.
   */
  readonly values: LiveValues
  /** Points that were there then and that `listPoints` does not tell any more. */
  readonly gonePoints: readonly Point[]
  /** Devices that were there then, with their state then. What is wrong with a device beyond its state is not kept by time: `problems` is empty. */
  readonly devices: readonly Device[]
  /** Devices that were there then and are forgotten now. */
  readonly forgotten: readonly ForgottenDevice[]
  /** Alerts that were active or not acknowledged then, as they stood then, newest first. `worstValue` is null where the episode went on afterwards: when it was reached is not kept. */
  readonly alerts: readonly Alert[]
  /** Open alerts of that moment beyond those given. */
  readonly moreAlerts: number
  /** Incidents with an alert that was open then, newest first; members are those that had been raised by then. */
  readonly incidents: readonly Incident[]
  readonly statistics: PastStatistics
}

/** What is different from the moment before it, for playing. null = nothing is. */
export interface PastStep {
  readonly atMs: number
  readonly observed: boolean
  readonly gaps: readonly CoverageGap[]
  /** Points that are new or whose value, time, quality or state is another. */
  readonly values: LiveValues
  /** Points that are not there at this moment, but were at the one before: when playing backwards. */
  readonly absentPointIds: readonly number[]
  readonly gonePoints: readonly Point[] | null
  /** All of them when one came, went or is in another state. */
  readonly devices: readonly Device[] | null
  readonly forgotten: readonly ForgottenDevice[] | null
  readonly alerts: readonly Alert[] | null
  readonly moreAlerts: number
  readonly incidents: readonly Incident[] | null
  readonly statistics: PastStatistics
}

/** Several moments at once: the first whole, each other by what changed. */
export interface PastStates {
  readonly first: PastState
  readonly steps: readonly PastStep[]
}

/** Most moments in one answer, and most open alerts of a moment. */
export const MOST_PAST_STATES = 120
export const MOST_PAST_ALERTS = 1_000

/** An alert on the time bar. */
export interface TimelineAlert {
  readonly id: number
  readonly raisedAtMs: number
  /** null = active to this day. */
  readonly clearedAtMs: number | null
  /** As it is now: the gravest and latest word on it. */
  readonly severity: Severity
}

/** What a time bar paints over [fromMs, toMs). */
export interface Timeline {
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
  /** Alerts raised in each step, by severity; `steps` numbers each. */
  readonly raised: Readonly<Record<Severity, Uint32Array>>
  /** Gravest first, then newest; at most `MOST_TIMELINE_ALERTS`. */
  readonly alerts: readonly TimelineAlert[]
  readonly moreAlerts: number
  /** Periods in which nothing was observed at all, oldest first; those less than half a step apart are one. */
  readonly gaps: readonly CoverageGap[]
  /** First and last reading that the store has of any point; null without readings. */
  readonly firstMs: number | null
  readonly lastMs: number | null
}

export const MOST_TIMELINE_ALERTS = 300

/** Where a step to the next or previous alert ends. */
export interface AlertStop {
  readonly alert: Alert
  readonly atMs: number
}

/** A moment worth coming back to. */
export interface BookmarkFields {
  readonly name: string
  readonly atMs: number
  /** Of the screen, with the moment and whatever else it shows: `#/plan?at=…`. */
  readonly address: string
  readonly note: string
}

export interface Bookmark extends BookmarkFields {
  readonly id: number
  readonly createdAtMs: number
  /** The account on the machine where it was made. */
  readonly createdBy: string
}

/** Bookmarks of a period, oldest moment first: of a moment in it, or made in it. */
export const momentsKept = (bookmarks: readonly Bookmark[], fromMs: number, toMs: number): readonly Bookmark[] => {
  const isIn = (timeMs: number): boolean => timeMs >= fromMs && timeMs <= toMs
  return bookmarks.filter(({ atMs, createdAtMs }) => isIn(atMs) || isIn(createdAtMs)).toSorted((a, b) => a.atMs - b.atMs)
}

/** What one act changed, who did it, and what stood before. */
export interface BookmarkChange {
  readonly id: number
  readonly atMs: number
  readonly by: string
  readonly what: 'added' | 'changed' | 'removed'
  readonly before: Bookmark | null
  readonly after: Bookmark | null
  readonly undone: boolean
}

export const MOST_BOOKMARKS = 1_000
