/** Work of many items, some in each frame: 500 new values at once would be a stop of the window that is seen. */

export interface FrameTurns {
  /** Runs `work` in one of the next frames; once, however often it is asked for until then. */
  ask(work: () => void): void
  forget(work: () => void): void
}

/** `perFrame` in each frame, first asked first. `onFrame` runs its argument with the next frame; while `isHeld`, frames pass without work. */
export const createFrameTurns = (perFrame: number, onFrame: (run: () => void) => void, isHeld: () => boolean = () => false): FrameTurns => {
  const waiting = new Set<() => void>()
  let asked = false

  const run = (): void => {
    asked = false
    const now = isHeld() ? [] : [...waiting].slice(0, perFrame)
    for (const work of now) {
      waiting.delete(work)
      work()
    }
    next()
  }
  const next = (): void => {
    if (asked || waiting.size === 0) return
    asked = true
    onFrame(run)
  }
  return {
    ask: (work) => {
      waiting.add(work)
      next()
    },
    forget: (work) => void waiting.delete(work),
  }
}
