/** Notices that npm, which runs this script, is gone: npm passes a signal to its shell only, and the shell does not pass it on. */

const LOOK_EVERY_MS = 500

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Resolves when the process that started this one is gone; never when it was not npm: who starts it otherwise may go and leave it. */
export const whenParentGone = (env: Readonly<Record<string, string | undefined>> = process.env): Promise<void> =>
  new Promise((resolve) => {
    if (env['npm_lifecycle_event'] === undefined) return
    const parent = process.ppid
    const timer = setInterval(() => {
      if (process.ppid === parent && isAlive(parent)) return
      clearInterval(timer)
      resolve()
    }, LOOK_EVERY_MS)
    timer.unref()
  })
