/** Faults: what can be done to a device, a point or the plant, and what the journal says about it. */

import type { CounterName } from '../physics/meters.ts'

interface OnPoint {
  readonly device: number
  readonly objectType: number
  readonly objectInstance: number
}

interface OnDevice {
  readonly device: number
}

/** Bends what one point shows. */
export type SensorFault =
  | ({ readonly kind: 'sensorStuck' } & OnPoint)
  /** `perHour`: units an hour. */
  | ({ readonly kind: 'sensorDrift'; readonly perHour: number } & OnPoint)
  /** `onsetMs`: the time over which the bias builds up. */
  | ({ readonly kind: 'sensorBias'; readonly bias: number; readonly onsetMs?: number } & OnPoint)
  /** `deviation`: standard deviation of the added noise, in units. */
  | ({ readonly kind: 'sensorNoise'; readonly deviation: number } & OnPoint)

/** Acts inside the building. */
export type PlantFault =
  /** `share` of full opening that passes when shut, 0..1. `valve`: of an air handler's coil or of a VAV box's reheat coil; `index` counts from 0. */
  | { readonly kind: 'leakingValve'; readonly valve: 'cooling' | 'heating' | 'reheat'; readonly index: number; readonly share: number }
  /** The supply fan of an air handler runs whatever it is told. */
  | { readonly kind: 'fanLeftRunning'; readonly index: number }
  /** Occupied or not, whatever the schedule says. Absent: the opposite of now. */
  | { readonly kind: 'scheduleOverridden'; readonly index: number; readonly occupied?: boolean }
  | { readonly kind: 'chillerTrip'; readonly index: number }
  | { readonly kind: 'meterReset'; readonly meter: CounterName }
  /** Another meter takes its place: it shows a number of its own from now on. */
  | { readonly kind: 'meterReplaced'; readonly meter: CounterName }
  /** The counter is put just below its end, as if it had counted for years, and rolls over within `hours`. */
  | { readonly kind: 'meterRollover'; readonly meter: CounterName; readonly hours: number }

/** Acts on the line to a device. */
export type LineFault =
  | ({ readonly kind: 'deviceOffline' } & OnDevice)
  | ({ readonly kind: 'deviceSlow'; readonly delayMs: number } & OnDevice)
  | ({ readonly kind: 'deviceLossy'; readonly share: number } & OnDevice)
  | ({ readonly kind: 'deviceGarbage'; readonly share: number } & OnDevice)
  /** Silent for `downMs` real time, then back without its subscriptions; on `port` when given (0 = any other). */
  | ({ readonly kind: 'deviceRestart'; readonly downMs: number; readonly port?: number } & OnDevice)

export type FaultSpec = SensorFault | PlantFault | LineFault

/** A fault that comes by itself, `afterMs` of building time after the start. */
export interface ScriptedFault {
  readonly afterMs: number
  readonly durationMs: number | null
  readonly fault: FaultSpec
}

export interface FaultPlace {
  readonly deviceInstance: number
  readonly deviceName: string
  /** Null when the whole device is meant. */
  readonly point: { readonly objectType: number; readonly objectInstance: number; readonly name: string } | null
}

/** Ground truth: what was wrong, where, from when to when. */
export interface JournalEntry {
  readonly id: string
  readonly fault: FaultSpec
  /** Where it is: the point that lies, or the command or counter whose equipment is broken; null when no device shows it. */
  readonly place: FaultPlace | null
  /** Building time, ms since the epoch. */
  readonly fromMs: number
  /** Null while it lasts. */
  readonly toMs: number | null
}
