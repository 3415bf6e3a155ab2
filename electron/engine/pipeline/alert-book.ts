/** The alerts that matter now: raised, changed and cleared here and nowhere else; every change is on disk before anybody hears of it. */
import type { Clock } from '../../../shared/clock.ts'
import { isOpen, type Alert, type AlertTransition } from '../../../shared/domain/alert.ts'
import type { Message } from '../../../shared/message.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { Log } from '../log.ts'
import type { WritableStore } from '../store/store-types.ts'
import { createAlertIndex } from './alert-index.ts'
import { isSameTrouble, troubleKey } from './alert-source.ts'
import { raiseAlert, shelfIsOver, stepAlert, type AlertEvent, type Step } from './alert-states.ts'
import { createRecentAlerts, type RecentAlerts } from './recent-alerts.ts'

const MOST_OPEN = 5_000

/** What may be changed of an alert beside its state, which only events move. A graver severity calls again. */
export type AlertPatch = Partial<Pick<Alert, 'severity' | 'title' | 'explanation' | 'checks' | 'worstValue' | 'evidence' | 'incidentId'>>

/** The maintenance window that covers an alert at a time; null = none. `pointIds`: the points that a shared alert of a device stands for, empty for any other; null = not known yet. */
export type CoveringWindow = (alert: Pick<Alert, 'deviceId' | 'pointId' | 'maintenanceId'>, atMs: number, pointIds: readonly number[] | null) => { readonly id: number; readonly reason: Message } | null

/** Told of every change at once, before it is pushed; `before` is null for a new alert. For parts that follow alerts inside the engine. */
export type AlertWatcher = (alert: Alert, before: Alert | null) => void

export interface AlertBook {
  /** Under the shelf of its source or a maintenance window where there is one. `pointIds`: the points that a shared alert stands for. null when the store refused; try again. */
  raise(alert: Omit<Alert, 'id'>, pointIds?: readonly number[]): Alert | null
  /**
   * Changes an alert; false when it is unknown or the store refused. `transition` goes into its history; that of another severity is made here,
   * and one given says when.
   */
  change(id: number, patch: AlertPatch, transition?: AlertTransition): boolean
  /** True also when it is cleared already; false when the store refused. */
  clear(id: number, atMs: number, reason?: Message): boolean
  /** What a person does with alerts, all in one transaction; where the state allows nothing, the alert is given as it is. Fails with `alert-unknown`, `alert-not-saved`. */
  act(ids: readonly number[], event: AlertEvent): Result<readonly Alert[]>
  /** What time does: the events that `due` finds, for at most `most` alerts. True when there is more to do. */
  pass(most: number, due: (alert: Alert) => readonly AlertEvent[]): boolean
  get(id: number): Alert | undefined
  /** Newest first. */
  open(): readonly Alert[]
  /** How many stand in the list of what is set aside. */
  setAside(): number
  /** When an occurrence of the same trouble was raised last, ms; -Infinity = not within two hours. */
  lastRaisedMs(alert: Alert): number
  /** Hands the alerts changed since the last call to the listener, at once. */
  push(): void
  watch(watcher: AlertWatcher): void
  /** Alerts that are gone from the store with their points. */
  forget(isGone: (alert: Alert) => boolean): void
}

export interface AlertBookDeps {
  readonly clock: Clock
  readonly store: Pick<WritableStore, 'alerts' | 'alert' | 'lingeringAlerts' | 'insertAlert' | 'updateAlerts'>
  readonly log: Log
  readonly alertsChanged: (alerts: readonly Alert[]) => void
  readonly covering?: CoveringWindow
}

