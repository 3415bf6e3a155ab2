/** Long work the user can watch and cancel: discovery, demo preparation, import. */
import type { Failure } from '../result.ts'
import type { Message } from '../message.ts'

<<<<<<< HEAD
export type JobKind = 'discovery' | 'demo' | 'import' | 'learn' | 'backfill' | 'snapshot' | 'relinquish' | 'backTest' | 'reprocess' | 'roles' | 'drift' | 'energy' | 'forecast' | 'correlation' | 'health'
=======
export type JobKind = 'discovery' | 'demo' | 'import' | 'learn' | 'backfill' | 'snapshot' | 'relinquish' | 'backTest' | 'reprocess' | 'roles' | 'drift' | 'energy' | 'forecast' | 'correlation' | 'holidays'
>>>>>>> dbeb83989783a8ad885b79ac9d4d329d582bbc1e

export interface Job {
  readonly id: string
  readonly kind: JobKind
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  /** 0..1; null while unknown. */
  readonly progress: number | null
  /** What it is doing, or how it ended. */
  readonly doing: Message
  readonly startedAtMs: number
  readonly endedAtMs: number | null
  readonly failure: Failure | null
}
