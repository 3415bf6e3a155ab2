/** The median of each context, borrowed from the same hour of other days and then from all where a context was hardly seen. */
import { CONTEXT_COUNT } from '../calendar.ts'
import { medianSorted } from '../order-statistics.ts'
import { sortedGroups } from './context-groups.ts'

/** Fewer values say little of a context. */
const LEAST_VALUES = 3
const HOURS = 24

/** @param contexts hour and kind of day (0..71) of each value; at least one value */
export const contextMedians = (values: Float64Array, contexts: Uint8Array): number[] => {
  const own = mediansBy(values, contexts, CONTEXT_COUNT, (context) => context)
  const hour = mediansBy(values, contexts, HOURS, (context) => context % HOURS)
  const all = medianSorted(values.slice().sort())
  return own.map((median, context) => median ?? hour[context % HOURS] ?? all)
}

const mediansBy = (values: Float64Array, contexts: Uint8Array, size: number, keyOf: (context: number) => number): (number | null)[] =>
  sortedGroups(values, contexts, size, keyOf).map((group) => (group.length < LEAST_VALUES ? null : medianSorted(group)))
