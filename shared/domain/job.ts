/** Long work the user can watch and cancel: discovery, demo preparation, import. */
import type { Failure } from '../result.ts'
import type { Message } from '../message.ts'

export const JOB_KINDS = [
  'discovery',
  'demo',
  'import',
  'learn',
  'backfill',
  'snapshot',
  'relinquish',
  'backTest',
  'reprocess',
  'roles',
  'drift',
  'energy',
  'forecast',
  'correlation',
  'health',
  'holidays',
] as const
export type JobKind = (typeof JOB_KINDS)[number]

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
