/** Which points tell of the same thing: those of one unit whose days went up and down together. */
import type { DaySummary } from './day-summary.ts'

export interface PeerCandidate {
  readonly pointId: number
  /** Meaning of the point where it is known. */
  readonly role: string | null
  readonly days: readonly DaySummary[]
}

const MOST_PEERS = 3
/** Correlation of the three-hour blocks of common days: nine tenths, or eight where both have the same role. */
const LEAST_CORRELATION = 0.9
const LEAST_CORRELATION_OF_ROLE = 0.8
/** Common days needed. */
export const LEAST_COMMON_DAYS = 42

/** The best peers of a point among candidates of its unit, best first. */
export const choosePeers = (own: PeerCandidate, candidates: readonly PeerCandidate[]): PeerCandidate[] => {
  const byDay = new Map(own.days.map((each) => [each.day, each]))
  return candidates
    .filter(({ pointId }) => pointId !== own.pointId)
    .map((candidate) => ({ candidate, correlation: correlationOf(byDay, candidate.days), sameRole: own.role !== null && candidate.role === own.role }))
    .filter(({ correlation, sameRole }) => correlation >= (sameRole ? LEAST_CORRELATION_OF_ROLE : LEAST_CORRELATION))
    .sort((a, b) => Number(b.sameRole) - Number(a.sameRole) || b.correlation - a.correlation || a.candidate.pointId - b.candidate.pointId)
    .slice(0, MOST_PEERS)
    .map(({ candidate }) => candidate)
}

/** Pearson's correlation over the blocks of common days; NaN with too few of them. */
const correlationOf = (own: ReadonlyMap<number, DaySummary>, others: readonly DaySummary[]): number => {
  let [count, days, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0, 0]
  for (const other of others) {
    const mine = own.get(other.day)
    if (mine === undefined) continue
    days += 1
    for (const [block, b] of other.blocks.entries()) {
      const a = mine.blocks[block] as number
      if (!Number.isFinite(a) || !Number.isFinite(b)) continue
      count += 1
      sumA += a
      sumB += b
      sumAA += a * a
      sumBB += b * b
      sumAB += a * b
    }
  }
  if (days < LEAST_COMMON_DAYS) return Number.NaN
  return (count * sumAB - sumA * sumB) / Math.sqrt((count * sumAA - sumA * sumA) * (count * sumBB - sumB * sumB))
}
