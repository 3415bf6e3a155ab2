/** How points are judged, what people said of alerts, and what a change would have done in the past. */
import type { Message } from '../message.ts'
import type { Failure } from '../result.ts'
import type { Severity } from './alert.ts'
import type { PointRole } from './point-role.ts'
import type { OperatingState } from './rules.ts'

/** Limits of tuning, whoever sets it. */
export const NARROWEST_BAND = 0.5
export const WIDEST_BAND = 4
export const LONGEST_DELAY_MS = 24 * 3_600_000

/** Settings of detection of a site, a device, or a point; what is absent is taken from the next wider one, last from the site's settings. */
export interface DetectionTuning {
  /** Multiplies the width of every band: 1 = as learnt, above = less sensitive. 0.5..4. */
  readonly bandWidth?: number | undefined
  readonly onDelayMs?: number | undefined
  readonly offDelayMs?: number | undefined
  /** Detectors and rules that do not judge. */
  readonly off?: readonly string[] | undefined
  /** No equipment alerts at all. */
  readonly silent?: boolean | undefined
  /** On-delays of fault rules by `rule.<id>`, ms, in place of the rules' own; not of points. */
  readonly ruleDelaysMs?: Readonly<Record<string, number>> | undefined
  /** Fixed limits in the point's unit, beside what is learnt; points only. */
  readonly lowLimit?: number | null | undefined
  readonly highLimit?: number | null | undefined
}

export type TuningScope =
  | { readonly what: 'site' }
  | { readonly what: 'device'; readonly deviceId: number }
  /** By the id of the equipment; only what concerns its rules. */
  | { readonly what: 'equipment'; readonly equipmentId: string }
  | { readonly what: 'point'; readonly pointId: number }

/** Values that are expected at certain times: not judged there. Times are local, of the site. */
export interface DetectionException {
  readonly id: number
  readonly pointId: number
  /** Weekdays, Monday 0; empty = every day. */
  readonly weekdays: readonly number[]
  /** Minutes of the day, 0..1440; from > to wraps over midnight. */
  readonly fromMinute: number
  readonly toMinute: number
  /** Values in this range are expected; null = all. */
  readonly low: number | null
  readonly high: number | null
  readonly reason: string
  /** null = for good. */
  readonly untilMs: number | null
}

/** A change of how points are judged, kept for good. */
export interface DetectionChange {
  readonly id: number
  readonly atMs: number
  /** The account on this machine. */
  readonly who: string
  readonly what: 'tuning' | 'exceptionAdded' | 'exceptionRemoved' | 'feedbackUndone'
  readonly scope: TuningScope
  readonly before: DetectionTuning | DetectionException | null
  readonly after: DetectionTuning | DetectionException | null
  readonly note: string
}

/** From how much of its past a point is learnt, youngest first: less than 20 hours, from then on, about a week and more, about four weeks and more. */
export const LEARNT_AGES = ['hours', 'day', 'week', 'month'] as const

export type LearntAge = (typeof LEARNT_AGES)[number]

/** How much of the site is learnt. */
export interface LearntSum {
  /** Points of which something can be learnt. */
  readonly points: number
  /** Of these, those whose models are not loaded yet. */
  readonly loading: number
  /** Points with models, each in one age. */
  readonly ages: Readonly<Record<LearntAge, number>>
}

/** How much is learnt of one point. */
export type PointLearnt =
  /** Judged by models of these days, of which `coverage` (0..1) was observed. */
  | { readonly state: 'learnt'; readonly age: LearntAge; readonly fromMs: number; readonly toMs: number; readonly coverage: number }
  /** `young`: no model yet. `loading`: its models are on their way. `kept`: what it reads is implausible, and not learnt from. `never`: schedules, set-points, meters. `unread`: it is not read. */
  | { readonly state: 'young' | 'loading' | 'kept' | 'never' | 'unread' }

/** What a detector or rule is, for the settings screen. */
export interface DetectorInfo {
  readonly id: string
  readonly kind: 'level' | 'change' | 'model' | 'time' | 'state' | 'rule' | 'data'
  readonly title: Message
  readonly explanation: Message
  /** Whether back-tests and reprocessing know it. */
  readonly replayed: boolean
  /** What a fault rule asks for; not there for detectors of points. */
  readonly rule?: RuleFacts | undefined
}

export interface RuleFacts {
  readonly ruleId: string
  readonly source: string
  readonly severity: Severity
  /** One of each of these roles must be there; other equipment of the site may give some. */
  readonly needs: readonly (readonly PointRole[])[]
  /** Of air handlers; empty = all. */
  readonly states: readonly OperatingState[]
  readonly while: 'running' | 'standing' | 'always'
  /** How long its condition must hold, ms, where nothing else is set. */
  readonly onDelayMs: number
}

export interface DetectionSettings {
  readonly site: DetectionTuning
  readonly devices: readonly { readonly deviceId: number; readonly tuning: DetectionTuning }[]
  readonly equipment: readonly { readonly equipmentId: string; readonly tuning: DetectionTuning }[]
  readonly points: readonly { readonly pointId: number; readonly tuning: DetectionTuning }[]
  readonly exceptions: readonly DetectionException[]
  readonly detectors: readonly DetectorInfo[]
}

/** What runs over history: all as it is set now, or with these changes on top. */
export interface BackTestPlan {
  /** Empty = all points, where no equipment is named either. */
  readonly pointIds: readonly number[]
  /** Equipment whose rules are judged. None: all of the site where no point is named; else, with rules alone in `only`, the equipment that reads the points. */
  readonly equipmentIds?: readonly string[] | undefined
  readonly fromMs: number
  readonly toMs: number
  readonly tuning: DetectionTuning
  /** Only these detectors or rules; empty = all. */
  readonly only: readonly string[]
}

