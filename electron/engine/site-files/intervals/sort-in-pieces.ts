/** Sorts much without holding the thread up: runs that are sorted at once, then merged pair by pair. */

/** Items sorted or merged between two breaths: some milliseconds. */
const PIECE = 10_000

/** A stable merge sort as a generator. */
export function* sortInPieces<T>(items: readonly T[], compare: (a: T, b: T) => number): Generator<undefined, T[]> {
  let runs: T[][] = []
  for (let at = 0; at < items.length; at += PIECE) {
    runs.push(items.slice(at, at + PIECE).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(at + 1 < runs.length ? yield* merge(runs[at]!, runs[at + 1]!, compare) : runs[at]!)
    runs = merged
  }
  return runs[0] ?? []
}

function* merge<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): Generator<undefined, T[]> {
  const out: T[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    if (j >= right.length || (i < left.length && compare(left[i]!, right[j]!) <= 0)) out.push(left[i++]!)
    else out.push(right[j++]!)
    if (out.length % PIECE === 0) yield
  }
  return out
}
