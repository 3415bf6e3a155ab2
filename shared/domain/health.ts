/** The health of devices: a score a day with its parts and what was deducted, its trend, and how a device could be reached hour by hour. */
import type { Message } from '../message.ts'

export const HEALTH_PARTS = ['communication', 'sensors', 'equipment', 'configuration'] as const
export type HealthPart = (typeof HEALTH_PARTS)[number]

/** What something was seen in: a point, an alert, a period. */
export interface HealthEvidence {
  readonly pointId: number | null
  readonly alertId: number | null
  readonly text: Message
  readonly fromMs: number
  readonly toMs: number
}

export interface HealthDeduction {
  readonly part: HealthPart
  /** Stable name, e.g. `loss`. */
  readonly kind: string
  /** Points taken from the part's 100. */
  readonly ofPart: number
  /** Points taken from the score's 100. */
  readonly points: number
  readonly text: Message
  /** The worst first; at most 20 are named, `affected` counts all. */
  readonly evidence: readonly HealthEvidence[]
  readonly affected: number
}

export type PartScores = Readonly<Record<HealthPart, number | null>>

/** One local day of a device. Scores are 0..100, null = too little was seen to say. */
export interface HealthDay {
  /** Local midnight. */
  readonly startMs: number
  readonly score: number | null
  readonly parts: PartScores
  /** Share of the judged week that was observed, 0..1. */
  readonly observed: number
}

/** `unknown`: too few days to say. */
export type TrendDirection = 'improving' | 'stable' | 'degrading' | 'unknown'

export interface HealthTrend {
  readonly direction: TrendDirection
  /** That there is a trend at all, 0..1 (1 - p of the test); null while unknown. */
  readonly confidence: number | null
  /** Points in 30 days (Sen's slope); null while unknown. */
  readonly pointsPerMonth: number | null
  /** Days with a score that were looked at. */
  readonly days: number
}

/** A device in the list of all. */
export interface DeviceHealth {
  readonly deviceId: number
  /** The newest day with or without a score; null while none was judged. */
  readonly latest: HealthDay | null
  readonly trend: HealthTrend
  /** Scores of the last 30 days, oldest first; NaN = none. */
  readonly recent: Float64Array
  /** The gravest deduction of that day. */
  readonly worst: Message | null
  /** Why there is no score. */
  readonly lacking: Message | null
}

export interface DeviceHealthDetail {
  readonly deviceId: number
  readonly trend: HealthTrend
  /** Oldest first. */
  readonly days: readonly HealthDay[]
  /** The day that is explained. */
  readonly day: HealthDay | null
  /** Gravest first. */
  readonly deductions: readonly HealthDeduction[]
  /** Parts that were not judged, and why. */
  readonly lacking: readonly { readonly part: HealthPart; readonly text: Message }[]
}

/** How a device could be reached, period by period, as parallel arrays in ascending order. Times in ms; NaN = not known. */
export interface StatusHistory {
  readonly deviceId: number
  readonly step: 'hour' | 'day'
  readonly startsMs: Float64Array
  readonly lengthMs: Float64Array
  /** Time in which this laptop looked after the device. */
  readonly observedMs: Float64Array
  /** Of that, time in which the device answered. */
  readonly onlineMs: Float64Array
  readonly requests: Float64Array
  readonly timeouts: Float64Array
  readonly aborts: Float64Array
  readonly rejects: Float64Array
  readonly errors: Float64Array
  readonly decodes: Float64Array
  readonly sends: Float64Array
  /** Requests that were sent a second time. */
  readonly retries: Float64Array
  readonly restarts: Float64Array
  /** Points asked for, and those that came with a value. */
  readonly asked: Float64Array
  readonly answered: Float64Array
  /** Of answers; upper limit of the class of the histogram that holds this share of them. */
  readonly latencyP50Ms: Float64Array
  readonly latencyP95Ms: Float64Array
  readonly latencyP99Ms: Float64Array
  readonly latencyMaxMs: Float64Array
}
