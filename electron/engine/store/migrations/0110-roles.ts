/** 0110: what each point means: what was found, what a person decided about it, and every such decision with what stood before it. */
import type { Migration } from './migration.ts'

export const roles: Migration = {
  version: 110,
  name: 'roles',
  up: (db) => {
    db.exec(`
      CREATE TABLE point_roles (
        point_id         INTEGER PRIMARY KEY REFERENCES points (id),
        found_role       TEXT,
        found_confidence REAL NOT NULL,
        pattern          TEXT NOT NULL,
        reasons          TEXT NOT NULL,
        problems         TEXT NOT NULL,
        decision         TEXT,
        decided_role     TEXT,
        decided_at_ms    INTEGER
      ) STRICT;
      CREATE TABLE role_changes (
        change_id         INTEGER NOT NULL,
        point_id          INTEGER NOT NULL REFERENCES points (id),
        at_ms             INTEGER NOT NULL,
        decision_before   TEXT,
        role_before       TEXT,
        decided_before_ms INTEGER,
        decision          TEXT,
        role              TEXT,
        undone            INTEGER NOT NULL,
        PRIMARY KEY (change_id, point_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX role_changes_by_point ON role_changes (point_id);
    `)
  },
}
