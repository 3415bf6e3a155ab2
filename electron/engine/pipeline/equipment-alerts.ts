/** Equipment alerts: from the scores of a point's detectors, through its episode, to a row in the alert book. */
import type { AlertBook } from './alert-book.ts'
import { equipmentWords, severityOf } from './alert-words.ts'
import { confirmCleared, confirmRaised, stepEpisode, type Delays } from './episode.ts'
import type { MonitoredPoint } from './point-monitor.ts'
import { NEW_ALERT, SEVERITIES, type Alert } from '../../../shared/domain/alert.ts'

/** A worse value is written when the score grew by this much: an alert's row is not rewritten at every reading. */
const NOTEWORTHY = 1.1

export interface EquipmentAlerts {
  /** One judged reading. True when an alert was raised. */
  judged(monitored: MonitoredPoint, timeMs: number, value: number, score: number, delays: Delays): boolean
}

/** What of the alert book it takes; a replay has its own. */
export type AlertKeeper = Pick<AlertBook, 'raise' | 'change' | 'clear' | 'get'>

export const createEquipmentAlerts = (book: AlertKeeper): EquipmentAlerts => {
  /** Score at the last write of the worst value, by alert. */
  const written = new Map<number, number>()

  const raise = (monitored: MonitoredPoint, timeMs: number, value: number, score: number): boolean => {
    const { point, equipment } = monitored
    const raised = book.raise({
      kind: 'equipment', severity: severityOf(score), deviceId: point.deviceId, pointId: point.id, ...equipmentWords(monitored, value, timeMs), value, worstValue: value,
      startedAtMs: equipment.sinceMs, raisedAtMs: timeMs, ...NEW_ALERT,
    })
    if (raised === null) return false
    confirmRaised(equipment)
    monitored.alertId = raised.id
    written.set(raised.id, score)
    return true
  }

  const worsen = (alert: Alert, timeMs: number, value: number, score: number): void => {
    const severity = severityOf(score)
    const isGraver = SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(alert.severity)
    if (!isGraver && score < (written.get(alert.id) ?? 0) * NOTEWORTHY) return
    if (book.change(alert.id, isGraver ? { worstValue: value, severity } : { worstValue: value }, { atMs: timeMs, what: 'severityChanged', note: severity })) written.set(alert.id, score)
  }

  const clear = (monitored: MonitoredPoint, timeMs: number): void => {
    if (!book.clear(monitored.alertId, timeMs)) return
    written.delete(monitored.alertId)
    confirmCleared(monitored.equipment)
    monitored.alertId = 0
  }

  return {
    judged: (monitored, timeMs, value, score, delays) => {
      switch (stepEpisode(monitored.equipment, timeMs, score, delays)) {
        case 'nothing':
          return false
        case 'raise':
          return raise(monitored, timeMs, value, score)
        case 'worse': {
          const alert = book.get(monitored.alertId)
          if (alert !== undefined) worsen(alert, timeMs, value, score)
          return false
        }
        case 'clear':
          clear(monitored, timeMs)
          return false
      }
    },
  }
}
