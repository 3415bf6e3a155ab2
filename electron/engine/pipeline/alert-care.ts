/** What time does with alerts: shelves and maintenance windows begin and end, what nobody acknowledges is called again, marks of chattering go after a quiet hour. */
import type { Clock } from '../../../shared/clock.ts'
import { CHATTERING } from '../../../shared/domain/alarm-load.ts'
import { isActive, type Alert } from '../../../shared/domain/alert.ts'
import type { AlertBook } from './alert-book.ts'
import { mayBeCalledAgain, shelfIsOver, type AlertEvent } from './alert-states.ts'
import type { Maintenance } from './maintenance.ts'

/** Alerts changed in one transaction: about 10 ms. */
const MOST_AT_ONCE = 250
/** Between two transactions, so that readings are taken meanwhile. */
const BREATH_MS = 20
/** A moment that lies further ahead than this was noted before the clock was set back. */
const AHEAD_MS = 5_000

export interface AlertCare {
  /** To be called every second, at the start, and when windows have changed: looks at the wall clock, whatever it did meanwhile. */
  tick(): void
  configure(settings: { readonly reAlarmAfterMs: number }): void
  stop(): void
}

export interface AlertCareDeps {
  readonly clock: Clock
  readonly book: Pick<AlertBook, 'pass' | 'push' | 'lastRaisedMs'>
  readonly maintenance: Pick<Maintenance, 'covering' | 'endedByHand'>
  /** The points that a shared alert stands for, empty for any other; null = not known yet. */
  readonly pointsOf: (alert: Alert) => readonly number[] | null
}

export const createAlertCare = ({ clock, book, maintenance, pointsOf }: AlertCareDeps): AlertCare => {
  let reAlarmAfterMs = 0
  let cancel: (() => void) | null = null

  const ofMaintenance = (alert: Alert, nowMs: number): readonly AlertEvent[] => {
    const covering = maintenance.covering(alert, nowMs, pointsOf(alert))
    if (covering === null) return alert.maintenanceId === null ? [] : [{ event: 'unsuppress', endedByHand: maintenance.endedByHand(alert.maintenanceId) }]
    return isActive(alert) && covering.id !== alert.maintenanceId ? [{ event: 'suppress', maintenanceId: covering.id, reason: covering.reason }] : []
  }

  const isDueAgain = (alert: Alert, nowMs: number): boolean => {
    if (reAlarmAfterMs === 0 || !mayBeCalledAgain(alert)) return false
    const sinceMs = nowMs - (alert.reAlarmedAtMs ?? alert.announcedAtMs ?? alert.raisedAtMs)
    return sinceMs >= reAlarmAfterMs || sinceMs < -AHEAD_MS
  }

  const isQuiet = (alert: Alert, nowMs: number): boolean => alert.chattering && Math.abs(nowMs - book.lastRaisedMs(alert)) >= CHATTERING.withinMs

  const due = (alert: Alert, nowMs: number): readonly AlertEvent[] => {
    const events: AlertEvent[] = []
    if (alert.shelf !== null && shelfIsOver(alert.shelf, nowMs)) events.push({ event: 'shelfEnds' })
    events.push(...ofMaintenance(alert, nowMs))
    if (isQuiet(alert, nowMs)) events.push({ event: 'quiet' })
    if (isDueAgain(alert, nowMs)) events.push({ event: 'callAgain' })
    return events
  }

  const tick = (): void => {
    cancel?.()
    cancel = null
    const nowMs = clock.nowMs()
    const more = book.pass(MOST_AT_ONCE, (alert) => due(alert, nowMs))
    book.push()
    if (more) cancel = clock.after(BREATH_MS, tick)
  }

  return {
    tick,
    configure: (settings) => {
      reAlarmAfterMs = settings.reAlarmAfterMs
    },
    stop: () => cancel?.(),
  }
}
