/** Table `plan_changes`: what was changed of floor plans and their items, before and after, the newest hundred. */
import type { Plan, PlanDeed, PlanItem } from '../../../../shared/domain/plan.ts'
import type { Connection } from '../connection.ts'
import { wholeMs } from '../whole-ms.ts'

/** A row before and after; null = not there. */
export interface RowEdit<T> {
  readonly before: T | null
  readonly after: T | null
}

export interface PlanEdit {
  readonly plans: readonly RowEdit<Plan>[]
  readonly items: readonly RowEdit<PlanItem>[]
}

export interface StoredPlanChange {
  readonly id: number
  readonly atMs: number
  readonly what: PlanDeed
  readonly edit: PlanEdit
}

/** Older ones cannot be taken back any more; pictures that only they spoke of go. */
const KEPT_CHANGES = 100

interface Row {
  readonly id: number
  readonly at_ms: number
  readonly what: PlanDeed
  readonly edit: string
}

const fromRow = ({ id, at_ms: atMs, what, edit }: Row): StoredPlanChange => ({ id, atMs, what, edit: JSON.parse(edit) as PlanEdit })

export interface PlanChangesTable {
  get(id: number): StoredPlanChange | undefined
  /** Returns the id. */
  insert(change: Omit<StoredPlanChange, 'id'>): number
  /** Files of pictures of plans in the kept changes. */
  pictures(): string[]
}

export const createPlanChangesTable = (db: Connection): PlanChangesTable => {
  const one = db.prepare<[number], Row>('SELECT * FROM plan_changes WHERE id = ?')
  const insert = db.prepare<[number, PlanDeed, string]>('INSERT INTO plan_changes (at_ms, what, edit) VALUES (?, ?, ?)')
  const trim = db.prepare<[number]>(`DELETE FROM plan_changes WHERE id <= ? - ${KEPT_CHANGES}`)
  const pictures = db
    .prepare<[], string>("SELECT DISTINCT side.value FROM plan_changes, json_each(edit, '$.plans') AS row, json_each(json_array(row.value ->> '$.before.picture.storedAs', row.value ->> '$.after.picture.storedAs')) AS side WHERE side.value IS NOT NULL")
    .pluck()
  return {
    get: (id) => {
      const row = one.get(id)
      return row && fromRow(row)
    },
    insert: ({ atMs, what, edit }) => {
      const id = Number(insert.run(wholeMs(atMs), what, JSON.stringify(edit)).lastInsertRowid)
      trim.run(id)
      return id
    },
    pictures: () => pictures.all(),
  }
}
