/** What a counter counted in each hour, from its readings. */
import type { Calendar } from '../calendar.ts'

const HOUR_MS = 3_600_000
/** A pause longer than this is shared out to no hour. */
const MOST_HOURS = 3

/**
 * Use per hour, spread evenly over the hours between two readings. Falls (resets, rollovers) and pauses of more than three hours count as not observed.
 * @returns one value for each local hour, stamped with a moment inside of it; NaN where not observed
 */
export const hourlyUse = (timesMs: Float64Array, counts: Float64Array, calendar: Pick<Calendar, 'localMs'>): { readonly timesMs: Float64Array; readonly values: Float64Array } => {
  const perHour = new Map<number, { timeMs: number; use: number; observedMs: number }>()
  for (let i = 1; i < timesMs.length; i++) {
    const [fromMs, toMs] = [timesMs[i - 1] as number, timesMs[i] as number]
    const use = (counts[i] as number) - (counts[i - 1] as number)
    if (!(use >= 0) || toMs <= fromMs || toMs - fromMs > MOST_HOURS * HOUR_MS) continue
    for (let atMs = fromMs; atMs < toMs; ) {
      const localMs = calendar.localMs(atMs)
      const hour = Math.floor(localMs / HOUR_MS)
      const untilMs = Math.min(toMs, atMs + (hour + 1) * HOUR_MS - localMs)
      const own = perHour.get(hour) ?? { timeMs: atMs, use: 0, observedMs: 0 }
      own.use += (use * (untilMs - atMs)) / (toMs - fromMs)
      own.observedMs += untilMs - atMs
      perHour.set(hour, own)
      atMs = untilMs
    }
  }
  const hours = [...perHour.values()].filter(({ observedMs }) => observedMs >= HOUR_MS / 2)
  return { timesMs: Float64Array.from(hours, ({ timeMs }) => timeMs), values: Float64Array.from(hours, ({ use, observedMs }) => (use * HOUR_MS) / observedMs) }
}
