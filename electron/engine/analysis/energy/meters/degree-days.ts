/** Heating and cooling degree days: by how many kelvin each day's mean outdoor temperature was below, or above, a base. */

const HOUR_MS = 3_600_000
/** Hours of a day that must be known for a mean. */
const LEAST_HOURS = 18

export interface DegreeDays {
  /** Kelvin days. */
  readonly heating: number
  readonly cooling: number
  /** Days that could be counted. */
  readonly days: number
}

/** From hourly means in °C. `dayOf` gives the local day of an hour. null when no day is known. */
export const degreeDaysOf = (startsMs: Float64Array, temperature: Float64Array, dayOf: (timeMs: number) => number, heatingBase: number, coolingBase: number): DegreeDays | null => {
  const byDay = new Map<number, { sum: number; count: number }>()
  for (let i = 0; i < startsMs.length; i++) {
    const value = temperature[i] as number
    if (Number.isNaN(value)) continue
    const day = dayOf((startsMs[i] as number) + HOUR_MS / 2)
    const own = byDay.get(day) ?? { sum: 0, count: 0 }
    byDay.set(day, { sum: own.sum + value, count: own.count + 1 })
  }
  let [heating, cooling, days] = [0, 0, 0]
  for (const { sum, count } of byDay.values()) {
    if (count < LEAST_HOURS) continue
    heating += Math.max(0, heatingBase - sum / count)
    cooling += Math.max(0, sum / count - coolingBase)
    days += 1
  }
  return days === 0 ? null : { heating, cooling, days }
}
