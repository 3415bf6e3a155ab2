/** 0320: an incident that a wider one took over leads to it. */
import type { Migration } from './migration.ts'

export const mergedIncidents: Migration = {
  version: 320,
  name: 'merged incidents',
  up: (db) => {
    db.exec(`
      ALTER TABLE incidents ADD COLUMN merged_into INTEGER;
      ALTER TABLE incidents ADD COLUMN merged_at_ms INTEGER;
      CREATE INDEX incidents_merged ON incidents (merged_into) WHERE merged_into IS NOT NULL;
    `)
  },
}
