/** Which points tell of the same thing: those of one unit whose days went up and down together, and rooms, which are all held at much the same. */
import { BLOCKS_A_DAY, type DaySummary } from './day-summary.ts'

export interface PeerCandidate {
  readonly pointId: number
  /** Meaning of the point where it is known. */
  readonly role: string | null
  readonly levels: BlockLevels
}

/** Levels of a point's blocks, day after day without a hole; NaN = not observed. */
export interface BlockLevels {
  readonly firstDay: number
  readonly values: Float64Array
}

const MOST_PEERS = 3
/** Correlation of the three-hour blocks of common days. */
const LEAST_CORRELATION = 0.9
/** From so much on a peer of the same role is a good one; below, it must prove itself by what it leaves unexplained. */
const GOOD_CORRELATION_OF_ROLE = 0.8
/** Common days needed, all blocks of them. */
export const LEAST_COMMON_DAYS = 42

/** Days, ascending, as levels. */
export const blockLevels = (days: readonly DaySummary[]): BlockLevels => {
  const firstDay = days[0]?.day ?? 0
  const values = new Float64Array(((days.at(-1)?.day ?? firstDay - 1) - firstDay + 1) * BLOCKS_A_DAY).fill(Number.NaN)
  for (const { day, blocks } of days) values.set(blocks, (day - firstDay) * BLOCKS_A_DAY)
  return { firstDay, values }
}

export interface ChosenPeer<Candidate> {
  readonly candidate: Candidate
  /** It went up and down with the point; else only its role speaks for it. */
  readonly follows: boolean
}

/** Rooms are held at much the same by control, whether or not their days go up and down together; plants have seasons of their own. */
const isOfRoom = (role: string | null): boolean => role === 'zone_air_temp'

/** The best peers of a point among candidates of its unit, best first; by the days from `fromDay` on, before `toDay`. */
export const choosePeers = <Candidate extends PeerCandidate>(own: PeerCandidate, candidates: readonly Candidate[], fromDay: number, toDay: number): ChosenPeer<Candidate>[] =>
  candidates
    .filter(({ pointId }) => pointId !== own.pointId)
    .map((candidate) => {
      const correlation = correlationOf(own.levels, candidate.levels, fromDay, toDay)
      const sameRole = own.role !== null && candidate.role === own.role
      return { candidate, correlation, sameRole, follows: correlation >= (sameRole ? GOOD_CORRELATION_OF_ROLE : LEAST_CORRELATION) }
    })
    .filter(({ correlation, follows, sameRole }) => follows || (sameRole && isOfRoom(own.role) && !Number.isNaN(correlation)))
    .sort((a, b) => Number(b.follows) - Number(a.follows) || Number(b.sameRole) - Number(a.sameRole) || b.correlation - a.correlation || a.candidate.pointId - b.candidate.pointId)
    .slice(0, MOST_PEERS)
    .map(({ candidate, follows }) => ({ candidate, follows }))

/** Pearson's correlation over the blocks that both know; NaN with too few of them. */
const correlationOf = (own: BlockLevels, other: BlockLevels, fromDay: number, toDay: number): number => {
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0]
  const begin = Math.max(fromDay, own.firstDay, other.firstDay)
  const shift = (own.firstDay - other.firstDay) * BLOCKS_A_DAY
  const end = Math.min((toDay - own.firstDay) * BLOCKS_A_DAY, own.values.length, other.values.length - shift)
  for (let at = (begin - own.firstDay) * BLOCKS_A_DAY; at < end; at++) {
    const a = own.values[at] as number
    const b = other.values[at + shift] as number
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    count += 1
    sumA += a
    sumB += b
    sumAA += a * a
    sumBB += b * b
    sumAB += a * b
  }
  if (count < LEAST_COMMON_DAYS * BLOCKS_A_DAY) return Number.NaN
  const spread = Math.sqrt((count * sumAA - sumA * sumA) * (count * sumBB - sumB * sumB))
  // What never moves goes with nothing.
  return spread > 0 ? (count * sumAB - sumA * sumB) / spread : 0
}
