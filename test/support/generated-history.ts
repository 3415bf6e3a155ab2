/** Histories and readings made by a formula, for tests and benches of detectors. */
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import type { ScoredReading } from '../../electron/engine/analysis/detect/detector.ts'
import { prepareHistory, type FitHistory } from '../../electron/engine/analysis/detect/fit-history.ts'
import { seededRandom } from '../../shared/random.ts'

/** A Monday, midnight in UTC. */
export const GENERATED_START_MS = Date.UTC(2026, 0, 5)
const calendar = createCalendar('UTC')

export interface GeneratedHistory {
  readonly days: number
  readonly stepMs: number
  readonly valueOf: (timeMs: number, i: number) => number
  /** Readings that are missing. */
  readonly without?: (timeMs: number, i: number) => boolean
}

export const generatedHistory = ({ days, stepMs, valueOf, without }: GeneratedHistory): FitHistory => {
  const all = Array.from({ length: Math.floor((days * 86_400_000) / stepMs) }, (_, i) => i).filter((i) => without?.(GENERATED_START_MS + i * stepMs, i) !== true)
  const timesMs = Float64Array.from(all, (i) => GENERATED_START_MS + i * stepMs)
  const values = Float64Array.from(all, (i) => valueOf(GENERATED_START_MS + i * stepMs, i))
  return prepareHistory({ pointId: 1, timesMs, values, qualities: new Uint16Array(all.length), thinned: false }, calendar)
}

export const generatedReading = (timeMs: number, value: number): ScoredReading => {
  const slot = calendar.slotOf(timeMs)
  return { timeMs, value, slot, context: slot >> 2, bandWidth: 1 }
}

/** A room: 21 degrees, a daily wave of 2 K, noise of about 0.2 K. */
export const roomTemperature = (seed: number): ((timeMs: number) => number) => {
  const random = seededRandom(seed)
  return (timeMs) => 21 + 2 * Math.sin((timeMs / 86_400_000) * 2 * Math.PI) + 0.35 * (random() + random() + random() + random() - 2)
}
