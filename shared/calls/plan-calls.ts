/** Calls about floor plans and what is placed on them. Every change but the lock can be taken back. */
import * as v from 'valibot'
import { MOST_PLAN_ITEMS, PLAN_SIDE } from '../domain/plan.ts'
import type { NewPlanItem, PictureFormat, Plan, PlanChange, PlanContent, PlanItemChange } from '../domain/plan.ts'
import { call, file, id, ids } from './call.ts'

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))
const label = v.pipe(v.string(), v.trim(), v.maxLength(120))
const place = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(PLAN_SIDE))
const extent = v.pipe(v.number(), v.finite(), v.minValue(10), v.maxValue(PLAN_SIDE))

const subject = v.variant('what', [
  v.strictObject({ what: v.literal('point'), pointId: id }),
  v.strictObject({ what: v.literal('device'), deviceId: id }),
  v.strictObject({ what: v.literal('equipment'), equipmentId: v.pipe(v.string(), v.minLength(1), v.maxLength(300)) }),
  v.strictObject({ what: v.literal('area'), width: extent, height: extent }),
]) satisfies v.GenericSchema<unknown, NewPlanItem['subject']>

const newItem = v.strictObject({ subject, x: place, y: place, label }) satisfies v.GenericSchema<unknown, NewPlanItem>

const itemChange = v.strictObject({
  id, x: v.optional(place), y: v.optional(place), label: v.optional(label), width: v.optional(extent), height: v.optional(extent),
}) satisfies v.GenericSchema<unknown, PlanItemChange>

const itemIds = ids(MOST_PLAN_ITEMS)

export const PLAN_CALLS = {
  /** All plans of the site, in the order in which they were made. */
  listPlans: call({}).returns<readonly Plan[]>(),
  getPlan: call({ planId: id }).returns<PlanContent>(),
  /** The picture of a plan as it is kept: checked, an SVG without anything that runs or loads. Fails where the plan has none. */
  getPlanPicture: call({ planId: id }).returns<{ readonly format: PictureFormat; readonly bytes: Uint8Array }>(),
  /** A new plan; without a picture an empty sheet. */
  addPlan: call({ name, file: v.optional(file) }).returns<PlanChange>(),
  renamePlan: call({ planId: id, name }).returns<PlanChange>(),
  /** Another picture under the same items, or none. Items keep their place in proportion. */
  setPlanPicture: call({ planId: id, file: v.nullable(file) }).returns<PlanChange>(),
  removePlan: call({ planId: id }).returns<PlanChange>(),
  /** Locks a plan against changes, or opens it. */
  lockPlan: call({ planId: id, locked: v.boolean() }).returns<Plan>(),
  /**
   * Makes plans by the names of devices and points: one for each level, what belongs there on it, zone by zone. What is on a plan already stays there. `names`: how the plans
   * are called, with {level} where its number belongs.
   */
  arrangePlans: call({ names: v.strictObject({ level: name, basement: name, roof: name, other: name }) }).returns<PlanChange>(),
  placePlanItems: call({ planId: id, items: v.pipe(v.array(newItem), v.minLength(1), v.maxLength(MOST_PLAN_ITEMS)) }).returns<PlanChange>(),
  /** Moves, resizes, names. */
  changePlanItems: call({ planId: id, changes: v.pipe(v.array(itemChange), v.minLength(1), v.maxLength(MOST_PLAN_ITEMS)) }).returns<PlanChange>(),
  /** Makes one group of the items, or takes them out of theirs. */
  groupPlanItems: call({ planId: id, itemIds, together: v.boolean() }).returns<PlanChange>(),
  removePlanItems: call({ planId: id, itemIds }).returns<PlanChange>(),
  /** Takes a change back; refused where something newer was done to the same. The answer is a change itself: taking that back brings it again. */
  undoPlanChange: call({ changeId: id }).returns<PlanChange>(),
} as const
