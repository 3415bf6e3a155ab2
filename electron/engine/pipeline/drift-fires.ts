/** An alert book for replays of slow faults: keeps what would have been raised, tells nobody. */
import type { Alert } from '../../../shared/domain/alert.ts'
import type { WouldFire } from '../../../shared/domain/detection.ts'
import type { AlertBook } from './alert-book.ts'
import { DRIFT } from './drift-reference.ts'

export interface DriftFireBook extends Pick<AlertBook, 'open' | 'raise' | 'change' | 'clear'> {
  /** What was raised from `fromMs` on, oldest first; each with the highest score it had. */
  fires(fromMs: number): WouldFire[]
}

export const createDriftFireBook = (): DriftFireBook => {
  const alerts: Alert[] = []
  const scores: number[] = []
  const active = new Map<number, Alert>()
  const keep = (alert: Alert): void => {
    alerts[alert.id - 1] = alert
    scores[alert.id - 1] = Math.max(scores[alert.id - 1] ?? 0, alert.evidence[0]?.score ?? 0)
    if (alert.clearedAtMs === null) active.set(alert.id, alert)
    else active.delete(alert.id)
  }
  return {
    open: () => [...active.values()],
    raise: (alert) => {
      const raised = { ...alert, id: alerts.length + 1 }
      keep(raised)
      return raised
    },
    change: (id, patch) => {
      const alert = active.get(id)
      if (alert === undefined) return false
      keep({ ...alert, ...patch })
      return true
    },
    clear: (id, atMs) => {
      const alert = active.get(id)
      if (alert !== undefined) keep({ ...alert, clearedAtMs: atMs })
      return true
    },
    fires: (fromMs) =>
      alerts.flatMap(({ pointId, startedAtMs, raisedAtMs, clearedAtMs, severity, value, expected }, i) =>
        raisedAtMs < fromMs ? [] : [{ pointId, startedAtMs, raisedAtMs, clearedAtMs, severity, score: scores[i] as number, worstValue: value, expected, detector: DRIFT }],
      ),
  }
}
