/**
 * The messages between a host and its engine process, the same for Electron's utility process and for a forked Node process.
 *
 *   host                                engine process
 *     init ───────────────────────────────> opens the site
 *     <─────────────────────────── ready (or fatal, then exit)
 *     client-port, with a MessagePort ────> serves the contract on the port           (utility process)
 *     client-open, client-data ───────────> serves the contract on a numbered link     (forked process)
 *     <───────────────────── client-data
 *     <─── heartbeat, attention, site       every 2 s; when alerts change; when the demo is opened or left
 *     suspend, resume ────────────────────>
 *     <──────────────────────── standing    when what was written from here and still stands changes
 *     relinquish ─────────────────────────> gives it back
 *     <──────────────────── relinquished
 *     stop ───────────────────────────────> writes what waits, exits with code 0
 */
import type { Severity } from '../../shared/domain/alert.ts'
import type { StandingWrite } from '../../shared/domain/writing.ts'
import type { Message, MessageParameter } from '../../shared/message.ts'
import type { Failure } from '../../shared/result.ts'

/** What an engine process is started with. */
export interface EngineInit {
  /** Where Plantroom keeps its sites: `site` is the technician's own, `demo` that of the demo building. Made when it is missing. */
  readonly dataFolder: string
  /** True: starts in the demo building. */
  readonly demo: boolean
  readonly appVersion: string
}

export type ToEngine =
  | ({ readonly type: 'init' } & EngineInit)
  | { readonly type: 'client-port'; readonly client: number }
  | { readonly type: 'client-open'; readonly client: number }
  | { readonly type: 'client-data'; readonly client: number; readonly data: unknown }
  | { readonly type: 'client-close'; readonly client: number }
  /** The client takes what it is sent too slowly (or no longer so): it gets no live values until it has caught up. */
  | { readonly type: 'client-pace'; readonly client: number; readonly slow: boolean }
  | { readonly type: 'suspend' }
  | { readonly type: 'resume' }
  | { readonly type: 'relinquish' }
  | { readonly type: 'stop' }

export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'fatal'; readonly failure: Failure }
  | { readonly type: 'client-data'; readonly client: number; readonly data: unknown }
  | { readonly type: 'attention'; readonly attention: Attention }
  /** Another site was opened: a restarted engine opens it again. */
  | { readonly type: 'site'; readonly demo: boolean }
  | { readonly type: 'standing'; readonly standing: StandingValues }
  /** Giving back is over: this still stands. */
  | { readonly type: 'relinquished'; readonly standing: StandingValues }
  | { readonly type: 'heartbeat' }

/** Values written to devices from here that still stand. */
export interface StandingValues {
  readonly count: number
  /** Some of them, to be named. */
  readonly first: readonly StandingWrite[]
}

export const NOTHING_STANDS: StandingValues = { count: 0, first: [] }

export interface AlertCounts {
  readonly active: number
  readonly unacknowledged: number
  /** Active ones. */
  readonly bySeverity: Readonly<Record<Severity, number>>
}

/** Something the operator should hear of even when no window is in front. Not yet in words: the host that shows it knows the language. */
export interface NotificationRequest {
  readonly alertId: number
  readonly severity: Severity
  readonly deviceName: string
  /** null for alerts of a whole device. */
  readonly pointName: string | null
  /** The value that raised it, or the text of its state; null for alerts without a value. */
  readonly value: MessageParameter | null
  readonly title: Message
  readonly reason: Message | null
}

/** An incident that the operator should hear of, once for all its alerts; told again as it grows, in place of what was said before. */
export interface IncidentRequest {
  readonly incidentId: number
  readonly severity: Severity
  readonly title: Message
  /** The likeliest cause; null where none was found. */
  readonly cause: Message | null
  /** Its alerts so far. */
  readonly count: number
  /** Numbers of the incidents that it took over. */
  readonly adopted: readonly number[]
}

export interface Attention {
  readonly counts: AlertCounts
  /** Alerts raised since the last attention, at or above the severity of the settings. */
  readonly notifications: readonly NotificationRequest[]
  /** Incidents that alerts have newly come to; these alerts are not among the notifications. */
  readonly incidents: readonly IncidentRequest[]
}

export const NO_ALERTS: AlertCounts = { active: 0, unacknowledged: 0, bySeverity: { critical: 0, high: 0, medium: 0, low: 0 } }

export const HEARTBEAT_INTERVAL_MS = 2_000

/** How long devices that do not answer may keep a host from quitting, while values are given back. */
export const RELINQUISH_DEADLINE_MS = 120_000

/** How long a stopping engine has to write its last batch. */
export const STOP_DEADLINE_MS = 10_000
