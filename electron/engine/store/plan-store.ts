/** The part of the store's door that is about floor plans. Writes are as those of `WritableStore`. */
import type { Plan, PlanDeed, PlanItem } from '../../../shared/domain/plan.ts'
import type { PlanChangesTable, PlanEdit, RowEdit, StoredPlanChange } from './tables/plan-changes-table.ts'
import type { PlanItemsTable } from './tables/plan-items-table.ts'
import type { PlansTable } from './tables/plans-table.ts'

export interface PlanStore {
  plans(): Plan[]
  plan(id: number): Plan | undefined
  items(planId: number): PlanItem[]
  allItems(): PlanItem[]
  item(id: number): PlanItem | undefined
  countItems(planId: number): number
  nextGroup(): number
  change(id: number): StoredPlanChange | undefined
  /** Files that plans or changes that can be taken back speak of. */
  pictures(): ReadonlySet<string>
  lock(planId: number, locked: boolean): void
  /** Writes all rows of an edit and keeps it. New rows have negative ids, by which new items name new plans; in the answer all have their own. About 15 µs a row. */
  apply(edit: PlanEdit, what: PlanDeed, atMs: number): StoredPlanChange
}

export interface PlanTables {
  readonly plans: PlansTable
  readonly planItems: PlanItemsTable
  readonly planChanges: PlanChangesTable
}

type Write = <A extends unknown[], R>(run: (...args: A) => R) => (...args: A) => R

/** Writes the after of a row, or takes the row out; the edit with the row's own id. */
const applyRow = <T extends { readonly id: number }>({ before, after }: RowEdit<T>, table: { put(row: T): number; remove(id: number): void }): RowEdit<T> => {
  if (after !== null) return { before, after: { ...after, id: table.put(after) } }
  if (before !== null) table.remove(before.id)
  return { before, after }
}

/** `write` makes a transaction of each call. */
export const createPlanStore = ({ plans, planItems, planChanges }: PlanTables, write: Write): PlanStore => ({
  plans: () => plans.all(),
  plan: (id) => plans.get(id),
  items: (planId) => planItems.ofPlan(planId),
  allItems: () => planItems.all(),
  item: (id) => planItems.get(id),
  countItems: (planId) => planItems.count(planId),
  nextGroup: () => planItems.nextGroup(),
  change: (id) => planChanges.get(id),
  pictures: () => new Set([...plans.all().flatMap(({ picture }) => (picture === null ? [] : [picture.storedAs])), ...planChanges.pictures()]),
  lock: write((planId: number, locked: boolean) => plans.lock(planId, locked)),
  apply: write((edit: PlanEdit, what: PlanDeed, atMs: number) => {
    const planIds = new Map<number, number>()
    const appliedPlans = edit.plans.map((row) => {
      const applied = applyRow(row, plans)
      if (row.after !== null && applied.after !== null) planIds.set(row.after.id, applied.after.id)
      return applied
    })
    const appliedItems = edit.items.map(({ before, after }) => applyRow({ before, after: after === null ? null : { ...after, planId: planIds.get(after.planId) ?? after.planId } }, planItems))
    const applied: PlanEdit = { plans: appliedPlans, items: appliedItems }
    return { id: planChanges.insert({ atMs, what, edit: applied }), atMs, what, edit: applied }
  }),
})
