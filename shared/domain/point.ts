/** A point: one BACnet object of a device with what the product knows about it. */
import type { PointKind } from './object-type.ts'

export interface Point {
  /** Row id in the store. */
  readonly id: number
  readonly deviceId: number
  /** 135, BACnetObjectType number; names in `object-type.ts`. */
  readonly objectType: number
  readonly objectInstance: number
  readonly name: string
  readonly description: string
  readonly kind: PointKind
  /** BACnet engineering unit number (`units.ts`); null where the object has none. */
  readonly units: number | null
  /** Texts of the states: for multi-state points state 1 first; for binary points [inactive, active]; else empty. */
  readonly stateTexts: readonly string[]
  /** How often present value is read, ms; 0 = not polled. */
  readonly pollIntervalMs: number
}

/** What a point's live value is worth right now. */
export type LiveState = 'never' | 'good' | 'stale' | 'dataProblem' | 'overridden'

/** Live states in the order of their code in `LiveValues.states`. */
export const LIVE_STATES: readonly LiveState[] = ['never', 'good', 'stale', 'dataProblem', 'overridden']

/** Latest values of many points, one entry per point, as parallel arrays of equal length. */
export interface LiveValues {
  readonly pointIds: Int32Array
  /** Present value; binary 0/1, multi-state 1..n; NaN where there never was one. */
  readonly values: Float64Array
  /** When the value was read; ms since the epoch. */
  readonly timesMs: Float64Array
  /** Bits of `quality.ts`. */
  readonly qualities: Uint16Array
  /** Index into `LIVE_STATES`. */
  readonly states: Uint8Array
}