export type BackTestState = 'running' | 'done' | 'cancelled' | 'failed'

/** An alert that would have been raised: of a point, or of equipment by one of its rules. */
export interface WouldFire {
  /** null = of equipment. */
  readonly pointId: number | null
  /** Not there: of a point. */
  readonly equipment?: FiredEquipment | undefined
  readonly startedAtMs: number
  readonly raisedAtMs: number
  readonly clearedAtMs: number | null
  readonly severity: Severity
  readonly score: number
  /** null = of equipment, which has many values. */
  readonly worstValue: number | null
  readonly expected: number | null
  /** The detector that said most, or the rule. */
  readonly detector: string
}

/** The equipment of an alert, as it was called when history was judged. */
export interface FiredEquipment {
  readonly id: string
  readonly deviceId: number
  readonly name: string
}

/** What a back-test found of one fault rule, over all equipment it judged. */
export interface RuleBackTest {
  /** `rule.<id>`. */
  readonly detector: string
  /** Pieces of equipment. */
  readonly equipment: number
  readonly fires: number
  readonly firesNow: number
  /** On-delay under trial, ms; the longest where equipment has different ones. */
  readonly onDelayMs: number
  /** null = the one set is right. */
  readonly suggestedOnDelayMs: number | null
  readonly byDelay: readonly { readonly onDelayMs: number; readonly fires: number }[]
}

export interface BackTest {
  readonly id: number
  readonly plan: BackTestPlan
  readonly startedAtMs: number
  readonly finishedAtMs: number | null
  /** Cancelled, failed or done; running while its job is. */
  readonly state: BackTestState
  readonly points: number
  /** Pieces of equipment judged by fault rules. */
  readonly equipment: number
  readonly readings: number
  /** Share of the period that was observed, 0..1. */
  readonly coverage: number
  /**
   * Equipment and related points are formed by the roles as they are known now, whatever was known then: of so many of the site's points a person decided since the period began. Absent in
   * back-tests of before this was counted.
   */
  readonly rolesDecided?: number
  /** Alerts with the plan, and with everything as it is set now. */
  readonly fires: number
  readonly firesNow: number
  readonly firesPerDay: number
  readonly firesPerDayNow: number
  /** On-delay of points that would have kept single short excursions away at least cost, ms; null = the one set is right. */
  readonly suggestedOnDelayMs: number | null
  /** Alerts that remain with each on-delay tried; empty where only slow faults were judged, which have none. */
  readonly byDelay: readonly { readonly onDelayMs: number; readonly fires: number }[]
  /** Fault rules that judged, most alerts first; their delays are their own. */
  readonly rules: readonly RuleBackTest[]
  /** Alerts of each local day of the period; `dayMs` is its date at 00:00 UTC. */
  readonly days: readonly { readonly dayMs: number; readonly fires: number; readonly firesNow: number }[]
  /** Most important first, at most 5,000. */
  readonly marks: readonly WouldFire[]
  readonly marksNow: readonly WouldFire[]
}

export type FeedbackVerdict = 'useful' | 'notUseful' | 'expected'

/** What is to follow from feedback. */
export type FeedbackEffect =
  | { readonly what: 'none' }
  /** The point's bands become this much wider or narrower. */
  | { readonly what: 'sensitivity'; readonly bandWidth: number }
  | { readonly what: 'exception'; readonly exception: Omit<DetectionException, 'id' | 'pointId'> }

export interface Feedback {
  readonly id: number
  readonly alertId: number
  readonly pointId: number | null
  readonly verdict: FeedbackVerdict
  readonly because: string
  readonly effect: FeedbackEffect
  readonly givenAtMs: number
  /** null = in force. */
  readonly undoneAtMs: number | null
}

/** What feedback would do: the effect proposed, and the alerts of the last days with and without it. */
export interface FeedbackPreview {
  readonly alertId: number
  readonly effect: FeedbackEffect
  readonly fromMs: number
  readonly toMs: number
  readonly firesNow: number
  readonly firesThen: number
  readonly marksNow: readonly WouldFire[]
  readonly marksThen: readonly WouldFire[]
}

/** A run of all detection over stored history under a new version; alerts of before stay as they are. */
export interface Reprocessing {
  readonly version: number
  readonly state: BackTestState
  readonly fromMs: number
  readonly toMs: number
  readonly startedAtMs: number
  readonly finishedAtMs: number | null
  readonly points: number
  /** Pieces of equipment judged by fault rules. */
  readonly equipment: number
  readonly fires: number
  /** The points that were asked for; empty = all, and all equipment. */
  readonly pointIds: readonly number[]
  /** By which detectors and rules; empty for runs of before it was kept. */
  readonly judgedBy: readonly JudgedBy[]
  /** Why it failed; null unless it did. Nothing is kept of a run that failed or was cancelled. */
  readonly failure: Failure | null
}

/** An alert of a run beside what stood before: `new` is not there before, `gone` only there, `same` on both sides, overlapping in time. */
export interface RunDifference {
  readonly what: 'new' | 'gone' | 'same'
  readonly alert: WouldFire
}

export interface RunComparison {
  readonly version: number
  /** The version it is compared with; null = the alerts that were raised live. */
  readonly before: number | null
  /** What both sides judged. */
  readonly fromMs: number
  readonly toMs: number
  readonly counts: { readonly new: number; readonly gone: number; readonly same: number }
  /** New ones first, then those that are gone; at most 1,000. */
  readonly differences: readonly RunDifference[]
}

/** A detector or rule, and the version of its arithmetic and models. */
export interface JudgedBy {
  readonly detector: string
  readonly version: string
}
