/** Which meter measures another one too: proposed from names and from what they used; a person may say otherwise. */
import type { Measure, Medium } from '../../../../../shared/domain/energy.ts'
import { isMain, isMechanical, isVentilation, READING_WORDS } from './meter-words.ts'

export interface RankedMeter {
  readonly id: number
  readonly medium: Medium
  readonly measure: Measure
  /** Of its name and of its point's. */
  readonly words: readonly string[]
  readonly deviceId: number | null
  /** A day's use of days that were measured, kWh or m3; NaN = not known. */
  readonly used: number
}

/** A meter without the name of one is main when it used about what all others of its medium used together: at least this share ... */
const LEAST_SHARE = 0.85
/** ... and not many times as much. */
const MOST_SHARE = 4
/** A sub-meter cannot use more than what is above it; meters differ by some percent. */
const SLACK = 1.05

/**
 * The parent of each meter; null = a main meter. One meter of a medium that is main by name, or of heat or cooling the only one that is not an air handler's or a room unit's, or main by its use, has all others of its medium below it. What is read
 * from equipment (not from the device of the main meter) goes below a sub-meter that has its name, or that measures all ventilation. Where no meter stands out,
 * nothing is proposed.
 */
export const proposeParents = (meters: readonly RankedMeter[]): ReadonlyMap<number, number | null> => {
  const parents = new Map<number, number | null>(meters.map(({ id }) => [id, null]))
  for (const key of new Set(meters.map(({ medium, measure }) => `${medium}/${measure}`))) {
    const own = meters.filter(({ medium, measure }) => `${medium}/${measure}` === key)
    const main = mainOf(own)
    if (main === null) continue
    const subs = own.filter((meter) => meter !== main && meter.deviceId === main.deviceId)
    for (const meter of own) if (meter !== main) parents.set(meter.id, (subs.includes(meter) ? main : (subAbove(meter, subs) ?? main)).id)
  }
  return parents
}

const subAbove = (meter: RankedMeter, subs: readonly RankedMeter[]): RankedMeter | undefined => {
  const carries = (sub: RankedMeter): boolean => !(meter.used > sub.used * SLACK)
  const telling = meter.words.filter((word) => word.length > 2 && !READING_WORDS.has(word) && !/^\d+$/.test(word))
  return subs.find((sub) => carries(sub) && telling.some((word) => sub.words.includes(word))) ?? (isVentilation(meter.words) ? subs.find((sub) => carries(sub) && isMechanical(sub.words)) : undefined)
}

const mainOf = (meters: readonly RankedMeter[]): RankedMeter | null => {
  if (meters.length < 2) return null
  const most = Math.max(...meters.map(({ used }) => (Number.isNaN(used) ? 0 : used)))
  const [only, another] = meters.filter(({ words }) => isMain(words))
  if (only !== undefined && another === undefined && !(only.used * SLACK < most)) return only
  const [plant, second] = meters.filter(({ medium, words }) => (medium === 'heat' || medium === 'cooling') && !isVentilation(words))
  if (plant !== undefined && second === undefined && !(plant.used * SLACK < most)) return plant
  const known = meters.filter(({ used }) => used > 0)
  const largest = known.find(({ used }) => used === most)
  if (known.length < 3 || largest === undefined) return null
  const rest = known.reduce((sum, { used }) => sum + used, 0) - most
  return most >= rest * LEAST_SHARE && most <= rest * MOST_SHARE ? largest : null
}
