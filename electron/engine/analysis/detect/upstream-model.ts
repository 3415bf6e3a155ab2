/**
 * What a point should read, from the point that feeds it. Learnt from aligned history by a robust line, either between the values themselves or between their distances from what is usual
 * at the hour, on the upstream value of the moment or smoothed over an hour, whichever foretells the last third best; and only where that is a tenth better than the point's own habit (the
 * usual value of the hour, and it carried by how yesterday was).
 *
 * Between the moment and the smoothed value lies what a point that follows late may read: no distance is counted inside. What the upstream point moves is no news of this one; what it does
 * not explain is, but only while the upstream value itself is an ordinary one: else it may be the one that is wrong, and it has an alert of its own.
 */
import type { Calendar } from '../calendar.ts'
import { quantileOf, robustSigma } from '../drift/day-statistics.ts'
import { fitRobust } from '../drift/robust-regression.ts'
import { medianSorted } from '../order-statistics.ts'
import { contextMedians } from './context-medians.ts'
import { UNKNOWN, type Verdict } from './detector.ts'
import { GRID_MS, onceSmoothed } from './related-grid.ts'
import type { Gate } from './upstream-points.ts'

/** Of the upstream value, beside the moment's. */
export const UPSTREAM_TAU_MS = 3_600_000
/** So long after valves have shut or machines have started nothing is said. */
export const SETTLE_MS = 30 * 60_000
/** A valve is shut up to this, %. */
export const SHUT_UP_TO = 2
/** A machine runs above this. */
export const RUNS_FROM = 0.5

const SETTLE_STEPS = SETTLE_MS / GRID_MS
const DAY_STEPS = 96
const LEAST_DAYS = 10
/** Of moments at which the relation holds: 40 h. */
const LEAST_MOMENTS = 160
const LEARN_EVERY = 4
const BETTER_BY = 0.9
/** Air handlers of one schedule read much alike: one further away must foretell so much better than a nearer one. */
const CLEARLY_BETTER = 0.85
/** A line that hardly follows explains nothing; one that multiplies is no supply. */
const LEAST_SLOPE = 0.1
const MOST_SLOPE = 3
const USUAL_SHARE = 0.998
const ROOM = 1.1
const SIGMAS = 6
/** Of the upstream value's distances from its usual value the quantile that is ordinary, and room beyond it. */
const ORDINARY_SHARE = 0.99
const ORDINARY_ROOM = 1.2
/** A band wider than what the range of the upstream point (1..99 %) moves tells nothing. */
const TAIL = 0.01
/** The upstream point must explain so much of a distance to be its cause. */
const LEAST_EXPLAINED = 0.5
/** How yesterday was: rests from 12 to 36 h before. */
const YESTERDAY_FROM = DAY_STEPS / 2
const YESTERDAY_TO = DAY_STEPS * 1.5

/** Serialisable. */
export interface UpstreamModel {
  readonly pointId: number
  readonly gates: readonly Gate[]
  /** expected = base + slope * (upstream - usual); `base` and `usual` hold one number, or one for each context. */
  readonly slope: number
  readonly base: readonly number[]
  readonly usual: readonly number[]
  /** Half-width of what is left, in the point's unit. */
  readonly halfWidth: number
  /** The upstream value is ordinary within this distance of `usual`. */
  readonly ordinary: number
}

/** An upstream point with what gates the relation, on the common grid. */
export interface GriddedUpstream {
  readonly pointId: number
  readonly grid: Float32Array
  readonly gates: readonly { readonly gate: Gate; readonly grids: readonly Float32Array[] }[]
}

/** The upstream value of a moment: as it is, and smoothed over an hour; NaN where it is not known or the relation does not hold. */
export interface UpstreamNow {
  now: number
  felt: number
}

/**
 * @param fromMs time of the grids' first entry
 * @param leastHalfWidth what the point's quantity varies anyhow, in its unit
 * @param candidates nearest first
 * @returns the nearest candidate, or one that foretells clearly better; null where none foretells better than the point's own habit
 */
export const fitUpstream = (own: Float32Array, candidates: readonly GriddedUpstream[], fromMs: number, calendar: Calendar, leastHalfWidth: number): UpstreamModel | null => {
  if (candidates.length === 0 || own.reduce((count, value) => count + Number(!Number.isNaN(value)), 0) < LEAST_DAYS * DAY_STEPS) return null
  let best: { readonly model: UpstreamModel; readonly share: number } | null = null
  for (const candidate of candidates) {
    const found = fitCandidate(own, candidate, fromMs, calendar, leastHalfWidth)
    if (found !== null && (best === null || found.share < CLEARLY_BETTER * best.share)) best = found
  }
  return best?.model ?? null
}

