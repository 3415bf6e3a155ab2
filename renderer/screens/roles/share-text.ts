/** A confidence as a person reads it. */

/** `0.934` as `93 %`. */
export const shareText = (share: number): string => `${Math.round(share * 100)}\u00a0%`
