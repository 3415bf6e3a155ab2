/** An incident: alerts that have one cause, with the causes ranked. Derived from alerts; kept so that it has a history. */
import type { Message } from '../message.ts'
import type { Severity } from './alert.ts'

/** What the members have in common; `supply` = an air handler or plant together with what it feeds. */
export type IncidentParent = 'router' | 'network' | 'device' | 'supply' | 'equipment' | 'weather' | 'time'

export interface LikelyCause {
  /** In words: `Router 3 (10.0.0.7) no longer answers`. */
  readonly title: Message
  /** 0..1; the causes of an incident or alert add up to 1 at most. */
  readonly likelihood: number
  /** Why it is thought so. */
  readonly because: readonly Message[]
  /** The next physical check, first things first. */
  readonly checks: readonly Message[]
}

export interface Incident {
  readonly id: number
  readonly parent: IncidentParent
  /** The router, device or equipment by name. */
  readonly parentName: string
  /** The device it is about, where it is one. */
  readonly deviceId: number | null
  readonly title: Message
  readonly severity: Severity
  readonly causes: readonly LikelyCause[]
  /** Members, oldest first: the first one is where it began. */
  readonly alertIds: readonly number[]
  readonly activeAlerts: number
  readonly unacknowledgedAlerts: number
  readonly startedAtMs: number
  readonly lastAlertAtMs: number
  /** When its last alert cleared; null while one is active. */
  readonly endedAtMs: number | null
  /** Incidents that it took over, oldest first, also those that these had taken over before. */
  readonly adopted: readonly AdoptedIncident[]
}

/** An incident that a wider one took over when its cause was known; its number leads there. */
export interface AdoptedIncident {
  readonly id: number
  /** What it was called. */
  readonly title: Message
  readonly startedAtMs: number
  readonly adoptedAtMs: number
}

/** A point that moved when the alert began. */
export interface RelatedPoint {
  readonly pointId: number
  /** How it relates, in words: same device, same air handler, outdoor air, upstream temperature. */
  readonly relation: Message
  /** When it left what is usual for it; null = it did not, which may tell as much. */
  readonly sinceMs: number | null
  /** Distance from expected in half-widths of its band now; 1 = at the limit. */
  readonly score: number
  readonly value: number | null
  readonly expected: number | null
}

export interface SimilarEpisode {
  readonly alertId: number
  /** 0..1, 1 = the same point, direction, size and time of day. */
  readonly likeness: number
  readonly startedAtMs: number
  readonly endedAtMs: number | null
  /** What a person noted or confirmed then; empty = nothing. */
  readonly note: string
}

/** Everything that speaks for an alert, in a technician's words. */
export interface AlertExplanation {
  readonly alertId: number
  /** Data problem or equipment problem, and why it is thought so. */
  readonly verdict: 'equipment' | 'data' | 'device' | 'undecided'
  readonly verdictBecause: readonly Message[]
  /** First moment outside the usual, looking back from the alert. */
  readonly sinceMs: number
  /** How much history the judgement rests on, in words. */
  readonly knowledge: Message
  readonly agreeing: number
  readonly methods: number
  /** Those farthest from expected, at most ten. */
  readonly related: readonly RelatedPoint[]
  /** Of all related points looked at: those for which something is expected, and those of them that moved. */
  readonly relatedJudged: number
  readonly relatedMoved: number
  readonly similar: readonly SimilarEpisode[]
  readonly causes: readonly LikelyCause[]
}
