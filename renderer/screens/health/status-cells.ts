/** The cells of the status history: hours in a row of their day, or days in rows of their month. Pure. */
import type { StatusHistory } from '../../../shared/domain/health.ts'
import { DAY_MS, HOUR_MS, localToUtcMs, utcToLocalMs } from '../../charts/site-clock.ts'
import { dayOfMonth, hourOf, monthOf, shortDay } from './day-text.ts'

/** `unseen`: nobody looked; `part`: looked at for less than three quarters; `away`: silent for more than a tenth; `lossy`: more than a twentieth without an answer. */
export type CellState = 'fine' | 'part' | 'unseen' | 'away' | 'lossy'

export interface StatusCell {
  readonly startMs: number
  /** Index into the history; null = nothing is known of it. */
  readonly at: number | null
  readonly state: CellState
}

export interface StatusRow {
  readonly label: string
  readonly cells: readonly StatusCell[]
}

const AWAY = 0.1
const LOSSY = 0.05
const PART = 0.75

export const stateOf = (history: StatusHistory, at: number | null): CellState => {
  if (at === null) return 'unseen'
  const [length = 1, observed = 0, online = 0, requests = 0] = [history.lengthMs[at], history.observedMs[at], history.onlineMs[at], history.requests[at]]
  if (observed <= 0) return 'unseen'
  if (1 - online / observed > AWAY) return 'away'
  const lost = (history.timeouts[at] ?? 0) + (history.sends[at] ?? 0) + (history.decodes[at] ?? 0)
  if (requests > 0 && lost / requests > LOSSY) return 'lossy'
  return observed / length < PART ? 'part' : 'fine'
}

const hoursOf = (fromMs: number, toMs: number): number[] => Array.from({ length: Math.ceil((toMs - fromMs) / HOUR_MS) }, (_, i) => fromMs + i * HOUR_MS)

/** The noons of the days of the calendar before the one of `toMs`, as many as the period has: one of them has 23 hours, another 25, another no midnight. */
const daysOf = (fromMs: number, toMs: number, timeZone: string): number[] => {
  const endMs = Math.floor(utcToLocalMs(timeZone, toMs) / DAY_MS) * DAY_MS
  const count = Math.round((toMs - fromMs) / DAY_MS)
  return Array.from({ length: count }, (_, i) => localToUtcMs(timeZone, endMs - (count - i - 0.5) * DAY_MS))
}

/** Rows of hours or days up to `toMs`, newest row first; what the history does not have is there as not observed. */
export const statusRows = (history: StatusHistory, fromMs: number, toMs: number, timeZone: string): readonly StatusRow[] => {
  const isHour = history.step === 'hour'
  const indexes = new Map(Array.from(history.startsMs, (startMs, i) => [keyOf(startMs, isHour, timeZone), i]))
  const rows = new Map<string, StatusCell[]>()
  for (const startMs of isHour ? hoursOf(fromMs, toMs) : daysOf(fromMs, toMs, timeZone)) {
    const at = indexes.get(keyOf(startMs, isHour, timeZone)) ?? null
    const label = isHour ? shortDay(startMs, timeZone) : monthOf(startMs, timeZone)
    const cells = rows.get(label) ?? []
    rows.set(label, cells)
    cells.push({ startMs: at === null ? startMs : (history.startsMs[at] as number), at, state: stateOf(history, at) })
  }
  return [...rows].map(([label, cells]) => ({ label, cells })).toReversed()
}

const keyOf = (atMs: number, isHour: boolean, timeZone: string): string => (isHour ? String(Math.floor(atMs / HOUR_MS)) : shortDay(atMs, timeZone))

/** How many cells of a first row are missing before it: hours since midnight, days since the first of the month. */
export const leadOf = (row: StatusRow, step: StatusHistory['step'], timeZone: string): number => {
  const first = row.cells[0]
  if (first === undefined) return 0
  return step === 'hour' ? hourOf(first.startMs, timeZone) : dayOfMonth(first.startMs, timeZone) - 1
}
