/** Series: readings of one point over a period, as parallel typed arrays, never as row objects. */

export interface Series {
  readonly pointId: number
  /** Ascending; ms since the epoch. */
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly qualities: Uint16Array
  /** True when the readings were thinned to the asked number (minimum and maximum of each slice are kept). */
  readonly thinned: boolean
}

/** What a detector expects of a point over time; NaN where it knew nothing. */
export interface ExpectedBand {
  readonly pointId: number
  readonly timesMs: Float64Array
  readonly expected: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/** Why a period was not observed. */
export type GapReason = 'notRunning' | 'asleep' | 'deviceOffline' | 'networkDown' | 'clockJump'

export interface CoverageGap {
  /** null = all devices. */
  readonly deviceId: number | null
  readonly fromMs: number
  /** Exclusive; equals "now" while the gap is open. */
  readonly toMs: number
  readonly reason: GapReason
  /** Of the points asked for only these; for the others a trend log filled it. Not there: all points of the device(s). */
  readonly pointIds?: readonly number[]
}
