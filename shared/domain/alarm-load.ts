/** How many alerts a person has to cope with, by the figures of ISA-18.2 and EEMUA 191: 6 an hour acceptable, 12 manageable, 30 a flood. */

/** Alerts an hour: up to the first acceptable, to the second manageable, to the third too many, above a flood. */
export const LOAD_LIMITS = { acceptable: 6, manageable: 12, flood: 30 } as const

/** An alert that is active longer than this is standing, ms. */
export const STANDING_AFTER_MS = 24 * 3_600_000

/** A source is chattering when it raised this many alerts within this time. */
export const CHATTERING = { alerts: 3, withinMs: 3_600_000 } as const

export type LoadLevel = 'acceptable' | 'manageable' | 'overloaded' | 'flood'

/** A point, or a device for alerts of whole devices. */
export interface LoadSource {
  readonly deviceId: number
  readonly pointId: number | null
  readonly alerts: number
  /** Share of all alerts of the period, 0..1. */
  readonly share: number
  /** Worst hour of this source, alerts. */
  readonly mostInAnHour: number
}

/** What of a period's alerts the load is calculated from, as columns. Times in ms UTC. */
export interface AlarmRows {
  /** When each alert that asked for someone in the period first did, ascending. */
  readonly announcedMs: Float64Array
  readonly deviceIds: Int32Array
  /** 0 = of a whole device. */
  readonly pointIds: Int32Array
  /** 1 = acknowledged by now. */
  readonly seen: Uint8Array
  /** For each acknowledged in the period: how long it had asked, ms; in any order. */
  readonly acknowledgeMs: Float64Array
  /** Raised in the period under a shelf or a maintenance window. */
  readonly suppressed: number
}

export interface AlarmLoad {
  readonly fromMs: number
  readonly toMs: number
  /** Share of the period in which the site was observed, 0..1: rates count observed time only. */
  readonly observed: number
  /** Alerts raised in each hour of the period, oldest first; an hour begins at `fromMs` + i hours. Alerts suppressed by maintenance or shelved do not count. */
  readonly perHour: Int32Array
  /** Mean of the observed hours; null when nothing was observed. */
  readonly meanPerHour: number | null
  readonly mostPerHour: number
  readonly level: LoadLevel
  /** Share of observed time in hours at flood rate, 0..1. */
  readonly floodShare: number
  /** The ten sources with most alerts, most first. */
  readonly top: readonly LoadSource[]
  /** Active longer than 24 h, now; longest first. */
  readonly standing: readonly number[]
  /** Alerts now marked chattering. */
  readonly chattering: readonly number[]
  /** From raised to acknowledged, ms; null where nothing was acknowledged in the period. */
  readonly acknowledgeP50Ms: number | null
  readonly acknowledgeP90Ms: number | null
  readonly raised: number
  readonly acknowledged: number
  readonly unacknowledged: number
  readonly suppressed: number
}
