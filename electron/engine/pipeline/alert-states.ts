/**
 * The states of an alert and every way between them, by the ideas of ISA-18.2 and OPC UA part 9. Pure: an alert and an event in, the alert as it is from then
 * on and what is entered in its history out. Three things are independent of each other: whether the trouble is there (readings decide), whether somebody has
 * seen and corrected it (persons), and whether it is set aside (persons, maintenance windows, time).
 *
 *   active ── clear ──> cleared            shelve ──> shelved ── unshelve (person), shelfEnds (time), clear of a one-shot (reading) ──>
 *   unacknowledged ── acknowledge ──> acknowledged ── confirm ──> confirmed           suppress ──> in maintenance ── unsuppress ──>
 *
 * Cleared and acknowledged is closed, for good: a new occurrence is a new alert. What never asked for anybody (raised under a shelf or a window) needs no
 * acknowledgement and closes when it clears.
 */
import { isActive, isLive, isOpen, isSetAside, SEVERITIES, type Alert, type AlertTransition, type Decider, type Severity, type Shelf } from '../../../shared/domain/alert.ts'
import { message, type Message } from '../../../shared/message.ts'

export type AlertEvent =
  /** The trouble is over. */
  | { readonly event: 'clear'; readonly reason?: Message | undefined }
  | { readonly event: 'severity'; readonly severity: Severity }
  | { readonly event: 'acknowledge'; readonly note: string }
  | { readonly event: 'confirm'; readonly note: string }
  | { readonly event: 'note'; readonly note: string }
  /** Without `untilMs` until it clears. */
  | { readonly event: 'shelve'; readonly reason: string; readonly untilMs: number | null; readonly oneShot: boolean }
  | { readonly event: 'unshelve'; readonly note: string }
  | { readonly event: 'shelfEnds' }
  | { readonly event: 'suppress'; readonly maintenanceId: number; readonly reason: Message }
  /** `endedByHand`: somebody ended the window. */
  | { readonly event: 'unsuppress'; readonly endedByHand: boolean }
  /** Nobody has acknowledged it for too long. */
  | { readonly event: 'callAgain' }
  | { readonly event: 'chatter'; readonly times: number }
  | { readonly event: 'quiet' }

export interface Step {
  readonly alert: Alert
  /** In their order; at least one. */
  readonly transitions: readonly AlertTransition[]
}

/** How grave a severity is: 0 the most. */
const gravity = (severity: Severity): number => SEVERITIES.indexOf(severity)

/** Severities that are called again when nobody acknowledges them. */
const CALLED_AGAIN: ReadonlySet<Severity> = new Set(['critical', 'high'])

/** What an event does at `atMs` (ms UTC: of the reading, or of the wall clock); null when its guard refuses, which leaves the alert as it was. */
export const stepAlert = (alert: Alert, event: AlertEvent, atMs: number): Step | null => {
  switch (event.event) {
    case 'clear':
      return isActive(alert) ? cleared(alert, atMs, event.reason) : null
    case 'severity':
      return isActive(alert) && event.severity !== alert.severity ? severityChanged(alert, event.severity, atMs) : null
    case 'acknowledge':
      return alert.acknowledgedAtMs === null ? acknowledged(alert, event.note, atMs) : null
    case 'confirm':
      return alert.confirmedAtMs === null ? confirmed(alert, event.note, atMs) : null
    case 'note':
      return { alert, transitions: [entry(atMs, 'noted', 'person', event.note)] }
    case 'shelve':
      return isActive(alert) && isShelf(event, atMs) ? shelved(alert, event, atMs) : null
    case 'unshelve':
      return alert.shelf === null ? null : liveFrom({ ...alert, shelf: null }, atMs, entry(atMs, 'unshelved', 'person', event.note))
    case 'shelfEnds':
      return alert.shelf === null || !shelfIsOver(alert.shelf, atMs) ? null : liveFrom({ ...alert, shelf: null }, atMs, entry(atMs, 'unshelved', 'time', '', message('alert.care.shelfOver')))
    case 'suppress':
      return isActive(alert) && alert.maintenanceId !== event.maintenanceId
        ? { alert: { ...alert, maintenanceId: event.maintenanceId }, transitions: [entry(atMs, 'suppressed', 'time', '', event.reason)] }
        : null
    case 'unsuppress':
      return alert.maintenanceId !== null && isOpen(alert)
        ? liveFrom({ ...alert, maintenanceId: null }, atMs, entry(atMs, 'unsuppressed', event.endedByHand ? 'person' : 'time', '', message('alert.care.maintenanceOver')))
        : null
    case 'callAgain':
      return mayBeCalledAgain(alert) ? { alert: { ...alert, reAlarmedAtMs: atMs }, transitions: [entry(atMs, 'reAlarmed', 'time', '', message('alert.care.unacknowledged'))] } : null
    case 'chatter':
      return alert.chattering ? null : { alert: { ...alert, chattering: true }, transitions: [entry(atMs, 'chattering', 'reading', '', message('alert.care.chattering', { times: event.times }))] }
    case 'quiet':
      return alert.chattering ? { alert: { ...alert, chattering: false }, transitions: [entry(atMs, 'chattering', 'time', '', message('alert.care.quiet'))] } : null
  }
}

