/** An alert book for replays: keeps what would have been raised, tells nobody. */
import type { WouldFire } from '../../../shared/domain/detection.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { AlertKeeper } from './equipment-alerts.ts'
import type { MonitoredPoint } from './point-monitor.ts'

export interface FireBook extends AlertKeeper {
  /** What was raised from `fromMs` on, oldest first. */
  fires(fromMs: number): WouldFire[]
}

type Keeping = { -readonly [K in keyof WouldFire]: WouldFire[K] }

/** For one point, whose episode tells how bad it was at its worst. */
export const createFireBook = (point: () => MonitoredPoint): FireBook => {
  const fires: Keeping[] = []
  let open: Alert | undefined
  const worst = (): number => Math.max(fires.at(-1)?.score ?? 0, point().equipment.worstScore)
  return {
    raise: (alert) => {
      open = { ...alert, id: fires.length + 1 }
      fires.push({
        pointId: point().point.id, startedAtMs: alert.startedAtMs, raisedAtMs: alert.raisedAtMs, clearedAtMs: null, severity: alert.severity, score: point().equipment.worstScore,
        worstValue: alert.value ?? Number.NaN, expected: alert.expected, detector: leadingDetector(alert),
      })
      return open
    },
    change: (_id, patch) => {
      const fire = fires.at(-1)
      if (open === undefined || fire === undefined) return false
      open = { ...open, ...patch }
      fire.severity = open.severity
      fire.worstValue = open.worstValue ?? fire.worstValue
      fire.score = worst()
      return true
    },
    clear: (_id, atMs) => {
      const fire = fires.at(-1)
      if (open === undefined || fire === undefined) return true
      fire.score = worst()
      fire.clearedAtMs = atMs
      open = undefined
      return true
    },
    get: (id) => (open?.id === id ? open : undefined),
    fires: (fromMs) => {
      const last = fires.at(-1)
      if (last !== undefined && open !== undefined) last.score = worst()
      return fires.filter(({ raisedAtMs }) => raisedAtMs >= fromMs)
    },
  }
}

/** The one that said most. */
const leadingDetector = ({ evidence }: Pick<Alert, 'evidence'>): string =>
  evidence.reduce((leading, each) => (each.score > leading.score ? each : leading), evidence[0] ?? { detector: '', score: 0 }).detector
