/**
 * Slow faults of a sensor, judged a day at a time against what its peers (a neighbouring sensor of the same quantity, the outdoor air, sibling rooms) imply:
 * bias and drift by the level of what peers leave unexplained, noise by how jagged it is, standstill by days that do not move while the peers do.
 */
import { BLOCKS_A_DAY, type DaySummary } from './day-summary.ts'
import { medianOf, quantileOf, robustSigma } from './day-statistics.ts'
import { NOTHING, type DriftJudgement } from './drift-types.ts'
import { dot, fitRobust } from './robust-regression.ts'

/** Weather that two places do not share lasts a week at most; what lasts longer is the sensor. */
const LEVEL_DAYS = 17
const LATEST_DAYS = 7
const NOISE_DAYS = 14
/** Share of a window that must be observed. */
const LEAST_OBSERVED = 0.6
/** Limits: times the usual spread of such a window's level, and of its roughness. */
const SPREADS = 4
/** Roughness must double to matter: coils that work harder in another season make the air behind them half as jagged again. */
const LEAST_NOISE = Math.log(2)
/** Keeps the logarithm of a day that did not move finite. */
const LEAST_ROUGHNESS = 1e-3
/** A day this still is one on which nothing moved. */
const STILL_DAY = 0.95
/** A sensor's day is still while no peer's is more than this. */
const MOVING_PEER = 0.5
const STUCK_DAYS = 2
/** How strongly the slope on a peer is drawn towards one of the same quantity, in days of its usual variation. */
const SLOPE_RIDGE = 0.3
/** How much a slope between two sensors of one quantity may be off at least. */
const SLOPE_UNCERTAINTY = 0.04
/** A line that leaves much unexplained over a narrow range is known badly: so many times what it leaves, over the range. */
const UNCERTAINTY_SPREADS = 3
/** A line known worse than this is loose, and believed this share of its range beyond it. */
const LOOSE_SLOPE = 0.08
const MOST_BEYOND = 0.5
/** How long a level or roughness must have stayed over its limit. */
const PERSIST_DAYS = 3
const LEAST_REFERENCE_DAYS = 28
/** A plant that runs by day has no blocks at night; a day's level needs three. */
const LEAST_BLOCKS = 3

export interface SensorModel {
  /** For each block: offset and one slope for each peer; empty where the block was hardly ever observed. */
  readonly blocks: readonly (readonly number[])[]
  /** Lowest and highest block of the first peer in the reference: what the lines were learnt from. */
  readonly seen: readonly [number, number]
  /** How much wider the limit gets with each unit that the peer lies outside of it. */
  readonly slopeUncertainty?: number
  /** Level of the reference, and the limit of a deviation from it; point's unit. */
  readonly level: number
  readonly levelLimit: number
  /** Natural logarithms of roughness against the peers' and of its own, and the limit of a rise of both. */
  readonly roughness: number
  readonly ownRoughness: number
  readonly roughnessLimit: number
  /** Longest run of still days in the reference. */
  readonly stillDays: number
  /** It is held at a set-point, which need not move: what runs and does not move at all stands still. */
  readonly isHeld?: boolean
}

/** A day of a sensor beside its peers; a peer's day may be missing. */
export interface PeerDay {
  readonly own: DaySummary
  readonly peers: readonly (DaySummary | null)[]
}

/** A day against its expectation. */
export interface SensorResidual {
  readonly day: number
  /** Median of the blocks' differences from what the peers imply; NaN where no peer was observed. */
  readonly level: number
  /** How far the first peer lay outside the range the lines were learnt from, in its unit. */
  readonly beyond: number
  /** Natural logarithm of how jagged it is, against its peers and by itself. */
  readonly roughness: number
  readonly ownRoughness: number
  readonly still: boolean
  /** It did not move, whatever the peers did. */
  readonly standing: boolean
}

/** Days side by side. */
export const withPeers = (own: readonly DaySummary[], peers: readonly (readonly DaySummary[])[]): PeerDay[] => {
  const byDay = peers.map((days) => new Map(days.map((each) => [each.day, each])))
  return own.map((each) => ({ own: each, peers: byDay.map((days) => days.get(each.day) ?? null) }))
}

/**
 * Learns how a sensor follows its peers from days that count as good.
 * @param leastError what is no error yet for this quantity, in the point's unit (1.5 K for temperatures)
 * @returns null with fewer than 28 days on which it and every peer were observed
 */
export const fitSensor = (days: readonly PeerDay[], leastError: number): SensorModel | null => {
  const peerCount = days[0]?.peers.length ?? 0
  const blocks = Array.from({ length: BLOCKS_A_DAY }, (_, block) => fitBlock(days, block, peerCount))
  if (peerCount === 0) return null
  return modelOf(days, blocks, leastError)
}

/**
 * Learns how far a sensor usually is from its set-point; it goes with every change of it in full.
 * @param days each beside its set-point's
 * @returns null with fewer than 28 days
 */
