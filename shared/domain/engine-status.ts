/** What the engine is and what it has open. */
import type { Message } from '../message.ts'

export interface EngineStatus {
  readonly version: string
  readonly startedAtMs: number
  readonly siteName: string
  readonly siteFolder: string
  /** True while the demo building runs. */
  readonly demo: boolean
  /** True when no device was ever found: the first-run screen is shown. */
  readonly firstRun: boolean
  /** The BACnet socket: open with its port, or why it is not. */
  readonly transport: { readonly open: boolean; readonly port: number; readonly problem: Message | null }
  readonly storeBytes: number
  readonly readings: number
  /** Things the user should know (store refused, disk nearly full, clock jumped ...), newest first. */
  readonly notices: readonly { readonly atMs: number; readonly text: Message }[]
}
