/** What programs need to run a simulated building. */
import type { DemoFault, DemoFaultKind } from '../../shared/domain/demo.ts'
import type { TrendBuffer } from './bacnet/trend-buffer.ts'
import type { HistoryChunk, HistoryRange } from './history.ts'
import type { FaultSpec, JournalEntry, ScriptedFault } from './faults/fault-types.ts'

export interface SimulatorOptions {
  /** Same seed, same times: same values. Default 1. */
  readonly seed?: number
  /** 1..200. Default 8. */
  readonly devices?: number
  /** Objects without the device objects; at most 20,000. Default: as the building has them, about 260. */
  readonly points?: number
  /** IPv4 address of all devices; 0.0.0.0 = whatever the machine has, also when that changes. Default 127.0.0.1. */
  readonly ip?: string
  /** Port of the first device, the others follow; 0 = any free port each. Default 47809. */
  readonly port?: number
  /** Each device its own address on the one `port`, counting up from `ip`. Default then 127.0.0.2; not on macOS, which has 127.0.0.1 only. */
  readonly ownAddresses?: boolean
  /**
   * Broadcast address of the devices' subnet: they hear Who-Is that is sent to it on port 47808, and say I-Am and that they started to it,
   * as most real devices do. Default: they hear what is sent to them alone, and answer who asks. Not on Windows, which binds no such address.
   */
  readonly broadcast?: string
  /** Building time at the start, ms since the epoch. Default now. */
  readonly startMs?: number
  /** Building seconds a real second. Default 1. */
  readonly speed?: number
  /** Minutes that local time is ahead of UTC. Default 0. */
  readonly utcOffsetMinutes?: number
  /** When the model begins, before `startMs`; it is run up to the start. Default: three days before (six hours in large buildings). */
  readonly anchorMs?: number
  /** Faults that start and end by themselves. */
  readonly script?: readonly ScriptedFault[]
  /** File to which the journal is appended, one JSON object a line. */
  readonly journalFile?: string
}

export interface SimulatedDevice {
  readonly instance: number
  readonly ip: string
  readonly port: number
}

export interface Simulator {
  /** Opens all sockets. Rejects when one cannot be had; then none stays open. */
  start(): Promise<{ readonly devices: readonly SimulatedDevice[] }>
  stop(): Promise<void>
  /** Addresses as they are now: a restarted device may have moved. */
  addresses(): readonly SimulatedDevice[]
  /**
   * What the building's points would have shown, from the same model that then goes on live: call it before `start`, and read it to its end.
   * Ranges must follow each other. Measured values every `stepMs`, states and setpoints on change and every hour.
   */
  history(range: HistoryRange): Generator<HistoryChunk, void, void>
  /** How many chunks `history` gives for a range. */
  historyChunks(range: HistoryRange): number
  /** Moves the building on by hand, ms since the epoch: for use without `start`. Faults begin and end on the way. */
  advanceTo(timeMs: number): void
  /** Building time, ms since the epoch. */
  nowMs(): number
  /** What an object shows now; undefined when there is none. */
  reading(device: number, objectType: number, objectInstance: number): number | undefined
  /** What stands at a priority (1..16) of a commandable object: NaN = NULL; undefined when there is no such object. */
  slot(device: number, objectType: number, objectInstance: number, priority: number): number | undefined
  /** Another operator commands an object; null relinquishes. Throws when there is no such object. */
  operate(device: number, objectType: number, objectInstance: number, value: number | null, priority: number): void
  /** Sets a device's clock this far ahead of the building's time, ms. Throws when there is no such device. */
  setClockDrift(device: number, driftMs: number): void
  /** How far it is ahead now. */
  clockDrift(device: number): number | undefined
  /** Its program was changed: the database revision counts up. */
  changeProgram(device: number): void
  /** Takes an object to another event state (135, BACnetEventState). Throws when there is no such object. */
  setEventState(device: number, objectType: number, objectInstance: number, state: number): void
  /** The buffer of a device's trend log, to be filled or set as a test needs it; undefined when there is none. */
  trendLog(device: number, instance: number): TrendBuffer | undefined
  /** Requests answered since the start, all devices. */
  answered(): number
  /** Requests since the start that ask devices to change something, done or refused. */
  commands(): number
  readonly faults: SimulatorFaults
}

export interface SimulatorFaults {
  /** Named faults with an English text each, for people. */
  kinds(): readonly DemoFaultKind[]
  /** Faults under way that were started by kind. */
  running(): readonly DemoFault[]
  /** Starts a named fault. `durationMs` in building time; null = until ended. Undefined when there is no such kind. */
  start(kindId: string, durationMs: number | null): DemoFault | undefined
  /** Any fault on any device or point. @returns its id. Throws on a device or point that does not exist. */
  inject(spec: FaultSpec, durationMs?: number | null): string
  /** Ends one fault by id. @returns whether it was running. */
  end(id: string): boolean
  endAll(): void
  /** Everything injected so far, oldest first. */
  journal(): readonly JournalEntry[]
}
