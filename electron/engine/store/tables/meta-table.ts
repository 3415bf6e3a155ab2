/** Table `meta`: free values the engine keeps between runs. */
import type { Connection } from '../connection.ts'

export interface MetaTable {
  get(name: string): string | undefined
  set(name: string, value: string): void
}

export const createMetaTable = (db: Connection): MetaTable => {
  const get = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
  const upsert = db.prepare<[string, string]>('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  return {
    get: (name) => get.get(name),
    set: (name, value) => void upsert.run(name, value),
  }
}
