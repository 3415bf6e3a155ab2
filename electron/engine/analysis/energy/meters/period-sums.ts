/** Sums over periods of one meter: what the figures, months and overviews are made of. */
import type { PeriodRows } from './roll-up.ts'

const HOUR_MS = 3_600_000

export interface PeriodSum {
  /** kWh or m3; NaN when nothing is known. */
  readonly energy: number
  /** kW or m3/h; NaN when no window was measured. */
  readonly peak: number
  readonly peakAtMs: number
  /** Share measured of all periods together, 0..1; 0 without any. */
  readonly coverage: number
  /** Mean demand of the time that is known, kW or m3/h. */
  readonly mean: number
  readonly quality: number
}

/** `endMs`: where the last period ends; `nowMs`: what is later has not been yet. */
export const sumOf = (rows: PeriodRows, from: number, to: number, endMs: number, nowMs = Infinity): PeriodSum => {
  let [energy, known, covered, length, quality, peak, peakAtMs] = [0, 0, 0, 0, 0, Number.NaN, Number.NaN]
  for (let i = from; i < to; i++) {
    const startMs = rows.startsMs[i] as number
    const wholeMs = (rows.startsMs[i + 1] ?? endMs) - startMs
    const lengthMs = Math.max(1, Math.min(wholeMs, nowMs - startMs))
    const own = rows.energy[i] as number
    length += lengthMs
    covered += (rows.coverage[i] as number) * wholeMs
    quality |= rows.quality[i] as number
    if (!Number.isNaN(own)) {
      energy += own
      known += lengthMs
    }
    const high = rows.peak[i] as number
    if (high > peak || (Number.isNaN(peak) && !Number.isNaN(high))) [peak, peakAtMs] = [high, rows.peakAtMs[i] as number]
  }
  return { energy: known === 0 ? Number.NaN : energy, peak, peakAtMs, coverage: length === 0 ? 0 : Math.min(1, covered / length), mean: known === 0 ? Number.NaN : (energy * HOUR_MS) / known, quality }
}

/** Days put together to local months; `monthOf` gives each day's month, `endMs` where the last day ends. */
export const monthsOf = (days: PeriodRows, monthOf: (timeMs: number) => number, endMs: number, nowMs: number): PeriodRows => {
  const starts: number[] = []
  for (let i = 0; i < days.startsMs.length; i++) if (i === 0 || monthOf(days.startsMs[i] as number) !== monthOf(days.startsMs[i - 1] as number)) starts.push(i)
  const sums = starts.map((from, month) => sumOf(days, from, starts[month + 1] ?? days.startsMs.length, days.startsMs[starts[month + 1] ?? days.startsMs.length] ?? endMs, nowMs))
  return {
    startsMs: Float64Array.from(starts, (i) => days.startsMs[i] as number), energy: Float64Array.from(sums, ({ energy }) => energy), peak: Float64Array.from(sums, ({ peak }) => peak),
    peakAtMs: Float64Array.from(sums, ({ peakAtMs }) => peakAtMs), coverage: Float64Array.from(sums, ({ coverage }) => coverage), quality: Uint8Array.from(sums, ({ quality }) => quality),
  }
}
