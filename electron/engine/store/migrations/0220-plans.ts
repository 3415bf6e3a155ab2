/** 0220: floor plans, what is placed on them, and what was changed of both. */
import type { Migration } from './migration.ts'

export const plans: Migration = {
  version: 220,
  name: 'plans',
  up: (db) => {
    db.exec(`
      CREATE TABLE plans (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        name    TEXT NOT NULL,
        width   REAL NOT NULL,
        height  REAL NOT NULL,
        picture TEXT,
        locked  INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE plan_items (
        id       INTEGER PRIMARY KEY AUTOINCREMENT,
        plan_id  INTEGER NOT NULL,
        subject  TEXT NOT NULL,
        x        REAL NOT NULL,
        y        REAL NOT NULL,
        label    TEXT NOT NULL,
        group_id INTEGER
      ) STRICT;
      CREATE INDEX plan_items_by_plan ON plan_items (plan_id);
      CREATE TABLE plan_changes (
        id    INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms INTEGER NOT NULL,
        what  TEXT NOT NULL,
        edit  TEXT NOT NULL
      ) STRICT;
    `)
  },
}
