/** What the store and its reader workers say to each other. */
import type { ReaderQueries } from './reader-queries.ts'

export type ReaderQuestion = {
  [N in 'series' | 'history' | 'integrity']: { readonly id: number; readonly name: N; readonly args: Parameters<ReaderQueries[N]> }
}[keyof Pick<ReaderQueries, 'series' | 'history' | 'integrity'>]

export type ReaderRequest = ReaderQuestion | 'close'

export type ReaderReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly code: string | undefined }

export interface ReaderWorkerData {
  readonly databaseFile: string
}
