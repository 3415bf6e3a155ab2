/** Loads of made-up buildings, hour by hour: what a forecast should find in them is known. */
import { HOURS_A_DAY, weekdayOf } from '../../../../electron/engine/analysis/forecast/day-matrix.ts'
import { seededRandom } from '../../../../shared/random.ts'

/** 2026-01-05, a Monday. */
export const MONDAY = 20_458

/** Office: 20 kW at night and on weekends, 80 kW from 7 to 18 on working days with a peak at 14, and noise of `noise` kW. */
export const officeLoad = (days: number, noise: number, seed = 5): Float64Array => {
  const random = seededRandom(seed)
  return Float64Array.from({ length: days * HOURS_A_DAY }, (_, i) => {
    const hour = i % HOURS_A_DAY
    const isWorking = weekdayOf(MONDAY + Math.floor(i / HOURS_A_DAY)) < 5 && hour >= 7 && hour < 18
    return (isWorking ? 80 - 2 * Math.abs(hour - 14) : 20) + noise * (random() + random() + random() + random() - 2)
  })
}
