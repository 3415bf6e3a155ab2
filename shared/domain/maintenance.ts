/** Maintenance windows and quiet: alerts that are expected, or that should make no noise for a while. */

/** What a window covers: the whole site, some devices, or some points. */
export type MaintenanceScope =
  | { readonly what: 'site' }
  | { readonly what: 'devices'; readonly deviceIds: readonly number[] }
  | { readonly what: 'points'; readonly pointIds: readonly number[] }

/** While it lasts, alerts of its scope are recorded but suppressed; those still active at its end become live. */
export interface MaintenanceWindow {
  readonly id: number
  readonly scope: MaintenanceScope
  readonly fromMs: number
  readonly toMs: number
  readonly reason: string
  readonly createdAtMs: number
  /** Ended by hand before `toMs`; null = not. */
  readonly endedAtMs: number | null
}

/** No sound and no desktop notification until `untilMs`; alerts are raised and shown all the same. null = not muted. */
export interface Mute {
  readonly untilMs: number | null
  readonly reason: string
}
