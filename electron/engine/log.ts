/** Where the engine writes what a developer or support may need later. Users read failures and messages, never this. */
export interface Log {
  info(text: string, detail?: unknown): void
  warn(text: string, detail?: unknown): void
  error(text: string, detail?: unknown): void
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
