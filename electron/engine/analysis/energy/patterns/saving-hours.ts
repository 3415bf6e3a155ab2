/** In which hours of the week a finding would save, so that it can be priced by the hour. Pure. */
import type { FindingKind } from '../../../../../shared/domain/efficiency.ts'
import type { EnergyPatterns } from '../../../../../shared/domain/energy-patterns.ts'
import { isIdleHour } from './idle-waste.ts'

export const HOURS_A_WEEK = 168
const HOURS = 24

/**
 * Weights of the hours of a week, Monday 0 h first: nights evenly over the hours out of use of days with use, days off evenly over their hours, mornings from the usual start to the one that is enough,
 * a risen base load over all hours, all else as the meter is used.
 * @param usage what the meter used in each hour of the week, in any unit
 */
export const savingHours = (kind: FindingKind, { occupied, startUp }: Pick<EnergyPatterns, 'occupied' | 'startUp'>, usage: Float64Array): Float64Array => {
  const weights = new Float64Array(HOURS_A_WEEK).map((_, at) => {
    const use = occupied?.[Math.floor(at / HOURS)] ?? null
    const hour = at % HOURS
    if (kind === 'night') return use !== null && isIdleHour(hour, use) ? 1 : 0
    if (kind === 'daysOff') return use === null ? 1 : 0
    if (kind === 'earlyStart') return use === null || startUp === null ? 0 : Math.max(0, Math.min(60 * (hour + 1), startUp.lateMinute) - Math.max(60 * hour, startUp.fromMinute))
    return kind === 'baseLoadDrift' ? 1 : (usage[at] as number)
  })
  return weights.some((weight) => weight > 0) ? weights : usage
}

/** Mean of `values` by weights; NaN where no hour has a weight. */
export const weightedMean = (values: Float64Array, weights: Float64Array): number => {
  let [sum, total] = [0, 0]
  for (const [at, weight] of weights.entries()) {
    if (!(weight > 0)) continue
    sum += weight * (values[at] as number)
    total += weight
  }
  return sum / total
}
