/** Snapshots of the site's configuration, one a visit, and what changed between two. */

export interface SnapshotInfo {
  readonly id: number
  readonly atMs: number
  readonly note: string
  /** Devices it holds, those included that could not be read. */
  readonly devices: number
  readonly objects: number
  /** Devices that could not be read then: no comparison with this snapshot says anything about them. */
  readonly devicesUnread: number
  /** Taken by itself at the start of a visit, or asked for. */
  readonly automatic: boolean
}

/** What of a device or object can change, each a key of the screen's words. */
export const VISIT_FIELDS = [
  'name',
  'instance',
  'description',
  'units',
  'stateTexts',
  // Devices.
  'vendor',
  'model',
  'firmware',
  'application',
  'protocolRevision',
  'databaseRevision',
  'address',
  'location',
  // Ranges and limits.
  'minValue',
  'maxValue',
  'highLimit',
  'lowLimit',
  'deadBand',
  'covIncrement',
  'timeDelay',
  'notificationClass',
  'alarmValues',
  'polarity',
  // Set-points.
  'setPoint',
  'relinquishDefault',
  'proportional',
  'integral',
  'derivative',
  'controlAction',
  // Schedules and calendars.
  'weeklySchedule',
  'exceptionSchedule',
  'effectivePeriod',
  'scheduleDefault',
  'references',
  'writePriority',
  'dates',
  // Notification classes, trend logs, programs.
  'priorities',
  'ackRequired',
  'recipients',
  'logged',
  'logInterval',
  'program',
] as const
export type VisitField = (typeof VISIT_FIELDS)[number]

export interface VisitChange {
  /**
   * `renamed`: same type and instance, other name. `readdressed`: same name, other instance. `replaced`: another vendor or model answers as this device.
   * `reprogrammed`: other firmware, application, database revision or program. `changed`: everything else.
   */
  readonly kind: 'added' | 'removed' | 'renamed' | 'readdressed' | 'replaced' | 'reprogrammed' | 'changed'
  readonly what: 'device' | 'object'
  /** As it is now; of something removed as it was. */
  readonly deviceInstance: number
  readonly deviceName: string
  readonly objectType: number | null
  readonly objectInstance: number | null
  readonly name: string
  /** null for added and removed. */
  readonly field: VisitField | null
  /** Language-free: numbers, times, texts of the device; units as their BACnet number. */
  readonly before: string | null
  readonly after: string | null
}

export interface VisitDiff {
  readonly from: SnapshotInfo
  /** With id 0: the site as it is known now. */
  readonly to: SnapshotInfo
  readonly changes: readonly VisitChange[]
  /** Devices that could not be read for one of the two: nothing is said about them. */
  readonly notCompared: readonly number[]
}
