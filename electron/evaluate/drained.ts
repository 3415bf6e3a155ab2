/** Work that gives turns to others, done at once: a command line has nobody else. */
export const drained = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
