/** The part of the store's door that is about imported interval data. Writes are as those of `WritableStore`. */
import type { EnergyImportsTable } from './tables/energy-imports-table.ts'

export type EnergyImportStore = EnergyImportsTable

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** `write` makes a transaction of each call. */
export const createEnergyImportStore = (table: EnergyImportsTable, write: Write): EnergyImportStore => ({
  list: () => table.list(),
  get: (id) => table.get(id),
  known: (series, startsMs) => table.known(series, startsMs),
  intervals: (series, fromMs, toMs) => table.intervals(series, fromMs, toMs),
  insert: write((...args: Parameters<EnergyImportsTable['insert']>) => table.insert(...args)),
  add: write((...args: Parameters<EnergyImportsTable['add']>) => table.add(...args)),
  finish: write((id: number, atMs: number) => table.finish(id, atMs)),
  setUndone: write((id: number, atMs: number) => table.setUndone(id, atMs)),
  sweep: write(() => table.sweep()),
})
