/** A meter whose consumption is known to the second: an office's power as a function of local time, its counter, and the faults that a counter has. */
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Power of a small office, kW: 6 at night, 40 on working days from 7 to 18, an hour up and down between; weekends 8 by day. */
export const officePower = (timeZone: string): ((timeMs: number) => number) => {
  const calendar = createCalendar(timeZone)
  return (timeMs) => {
    const local = calendar.localMs(timeMs)
    const hour = (local % DAY_MS) / HOUR_MS
    const weekend = calendar.slotOf(timeMs) >= 96
    const day = hour < 6 || hour > 19 ? 0 : Math.min(1, hour - 6, 19 - hour)
    return 6 + (weekend ? 2 : 34) * day + 3 * Math.sin((2 * Math.PI * calendar.dayOf(timeMs)) / 365)
  }
}

/** Energy at the end of each minute since `fromMs`, kWh: the truth. */
export const trueEnergy = (power: (timeMs: number) => number, fromMs: number, toMs: number): ((timeMs: number) => number) => {
  const sums = new Float64Array(Math.ceil((toMs - fromMs) / 60_000) + 1)
  for (let i = 1; i < sums.length; i++) sums[i] = (sums[i - 1] as number) + power(fromMs + (i - 0.5) * 60_000) / 60
  return (timeMs) => sums[Math.round((timeMs - fromMs) / 60_000)] as number
}

export interface MadeReadings {
  readonly timesMs: Float64Array
  readonly values: Float64Array
  readonly qualities: Uint16Array
}

export const readingsOf = (rows: readonly (readonly [timeMs: number, value: number])[]): MadeReadings => ({
  timesMs: Float64Array.from(rows, ([timeMs]) => timeMs), values: Float64Array.from(rows, ([, value]) => value), qualities: new Uint16Array(rows.length),
})
