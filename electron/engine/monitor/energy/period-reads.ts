/** The periods of one meter for an answer that looks at them several times: what lies within periods that were read already is cut out of them. */
import { lowerBound } from '../../analysis/ascending-times.ts'
import type { EnergyDayRows, EnergyRows } from '../../store/tables/energy-periods-table.ts'
import type { SiteContext } from '../site-context.ts'

export interface PeriodReads {
  /** Hours that begin in [fromMs, toMs). */
  hours(fromMs: number, toMs: number): Promise<EnergyRows>
  /** Local days that begin in [fromMs, toMs). */
  days(fromMs: number, toMs: number): Promise<EnergyDayRows>
}

type Readers = Pick<SiteContext['readers'], 'energyHours' | 'energyDays'>

/** Asks for the widest period first: only the last one that was read is at hand. */
export const periodReads = (readers: Readers, meterId: number): PeriodReads => ({
  hours: remembered((fromMs, toMs) => readers.energyHours(meterId, fromMs, toMs), cutHours),
  days: remembered((fromMs, toMs) => readers.energyDays(meterId, fromMs, toMs), (rows, from, to) => ({ ...cutHours(rows, from, to), baseLoad: rows.baseLoad.subarray(from, to) })),
})

const cutHours = ({ startsMs, energy, peak, peakAtMs, coverage, quality }: EnergyRows, from: number, to: number): EnergyRows => ({
  startsMs: startsMs.subarray(from, to), energy: energy.subarray(from, to), peak: peak.subarray(from, to), peakAtMs: peakAtMs.subarray(from, to), coverage: coverage.subarray(from, to), quality: quality.subarray(from, to),
})

const remembered = <Rows extends EnergyRows>(read: (fromMs: number, toMs: number) => Promise<Rows>, cut: (rows: Rows, from: number, to: number) => Rows) => {
  let last: { readonly fromMs: number; readonly toMs: number; readonly rows: Rows } | null = null
  return async (fromMs: number, toMs: number): Promise<Rows> => {
    if (last === null || fromMs < last.fromMs || toMs > last.toMs) last = { fromMs, toMs, rows: await read(fromMs, toMs) }
    if (fromMs === last.fromMs && toMs === last.toMs) return last.rows
    const { startsMs } = last.rows
    return cut(last.rows, lowerBound(startsMs, fromMs), lowerBound(startsMs, toMs))
  }
}
