/** The site's outdoor temperature in blocks of three hours by local day. */
import type { Calendar } from '../../analysis/calendar.ts'
import { BLOCKS_A_DAY } from '../../analysis/drift/day-summary.ts'
import type { WeatherHours } from '../../store/tables/run-days-table.ts'
import { HOUR_MS } from './status-hours.ts'

const BLOCK_HOURS = 3
const LEAST_HOURS = 2

/** °C; NaN in blocks with fewer than two of their hours. */
export const weatherBlocks = ({ startsMs, temperature }: WeatherHours, calendar: Pick<Calendar, 'localMs' | 'dayOf'>): Map<number, readonly number[]> => {
  const sums = new Map<number, { readonly sums: number[]; readonly counts: number[] }>()
  for (let i = 0; i < startsMs.length; i++) {
    const startMs = startsMs[i] as number
    const day = calendar.dayOf(startMs)
    const own = sums.get(day) ?? { sums: Array.from({ length: BLOCKS_A_DAY }, () => 0), counts: Array.from({ length: BLOCKS_A_DAY }, () => 0) }
    sums.set(day, own)
    const block = Math.floor((calendar.localMs(startMs) / HOUR_MS - day * 24) / BLOCK_HOURS)
    own.sums[block] = (own.sums[block] ?? 0) + (temperature[i] as number)
    own.counts[block] = (own.counts[block] ?? 0) + 1
  }
  return new Map([...sums].map(([day, own]) => [day, own.sums.map((sum, block) => ((own.counts[block] as number) >= LEAST_HOURS ? sum / (own.counts[block] as number) : Number.NaN))]))
}
