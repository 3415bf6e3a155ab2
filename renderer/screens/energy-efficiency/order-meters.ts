/** Meters in the order of what could be saved, of the worst score, or of what they use; what is not known comes last. Volumes come after energy, as both cannot be compared. Pure. */
import type { MeterEfficiency } from '../../../shared/domain/efficiency.ts'

export const ORDERS = ['saving', 'score', 'energy'] as const
export type Order = (typeof ORDERS)[number]

const RANKS: Readonly<Record<Order, (one: MeterEfficiency) => number>> = {
  saving: ({ possibleYear }) => -possibleYear,
  score: ({ score }) => score ?? Infinity,
  energy: ({ annual }) => (annual === null ? Infinity : -annual.energy),
}

export const orderMeters = (meters: readonly MeterEfficiency[], order: Order, isVolume: (meterId: number) => boolean): readonly MeterEfficiency[] => {
  const rank = RANKS[order]
  const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)
  const apart = ({ meterId }: MeterEfficiency): number => (order !== 'score' && isVolume(meterId) ? 1 : 0)
  return meters.toSorted((a, b) => apart(a) - apart(b) || compare(rank(a), rank(b)) || compare(RANKS.energy(a), RANKS.energy(b)) || a.meterId - b.meterId)
}