export const fitToSetpoint = (days: readonly PeerDay[], leastError: number): SensorModel | null => {
  const blocks = Array.from({ length: BLOCKS_A_DAY }, (_, block) => {
    const offset = medianOf(days.map(({ own, peers }) => (own.blocks[block] as number) - (peers[0]?.blocks[block] ?? Number.NaN)), LEAST_REFERENCE_DAYS)
    return Number.isNaN(offset) ? null : [offset, 1]
  })
  const model = modelOf(days, blocks, leastError, true)
  return model === null ? null : { ...model, slopeUncertainty: SLOPE_UNCERTAINTY }
}

const modelOf = (days: readonly PeerDay[], fitted: readonly (readonly number[] | null)[], leastError: number, isHeld = false): SensorModel | null => {
  if (fitted.filter((each) => each !== null).length < LEAST_BLOCKS) return null
  const known = fitted.map((each) => each ?? [])
  const seenBlocks = days.flatMap(({ peers }) => [...(peers[0]?.blocks ?? [])])
  const seen: readonly [number, number] = [quantileOf(seenBlocks, 0.02), quantileOf(seenBlocks, 0.98)]
  const bare: SensorModel = { blocks: known, seen, level: 0, levelLimit: leastError, roughness: 0, ownRoughness: 0, roughnessLimit: LEAST_NOISE, stillDays: 0, ...(isHeld ? { isHeld } : {}) }
  const residuals = days.map((day) => residualOf(bare, day))
  const level = medianOf(residuals.map((each) => each.level))
  const roughness = medianOf(residuals.map((each) => each.roughness))
  const range = Math.max(seen[1] - seen[0], leastError)
  return {
    ...bare, level,
    slopeUncertainty: Math.max(SLOPE_UNCERTAINTY, (UNCERTAINTY_SPREADS * robustSigma(residuals.map((each) => each.level - level))) / range),
    levelLimit: Math.max(leastError, SPREADS * spreadOfWindows(residuals.map((each) => each.level - level), LEVEL_DAYS)),
    roughness: Number.isNaN(roughness) ? 0 : roughness,
    ownRoughness: medianOf(residuals.map((each) => each.ownRoughness)) || 0,
    roughnessLimit: Math.max(LEAST_NOISE, SPREADS * (spreadOfWindows(residuals.map((each) => each.roughness - roughness), NOISE_DAYS) || 0)),
    stillDays: longestStill(residuals),
  }
}

export const residualOf = (model: Pick<SensorModel, 'blocks' | 'seen' | 'isHeld'>, { own, peers }: PeerDay): SensorResidual => {
  const levels = own.blocks.map((value, block) => {
    const row = rowOf(peers, block)
    const line = model.blocks[block] as readonly number[]
    return row === null || line.length === 0 ? Number.NaN : value - dot(row, Float64Array.from(line))
  })
  const peerRoughness = medianOf(peers.map((peer) => Math.log((peer?.roughness ?? Number.NaN) + LEAST_ROUGHNESS)))
  const moving = model.isHeld === true || peers.some((peer) => peer !== null && peer.still < MOVING_PEER)
  const ownRoughness = Math.log(own.roughness + LEAST_ROUGHNESS)
  const beyond = medianOf((peers[0]?.blocks ?? []).map((value) => Math.max(0, value - model.seen[1], model.seen[0] - value))) || 0
  return { day: own.day, level: medianOf(levels, LEAST_BLOCKS), beyond, roughness: ownRoughness - peerRoughness, ownRoughness, still: own.still >= STILL_DAY && moving, standing: own.still >= STILL_DAY }
}

/**
 * Judges the last of the given days from them and those before; pass at least `WINDOW_DAYS` of them where there are.
 * @param isSetSo whether a deviation of the level is explained, and none
 */
export const judgeSensor = (model: SensorModel, residuals: readonly SensorResidual[], isSetSo: (level: DriftJudgement) => boolean = () => false): DriftJudgement => {
  const stuck = judgeStill(model, residuals)
  if (stuck.alarm) return stuck
  const deviation = persistent(residuals, (until) => judgeLevel(model, until))
  const level = isSetSo(deviation) ? NOTHING : deviation
  const noise = persistent(residuals, (until) => judgeNoise(model, until))
  const worst = [level, noise, stuck].reduce((before, each) => (each.score > before.score ? each : before))
  const unknown = [...(level.unknown ?? []), ...(noise.unknown ?? []), ...(residuals.at(-1)?.standing === true ? ['stuck' as const] : [])]
  return unknown.length === 0 ? worst : { ...worst, unknown }
}

/** More days than this before the judged one are not looked at. */
export const WINDOW_DAYS = LEVEL_DAYS + PERSIST_DAYS

