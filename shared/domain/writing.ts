/** Writing to devices: locked by default, unlocked for a session, every write logged. */
import type { Message } from '../message.ts'

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
  /** Texts of the value before and after; null when it could not be read or there is none. For time synchronization the drift of the clock. */
  readonly before: string | null
  readonly after: string | null
  /** What stood at the priority before and after (`null`: nothing); null where the object has no priorities or it could not be read. */
  readonly slotBefore: string | null
  readonly slotAfter: string | null
  /** What was asked to be written; null for relinquish. */
  readonly wanted: string | null
  readonly reason: string
  /** null = the device accepted it and shows it. Refused, unknown whether it took effect, accepted but something else stands there. */
  readonly problem: Message | null
}

/** A value written from here that may still stand in the device. */
export interface StandingWrite {
  readonly pointId: number
  readonly deviceId: number
  readonly object: string
  /** 1..16; 0 for `outOfService`, which has none. */
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
