/** Holds what is to be told for a moment, so that alerts of one incident are told as one; nothing waits longer than that moment, and what is critical not at all. */
import type { Clock } from './clock.ts'
import type { Alert } from './domain/alert.ts'

/** Incidents are found 3 s after their first alert; a little more for the way here. */
export const HOLD_MS = 5_000

/** What is told of at one moment: alerts on their own, and of incidents the alerts that have newly come to them. */
export interface Gathered {
  readonly alone: readonly Alert[]
  readonly ofIncidents: ReadonlyMap<number, readonly Alert[]>
}

export interface Gathering {
  /** Alerts as they are now: what is held may have come to an incident meanwhile. */
  see(changed: readonly Alert[]): void
  /** Alerts that are due to be told. */
  add(due: readonly Alert[]): void
  /** Forgets what is held: it belongs to another site, or nobody is to be told. */
  clear(): void
}

/** @param tell called with what has been held for `HOLD_MS`, critical alerts at once. */
export const createGathering = (clock: Pick<Clock, 'after'>, tell: (gathered: Gathered) => void): Gathering => {
  const held = new Map<number, Alert>()
  let cancel: (() => void) | null = null

  const clear = (): void => {
    cancel?.()
    cancel = null
    held.clear()
  }
  const letGo = (): void => {
    const alerts = [...held.values()]
    clear()
    tell(gather(alerts))
  }
  return {
    see: (changed) => {
      for (const alert of changed) if (held.has(alert.id)) held.set(alert.id, alert)
    },
    add: (due) => {
      const urgent = due.filter(({ severity }) => severity === 'critical')
      for (const { id } of urgent) held.delete(id)
      if (urgent.length > 0) tell(gather(urgent))
      for (const alert of due) if (alert.severity !== 'critical') held.set(alert.id, alert)
      if (held.size > 0) cancel ??= clock.after(HOLD_MS, letGo)
    },
    clear,
  }
}

const gather = (alerts: readonly Alert[]): Gathered => {
  const ofIncidents = new Map<number, Alert[]>()
  for (const alert of alerts) if (alert.incidentId !== null) ofIncidents.set(alert.incidentId, [...(ofIncidents.get(alert.incidentId) ?? []), alert])
  return { alone: alerts.filter(({ incidentId }) => incidentId === null), ofIncidents }
}
