/** The quality of a reading: bits that the device sets (status flags) and bits that the quality gate sets. 0 is good. */

export const QUALITY = {
  /** The device's status flags (135, BACnetStatusFlags), as read with the value. */
  inAlarm: 1,
  fault: 2,
  overridden: 4,
  outOfService: 8,
  /** Outside what the unit or the role physically allows, or not a number. */
  outOfRange: 16,
  /** One reading far from both neighbours. */
  spike: 32,
  /** A measured analog value that has not moved at all for longer than it ever did. */
  flat: 64,
  /** Moves faster than the quantity can. */
  rate: 128,
  /** Came through import or backfill, not from the live poll. Says nothing bad about the value. */
  imported: 256,
} as const

export type QualityFlag = keyof typeof QUALITY

/** Readings with one of these bits are kept and shown, but no equipment detector judges by them and no model learns from them. */
export const UNTRUSTED = QUALITY.fault | QUALITY.outOfService | QUALITY.outOfRange | QUALITY.spike | QUALITY.flat | QUALITY.rate

/** Readings with one of these bits say nothing of what a meter shows: its device does not stand by them, or they are no number that can be. Odd values are judged by the meter's own rules. */
export const NOT_SHOWN = QUALITY.fault | QUALITY.outOfService | QUALITY.outOfRange

export const isTrusted = (quality: number): boolean => (quality & UNTRUSTED) === 0

/** The names of the bits set in `quality`, in order. */
export const qualityFlags = (quality: number): QualityFlag[] =>
  (Object.keys(QUALITY) as QualityFlag[]).filter((flag) => (quality & QUALITY[flag]) !== 0)

/** Bits 0-3 of a status-flags bit string (in-alarm, fault, overridden, out-of-service) are the same bits here. */
export const STATUS_FLAGS_MASK = 15
