/** The part of the store's door that is about tariffs. Writes are as those of `WritableStore`. */
import type { TariffsTable } from './tables/tariffs-table.ts'

export interface TariffStore extends TariffsTable {
  /** Runs several writes as one: all of it is kept or nothing. */
  atOnce<T>(run: () => T): T
}

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** `write` makes a transaction of each call. */
export const createTariffStore = (table: TariffsTable, write: Write): TariffStore => ({
  all: () => table.all(),
  changes: (limit) => table.changes(limit),
  change: (id) => table.change(id),
  hasLater: (...args) => table.hasLater(...args),
  insert: write((...args: Parameters<TariffsTable['insert']>) => table.insert(...args)),
  put: write((...args: Parameters<TariffsTable['put']>) => table.put(...args)),
  remove: write((id: number) => table.remove(id)),
  addChange: write((...args: Parameters<TariffsTable['addChange']>) => table.addChange(...args)),
  setUndone: write((changeId: number) => table.setUndone(changeId)),
  atOnce: (run) => write(run)(),
})