/** The verdict of the upstream point; UNKNOWN where it is not known, or is itself beyond what is ordinary. */
export const judgeUpstream = (model: UpstreamModel, value: number, { now, felt }: UpstreamNow, context: number, bandWidth: number): Verdict => {
  const usual = at(model.usual, context)
  if (!(Math.abs(now - usual) <= model.ordinary && Math.abs(felt - usual) <= model.ordinary)) return UNKNOWN
  const expected = nearestExpected(model, value, now, felt, context)
  const halfWidth = model.halfWidth * bandWidth
  return { expected, score: Math.abs(value - expected) / halfWidth, low: expected - halfWidth, high: expected + halfWidth }
}

/**
 * How far the upstream point moves this one from what is usual of it, in its unit; NaN where it explains less than half of the distance.
 * @param usual of the point at this hour
 */
export const upstreamShift = (model: UpstreamModel, value: number, usual: number, { now, felt }: UpstreamNow, context: number): number => {
  const distance = value - usual
  const shifts = [expectedAt(model, now, context) - usual, expectedAt(model, felt, context) - usual].map((shift) => shift * Math.sign(distance))
  const most = Math.max(...shifts)
  return most >= LEAST_EXPLAINED * Math.abs(distance) && most > 0 ? most * Math.sign(distance) : Number.NaN
}

/** No score is higher than this: the distance beyond the shift, in half-widths of the relation. Infinite where nothing is explained. */
export const mostBeyond = ({ halfWidth }: UpstreamModel, distance: number, shift: number, bandWidth: number): number =>
  Number.isNaN(shift) ? Number.POSITIVE_INFINITY : Math.max(0, Math.abs(distance) - Math.abs(shift)) / (halfWidth * bandWidth)

const at = (values: readonly number[], context: number): number => values[context % values.length] as number

const expectedAt = ({ base, usual, slope }: Line, upstream: number, context: number): number => at(base, context) + slope * (upstream - at(usual, context))

/** Of all that lies between what the moment and the last hour let be expected, the nearest. */
const nearestExpected = (line: Line, value: number, now: number, felt: number, context: number): number => {
  const [a, b] = [expectedAt(line, now, context), expectedAt(line, felt, context)]
  return Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b))
}

type Line = Pick<UpstreamModel, 'slope' | 'base' | 'usual'>

/** Moments at which both are known and the relation holds. */
interface Moments {
  readonly steps: Int32Array
  readonly values: Float64Array
  readonly now: Float64Array
  readonly felt: Float64Array
  readonly contexts: Uint8Array
}

const isOpen = ({ gate, grids }: GriddedUpstream['gates'][number], step: number): boolean => {
  const values = grids.map((grid) => grid[step] as number)
  return gate.when === 'shut' ? values.every((value) => value <= SHUT_UP_TO) : values.some((value) => value > RUNS_FROM)
}

const momentsOf = (own: Float32Array, { grid, gates }: GriddedUpstream, fromMs: number, calendar: Calendar): Moments => {
  const smooth = onceSmoothed(grid, UPSTREAM_TAU_MS)
  let open = 0
  const holds = Uint8Array.from(own, (_, i) => {
    open = gates.every((each) => isOpen(each, i)) ? open + 1 : 0
    return Number(open > SETTLE_STEPS || gates.length === 0)
  })
  const steps = Int32Array.from(own.keys()).filter((i) => holds[i] === 1 && !Number.isNaN(own[i]) && !Number.isNaN(grid[i]) && !Number.isNaN(smooth[i]))
  const pick = (from: ArrayLike<number>): Float64Array => Float64Array.from(steps, (i) => from[i] as number)
  return { steps, values: pick(own), now: pick(grid), felt: pick(smooth), contexts: Uint8Array.from(steps, (i) => calendar.contextOf(fromMs + i * GRID_MS)) }
}

const part = ({ steps, values, now, felt, contexts }: Moments, from: number, to: number): Moments =>
  ({ steps: steps.subarray(from, to), values: values.subarray(from, to), now: now.subarray(from, to), felt: felt.subarray(from, to), contexts: contexts.subarray(from, to) })