export const createAlertBook = ({ clock, store, log, alertsChanged, covering = () => null }: AlertBookDeps): AlertBook => {
  const index = createAlertIndex([...store.alerts({ which: 'open', limit: MOST_OPEN }), ...store.lingeringAlerts()])
  const recent: RecentAlerts = createRecentAlerts(clock, store)
  const changed = new Map<number, Alert>()
  const watchers: AlertWatcher[] = []

  const keep = (alert: Alert, before: Alert | null): void => {
    index.keep(alert)
    changed.set(alert.id, alert)
    for (const watcher of watchers) watcher(alert, before)
  }
  const find = (id: number): Alert | undefined => index.get(id) ?? store.alert(id)

  /** All on disk, or nothing changed. */
  const save = (steps: readonly Step[]): boolean => {
    if (steps.length === 0) return true
    const before = steps.map(({ alert }) => find(alert.id) ?? null)
    try {
      store.updateAlerts(steps)
    } catch (error) {
      log.error('alerts not updated', { ids: steps.slice(0, 10).map(({ alert }) => alert.id), error: String(error) })
      return false
    }
    for (const [i, { alert }] of steps.entries()) keep(alert, before[i] ?? null)
    return true
  }

  const stepOf = (alert: Alert, events: readonly AlertEvent[], atMs: number): Step | null => {
    const transitions: AlertTransition[] = []
    let now = alert
    for (const event of events) {
      const step = stepAlert(now, event, atMs)
      now = step?.alert ?? now
      transitions.push(...(step?.transitions ?? []))
    }
    return transitions.length === 0 ? null : { alert: now, transitions }
  }

  /** The shelf that new occurrences of its trouble go under; the latest one counts. */
  const shelfOver = (alert: Omit<Alert, 'id'>): Alert['shelf'] => {
    const [latest] = index.atPlace(alert).filter((other) => other.shelf !== null && isSameTrouble(other, alert)).sort((a, b) => (b.shelf?.atMs ?? 0) - (a.shelf?.atMs ?? 0))
    const shelf = latest?.shelf ?? null
    return shelf === null || shelf.oneShot || shelf.untilMs === null || shelfIsOver(shelf, alert.raisedAtMs) ? null : shelf
  }

  /** Other occurrences of the same trouble that a decision about the shelf of one means as well. */
  const othersOnShelf = (alert: Alert, event: AlertEvent, chosen: ReadonlySet<number>): readonly Alert[] => {
    if (event.event !== 'unshelve' && event.event !== 'shelve') return []
    const others = index.atPlace(alert).filter((other) => other.shelf !== null && !chosen.has(other.id) && isSameTrouble(other, alert))
    return event.event === 'unshelve' ? others : others.filter((other) => !isOpen(other))
  }

  return {
    raise: (alert, pointIds = []) => {
      const kept = raiseAlert(alert, shelfOver(alert), covering(alert, alert.raisedAtMs, pointIds))
      const times = recent.timesWith(alert)
      const chattering = recent.isTooMany(times) ? stepAlert({ ...kept.alert, id: 0 }, { event: 'chatter', times }, alert.raisedAtMs) : null
      const { id: _, ...row } = chattering?.alert ?? { ...kept.alert, id: 0 }
      try {
        const id = store.insertAlert(row, ...kept.transitions, ...(chattering?.transitions ?? []))
        const raised: Alert = { ...row, id }
        recent.add(raised)
        keep(raised, null)
        return raised
      } catch (error) {
        log.error('alert not kept', { title: alert.title.key, error: String(error) })
        return null
      }
    },
    change: (id, { severity, ...facts }, transition) => {
      const before = find(id)
      if (before === undefined) return false
      const worse = severity === undefined ? null : stepAlert(before, { event: 'severity', severity }, transition?.atMs ?? clock.nowMs())
      const own = transition === undefined || transition.what === 'severityChanged' ? [] : [transition]
      return save([{ alert: { ...(worse?.alert ?? before), ...facts }, transitions: [...(worse?.transitions ?? []), ...own] }])
    },
    clear: (id, atMs, reason) => {
      const alert = index.get(id)
      const step = alert === undefined ? null : stepAlert(alert, { event: 'clear', reason }, atMs)
      return step === null || save([step])
    },
    act: (ids, event) => {
      const atMs = clock.nowMs()
      const chosen = new Set(ids)
      const alerts: Alert[] = []
      for (const id of ids) {
        const alert = find(id)
        if (alert === undefined) return unknownAlert(id)
        alerts.push(alert)
      }
      const own = alerts.map((alert) => stepOf(alert, [event], atMs))
      const troubles = new Map(alerts.flatMap((alert, i) => (own[i] === null ? [] : [[troubleKey(alert), alert] as const])))
      const others = new Map([...troubles.values()].flatMap((alert) => othersOnShelf(alert, event, chosen).map((other) => [other.id, other] as const)))
      const followed = [...others.values()].map((other) => stepOf(other, [{ event: 'unshelve', note: event.event === 'unshelve' ? event.note : '' }], atMs))
      if (!save([...own, ...followed].filter((step) => step !== null))) return notSaved(ids[0] ?? 0)
      push()
      return ok(alerts.map((alert, i) => own[i]?.alert ?? alert))
    },
    pass: (most, due) => {
      const atMs = clock.nowMs()
      const steps: Step[] = []
      for (const alert of index.all()) {
        const events = due(alert)
        const step = events.length === 0 ? null : stepOf(alert, events, atMs)
        if (step === null) continue
        steps.push(step)
        if (steps.length === most) break
      }
      return save(steps) && steps.length === most
    },
    get: (id) => index.getOpen(id),
    open: () => index.open().sort((a, b) => b.raisedAtMs - a.raisedAtMs || b.id - a.id),
    setAside: () => index.setAside(),
    lastRaisedMs: (alert) => recent.lastMs(alert),
    push,
    watch: (watcher) => void watchers.push(watcher),
    forget: (isGone) => {
      index.forget(isGone)
      recent.forget(isGone)
    },
  }

  function push(): void {
    if (changed.size === 0) return
    const alerts = [...changed.values()]
    changed.clear()
    alertsChanged(alerts)
  }
}

const unknownAlert = (id: number) => failure('alert-unknown', `Alert ${id} does not exist.`, { id })

const notSaved = (id: number) => failure('alert-not-saved', `The change of alert ${id} could not be saved. Is the disk full?`, { id })
