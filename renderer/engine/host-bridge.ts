/** What the desktop shell's preload offers the page; absent in the web host. */

export interface PlantroomHost {
  /** Asks for a line to the engine; the answer is a window message `{ type: 'engine-port' }` with a MessagePort. */
  requestPort(): void
}

declare global {
  interface Window {
    readonly plantroomHost?: PlantroomHost
  }
}

export const plantroomHost = (): PlantroomHost | undefined => window.plantroomHost
