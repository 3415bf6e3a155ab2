/** Which alerts of a device speak of its health, and of what part of it. */
import type { AlertSeen } from '../../analysis/health/health-facts.ts'
import type { StoredAlert } from '../../store/health-queries.ts'

/** Told by other parts of the score: silence by the hours, points out of service by their days. */
const TOLD_ELSEWHERE = 'gate.outOfService'

const kindOf = ({ kind, detector }: StoredAlert): AlertSeen['kind'] | null => {
  if (kind === 'data') return detector.startsWith('drift.') ? 'drift' : detector === TOLD_ELSEWHERE ? null : 'data'
  if (kind === 'equipment') return detector.startsWith('rule.') ? 'rule' : 'abnormal'
  return null
}

export const alertsSeen = (alerts: readonly StoredAlert[], nowMs: number): AlertSeen[] =>
  alerts.flatMap((alert) => {
    const kind = kindOf(alert)
    if (kind === null) return []
    const { id, pointId, severity, title, startedAtMs, clearedAtMs } = alert
    return [{ alertId: id, pointId, kind, severity, title, fromMs: startedAtMs, toMs: Math.min(clearedAtMs, nowMs) }]
  })
