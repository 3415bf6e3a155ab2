/** One live object: its reading with noise, faults and quantisation, its priority array and its flags. */
import { gauss } from '../physics/noise.ts'
import type { ValueStore } from '../physics/signals.ts'
import { isAnalog, type PointSpec } from './point-spec.ts'

/** Bends a reading: takes the clean value and the moment, gives the value that the faulty sensor shows. */
export type ReadingFault = (value: number, timeMs: number) => number

export const STATUS = { inAlarm: 1, fault: 2, overridden: 4, outOfService: 8 } as const

/** What all points of a building look at: its variables and its time. */
export interface PointSource {
  readonly store: ValueStore
  readonly seed: number
  /** The moment the variables stand for, ms since the epoch. */
  timeMs(): number
}

const PRIORITIES = 16
/** Priority at which the control program of a device commands. */
export const PROGRAM_PRIORITY = 16

export class SimPoint {
  readonly spec: PointSpec
  /** Set while a sensor fault is running. */
  fault: ReadingFault | null = null
  outOfService = false
  /** 135, BACnetReliability; 0 = no fault detected. */
  reliability = 0
  /** 135, BACnetEventState; 0 = normal. Changed by the device's events alone. */
  eventState = 0
  covIncrement: number
  /** Local hand switch: sets the overridden flag. */
  overridden = false
  private readonly source: PointSource
  private readonly noiseKey: number
  private priorities: Float64Array | null = null
  private serviceValue = 0

  constructor(spec: PointSpec, source: PointSource, noiseKey: number) {
    this.spec = spec
    this.source = source
    this.noiseKey = noiseKey
    this.covIncrement = spec.covIncrement
  }

  timeMs(): number {
    return this.source.timeMs()
  }

  /** What the object shows now: analog in units, binary 0/1, multi-state 1..n. */
  reading(): number {
    if (this.outOfService) return this.serviceValue
    const { spec, source } = this
    const { slot } = spec
    const { store } = source
    const forced = store.overrides[slot] ?? Number.NaN
    let value = Number.isNaN(forced) ? (store.values[slot] ?? 0) : forced
    const timeMs = source.timeMs()
    if (spec.noise > 0) value += spec.noise * gauss(source.seed, this.noiseKey, Math.floor(timeMs / 1000))
    if (this.fault) value = this.fault(value, timeMs)
    return this.shown(value)
  }

  private shown(value: number): number {
    const { low, high, resolution } = this.spec
    const bounded = value < low ? low : value > high ? high : value
    if (resolution === 0) return isAnalog(this.spec.objectType) ? bounded : Math.round(bounded)
    // One rounding more than needed: 0.1 steps must not show as 21.400000000000002.
    return Math.round(Math.round(bounded / resolution) * resolution * 1e6) / 1e6
  }

  statusFlags(): number {
    return (
      (this.eventState === 0 ? 0 : STATUS.inAlarm) | (this.reliability === 0 ? 0 : STATUS.fault) | (this.overridden ? STATUS.overridden : 0) | (this.outOfService ? STATUS.outOfService : 0)
    )
  }

  /** Value at a priority, 1..16; NaN = NULL. The program's own command shows at priority 16. */
  priority(index: number): number {
    const written = this.priorities?.[index - 1] ?? Number.NaN
    if (index !== PROGRAM_PRIORITY || !Number.isNaN(written)) return written
    return this.source.store.values[this.spec.slot] ?? Number.NaN
  }

  /** Commands (or with NaN relinquishes) at a priority, 1..16. */
  command(value: number, priority: number): void {
    this.priorities ??= new Float64Array(PRIORITIES).fill(Number.NaN)
    this.priorities[priority - 1] = value
    const highest = this.priorities.find((entry) => !Number.isNaN(entry))
    this.source.store.overrides[this.spec.slot] = highest ?? Number.NaN
    if (highest !== undefined) this.source.store.values[this.spec.slot] = highest
  }

  /** Present value written while out of service. */
  setServiceValue(value: number): void {
    this.serviceValue = value
  }

  setOutOfService(outOfService: boolean): void {
    this.serviceValue = this.reading()
    this.outOfService = outOfService
  }
}