const judgeLevel = (model: SensorModel, residuals: readonly SensorResidual[]): DriftJudgement => {
  const levels = lastDays(residuals, LEVEL_DAYS).map((each) => each.level - model.level)
  const whole = medianOf(levels, LEVEL_DAYS * LEAST_OBSERVED)
  const latest = medianOf(levels.slice(-LATEST_DAYS), LATEST_DAYS * LEAST_OBSERVED)
  if (Number.isNaN(whole) || Number.isNaN(latest)) return { ...NOTHING, unknown: ['level'] }
  if (Math.sign(whole) !== Math.sign(latest)) return NOTHING
  const size = Math.abs(whole) < Math.abs(latest) ? whole : latest
  // Beyond the weather it was learnt in a line is only known roughly, and the limit gives way.
  const beyond = medianOf(lastDays(residuals, LEVEL_DAYS).map((each) => each.beyond))
  const uncertainty = model.slopeUncertainty ?? SLOPE_UNCERTAINTY
  // By a loose line nothing can be said far from all that was learnt: a plant in another season is another plant.
  if (uncertainty > LOOSE_SLOPE && beyond > MOST_BEYOND * (model.seen[1] - model.seen[0])) return { ...NOTHING, unknown: ['level'] }
  const limit = model.levelLimit + uncertainty * beyond
  return { score: Math.abs(size) / limit, leading: 'level', size: whole, alarm: false }
}

const judgeNoise = (model: SensorModel, residuals: readonly SensorResidual[]): DriftJudgement => {
  // A peer that became smoother makes its neighbour no rougher: both comparisons must show it.
  const roughness = lastDays(residuals, NOISE_DAYS).map((each) => Math.min(each.roughness - model.roughness, each.ownRoughness - model.ownRoughness))
  const least = quantileOf(roughness, 0.3, NOISE_DAYS * LEAST_OBSERVED)
  if (Number.isNaN(least)) return { ...NOTHING, unknown: ['noise'] }
  return least <= 0 ? NOTHING : { score: least / model.roughnessLimit, leading: 'noise', size: Math.exp(medianOf(roughness)), alarm: false }
}

const judgeStill = (model: SensorModel, residuals: readonly SensorResidual[]): DriftJudgement => {
  let days = 0
  for (let i = residuals.length - 1; i >= 0 && residuals[i]?.still === true; i--) days += 1
  const score = days / (STUCK_DAYS + 2 * model.stillDays)
  return days === 0 ? NOTHING : { score, leading: 'stuck', size: days, alarm: score >= 1 }
}

/** The weakest judgement of the last days: what was under its limit yesterday is no alarm yet. */
const persistent = (residuals: readonly SensorResidual[], judge: (until: readonly SensorResidual[]) => DriftJudgement): DriftJudgement => {
  const now = judge(residuals)
  if (now.score < 1) return now
  for (let back = 1; back < PERSIST_DAYS; back++) {
    const before = judge(residuals.slice(0, residuals.length - back))
    if (before.score < 1 || Math.sign(before.size) !== Math.sign(now.size)) return { ...now, score: Math.min(now.score, 0.99) }
  }
  return { ...now, alarm: true }
}

/** Days that lie within `count` days of the last one. */
const lastDays = (residuals: readonly SensorResidual[], count: number): readonly SensorResidual[] => {
  const last = residuals.at(-1)?.day ?? 0
  return residuals.slice(-count).filter(({ day }) => day > last - count)
}

const rowOf = (peers: readonly (DaySummary | null)[], block: number): Float64Array | null => {
  const row = new Float64Array(peers.length + 1)
  row[0] = 1
  for (let i = 0; i < peers.length; i++) {
    const value = peers[i]?.blocks[block] ?? Number.NaN
    if (!Number.isFinite(value)) return null
    row[i + 1] = value
  }
  return row
}

const fitBlock = (days: readonly PeerDay[], block: number, peerCount: number): readonly number[] | null => {
  const rows: Float64Array[] = []
  const target: number[] = []
  for (const { own, peers } of days) {
    const row = rowOf(peers, block)
    const value = own.blocks[block] as number
    if (row === null || !Number.isFinite(value)) continue
    rows.push(row)
    target.push(value)
  }
  if (rows.length < LEAST_REFERENCE_DAYS) return null
  const prior = Float64Array.from([0, ...Array.from({ length: peerCount }, () => 1 / peerCount)])
  const ridge = Float64Array.from([0, ...Array.from({ length: peerCount }, (_, peer) => slopeRidge(rows, peer + 1))])
  return [...fitRobust(rows, Float64Array.from(target), prior, ridge).coefficients]
}

/** The ridge grows with the data, because days of weather are no independent experiments. */
const slopeRidge = (rows: readonly Float64Array[], column: number): number => {
  const values = rows.map((row) => row[column] as number)
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length
  return SLOPE_RIDGE * values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
}

/** Spread of the medians of neighbouring windows: what a healthy level does. Windows overlap by half. */
const spreadOfWindows = (values: readonly number[], days: number): number => {
  const medians: number[] = []
  for (let end = days; end <= values.length; end += Math.ceil(days / 2)) medians.push(medianOf(values.slice(end - days, end), days * LEAST_OBSERVED))
  const known = medians.filter(Number.isFinite)
  if (known.length < 3) return robustSigma(values) / 2
  return Math.sqrt(known.reduce((sum, each) => sum + each * each, 0) / known.length)
}

const longestStill = (residuals: readonly SensorResidual[]): number => {
  let longest = 0
  let run = 0
  for (const { still } of residuals) {
    run = still ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
