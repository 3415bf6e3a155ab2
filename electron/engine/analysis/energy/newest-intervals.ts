/** Of intervals that several imports say something about, what holds: the newest import, and older ones where it says nothing. */

/** Parallel arrays, ascending by start; those of one import do not overlap. `values` are sums over their interval, or means where `mean` is asked for. */
export interface OverlappingIntervals {
  readonly startsMs: ArrayLike<number>
  readonly endsMs: ArrayLike<number>
  readonly values: ArrayLike<number>
  /** Higher = newer. */
  readonly importIds: ArrayLike<number>
}

export interface Interval {
  readonly startMs: number
  readonly endMs: number
  readonly value: number
}

/** A list of intervals without overlap, ascending; `covered` finds what of [from, to) is free. */
const freeParts = (taken: readonly Interval[], from: number, startMs: number, endMs: number): { readonly parts: [number, number][]; readonly next: number } => {
  const parts: [number, number][] = []
  let at = startMs
  let index = from
  // Both lists ascend, so that the search goes on where it stopped.
  while (index < taken.length && taken[index]!.endMs <= startMs) index += 1
  const next = index
  for (; index < taken.length && taken[index]!.startMs < endMs && at < endMs; index += 1) {
    const { startMs: takenFrom, endMs: takenTo } = taken[index]!
    if (takenFrom > at) parts.push([at, takenFrom])
    at = Math.max(at, takenTo)
  }
  if (at < endMs) parts.push([at, endMs])
  return { parts, next }
}

const mergeSorted = (a: readonly Interval[], b: readonly Interval[]): Interval[] => {
  const out: Interval[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) out.push(j >= b.length || (i < a.length && a[i]!.startMs < b[j]!.startMs) ? a[i++]! : b[j++]!)
  return out
}

/**
 * Intervals without overlap, ascending. An older interval that a newer one covers in part counts with the part that is left:
 * of a sum its share by time, of a mean (`mean`) the same value.
 */
export const newestIntervals = ({ startsMs, endsMs, values, importIds }: OverlappingIntervals, mean: boolean): Interval[] => {
  const byImport = new Map<number, Interval[]>()
  for (let at = 0; at < startsMs.length; at += 1) {
    const own = byImport.get(importIds[at]!) ?? []
    own.push({ startMs: startsMs[at]!, endMs: endsMs[at]!, value: values[at]! })
    byImport.set(importIds[at]!, own)
  }
  let taken: Interval[] = []
  for (const [, own] of [...byImport].sort(([a], [b]) => b - a)) {
    let from = 0
    const added: Interval[] = []
    for (const { startMs, endMs, value } of own) {
      const { parts, next } = freeParts(taken, from, startMs, endMs)
      from = next
      for (const [partFrom, partTo] of parts) added.push({ startMs: partFrom, endMs: partTo, value: mean ? value : (value * (partTo - partFrom)) / (endMs - startMs) })
    }
    taken = mergeSorted(taken, added)
  }
  return taken
}
