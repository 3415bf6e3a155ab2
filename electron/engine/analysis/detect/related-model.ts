/**
 * What related points say of a point at the same moment, learnt from aligned history:
 *
 * Siblings (same role, same unit): each gives an expectation, the median counts (`drift/peer-expectation.ts`). Only of three or more, so that one wrong sibling misleads
 * nobody. They find what only they show; they excuse nothing, because a fault of the plant behind moves all of them together.
 *
 * Weather: how much the point moves with the outdoor air, smoothed over three hours, beside what is usual at this hour for both. Used only where it foretells the
 * last third of the history at least a tenth better than hour and kind of day alone. It finds nothing of its own: it says how much of a distance from the usual
 * value the weather explains.
 */
import type { Calendar } from '../calendar.ts'
import { quantileOf } from '../drift/day-statistics.ts'
import { fitPeers, scoreAgainstPeers, type PeerModel } from '../drift/peer-expectation.ts'
import { fitRobust } from '../drift/robust-regression.ts'
import { contextMedians } from './context-medians.ts'
import { UNKNOWN, type Verdict } from './detector.ts'
import { GRID_MS, onceSmoothed } from './related-grid.ts'
import { fitUpstream, type GriddedUpstream, type UpstreamModel } from './upstream-model.ts'

const LEAST_SIBLINGS = 3
const LEAST_DAYS = 10
const DAY_STEPS = 96
/** Lines are learnt from one value an hour: those between say little new. */
const LEARN_EVERY = 4
/** Smoothing of the outdoor air: rooms and loads follow it late. */
export const WEATHER_TAU_MS = 3 * 3_600_000
/** The weather must make the last third at least so much better foretold. */
const BETTER_BY = 0.9
/** Of the rest in the last third of the history the quantile that is still usual, and room beyond it. */
const USUAL_SHARE = 0.998
const ROOM = 1.1

export interface SiblingModel {
  readonly pointIds: readonly number[]
  readonly peers: PeerModel
}

export interface WeatherModel {
  readonly pointId: number
  /** Units of the point for each degree of the outdoor air. */
  readonly slope: number
  /** Usual smoothed outdoor temperature, by hour and kind of day. */
  readonly usual: ArrayLike<number>
}

/** Serialisable. */
export interface RelatedModel {
  readonly siblings: SiblingModel | null
  readonly weather: WeatherModel | null
  /** What feeds it; absent in rows of before it was asked. */
  readonly upstream?: UpstreamModel | null
}

export const saysNothing = ({ siblings, weather, upstream }: RelatedModel): boolean => siblings === null && weather === null && (upstream ?? null) === null

export interface Gridded {
  readonly pointId: number
  readonly grid: Float32Array
}

export interface RelatedHistories {
  readonly siblings: readonly Gridded[]
  readonly weather: Gridded | null
  readonly upstream: readonly GriddedUpstream[]
}

/**
 * @param fromMs time of the grids' first entry
 * @param leastHalfWidth what the point's quantity varies anyhow, in its unit
 * @returns null where nothing related tells anything
 */
export const fitRelated = (own: Float32Array, { siblings, weather, upstream }: RelatedHistories, fromMs: number, calendar: Calendar, leastHalfWidth: number): RelatedModel | null => {
  const model = {
    siblings: fitSiblings(own, siblings, leastHalfWidth), weather: weather === null ? null : fitWeather(own, weather, fromMs, calendar),
    upstream: fitUpstream(own, upstream, fromMs, calendar, leastHalfWidth),
  }
  return saysNothing(model) ? null : model
}

/** The verdict of the siblings that are observed; UNKNOWN with fewer than three. `values` are parallel to the model's points, NaN where not observed. */
export const judgeSiblings = ({ peers }: SiblingModel, value: number, values: ArrayLike<number>, bandWidth: number): Verdict => {
  let observed = 0
  for (let i = 0; i < values.length; i++) if (peers.lines[i] !== null && Number.isFinite(values[i])) observed += 1
  if (observed < LEAST_SIBLINGS) return UNKNOWN
  if (!(peers.halfWidth > 0)) return UNKNOWN
  const { expected, low, high, score } = scoreAgainstPeers(peers, value, values)
  return { expected, score: score / bandWidth, low: expected - (expected - low) * bandWidth, high: expected + (high - expected) * bandWidth }
}

/** How far the weather moves the point from what is usual at this hour, in its unit; `outdoor` smoothed, °C. */
export const weatherShift = ({ slope, usual }: WeatherModel, outdoor: number, context: number): number => slope * (outdoor - (usual[context] as number))

