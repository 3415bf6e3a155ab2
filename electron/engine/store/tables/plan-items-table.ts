/** Table `plan_items`: what is placed on floor plans. */
import type { PlanItem, PlanSubject } from '../../../../shared/domain/plan.ts'
import type { Connection } from '../connection.ts'

interface Row {
  readonly id: number
  readonly plan_id: number
  readonly subject: string
  readonly x: number
  readonly y: number
  readonly label: string
  readonly group_id: number | null
}

const fromRow = ({ id, plan_id: planId, subject, x, y, label, group_id: groupId }: Row): PlanItem => ({ id, planId, subject: JSON.parse(subject) as PlanSubject, x, y, label, groupId })

export interface PlanItemsTable {
  /** As they were placed. About 3 µs each. */
  ofPlan(planId: number): PlanItem[]
  all(): PlanItem[]
  get(id: number): PlanItem | undefined
  count(planId: number): number
  /** Writes the row of this id, or a new one where the id is negative. Returns the id. */
  put(item: PlanItem): number
  remove(id: number): void
  /** A number that no group has. */
  nextGroup(): number
}

export const createPlanItemsTable = (db: Connection): PlanItemsTable => {
  const ofPlan = db.prepare<[number], Row>('SELECT * FROM plan_items WHERE plan_id = ? ORDER BY id')
  const all = db.prepare<[], Row>('SELECT * FROM plan_items ORDER BY id')
  const one = db.prepare<[number], Row>('SELECT * FROM plan_items WHERE id = ?')
  const count = db.prepare<[number], number>('SELECT count(*) FROM plan_items WHERE plan_id = ?').pluck()
  const put = db.prepare<[number | null, number, string, number, number, string, number | null]>('INSERT OR REPLACE INTO plan_items (id, plan_id, subject, x, y, label, group_id) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const remove = db.prepare<[number]>('DELETE FROM plan_items WHERE id = ?')
  const lastGroup = db.prepare<[], number>('SELECT coalesce(max(group_id), 0) FROM plan_items').pluck()
  return {
    ofPlan: (planId) => ofPlan.all(planId).map(fromRow),
    all: () => all.all().map(fromRow),
    get: (id) => {
      const row = one.get(id)
      return row && fromRow(row)
    },
    count: (planId) => count.get(planId) ?? 0,
    put: ({ id, planId, subject, x, y, label, groupId }) => Number(put.run(id < 0 ? null : id, planId, JSON.stringify(subject), x, y, label, groupId).lastInsertRowid),
    remove: (id) => void remove.run(id),
    nextGroup: () => (lastGroup.get() ?? 0) + 1,
  }
}
