/** What was raised lately, place by place: tells when a source comes and goes so often that it says nothing. */
import type { Clock } from '../../../shared/clock.ts'
import { CHATTERING } from '../../../shared/domain/alarm-load.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { ReadableStore } from '../store/store-types.ts'
import { isSameTrouble, placeOf } from './alert-source.ts'

/** A mark is looked at after a quiet hour, so what raised it must still be known then. */
const KNOWN_FOR_MS = 2 * CHATTERING.withinMs
/** Of one place. More than this within two hours are chattering in any case. */
const MOST_KNOWN = 32
const MOST_READ = 5_000

export interface RecentAlerts {
  /** How often its trouble was raised within the hour before it, itself included. */
  timesWith(alert: Omit<Alert, 'id'>): number
  isTooMany(times: number): boolean
  add(alert: Alert): void
  /** When the same trouble was raised last, ms; -Infinity = not lately. */
  lastMs(alert: Alert): number
  forget(isGone: (alert: Alert) => boolean): void
}

/** Begins with what the store knows of the last two hours, so that a restart forgets nothing. */
export const createRecentAlerts = (clock: Clock, store: Pick<ReadableStore, 'alerts'>): RecentAlerts => {
  const byPlace = new Map<string, Alert[]>()

  const add = (alert: Alert): void => {
    const place = placeOf(alert)
    const own = (byPlace.get(place) ?? []).filter(({ raisedAtMs }) => raisedAtMs > alert.raisedAtMs - KNOWN_FOR_MS)
    byPlace.set(place, [...own, alert].slice(-MOST_KNOWN))
  }
  const sameAs = (alert: Omit<Alert, 'id'>): readonly Alert[] => (byPlace.get(placeOf(alert)) ?? []).filter((other) => isSameTrouble(other, alert))

  const sinceMs = clock.nowMs() - KNOWN_FOR_MS
  for (const alert of store.alerts({ which: 'all', fromMs: sinceMs, limit: MOST_READ }).toReversed()) if (alert.raisedAtMs >= sinceMs) add(alert)

  return {
    timesWith: (alert) => 1 + sameAs(alert).filter(({ raisedAtMs }) => raisedAtMs > alert.raisedAtMs - CHATTERING.withinMs && raisedAtMs <= alert.raisedAtMs).length,
    isTooMany: (times) => times >= CHATTERING.alerts,
    add,
    lastMs: (alert) => Math.max(-Infinity, ...sameAs(alert).map(({ raisedAtMs }) => raisedAtMs)),
    forget: (isGone) => {
      for (const [place, alerts] of byPlace) if (alerts.some(isGone)) byPlace.delete(place)
    },
  }
}