/**
 * What is left of a score when the weather's share of the distance is taken off, 0..1: 1 where the weather moves the point the other way, or by nothing.
 * @param distance of the value from what is usual at this hour
 * @param shift what the weather moves it by
 */
export const unexplainedShare = (distance: number, shift: number): number => (distance === 0 || !Number.isFinite(shift) ? 1 : Math.min(1, Math.abs(distance - shift) / Math.abs(distance)))

const fitSiblings = (own: Float32Array, siblings: readonly Gridded[], leastHalfWidth: number): SiblingModel | null => {
  if (siblings.length < LEAST_SIBLINGS || observedOf(own) < LEAST_DAYS * DAY_STEPS) return null
  const thinned = (grid: Float32Array): Float64Array => Float64Array.from({ length: Math.floor(grid.length / LEARN_EVERY) }, (_, i) => grid[i * LEARN_EVERY] as number)
  const values = thinned(own)
  const others = siblings.map(({ grid }) => thinned(grid))
  // Of what was observed: a young site has nothing in the window's first weeks.
  const seenAt = [...values.keys()].filter((i) => !Number.isNaN(values[i]))
  const split = seenAt[Math.floor((seenAt.length * 2) / 3)] ?? values.length
  const early = fitPeers(values.subarray(0, split), others.map((other) => other.subarray(0, split)), leastHalfWidth)
  const peers = fitPeers(values, others, leastHalfWidth)
  if (early === null || peers === null || peers.lines.filter((line) => line !== null).length < LEAST_SIBLINGS) return null
  const rests: number[] = []
  for (let i = split; i < values.length; i++) rests.push(Math.abs((values[i] as number) - scoreAgainstPeers(early, values[i] as number, others.map((other) => other[i] as number)).expected))
  const seen = quantileOf(rests, USUAL_SHARE)
  const halfWidth = Number.isNaN(seen) ? peers.halfWidth : Math.max(peers.halfWidth, ROOM * seen)
  return { pointIds: siblings.map(({ pointId }) => pointId), peers: { ...peers, halfWidth } }
}

const observedOf = (grid: Float32Array): number => grid.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)

const fitWeather = (own: Float32Array, { pointId, grid }: Gridded, fromMs: number, calendar: Calendar): WeatherModel | null => {
  const outdoor = onceSmoothed(grid, WEATHER_TAU_MS)
  const at = Int32Array.from(own.keys()).filter((i) => !Number.isNaN(own[i]) && !Number.isNaN(outdoor[i]))
  if (at.length < LEAST_DAYS * DAY_STEPS) return null
  const values = Float64Array.from(at, (i) => own[i] as number)
  const temperatures = Float64Array.from(at, (i) => outdoor[i] as number)
  const contexts = Uint8Array.from(at, (i) => calendar.contextOf(fromMs + i * GRID_MS))
  const split = Math.floor((at.length * 2) / 3)
  const early = slopeOf(values.subarray(0, split), temperatures.subarray(0, split), contexts.subarray(0, split))
  let plain = 0
  let withWeather = 0
  for (let i = split; i < at.length; i++) {
    const context = contexts[i] as number
    const distance = (values[i] as number) - (early.own[context] as number)
    plain += Math.abs(distance)
    withWeather += Math.abs(distance - early.slope * ((temperatures[i] as number) - (early.usual[context] as number)))
  }
  if (!(withWeather <= BETTER_BY * plain)) return null
  const { slope, usual } = slopeOf(values, temperatures, contexts)
  return { pointId, slope, usual: usual.map((each) => Math.round(each * 100) / 100) }
}

/** By robust regression on what is left of both when their usual course over the day is taken off. */
const slopeOf = (values: Float64Array, temperatures: Float64Array, contexts: Uint8Array): { readonly slope: number; readonly own: readonly number[]; readonly usual: readonly number[] } => {
  const own = contextMedians(values, contexts)
  const usual = contextMedians(temperatures, contexts)
  const rows: Float64Array[] = []
  const target: number[] = []
  for (let i = 0; i < values.length; i += LEARN_EVERY) {
    const context = contexts[i] as number
    rows.push(Float64Array.of((temperatures[i] as number) - (usual[context] as number)))
    target.push((values[i] as number) - (own[context] as number))
  }
  const { coefficients } = fitRobust(rows, Float64Array.from(target), Float64Array.of(0), Float64Array.of(1))
  return { slope: coefficients[0] as number, own, usual }
}
