/** One point of a device as COV sees it: how it moves, whether it is subscribed, and whether what the device promised can be believed. */
import type { WatchedPoint } from './acquisition-types.ts'
import type { CovTarget } from './cov-requests.ts'
import { objectIdCode } from './values.ts'

/** `polled`: no subscription. `granted`: the device said yes, no notification came yet. `alive`: notifications come. */
export type CovPhase = 'polled' | 'granted' | 'alive'

export interface CovPoint {
  readonly pointId: number
  readonly type: number
  readonly instance: number
  readonly code: number
  intervalMs: number
  readonly isState: boolean
  phase: CovPhase
  /** Monotonic, ms, as all times here. */
  grantedMs: number
  renewMs: number
  endsMs: number
  /** Not tried again before. */
  barredMs: number
  /** Times in a row that it failed: the bar grows with them. */
  failures: number
  /** The object's own COV increment; undefined = not read, null = it has none. */
  increment: number | null | undefined
  /** Increment asked for instead of the object's own. */
  ownIncrement: number | undefined
  /** Of the last notification. */
  value: number
  flags: number | undefined
  noticeMs: number
  /** Last reading, or last time it was known to be unchanged. */
  freshMs: number
  /** When polling first disagreed with the notifications; 0 = it agrees. */
  suspectMs: number
  /** Notifications since `countedMs`, and their rate once there is one. */
  notices: number
  countedMs: number
  perHour: number | undefined
  /** Sum of the steps between notifications. */
  steps: number
  polls: number
  changedPolls: number
  lastPolled: number
  /** Typical difference of two polled values that differ; 0 before there is one. */
  typicalStep: number
}

const STATE_TYPES: ReadonlySet<number> = new Set([3, 4, 5, 13, 14, 19])
/** Objects with a present value that devices report: analog, binary and multi-state ones. */
const COV_TYPES: ReadonlySet<number> = new Set([0, 1, 2, 45, 46, 48, ...STATE_TYPES])

export const mayBeSubscribed = ({ objectType, intervalMs }: WatchedPoint): boolean => intervalMs > 0 && COV_TYPES.has(objectType)

/** A point nothing is known of yet. */
export const covPoint = (point: WatchedPoint): CovPoint => ({
  phase: 'polled', grantedMs: 0, renewMs: 0, endsMs: 0, barredMs: -Infinity, failures: 0, increment: undefined, ownIncrement: undefined, value: Number.NaN, flags: undefined, noticeMs: -Infinity,
  freshMs: -Infinity, suspectMs: 0, notices: 0, countedMs: 0, perHour: undefined, steps: 0, polls: 0, changedPolls: 0, lastPolled: Number.NaN, typicalStep: 0,
  pointId: point.pointId,
  type: point.objectType,
  instance: point.objectInstance,
  code: objectIdCode(point.objectType, point.objectInstance),
  intervalMs: point.intervalMs,
  isState: STATE_TYPES.has(point.objectType),
})

export const targetOf = ({ type, instance, ownIncrement }: CovPoint, processId: number): CovTarget => ({
  processId, type, instance, ...(ownIncrement === undefined ? {} : { increment: ownIncrement }),
})

/** Follows how the point moves while it is polled. */
export const observePoll = (point: CovPoint, value: number, nowMs: number): void => {
  point.polls += 1
  point.freshMs = nowMs
  const step = Math.abs(value - point.lastPolled)
  point.lastPolled = value
  if (!(step > 0)) return
  point.changedPolls += 1
  point.typicalStep = point.typicalStep === 0 ? step : point.typicalStep + (step - point.typicalStep) * 0.2
}

/** Takes a notification's value. */
export const observeNotice = (point: CovPoint, value: number, flags: number | undefined, nowMs: number): void => {
  const step = Math.abs(value - point.value)
  if (step > 0) point.steps += step
  point.notices += 1
  point.value = value
  point.flags = flags ?? point.flags
  point.noticeMs = nowMs
  point.freshMs = nowMs
  point.suspectMs = 0
}

const HOUR_MS = 3_600_000
/** A rate is believed after this long, or after so many notifications. */
const RATE_AFTER_MS = 300_000
const RATE_AFTER_NOTICES = 60
/** Before anything was seen. */
const STATE_CHANGES_PER_HOUR = 2
const ANALOG_CHANGES_PER_HOUR = 20
/** The increment hides most changes that polling sees. */
const ANALOG_SHARE = 0.1
const ENOUGH_POLLS = 5

/** Renews the measured rate when there is enough to measure. True when it did. */
export const measureRate = (point: CovPoint, nowMs: number): boolean => {
  const elapsedMs = nowMs - point.countedMs
  if (elapsedMs <= 0 || (elapsedMs < RATE_AFTER_MS && point.notices < RATE_AFTER_NOTICES)) return false
  // The first notification after a subscription tells no change.
  const changes = Math.max(0, point.notices - 1)
  const rate = (changes * HOUR_MS) / elapsedMs
  point.perHour = point.perHour === undefined ? rate : (point.perHour + rate) / 2
  point.countedMs = nowMs
  point.notices = 1
  return true
}

/** Notifications per hour, measured or guessed from how the polled value moves. */
export const changesPerHour = (point: CovPoint): number => {
  if (point.perHour !== undefined) return point.perHour
  if (point.polls < ENOUGH_POLLS) return point.isState ? STATE_CHANGES_PER_HOUR : ANALOG_CHANGES_PER_HOUR
  const share = (point.changedPolls / point.polls) * (point.isState ? 1 : ANALOG_SHARE)
  return (share * HOUR_MS) / point.intervalMs
}

/** States at once, analogs when it was seen how they move. */
export const isReady = (point: CovPoint): boolean => point.polls >= (point.isState ? 1 : ENOUGH_POLLS)

/** An increment this many typical steps wide hides what polling would show. */
const COARSE_STEPS = 20

export const isTooCoarse = (point: CovPoint): boolean => typeof point.increment === 'number' && point.typicalStep > 0 && point.increment > COARSE_STEPS * point.typicalStep

/** Where the device does not say when it notifies: a change that no sensible increment hides. */
const UNKNOWN_STEPS = 10
const UNKNOWN_SHARE = 0.05

/** How far a polled value may be from the last notification's while the subscription works. */
const toleranceOf = (point: CovPoint): number => {
  if (point.isState) return 0
  const increment = point.ownIncrement ?? point.increment
  if (typeof increment !== 'number') return UNKNOWN_STEPS * point.typicalStep + UNKNOWN_SHARE * Math.abs(point.value)
  // Both are rounded to REAL somewhere.
  return increment + 1e-6 * Math.max(Math.abs(point.value), Math.abs(increment))
}

/** True when a device whose subscription works would have notified. */
export const disagrees = (point: CovPoint, value: number, flags: number | undefined): boolean => {
  if (flags !== undefined && point.flags !== undefined && flags !== point.flags) return true
  if (!Number.isFinite(value) || !Number.isFinite(point.value)) return Number.isFinite(value) !== Number.isFinite(point.value)
  return Math.abs(value - point.value) > toleranceOf(point)
}
