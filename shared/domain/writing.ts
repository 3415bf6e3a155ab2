/** Writing to devices: locked by default, unlocked for a session, every write logged. */

export interface WriteRecord {
  readonly id: number
  readonly atMs: number
  readonly deviceId: number
  readonly pointId: number | null
  /** `Device 100 "AHU-1" at 192.168.1.20:47808`, as it was then. */
  readonly device: string
  readonly object: string
  readonly action: 'write' | 'relinquish' | 'outOfService' | 'timeSync' | 'acknowledgeEvent'
  /** 1..16; null where the action has none. */
  readonly priority: number | null
  /** Texts of the value; null when it could not be read or there is none. */
  readonly before: string | null
  readonly after: string | null
  /** What was asked to be written; null for relinquish. */
  readonly wanted: string | null
  readonly reason: string
  /** null = the device accepted it. */
  readonly problem: string | null
}

/** A value written from here that may still stand in the device. */
export interface StandingWrite {
  readonly pointId: number
  readonly deviceId: number
  readonly object: string
  readonly priority: number
  readonly text: string
  readonly atMs: number
  /** `outOfService` stands until it is set back. */
  readonly action: 'write' | 'outOfService'
}

export interface WriteState {
  readonly unlocked: boolean
  /** Locks itself again then, unless used; null while locked. */
  readonly unlockedUntilMs: number | null
  readonly standing: readonly StandingWrite[]
}
