/** The part of the store's door that is about baselines. Writes are as those of `WritableStore`. */
import type { BaselinesTable } from './tables/baselines-table.ts'

export type BaselineStore = BaselinesTable

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** `write` makes a transaction of each call. */
export const createBaselineStore = (table: BaselinesTable, write: Write): BaselineStore => ({
  list: () => table.list(),
  get: (id) => table.get(id),
  periods: (id) => table.periods(id),
  insert: write((...args: Parameters<BaselinesTable['insert']>) => table.insert(...args)),
  setRemoved: write((...args: Parameters<BaselinesTable['setRemoved']>) => table.setRemoved(...args)),
})