/** A new alert as it is kept: under the shelf of its source, in the maintenance window that covers it, or asking for someone at once. */
export const raiseAlert = (alert: Omit<Alert, 'id'>, shelf: Shelf | null, maintenance: { readonly id: number; readonly reason: Message } | null): { readonly alert: Omit<Alert, 'id'>; readonly transitions: readonly AlertTransition[] } => {
  const atMs = alert.raisedAtMs
  const transitions: AlertTransition[] = [entry(atMs, 'raised', 'reading')]
  if (shelf !== null) transitions.push(entry(atMs, 'shelved', 'time', shelf.reason, message('alert.care.shelfGoesOn')))
  if (maintenance !== null) transitions.push(entry(atMs, 'suppressed', 'time', '', maintenance.reason))
  const asks = shelf === null && maintenance === null
  return { alert: { ...alert, shelf, maintenanceId: maintenance?.id ?? null, announcedAtMs: asks ? atMs : null }, transitions }
}

/** A timed shelf that has come to its end; one that reaches further than any may (the clock was set back) has too. */
export const shelfIsOver = ({ untilMs }: Shelf, atMs: number): boolean => untilMs !== null && (atMs >= untilMs || untilMs - atMs > MOST_SHELF_MS)

/** Longest time an alert may be shelved for, ms. */
export const MOST_SHELF_MS = 30 * 86_400_000

/** Active, grave, live, seen by nobody, and not merely chattering. */
export const mayBeCalledAgain = (alert: Alert): boolean =>
  isActive(alert) && isLive(alert) && alert.acknowledgedAtMs === null && !alert.chattering && CALLED_AGAIN.has(alert.severity)

const entry = (atMs: number, what: AlertTransition['what'], by: Decider, note = '', reason?: Message): AlertTransition => ({ atMs, what, note, by, ...(reason === undefined ? {} : { reason }) })

/** After something that set it aside has ended: it may ask for someone for the first time. */
const liveFrom = (alert: Alert, atMs: number, transition: AlertTransition): Step => ({
  alert: alert.announcedAtMs === null && isActive(alert) && isLive(alert) ? { ...alert, announcedAtMs: atMs } : alert,
  transitions: [transition],
})

const cleared = (alert: Alert, atMs: number, reason: Message | undefined): Step => {
  const transitions = [entry(atMs, 'cleared', 'reading', '', reason)]
  let next: Alert = { ...alert, clearedAtMs: atMs }
  if (alert.announcedAtMs === null && isSetAside(alert) && alert.acknowledgedAtMs === null) {
    next = { ...next, acknowledgedAtMs: atMs }
    transitions.push(entry(atMs, 'acknowledged', 'reading', '', message('alert.care.neverAnnounced')))
  }
  if (alert.shelf?.oneShot === true) {
    next = { ...next, shelf: null }
    transitions.push(entry(atMs, 'unshelved', 'reading', '', message('alert.care.shelfCleared')))
  }
  return { alert: next, transitions }
}

/** One that grows worse calls again, also when it was acknowledged; not while it is set aside. */
const severityChanged = (alert: Alert, severity: Severity, atMs: number): Step => {
  const changed = entry(atMs, 'severityChanged', 'reading', severity)
  if (gravity(severity) > gravity(alert.severity) || !isLive(alert)) return { alert: { ...alert, severity }, transitions: [changed] }
  return { alert: { ...alert, severity, reAlarmedAtMs: atMs }, transitions: [changed, entry(atMs, 'reAlarmed', 'reading', '', message('alert.care.worse'))] }
}

const acknowledged = (alert: Alert, note: string, atMs: number): Step => ({
  alert: { ...alert, acknowledgedAtMs: atMs, acknowledgeNote: note },
  transitions: [entry(atMs, 'acknowledged', 'person', note)],
})

const confirmed = (alert: Alert, note: string, atMs: number): Step => {
  const seen = alert.acknowledgedAtMs === null ? acknowledged(alert, note, atMs) : { alert, transitions: [] }
  return { alert: { ...seen.alert, confirmedAtMs: atMs, confirmNote: note }, transitions: [...seen.transitions, entry(atMs, 'confirmed', 'person', note)] }
}

/** A shelf has an end: a time ahead within 30 days, or the clearing of the alert. */
const isShelf = ({ untilMs, oneShot }: { readonly untilMs: number | null; readonly oneShot: boolean }, atMs: number): boolean =>
  untilMs === null ? oneShot : untilMs > atMs && untilMs - atMs <= MOST_SHELF_MS

const shelved = (alert: Alert, { reason, untilMs, oneShot }: { readonly reason: string; readonly untilMs: number | null; readonly oneShot: boolean }, atMs: number): Step => ({
  alert: { ...alert, shelf: { reason, atMs, untilMs, oneShot } },
  transitions: [entry(atMs, 'shelved', 'person', reason)],
})
