/** 0280: whether a meter counts as energy delivered, as a person decided; which baseline another one took the place of. */
import type { Migration } from './migration.ts'

export const deliveredRefitted: Migration = {
  version: 280,
  name: 'delivered refitted',
  up: (db) => {
    db.exec(`
      ALTER TABLE meters ADD COLUMN delivered TEXT NOT NULL DEFAULT 'auto' CHECK (delivered IN ('auto', 'yes', 'no'));
      ALTER TABLE baselines ADD COLUMN replaces INTEGER;
    `)
  },
}
