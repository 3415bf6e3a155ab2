/** How alike two episodes are: where, which way, how much, at what time. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { Calendar } from '../calendar.ts'

/** Shares of the likeness; together 1. */
const SHARES = { place: 0.4, detector: 0.15, direction: 0.2, size: 0.1, hour: 0.1, dayKind: 0.05 } as const
const HOURS = 24

/** Distance of the worst value from expected in half-widths, signed; NaN for alerts without a band. */
export const sizeOf = ({ worstValue, expected, low, high }: Alert): number => {
  if (worstValue === null || expected === null || low === null || high === null) return Number.NaN
  const width = worstValue >= expected ? high - expected : expected - low
  return width > 0 ? (worstValue - expected) / width : Number.NaN
}

/** 0..1; 1 = the same point, detector, direction, size, hour and kind of day. Symmetric. */
export const likenessOf = (one: Alert, other: Alert, calendar: Calendar): number => {
  if (one.kind !== other.kind) return 0
  const contexts = [calendar.contextOf(one.startedAtMs), calendar.contextOf(other.startedAtMs)] as const
  const hours = Math.abs((contexts[0] % HOURS) - (contexts[1] % HOURS))
  const apart = Math.min(hours, HOURS - hours)
  const sizes = [sizeOf(one), sizeOf(other)] as const
  const known = !sizes.some(Number.isNaN)
  const ratio = known ? Math.min(Math.abs(sizes[0]), Math.abs(sizes[1])) / Math.max(Math.abs(sizes[0]), Math.abs(sizes[1]), Number.MIN_VALUE) : 1
  return (
    (one.pointId === other.pointId && one.deviceId === other.deviceId ? SHARES.place : 0) +
    (leadingOf(one) === leadingOf(other) ? SHARES.detector : 0) +
    (!known || Math.sign(sizes[0]) === Math.sign(sizes[1]) ? SHARES.direction : 0) +
    SHARES.size * ratio +
    SHARES.hour * Math.max(0, 1 - apart / 6) +
    (Math.floor(contexts[0] / HOURS) === Math.floor(contexts[1] / HOURS) ? SHARES.dayKind : 0)
  )
}

const leadingOf = ({ evidence }: Alert): string => evidence.toSorted((a, b) => b.score - a.score)[0]?.detector ?? ''
