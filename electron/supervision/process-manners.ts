/** How the product's processes meet bugs and signals. */

/** A bug ends the process with code 1 and leaves its stack in the log; whoever supervises it starts a fresh one. */
export const stopOnBug = (name: string, log: (text: string) => void = console.error): void => {
  const stop = (error: unknown): void => {
    log(`${name}: unexpected error, this process ends: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    process.exit(1)
  }
  process.on('uncaughtException', stop)
  process.on('unhandledRejection', stop)
}

/** Ctrl+C in a terminal reaches every process that runs in it. Only the host acts on it: it tells the engine to stop in order. */
export const leaveSignalsToHost = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
}
