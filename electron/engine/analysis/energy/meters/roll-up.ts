/** From slots to demand windows, hours and days. Not known stays not known: NaN. */
import { ENERGY_QUALITY } from '../../../../../shared/domain/energy.ts'
import type { Calendar } from '../../calendar.ts'
import { dayStartOf, hourStartsOf, nextDayOf } from './local-periods.ts'
import { slotsEndMs, type SlotSums } from './slot-sums.ts'

const HOUR_MS = 3_600_000
/** A window tells of demand when so much of it was measured; what a rule filled makes no peak. */
const LEAST_MEASURED = 0.8
/** Share of windows of a day below which it is at its quietest. */
const QUIET_SHARE = 0.05

/** Periods of one meter as parallel arrays; energy in kWh or m3, peak in kW or m3/h. */
export interface PeriodRows {
  readonly startsMs: Float64Array
  readonly energy: Float64Array
  readonly peak: Float64Array
  readonly peakAtMs: Float64Array
  /** Share measured, 0..1. */
  readonly coverage: Float64Array
  readonly quality: Uint8Array
}

export interface DayRows extends PeriodRows {
  /** kW or m3/h: what 19 of 20 windows of the day are above. */
  readonly baseLoad: Float64Array
}

export interface RollUpRules {
  readonly calendar: Calendar
  /** Length of a demand window, ms: slots make windows, windows make an hour. */
  readonly windowMs: number
  /** Periods that end later are not over yet. */
  readonly nowMs: number
  /** Added to every period, e.g. estimated. */
  readonly quality: number
}

interface Window {
  readonly startMs: number
  readonly demand: number
}

const rowsOf = (count: number): DayRows => ({
  startsMs: new Float64Array(count), energy: new Float64Array(count).fill(Number.NaN), peak: new Float64Array(count).fill(Number.NaN), peakAtMs: new Float64Array(count).fill(Number.NaN),
  coverage: new Float64Array(count), quality: new Uint8Array(count), baseLoad: new Float64Array(count).fill(Number.NaN),
})

/** Hours and days of [fromMs, toMs), both local midnights, from slots that cover them. */
export const rollUp = (slots: SlotSums, fromMs: number, toMs: number, rules: RollUpRules): { readonly hours: PeriodRows; readonly days: DayRows } => {
  const { calendar } = rules
  const hourStarts = hourStartsOf(fromMs, toMs, calendar)
  const hours = rowsOf(hourStarts.length)
  const dayStarts: number[] = []
  for (let startMs = dayStartOf(fromMs, calendar); startMs < toMs; startMs = nextDayOf(startMs, calendar)) dayStarts.push(startMs)
  const days = rowsOf(dayStarts.length)
  let hour = 0
  for (const [day, dayMs] of dayStarts.entries()) {
    const dayEndMs = dayStarts[day + 1] ?? toMs
    const windows: Window[] = []
    for (; hour < hourStarts.length && (hourStarts[hour] as number) < dayEndMs; hour++) {
      const startMs = hourStarts[hour] as number
      const endMs = hourStarts[hour + 1] ?? toMs
      const own = windowsOf(slots, startMs, endMs, rules.windowMs)
      fillPeriod(hours, hour, startMs, endMs, slots, own, rules)
      windows.push(...own)
    }
    fillPeriod(days, day, dayMs, dayEndMs, slots, windows, rules)
    days.baseLoad[day] = quietest(windows, dayEndMs - dayMs, rules.windowMs)
  }
  return { hours, days }
}

const windowsOf = (slots: SlotSums, fromMs: number, toMs: number, windowMs: number): Window[] => {
  const windows: Window[] = []
  for (let startMs = fromMs; startMs < toMs; startMs += windowMs) {
    const endMs = Math.min(toMs, startMs + windowMs)
    let [energy, measured] = [0, 0]
    const last = Math.min(slots.energy.length, (endMs - slots.fromMs) / slots.slotMs)
    for (let slot = Math.max(0, (startMs - slots.fromMs) / slots.slotMs); slot < last; slot++) {
      energy += slots.energy[slot] as number
      measured += slots.measuredMs[slot] as number
    }
    if (measured >= (endMs - startMs) * LEAST_MEASURED) windows.push({ startMs, demand: (energy * HOUR_MS) / Math.max(measured, 1) })
  }
  return windows
}

const fillPeriod = (rows: PeriodRows, index: number, startMs: number, endMs: number, slots: SlotSums, windows: readonly Window[], { nowMs, quality }: RollUpRules): void => {
  const from = Math.max(0, Math.round((startMs - slots.fromMs) / slots.slotMs))
  const to = Math.min(slots.energy.length, Math.round((endMs - slots.fromMs) / slots.slotMs))
  let [energy, measured, filled, bits] = [0, 0, 0, quality]
  for (let slot = from; slot < to; slot++) {
    energy += slots.energy[slot] as number
    measured += slots.measuredMs[slot] as number
    filled += slots.filledMs[slot] as number
    bits |= slots.quality[slot] as number
  }
  rows.startsMs[index] = startMs
  if (measured + filled > 0) rows.energy[index] = Math.max(0, energy)
  rows.coverage[index] = Math.min(1, measured / (endMs - startMs))
  rows.quality[index] = bits | (filled > 0 ? ENERGY_QUALITY.filled : 0) | (Math.min(endMs, slotsEndMs(slots)) > nowMs ? ENERGY_QUALITY.provisional : 0)
  let peak: Window | undefined
  for (const window of windows) if (peak === undefined || window.demand > peak.demand) peak = window
  if (peak === undefined) return
  rows.peak[index] = Math.max(0, peak.demand)
  rows.peakAtMs[index] = peak.startMs
}

const quietest = (windows: readonly Window[], lengthMs: number, windowMs: number): number => {
  if (windows.length * windowMs < lengthMs / 2) return Number.NaN
  const demands = windows.map(({ demand }) => Math.max(0, demand)).sort((a, b) => a - b)
  return demands[Math.floor(demands.length * QUIET_SHARE)] ?? Number.NaN
}
