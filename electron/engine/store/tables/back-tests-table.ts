/** Table `back_tests`: what would have fired, of the newest runs. */
import type { BackTest, BackTestState, WouldFire } from '../../../../shared/domain/detection.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

interface Row {
  readonly id: number
  readonly state: string
  readonly started_at_ms: number
  readonly finished_at_ms: number | null
  readonly facts: string
}

interface FullRow extends Row {
  readonly marks: string
  readonly marks_now: string
}

/** What is kept as JSON: all but marks, number, state and times. */
export type BackTestFacts = Omit<BackTest, 'id' | 'state' | 'startedAtMs' | 'finishedAtMs' | 'marks' | 'marksNow'>

/** Lists of `WouldFire` as JSON, as the worker wrote them. */
export interface PackedMarks {
  readonly marks: string
  readonly marksNow: string
}

const KEPT = 30

export interface BackTestsTable {
  /** Newest first, without marks. */
  list(): BackTest[]
  get(id: number): BackTest | undefined
  /** Begins a run; of older ones the newest stay. Returns the id. */
  insert(startedAtMs: number, facts: BackTestFacts): number
  finish(id: number, state: BackTestState, atMs: number, facts: BackTestFacts, marks: PackedMarks): void
  /** Runs that an end of the engine cut off. */
  failRunning(atMs: number): void
}

/** What runs of before fault rules were replayed do not say. */
const OF_OLDER_RUNS = { equipment: 0, rules: [] }

const fromRow = (row: Row, marks: readonly WouldFire[], marksNow: readonly WouldFire[]): BackTest => ({
  id: row.id, state: row.state as BackTestState, startedAtMs: row.started_at_ms, finishedAtMs: row.finished_at_ms, ...OF_OLDER_RUNS, ...(JSON.parse(row.facts) as BackTestFacts), marks, marksNow,
})

export const createBackTestsTable = (db: Connection): BackTestsTable => {
  const all = db.prepare<[], Row>('SELECT id, state, started_at_ms, finished_at_ms, facts FROM back_tests ORDER BY id DESC')
  const one = db.prepare<[number], FullRow>('SELECT * FROM back_tests WHERE id = ?')
  const insert = db.prepare<[number, string]>(`INSERT INTO back_tests (state, started_at_ms, facts, marks, marks_now) VALUES ('running', ?, ?, '[]', '[]')`)
  const thin = db.prepare<[number]>(`DELETE FROM back_tests WHERE state <> 'running' AND id NOT IN (SELECT id FROM back_tests ORDER BY id DESC LIMIT ?)`)
  const finish = db.prepare<[string, number, string, string, string, number]>('UPDATE back_tests SET state = ?, finished_at_ms = ?, facts = ?, marks = ?, marks_now = ? WHERE id = ?')
  const failRunning = db.prepare<[number]>(`UPDATE back_tests SET state = 'failed', finished_at_ms = ? WHERE state = 'running'`)
  return {
    list: () => all.all().map((row) => fromRow(row, [], [])),
    get: (id) => {
      const row = one.get(id)
      return row === undefined ? undefined : fromRow(row, JSON.parse(row.marks) as WouldFire[], JSON.parse(row.marks_now) as WouldFire[])
    },
    insert: (startedAtMs, facts) => {
      const { lastInsertRowid } = insert.run(wholeMs(startedAtMs), JSON.stringify(facts))
      thin.run(KEPT)
      return Number(lastInsertRowid)
    },
    finish: (id, state, atMs, facts, { marks, marksNow }) => void finish.run(state, wholeMs(atMs), JSON.stringify(facts), marks, marksNow, id),
    failRunning: (atMs) => void failRunning.run(wholeMs(atMs)),
  }
}
