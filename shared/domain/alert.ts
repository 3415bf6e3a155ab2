/**
 * An alert: one episode of something abnormal on one point, equipment or device. States by the ideas of ISA-18.2 and OPC UA part 9:
 *
 *                 acknowledge
 *      active ───────────────────> active, acknowledged
 *        │ clears                        │ clears
 *        v                               v
 *      cleared ──────────────────> cleared, acknowledged   (closed: leaves the list of open alerts)
 *                 acknowledge
 *
 * Acknowledged = seen; confirmed = the trouble was corrected (implies acknowledged). Shelved = set aside by a person, for a time or until it clears;
 * in maintenance = suppressed by a maintenance window. Both leave the live list, not the record. Acknowledging never hides an active alert; a new
 * occurrence is a new alert.
 */
import type { Message } from '../message.ts'

/** What the trouble lies in: the plant, the data that come from it, or the connection to a device. */
export type AlertKind = 'equipment' | 'data' | 'device'

export type Severity = 'critical' | 'high' | 'medium' | 'low'

/** Most urgent first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low']

/** One detector's part in an alert. `score` is on the common scale: 1 = at the detector's limit, above = abnormal. */
export interface Evidence {
  readonly detector: string
  readonly modelVersion: string
  readonly score: number
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
}

/** Set aside by a person. It ends by itself at `untilMs`, when the alert clears (`oneShot`), or by hand. */
export interface Shelf {
  readonly reason: string
  readonly atMs: number
  /** null = until the alert clears. */
  readonly untilMs: number | null
  /** Ends when the alert clears, even before `untilMs`; a new occurrence is shown again. Otherwise new occurrences until `untilMs` are shelved too. */
  readonly oneShot: boolean
}

/** Stands for the device of an alert where no device delivers what it is about: the demand limit of an imported meter. */
export const NO_DEVICE = 0

export interface Alert {
  readonly id: number
  readonly kind: AlertKind
  readonly severity: Severity
  /** `NO_DEVICE` for alerts of the site itself. */
  readonly deviceId: number
  /** null for alerts of a whole device. */
  readonly pointId: number | null
  /** What is wrong in one sentence: `Supply air 4.2 °C above expected for 35 min`. */
  readonly title: Message
  /** Where the limit comes from and what was seen, in words. */
  readonly explanation: readonly Message[]
  /** What to look at next, most likely first. */
  readonly checks: readonly Message[]
  /** Value, expected value and band when the alert opened; null for alerts without a value. */
  readonly value: number | null
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
  /** The value furthest from expected so far. */
  readonly worstValue: number | null
  readonly evidence: readonly Evidence[]
  /** First abnormal reading of the episode; ms since the epoch. */
  readonly startedAtMs: number
  /** When the on-delay had passed and the alert was raised. */
  readonly raisedAtMs: number
  /** When it first asked for someone: as it was raised, or when the shelf or maintenance window that it was raised under ended; null = it never did. */
  readonly announcedAtMs: number | null
  /** When the trouble was over; null while active. */
  readonly clearedAtMs: number | null
  readonly acknowledgedAtMs: number | null
  readonly acknowledgeNote: string
  /** A person says that the trouble was corrected. */
  readonly confirmedAtMs: number | null
  readonly confirmNote: string
  readonly shelf: Shelf | null
  /** The maintenance window that suppresses it now; null = none. */
  readonly maintenanceId: number | null
  /** Came and went so often within an hour that it says nothing: `CHATTERING` in `alarm-load.ts`. */
  readonly chattering: boolean
  /** When it was last called again because nobody had acknowledged it, or because it grew worse; null = never. */
  readonly reAlarmedAtMs: number | null
  /** The incident it is part of; null = none. */
  readonly incidentId: number | null
}

export type TransitionKind =
  | 'raised' | 'severityChanged' | 'acknowledged' | 'confirmed' | 'noted' | 'cleared'
  | 'shelved' | 'unshelved' | 'suppressed' | 'unsuppressed' | 'reAlarmed' | 'chattering' | 'feedback' | 'regrouped'

/** Who decides a transition: the plant by its readings, a person, or the passing of time. */
export type Decider = 'reading' | 'person' | 'time'

/** An entry of an alert's history. */
export interface AlertTransition {
  readonly atMs: number
  readonly what: TransitionKind
  /** What a person said with it. */
  readonly note: string
  /** Not known in histories of older versions. */
  readonly by?: Decider
  /** What the engine says about it, e.g. which window suppresses it. */
  readonly reason?: Message
}

export interface AlertDetail {
  readonly alert: Alert
  readonly history: readonly AlertTransition[]
}

export const isActive = (alert: Alert): boolean => alert.clearedAtMs === null

/** Open alerts are those that still ask for someone: active, or not yet acknowledged. */
export const isOpen = (alert: Alert): boolean => alert.clearedAtMs === null || alert.acknowledgedAtMs === null

/** Out of the live list: shelved, or suppressed by a maintenance window. */
export const isSetAside = (alert: Alert): boolean => alert.shelf !== null || alert.maintenanceId !== null

/** An alert that asks for someone now. */
export const isLive = (alert: Alert): boolean => isOpen(alert) && !isSetAside(alert)

/** The lists of alerts. `live`: asks for someone now; `open`: active or unacknowledged, also what is set aside; `shelved`: see `isShelved`. */
export type AlertList = 'open' | 'live' | 'shelved' | 'all'

/** Set aside now. A closed alert is among them while its shelf lasts, because new occurrences go under it; one that a window had suppressed is not. */
const isShelved = (alert: Alert): boolean => alert.shelf !== null || (alert.maintenanceId !== null && isOpen(alert))

/** Whether an alert stands in a list. */
export const isListed = (alert: Alert, list: AlertList): boolean => {
  switch (list) {
    case 'all':
      return true
    case 'open':
      return isOpen(alert)
    case 'live':
      return isLive(alert)
    case 'shelved':
      return isShelved(alert)
  }
}

/** What a new alert starts with beside its own facts. */
export const NEW_ALERT = {
  announcedAtMs: null, clearedAtMs: null, acknowledgedAtMs: null, acknowledgeNote: '', confirmedAtMs: null, confirmNote: '', shelf: null, maintenanceId: null, chattering: false,
  reAlarmedAtMs: null, incidentId: null,
} as const satisfies Partial<Alert>
