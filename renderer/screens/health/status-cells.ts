/** The cells of the status history: hours in a row of their day, or days in rows of their month. Pure. */
import type { StatusHistory } from '../../../shared/domain/health.ts'
import { hourOf, shortDay } from './day-text.ts'

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

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
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

/** Rows of hours or days up to `toMs`, newest row first; what the history does not have is there as not observed. */
export const statusRows = (history: StatusHistory, fromMs: number, toMs: number, timeZone: string): readonly StatusRow[] => {
  const isHour = history.step === 'hour'
  const indexes = new Map(Array.from(history.startsMs, (startMs, i) => [keyOf(startMs, isHour, timeZone), i]))
  const rows = new Map<string, StatusCell[]>()
  for (let startMs = fromMs; startMs < toMs; startMs += isHour ? HOUR_MS : DAY_MS) {
    const at = indexes.get(keyOf(startMs, isHour, timeZone)) ?? null
    const label = isHour ? shortDay(startMs, timeZone) : monthOf(startMs, timeZone)
    const cells = rows.get(label) ?? []
    rows.set(label, cells)
    cells.push({ startMs: at === null ? startMs : (history.startsMs[at] as number), at, state: stateOf(history, at) })
  }
  return [...rows].map(([label, cells]) => ({ label, cells })).toReversed()
}

const monthOf = (atMs: number, timeZone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone, month: 'short', year: '2-digit' }).format(atMs)

const keyOf = (atMs: number, isHour: boolean, timeZone: string): string => (isHour ? String(Math.floor(atMs / HOUR_MS)) : shortDay(atMs, timeZone))

/** How many cells of a first row are missing before it: hours since midnight, days since the first of the month. */
export const leadOf = (row: StatusRow, step: StatusHistory['step'], timeZone: string): number => {
  const first = row.cells[0]
  if (first === undefined) return 0
  return step === 'hour' ? hourOf(first.startMs, timeZone) : Number(new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric' }).format(first.startMs)) - 1
}
