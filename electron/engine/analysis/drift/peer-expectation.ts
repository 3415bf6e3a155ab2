/**
 * What a point should read, from related points at the same moment: each peer gives its own expectation by a line learnt from good history, and the median of them counts, so that one wrong peer
 * misleads nobody. Beyond what a peer showed while learning its line is only known roughly, and the band widens.
 */
import { quantileOf, robustSigma } from './day-statistics.ts'
import { fitRobust } from './robust-regression.ts'

interface PeerLine {
  readonly offset: number
  readonly slope: number
  /** Range of the peer in the history learnt from. */
  readonly low: number
  readonly high: number
}

/** Serialisable. */
export interface PeerModel {
  /** One for each peer; null where the two were never observed together often enough. */
  readonly lines: readonly (PeerLine | null)[]
  /** Half-width of the band inside the ranges seen, in the point's unit: score 1. */
  readonly halfWidth: number
}

interface PeerVerdict {
  readonly expected: number
  readonly low: number
  readonly high: number
  /** Distance from the expected value in half-widths; NaN where no peer was observed. */
  readonly score: number
}

/** Rows needed to learn a line. */
const LEAST_ROWS = 100
/** A line is drawn towards slope 1 as by so many times its data: minutes and hours of one day are no independent experiments. */
const SLOPE_RIDGE = 0.3
/** Half-width in robust standard deviations of what the peers leave unexplained. */
const SIGMAS = 6
/** Uncertainty of a slope outside the range seen. */
const SLOPE_UNCERTAINTY = 0.3
/** Rows beyond this sharpen nothing. */
const MOST_ROWS = 2_000

/**
 * Learns from aligned values, NaN where not observed.
 * @param peers one array for each peer, as long as `own`, of the same quantity as the point
 * @param leastHalfWidth what the point's quantity varies anyhow, in its unit
 * @returns null where no peer was observed beside the point in at least 100 rows
 */
export const fitPeers = (own: Float64Array, peers: readonly Float64Array[], leastHalfWidth: number): PeerModel | null => {
  const lines = peers.map((peer) => fitLine(own, peer))
  if (lines.every((line) => line === null)) return null
  const bare: PeerModel = { lines, halfWidth: leastHalfWidth }
  const differences = own.map((value, i) => value - expectFromPeers(bare, peers.map((peer) => peer[i] as number)).expected)
  return { lines, halfWidth: Math.max(leastHalfWidth, SIGMAS * robustSigma(differences)) }
}

/** What the peers imply at one moment: the median of their expectations, and the half-width of the band. NaN where none was observed. */
const expectFromPeers = ({ lines, halfWidth }: PeerModel, peers: ArrayLike<number>): { readonly expected: number; readonly halfWidth: number } => {
  const expectations: number[] = []
  const widths: number[] = []
  let isBeyond = false
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as PeerLine | null
    const value = peers[i] as number
    if (line === null || !Number.isFinite(value)) continue
    const width = SLOPE_UNCERTAINTY * Math.max(0, value - line.high, line.low - value)
    isBeyond ||= width > 0
    insert(expectations, line.offset + line.slope * value)
    insert(widths, width)
  }
  return { expected: middleOf(expectations), halfWidth: isBeyond ? Math.hypot(halfWidth, middleOf(widths)) : halfWidth }
}

/** Into ascending order; peers are a handful, and this runs at every reading. */
const insert = (sorted: number[], value: number): void => {
  let at = sorted.length
  sorted.push(value)
  for (; at > 0 && (sorted[at - 1] as number) > value; at--) sorted[at] = sorted[at - 1] as number
  sorted[at] = value
}

/** Median of ascending values; NaN for none. */
const middleOf = (sorted: readonly number[]): number => {
  const below = (sorted.length - 1) >> 1
  const low = sorted[below] ?? Number.NaN
  return sorted.length % 2 === 1 ? low : low + 0.5 * ((sorted[below + 1] ?? Number.NaN) - low)
}

/** Judges a value against its peers of the same moment. */
export const scoreAgainstPeers = (model: PeerModel, value: number, peers: ArrayLike<number>): PeerVerdict => {
  const { expected, halfWidth } = expectFromPeers(model, peers)
  return { expected, low: expected - halfWidth, high: expected + halfWidth, score: Math.abs(value - expected) / halfWidth }
}

const fitLine = (own: Float64Array, peer: Float64Array): PeerLine | null => {
  const rows: Float64Array[] = []
  const target: number[] = []
  const step = Math.max(1, Math.ceil(own.length / MOST_ROWS))
  for (let i = 0; i < own.length; i += step) {
    if (!Number.isFinite(own[i]) || !Number.isFinite(peer[i])) continue
    rows.push(Float64Array.of(1, peer[i] as number))
    target.push(own[i] as number)
  }
  if (rows.length * step < LEAST_ROWS || rows.length < 2) return null
  const seen = rows.map((row) => row[1] as number)
  const centre = seen.reduce((sum, value) => sum + value, 0) / seen.length
  const ridge = SLOPE_RIDGE * seen.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  // The peer's deviation from its mean, so that drawing the slope leaves the level alone.
  const centred = rows.map((row) => Float64Array.of(1, (row[1] as number) - centre))
  const { coefficients } = fitRobust(centred, Float64Array.from(target), Float64Array.of(0, 1), Float64Array.of(0, ridge))
  const slope = coefficients[1] as number
  return { offset: (coefficients[0] as number) - slope * centre, slope, low: quantileOf(seen, 0.01), high: quantileOf(seen, 0.99) }
}
