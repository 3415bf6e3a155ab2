/** Handlers of calls about floor plans. */
import type { PLAN_CALLS } from '../../../../shared/calls/plan-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createPlanHandlers = (on: OnSession): HandlersOf<typeof PLAN_CALLS> => ({
  listPlans: () => on(({ plans }) => ok(plans.list())),
  getPlan: ({ planId }) => on(({ plans }) => plans.content(planId)),
  getPlanPicture: ({ planId }) => on(({ plans }) => plans.picture(planId)),
  addPlan: ({ name, file }) => on(({ plans }) => plans.add(name, file)),
  renamePlan: ({ planId, name }) => on(({ plans }) => plans.rename(planId, name)),
  setPlanPicture: ({ planId, file }) => on(({ plans }) => plans.setPicture(planId, file)),
  removePlan: ({ planId }) => on(({ plans }) => plans.remove(planId)),
  lockPlan: ({ planId, locked }) => on(({ plans }) => plans.lock(planId, locked)),
  arrangePlans: ({ names }) => on(({ plans }) => plans.arrange(names)),
  placePlanItems: ({ planId, items }) => on(({ plans }) => plans.place(planId, items)),
  changePlanItems: ({ planId, changes }) => on(({ plans }) => plans.change(planId, changes)),
  groupPlanItems: ({ planId, itemIds, together }) => on(({ plans }) => plans.group(planId, itemIds, together)),
  removePlanItems: ({ planId, itemIds }) => on(({ plans }) => plans.removeItems(planId, itemIds)),
  undoPlanChange: ({ changeId }) => on(({ plans }) => plans.undo(changeId)),
})
