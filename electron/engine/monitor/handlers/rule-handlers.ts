/** Handlers of calls about fault rules. */
import type { RULE_CALLS } from '../../../../shared/calls/rule-calls.ts'
import { ok } from '../../../../shared/result.ts'
import type { HandlersOf, OnSession } from './handler-group.ts'

export const createRuleHandlers = (on: OnSession): HandlersOf<typeof RULE_CALLS> => ({
  listEquipment: ({ deviceId }) => on(({ context }) => ok(context.pipeline.equipment().filter((equipment) => deviceId === undefined || equipment.deviceId === deviceId))),
})
