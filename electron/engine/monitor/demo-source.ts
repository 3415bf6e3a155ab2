/** The demo building as the engine sees it: a source of history and of devices to poll. Provided by the composition root. */
import type { DemoFault, DemoFaultKind } from '../../../shared/domain/demo.ts'

/** Readings of one point, ascending in time. */
export interface DemoHistoryChunk {
  readonly deviceInstance: number
  readonly objectType: number
  readonly objectInstance: number
  readonly timesMs: Float64Array
  readonly values: Float64Array
}

export interface DemoSource {
  /** Gives the history piece by piece; resolves at its end. */
  history(take: (chunk: DemoHistoryChunk, done: number, total: number) => void): Promise<void>
  /** Starts the devices; where they answer. */
  goLive(): Promise<readonly { readonly instance: number; readonly ip: string; readonly port: number }[]>
  faults(): Promise<{ readonly running: readonly DemoFault[]; readonly kinds: readonly DemoFaultKind[] }>
  startFault(kindId: string): Promise<DemoFault | null>
  endFaults(): Promise<void>
  stop(): Promise<void>
}

export interface DemoOptions {
  /** When the building's first day began. */
  readonly anchorMs: number
  /** The history wanted; empty when `fromMs` = `toMs`. The building lives on from `toMs`. */
  readonly fromMs: number
  readonly toMs: number
  /** Minutes that the building's local time is ahead of UTC: people come and go by it. */
  readonly utcOffsetMinutes: number
}

export type OpenDemo = (options: DemoOptions) => DemoSource
