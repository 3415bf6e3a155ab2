/** The open alerts: raised, changed, acknowledged and cleared here and nowhere else; every change is on disk before anybody hears of it. */
import type { Clock } from '../../../shared/clock.ts'
import { isOpen, type Alert, type AlertTransition } from '../../../shared/domain/alert.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { Log } from '../log.ts'
import type { WritableStore } from '../store/store-types.ts'

const MOST_OPEN = 5_000

export interface AlertBook {
  /** null when the store refused; try again. */
  raise(alert: Omit<Alert, 'id'>): Alert | null
  /** Changes an open alert; false when it is unknown or the store refused. */
  change(id: number, patch: Partial<Alert>, transition?: AlertTransition): boolean
  clear(id: number, atMs: number, note?: string): boolean
  acknowledge(ids: readonly number[], note: string): Result<readonly Alert[]>
  note(id: number, text: string): Result<Alert>
  get(id: number): Alert | undefined
  open(): readonly Alert[]
  /** Hands the alerts changed since the last call to the listener, at once. */
  push(): void
  /** Alerts that are gone from the store with their points. */
  forget(isGone: (alert: Alert) => boolean): void
}

export interface AlertBookDeps {
  readonly clock: Clock
  readonly store: Pick<WritableStore, 'alerts' | 'alert' | 'insertAlert' | 'updateAlert'>
  readonly log: Log
  readonly alertsChanged: (alerts: readonly Alert[]) => void
}

export const createAlertBook = ({ clock, store, log, alertsChanged }: AlertBookDeps): AlertBook => {
  const open = new Map<number, Alert>(store.alerts({ which: 'open', limit: MOST_OPEN }).map((alert) => [alert.id, alert]))
  const changed = new Map<number, Alert>()

  const keep = (alert: Alert): void => {
    if (isOpen(alert)) open.set(alert.id, alert)
    else open.delete(alert.id)
    changed.set(alert.id, alert)
  }

  const update = (alert: Alert, transition?: AlertTransition): boolean => {
    try {
      store.updateAlert(alert, transition)
    } catch (error) {
      log.error('alert not updated', { id: alert.id, error: String(error) })
      return false
    }
    keep(alert)
    return true
  }

  const find = (id: number): Alert | undefined => open.get(id) ?? store.alert(id)

  const acknowledgeOne = (alert: Alert, note: string): Alert => {
    if (alert.acknowledgedAtMs !== null) return alert
    const atMs = clock.nowMs()
    const next = { ...alert, acknowledgedAtMs: atMs, acknowledgeNote: note }
    return update(next, { atMs, what: 'acknowledged', note }) ? next : alert
  }

  const push = (): void => {
    if (changed.size === 0) return
    const alerts = [...changed.values()]
    changed.clear()
    alertsChanged(alerts)
  }

  return {
    raise: (alert) => {
      try {
        const id = store.insertAlert(alert, { atMs: alert.raisedAtMs, what: 'raised', note: '' })
        const raised: Alert = { ...alert, id }
        keep(raised)
        return raised
      } catch (error) {
        log.error('alert not kept', { title: alert.title.key, error: String(error) })
        return null
      }
    },
    change: (id, patch, transition) => {
      const alert = open.get(id)
      return alert !== undefined && update({ ...alert, ...patch }, transition)
    },
    clear: (id, atMs, note = '') => {
      const alert = open.get(id)
      if (alert === undefined || alert.clearedAtMs !== null) return true
      return update({ ...alert, clearedAtMs: atMs }, { atMs, what: 'cleared', note })
    },
    acknowledge: (ids, note) => {
      const alerts: Alert[] = []
      for (const id of ids) {
        const alert = find(id)
        if (alert === undefined) return unknownAlert(id)
        alerts.push(alert)
      }
      const acknowledged = alerts.map((alert) => acknowledgeOne(alert, note))
      push()
      const refused = acknowledged.find((alert) => alert.acknowledgedAtMs === null)
      return refused === undefined ? ok(acknowledged) : notSaved(refused.id)
    },
    note: (id, text) => {
      const alert = find(id)
      if (alert === undefined) return unknownAlert(id)
      if (!update(alert, { atMs: clock.nowMs(), what: 'noted', note: text })) return notSaved(id)
      push()
      return ok(alert)
    },
    get: (id) => open.get(id),
    open: () => [...open.values()].sort((a, b) => b.raisedAtMs - a.raisedAtMs || b.id - a.id),
    push,
    forget: (isGone) => {
      for (const alert of open.values()) if (isGone(alert)) open.delete(alert.id)
    },
  }
}

const unknownAlert = (id: number) => failure('alert-unknown', `Alert ${id} does not exist.`, { id })

const notSaved = (id: number) => failure('alert-not-saved', `The change of alert ${id} could not be saved. Is the disk full?`, { id })