type On = 'now' | 'felt'
interface Form { readonly on: On; readonly byHour: boolean }
const FORMS: readonly Form[] = [{ on: 'now', byHour: false }, { on: 'felt', byHour: false }, { on: 'now', byHour: true }, { on: 'felt', byHour: true }]

const lineOf = (moments: Moments, { on, byHour }: Form): Line => {
  const { values, contexts } = moments
  const middle = (each: Float64Array): readonly number[] => (byHour ? contextMedians(each, contexts) : [medianSorted(each.slice().sort())])
  const base = middle(values)
  const usual = middle(moments[on])
  const rows: Float64Array[] = []
  const target: number[] = []
  for (let i = 0; i < values.length; i += LEARN_EVERY) {
    const context = contexts[i] as number
    rows.push(Float64Array.of(1, (moments[on][i] as number) - at(usual, context)))
    target.push((values[i] as number) - at(base, context))
  }
  const { coefficients: [offset = 0, slope = 0] } = fitRobust(rows, Float64Array.from(target), Float64Array.of(0, 0), Float64Array.of(0, 0))
  return { slope, base: base.map((each) => each + offset), usual }
}

const errorOf = (line: Line, { values, contexts, ...both }: Moments, on: On): number =>
  values.reduce((sum, value, i) => sum + Math.abs(value - expectedAt(line, both[on][i] as number, contexts[i] as number)), 0)

/** The lower error of the usual value of the hour, and of it carried by how yesterday was; of the moments from `split` on. */
const habitError = (moments: Moments, split: number): number => {
  const { values, contexts, steps } = moments
  const early = part(moments, 0, split)
  const usual = contextMedians(early.values, early.contexts)
  const rests = values.map((value, i) => value - at(usual, contexts[i] as number))
  let plain = 0
  let carried = 0
  let [from, to, sum] = [0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    const step = steps[i] as number
    for (; (steps[to] as number) <= step - YESTERDAY_FROM; to++) sum += rests[to] as number
    for (; from < to && (steps[from] as number) < step - YESTERDAY_TO; from++) sum -= rests[from] as number
    if (i < split) continue
    plain += Math.abs(rests[i] as number)
    carried += Math.abs((rests[i] as number) - (to > from ? sum / (to - from) : 0))
  }
  return Math.min(plain, carried)
}

const fitCandidate = (own: Float32Array, candidate: GriddedUpstream, fromMs: number, calendar: Calendar, leastHalfWidth: number): { readonly model: UpstreamModel; readonly share: number } | null => {
  const moments = momentsOf(own, candidate, fromMs, calendar)
  const count = moments.values.length
  if (count < LEAST_MOMENTS) return null
  const split = Math.floor((count * 2) / 3)
  const [early, late] = [part(moments, 0, split), part(moments, split, count)]
  const tried = FORMS.map((form) => {
    const line = lineOf(early, form)
    return { form, line, error: errorOf(line, late, form.on) }
  })
  const best = tried.reduce((least, each) => (each.error < least.error ? each : least))
  const share = best.error / Math.max(1e-9, habitError(moments, split))
  const line = lineOf(moments, best.form)
  if (!(share <= BETTER_BY) || !(line.slope >= LEAST_SLOPE && line.slope <= MOST_SLOPE)) return null
  const restsOf = (of: Line, { values, now, felt, contexts }: Moments): Float64Array => values.map((value, i) => value - nearestExpected(of, value, now[i] as number, felt[i] as number, contexts[i] as number))
  const halfWidth = Math.max(leastHalfWidth, SIGMAS * robustSigma(restsOf(line, moments)), ROOM * quantileOf(restsOf(best.line, late).map(Math.abs), USUAL_SHARE))
  const moved = line.slope * (quantileOf(moments.now, 1 - TAIL) - quantileOf(moments.now, TAIL))
  if (halfWidth > leastHalfWidth && halfWidth > moved) return null
  const away = moments.now.map((value, i) => Math.abs(value - at(line.usual, moments.contexts[i] as number)))
  const ordinary = Math.max(leastHalfWidth, ORDINARY_ROOM * quantileOf(away, ORDINARY_SHARE))
  const rounded = (values: readonly number[]): readonly number[] => values.map((value) => Math.round(value * 1_000) / 1_000)
  return { share, model: { pointId: candidate.pointId, gates: candidate.gates.map(({ gate }) => gate), slope: line.slope, base: rounded(line.base), usual: rounded(line.usual), halfWidth, ordinary } }
}
