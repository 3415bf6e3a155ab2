/** What the two ends of a worker thread's lane say to each other. */

/** Questions by name: arguments and answers must survive structured cloning. */
export type LaneTable = Readonly<Record<string, (...args: never[]) => unknown>>

export interface LaneQuestion {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}

export type LaneRequest = LaneQuestion | 'close'

export type LaneReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly code: string | undefined }
