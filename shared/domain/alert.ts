/**
 * An alert: one episode of something abnormal on one point or device.
 *
 *                 acknowledge
 *      active ───────────────────> active, acknowledged
 *        │ clears                        │ clears
 *        v                               v
 *      cleared ──────────────────> cleared, acknowledged   (closed: leaves the list of open alerts)
 *                 acknowledge
 *
 * Acknowledging never hides an active alert; a new occurrence is a new alert.
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

export interface Alert {
  readonly id: number
  readonly kind: AlertKind
  readonly severity: Severity
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
  /** When the trouble was over; null while active. */
  readonly clearedAtMs: number | null
  readonly acknowledgedAtMs: number | null
  readonly acknowledgeNote: string
}

/** An entry of an alert's history. */
export interface AlertTransition {
  readonly atMs: number
  readonly what: 'raised' | 'severityChanged' | 'acknowledged' | 'noted' | 'cleared'
  readonly note: string
}

export interface AlertDetail {
  readonly alert: Alert
  readonly history: readonly AlertTransition[]
}

export const isActive = (alert: Alert): boolean => alert.clearedAtMs === null

/** Open alerts are those that still ask for someone: active, or not yet acknowledged. */
export const isOpen = (alert: Alert): boolean => alert.clearedAtMs === null || alert.acknowledgedAtMs === null
