/** Which meter measures another one too: proposed from names and from what they used; a person may say otherwise. */
import type { Measure, Medium } from '../../../../../shared/domain/energy.ts'

export interface RankedMeter {
  readonly id: number
  readonly medium: Medium
  readonly measure: Measure
  /** By its name the meter of the whole building. */
  readonly main: boolean
  /** Used over a period that all were measured in, kWh or m3; NaN = not known. */
  readonly used: number
}

/** A main meter measures at least this share of what all others of its medium measure together ... */
const LEAST_SHARE = 0.85
/** ... and not many times as much. */
const MOST_SHARE = 4

/**
 * The parent of each meter; null = a main meter. One meter of a medium that is main by name, or by having used about what all others together used, has all
 * others of its medium below it. Where no meter stands out, nothing is proposed.
 */
export const proposeParents = (meters: readonly RankedMeter[]): ReadonlyMap<number, number | null> => {
  const parents = new Map<number, number | null>(meters.map(({ id }) => [id, null]))
  for (const key of new Set(meters.map(({ medium, measure }) => `${medium}/${measure}`))) {
    const own = meters.filter(({ medium, measure }) => `${medium}/${measure}` === key)
    const main = mainOf(own)
    if (main !== null) for (const { id } of own) if (id !== main) parents.set(id, main)
  }
  return parents
}

const mainOf = (meters: readonly RankedMeter[]): number | null => {
  if (meters.length < 2) return null
  const named = meters.filter(({ main }) => main)
  const total = meters.reduce((sum, { used }) => sum + (Number.isNaN(used) ? 0 : used), 0)
  const carries = ({ used }: RankedMeter): boolean => !(used > 0) || total === used || used >= (total - used) * LEAST_SHARE
  const [only] = named
  if (named.length === 1 && only !== undefined && carries(only)) return only.id
  const known = meters.filter(({ used }) => used > 0)
  if (known.length < 3) return null
  const largest = known.toSorted((a, b) => b.used - a.used)[0]
  if (largest === undefined) return null
  const rest = total - largest.used
  return rest > 0 && largest.used >= rest * LEAST_SHARE && largest.used <= rest * MOST_SHARE ? largest.id : null
}
