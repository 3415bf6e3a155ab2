/** Edits of floor plans worked out from what is there: pure, before anything is written. */
import { MOST_PLAN_ITEMS, PLAN_SIDE, type NewPlanItem, type Plan, type PlanItem, type PlanItemChange, type PlanPicture } from '../../../../shared/domain/plan.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { SHEET_HEIGHT } from '../../analysis/plan/arrange.ts'
import type { PlanEdit, RowEdit } from '../../store/tables/plan-changes-table.ts'

/** Tenths of a plan unit are finer than any screen shows. */
const rounded = (value: number): number => Math.round(value * 10) / 10
const within = (value: number, most: number): number => rounded(Math.max(0, Math.min(most, value)))

/** The size of a plan under a picture: its longer side is `PLAN_SIDE`. */
export const planSize = (picture: Pick<PlanPicture, 'widthPx' | 'heightPx'> | null): Pick<Plan, 'width' | 'height'> => {
  if (picture === null) return { width: PLAN_SIDE, height: SHEET_HEIGHT }
  const scale = PLAN_SIDE / Math.max(picture.widthPx, picture.heightPx)
  return { width: rounded(picture.widthPx * scale), height: rounded(picture.heightPx * scale) }
}

/** An item on the plan it belongs to: nothing hangs over the edge, an area fits in whole. */
const onPlan = (item: PlanItem, { width, height }: Pick<Plan, 'width' | 'height'>): PlanItem => {
  if (item.subject.what !== 'area') return { ...item, x: within(item.x, width), y: within(item.y, height) }
  const size = { width: within(item.subject.width, width), height: within(item.subject.height, height) }
  return { ...item, subject: { what: 'area', ...size }, x: within(item.x, width - size.width), y: within(item.y, height - size.height) }
}

export const placed = (plan: Plan, items: readonly NewPlanItem[], before: number): Result<PlanEdit> => {
  if (before + items.length > MOST_PLAN_ITEMS) return failure('plan-full', `${plan.name} would hold ${before + items.length} items.`, { plan: plan.name, most: MOST_PLAN_ITEMS })
  return ok({ plans: [], items: items.map((item, at) => ({ before: null, after: onPlan({ ...item, id: -1 - at, planId: plan.id, groupId: null }, plan) })) })
}

/** All items of the ids, or the failure that names one that is not on the plan. */
export const itemsOf = (plan: Plan, items: readonly PlanItem[], ids: readonly number[]): Result<readonly PlanItem[]> => {
  const byId = new Map(items.map((item) => [item.id, item]))
  const missing = ids.find((id) => !byId.has(id))
  if (missing !== undefined) return failure('plan-item-unknown', `Item ${missing} is not on ${plan.name}.`, { plan: plan.name, id: missing })
  return ok([...new Set(ids)].map((id) => byId.get(id)!))
}

const changedItem = (plan: Plan, item: PlanItem, { x, y, label, width, height }: PlanItemChange): PlanItem => {
  const { subject } = item
  const sized = subject.what === 'area' ? { ...subject, width: width ?? subject.width, height: height ?? subject.height } : subject
  return onPlan({ ...item, subject: sized, x: x ?? item.x, y: y ?? item.y, label: label ?? item.label }, plan)
}

export const changed = (plan: Plan, items: readonly PlanItem[], changes: readonly PlanItemChange[]): PlanEdit => {
  const byId = new Map(changes.map((change) => [change.id, change]))
  return { plans: [], items: items.map((item) => ({ before: item, after: changedItem(plan, item, byId.get(item.id)!) })) }
}

export const grouped = (items: readonly PlanItem[], groupId: number | null): PlanEdit => ({ plans: [], items: items.map((item) => ({ before: item, after: { ...item, groupId } })) })

export const removed = (items: readonly PlanItem[]): PlanEdit => ({ plans: [], items: items.map((item) => ({ before: item, after: null })) })

/** Another picture, or none: items keep their place in proportion, areas their share of the plan. */
export const pictured = (plan: Plan, items: readonly PlanItem[], picture: PlanPicture | null): PlanEdit => {
  const after: Plan = { ...plan, ...planSize(picture), picture }
  const across = after.width / plan.width
  const down = after.height / plan.height
  const moved = (item: PlanItem): PlanItem => {
    const { subject } = item
    const sized = subject.what === 'area' ? { ...subject, width: subject.width * across, height: subject.height * down } : subject
    return onPlan({ ...item, subject: sized, x: item.x * across, y: item.y * down }, after)
  }
  return { plans: [{ before: plan, after }], items: across === 1 && down === 1 ? [] : items.map((item) => ({ before: item, after: moved(item) })) }
}

/** The edit that takes another one back. */
export const reversed = ({ plans, items }: PlanEdit): PlanEdit => {
  const turn = <T>({ before, after }: RowEdit<T>): RowEdit<T> => ({ before: after, after: before })
  return { plans: plans.map(turn), items: items.map(turn) }
}
