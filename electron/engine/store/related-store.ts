/** The part of the store's door that is about related points. Writes are as those of `WritableStore`. */
import type { RelatedPointsTable } from './tables/related-points-table.ts'

export type RelatedStore = Omit<RelatedPointsTable, 'removeOfPoint'>

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** `write` makes a transaction of each call. */
export const createRelatedStore = (table: RelatedPointsTable, write: Write): RelatedStore => ({
  all: () => table.all(),
  save: write((...args: Parameters<typeof table.save>) => table.save(...args)),
  remove: write((...args: Parameters<typeof table.remove>) => table.remove(...args)),
})
