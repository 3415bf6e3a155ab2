/** An alert book for replays of rules: keeps what would have been raised for one piece of equipment, tells nobody. */
import type { Alert } from '../../../../shared/domain/alert.ts'
import type { FiredEquipment, WouldFire } from '../../../../shared/domain/detection.ts'
import type { RuleBook } from './rule-alerts.ts'

export interface RuleFireBook extends RuleBook {
  /** What was raised from `fromMs` on, oldest first. */
  fires(fromMs: number): WouldFire[]
}

export const createRuleFireBook = (equipment: FiredEquipment): RuleFireBook => {
  const alerts: Alert[] = []
  return {
    raise: (alert) => {
      const raised = { ...alert, id: alerts.length + 1 }
      alerts.push(raised)
      return raised
    },
    clear: (id, atMs) => {
      const alert = alerts[id - 1]
      if (alert !== undefined) alerts[id - 1] = { ...alert, clearedAtMs: alert.clearedAtMs ?? atMs }
      return true
    },
    get: (id) => alerts[id - 1],
    open: () => alerts.filter(({ clearedAtMs }) => clearedAtMs === null),
    fires: (fromMs) =>
      alerts.filter(({ raisedAtMs }) => raisedAtMs >= fromMs).map(({ startedAtMs, raisedAtMs, clearedAtMs, severity, evidence }) => ({
        pointId: null, equipment, startedAtMs, raisedAtMs, clearedAtMs, severity, score: 1, worstValue: null, expected: null, detector: evidence[0]?.detector ?? '',
      })),
  }
}
