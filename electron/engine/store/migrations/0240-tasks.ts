/** 0240: maintenance work, and every change of it. */
import type { Migration } from './migration.ts'

export const tasks: Migration = {
  version: 240,
  name: 'tasks',
  up: (db) => {
    db.exec(`
      CREATE TABLE tasks (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        state       TEXT NOT NULL,
        planned_for TEXT,
        ended_at_ms INTEGER,
        body        TEXT NOT NULL
      ) STRICT;
      CREATE INDEX tasks_by_state ON tasks (state, planned_for);
      CREATE TABLE task_changes (
        id     INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms  INTEGER NOT NULL,
        what   TEXT NOT NULL,
        edits  TEXT NOT NULL,
        undone INTEGER NOT NULL
      ) STRICT;
    `)
  },
}
