/** A period on a chart, and the moves an operator makes with it: zoom, shift, presets. Pure. */
import { DAY_MS, HOUR_MS } from './site-clock.ts'

export interface TimeRange {
  readonly fromMs: number
  /** Exclusive, above `fromMs`. */
  readonly toMs: number
}

/** Shortest and longest period that can be shown, ms. */
export const MIN_SPAN_MS = 30_000
export const MAX_SPAN_MS = 800 * DAY_MS

export type PresetId = '1h' | '8h' | '24h' | '7d' | '30d'

/** The periods operators ask for, in ms. */
export const PRESETS: Readonly<Record<PresetId, number>> = {
  '1h': HOUR_MS,
  '8h': 8 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
}

export const PRESET_IDS = Object.keys(PRESETS) as readonly PresetId[]

export const spanMs = (range: TimeRange): number => range.toMs - range.fromMs

/** The preset whose length is the range's, or null. Live ranges grow by a refresh or so: 1 % is forgiven. */
export const presetOf = (range: TimeRange): PresetId | null =>
  PRESET_IDS.find((id) => Math.abs(PRESETS[id] - spanMs(range)) <= PRESETS[id] * 0.01) ?? null

export const rangeEndingAt = (toMs: number, lengthMs: number): TimeRange => ({ fromMs: toMs - lengthMs, toMs })

/** A range of allowed length, in order, not before 1970; keeps the middle where it has to change. */
export const clampRange = (range: TimeRange): TimeRange => {
  const low = Math.min(range.fromMs, range.toMs)
  const high = Math.max(range.fromMs, range.toMs)
  const length = Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, high - low))
  const middle = (low + high) / 2
  const fromMs = Math.max(0, Math.round(middle - length / 2))
  return { fromMs, toMs: fromMs + Math.round(length) }
}

/** `factor` below 1 zooms in. The instant `aboutMs` stays where it is on the screen. */
export const zoomRange = (range: TimeRange, factor: number, aboutMs: number): TimeRange => {
  const length = Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, spanMs(range) * factor))
  const share = (aboutMs - range.fromMs) / spanMs(range)
  const fromMs = Math.max(0, Math.round(aboutMs - length * share))
  return { fromMs, toMs: fromMs + Math.round(length) }
}

/** Moves by a share of the length: -1 = the period before, 1 = the one after. */
export const shiftRange = (range: TimeRange, share: number): TimeRange => {
  const by = Math.round(spanMs(range) * share)
  const fromMs = Math.max(0, range.fromMs + by)
  return { fromMs, toMs: fromMs + spanMs(range) }
}

export const sameRange = (a: TimeRange, b: TimeRange): boolean => a.fromMs === b.fromMs && a.toMs === b.toMs
