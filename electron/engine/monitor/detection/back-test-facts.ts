/** What a back-test is asked and what it comes to: the same for the window and for the command line. */
import type { BackTestPlan } from '../../../../shared/domain/detection.ts'
import type { Settings } from '../../../../shared/domain/settings.ts'
import { adviseOnDelay, RULE_PATIENCE_MS } from '../../pipeline/delay-advice.ts'
import type { ReplayTask } from '../../pipeline/replay-job.ts'
import type { PackedSum } from '../../pipeline/replay-lane.ts'
import type { DetectionRules } from '../../pipeline/tuning.ts'
import type { BackTestFacts } from '../../store/tables/back-tests-table.ts'

const DAY_MS = 86_400_000

/** Models of the first moment of a replay reach back so far. */
export const MODELS_REACH_MS = 60 * DAY_MS

/** What is set now, and beside it the plan's change where it has one. */
export const taskOf = ({ pointIds, equipmentIds, fromMs, toMs, tuning, only }: BackTestPlan, settings: Settings, rules: DetectionRules): ReplayTask => ({
  pointIds, equipmentIds, fromMs, toMs, settings, rules, trials: Object.keys(tuning).length > 0 || only.length > 0 ? [{ rules, tuning, only }] : [],
})

export const emptyFacts = (plan: BackTestPlan): BackTestFacts => ({
  plan, points: 0, equipment: 0, readings: 0, coverage: 0, fires: 0, firesNow: 0, firesPerDay: 0, firesPerDayNow: 0, suggestedOnDelayMs: null, byDelay: [], rules: [], days: [],
})

export const factsOf = (plan: BackTestPlan, counts: PackedSum['counts'], settings: Settings, rules: DetectionRules): BackTestFacts => {
  const days = (plan.toMs - plan.fromMs) / DAY_MS
  const ofPoint = plan.pointIds.length === 1 ? rules.points.get(plan.pointIds[0] as number)?.onDelayMs : undefined
  const setMs = plan.tuning.onDelayMs ?? ofPoint ?? settings.alertOnDelayMs
  const advised = counts.rules.map((rule) => ({ ...rule, suggestedOnDelayMs: adviseOnDelay(rule.byDelay, rule.onDelayMs, RULE_PATIENCE_MS) }))
  return { plan, ...counts, rules: advised, firesPerDay: counts.fires / days, firesPerDayNow: counts.firesNow / days, suggestedOnDelayMs: adviseOnDelay(counts.byDelay, setMs) }
}
