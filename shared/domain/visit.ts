/** Snapshots of the site's configuration, one a visit, and what changed between two. */

export interface SnapshotInfo {
  readonly id: number
  readonly atMs: number
  readonly note: string
  readonly devices: number
  readonly objects: number
  /** Taken by itself at the start of a visit, or asked for. */
  readonly automatic: boolean
}

export interface VisitChange {
  readonly kind: 'added' | 'removed' | 'renamed' | 'changed' | 'reprogrammed'
  readonly what: 'device' | 'object'
  readonly deviceInstance: number
  readonly deviceName: string
  readonly objectType: number | null
  readonly objectInstance: number | null
  readonly name: string
  /** `name`, `units`, `low limit`, `set-point`, `weekly schedule`, `firmware` ... as a key of the screen's words; null for added and removed. */
  readonly field: string | null
  readonly before: string | null
  readonly after: string | null
}

export interface VisitDiff {
  readonly from: SnapshotInfo
  readonly to: SnapshotInfo
  readonly changes: readonly VisitChange[]
  /** Devices that could not be read for one of the two: nothing is said about them. */
  readonly notCompared: readonly number[]
}
