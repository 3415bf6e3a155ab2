/** Messages between the demo worker and its parent; structured clone. */
import type { DemoFault, DemoFaultKind } from '../../shared/domain/demo.ts'
import type { HistoryChunk } from './history.ts'
import type { SimulatedDevice } from './simulator-types.ts'

export interface DemoWorkerData {
  readonly seed: number
  /** When the demo's history began, ms since the epoch: where the building's model starts. */
  readonly anchorMs: number
  /** History wanted, `toMs` exclusive; an empty range when it is already in the store: then the building only catches up with now. */
  readonly fromMs: number
  readonly toMs: number
  /** Between two samples of a measured value, ms; a multiple of 10 s. */
  readonly stepMs: number
  /** From going live to the first fault that comes by itself, ms; null = none comes. */
  readonly firstFaultAfterMs: number | null
  /** Port of the first device; absent = free ports. */
  readonly basePort?: number
  /** Minutes that the building's local time is ahead of UTC; default 0. */
  readonly utcOffsetMinutes?: number
}

export type FromDemoWorker =
  /** `done` of `total` chunks, this one included. The next comes after `next`. */
  | { readonly type: 'history'; readonly chunk: HistoryChunk; readonly done: number; readonly total: number }
  | { readonly type: 'historyDone' }
  | { readonly type: 'live'; readonly devices: readonly SimulatedDevice[] }
  /** The sockets could not be opened. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'reply'; readonly id: number; readonly value: DemoReply }

/** To `startFault` (null = no such kind), `endFaults` (null), `listFaults`. */
export type DemoReply = DemoFault | null | { readonly running: readonly DemoFault[]; readonly kinds: readonly DemoFaultKind[] }

export type ToDemoWorker =
  | { readonly type: 'next' }
  | { readonly type: 'goLive' }
  | { readonly type: 'startFault'; readonly kindId: string; readonly durationMs: number | null; readonly id: number }
  | { readonly type: 'endFaults'; readonly id: number }
  | { readonly type: 'listFaults'; readonly id: number }
  | { readonly type: 'stop' }
