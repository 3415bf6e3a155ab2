/** A series of readings as flat arrays a line chart can draw: broken where nothing was observed, untrusted readings apart. Pure. */
import { observedWithinMs } from '../../shared/domain/cov.ts'
import type { CoverageGap, Series } from '../../shared/domain/series.ts'
import { isTrusted } from '../../shared/domain/quality.ts'

/** Flat `[time, value, time, value ...]`; a value of NaN breaks the line. */
export interface LineData {
  readonly trusted: Float64Array
  /** The same for readings nobody should judge by, with a trusted neighbour on each side so that the line hangs together. */
  readonly untrusted: Float64Array
  /** Lowest and highest value drawn; NaN when there is none. */
  readonly low: number
  readonly high: number
}

/** A pause is a break when it is longer than this many usual steps of the readings around it. */
const MOST_STEPS = 3
/** Steps on each side that say what is usual. */
const NEIGHBOURS = 5

/** Of a slice of thinned readings the lowest and the highest are kept, wherever in it they are: up to four mean steps lie between two of them. */
const THINNED_STEPS = 2

/** Marks index i where the line must not run from reading i-1 to i. */
export const lineBreaks = (series: Series, gaps: readonly CoverageGap[], pollIntervalMs: number): Uint8Array => {
  const { timesMs, thinned } = series
  const breaks = new Uint8Array(timesMs.length)
  const least = Math.max(observedWithinMs(pollIntervalMs) / MOST_STEPS, thinned ? THINNED_STEPS * meanStep(timesMs) : 0)
  for (let i = 1; i < timesMs.length; i++) {
    const step = at(timesMs, i) - at(timesMs, i - 1)
    if (step <= MOST_STEPS * least) continue
    if (step > MOST_STEPS * Math.max(least, usualStep(timesMs, i - 1, -1), usualStep(timesMs, i, 1))) breaks[i] = 1
  }
  for (const gap of gaps) {
    const next = firstAtOrAfter(timesMs, gap.toMs)
    if (next > 0 && next < timesMs.length && at(timesMs, next - 1) <= gap.fromMs) breaks[next] = 1
  }
  return breaks
}

const at = (array: Float64Array, index: number): number => array[index] ?? Number.NaN

const meanStep = (timesMs: Float64Array): number => (timesMs.length < 2 ? 0 : (at(timesMs, timesMs.length - 1) - at(timesMs, 0)) / (timesMs.length - 1))

/** Median of the few steps that end (direction -1) or start (1) at `index`; 0 where there are none. */
const usualStep = (timesMs: Float64Array, index: number, direction: -1 | 1): number => {
  const steps: number[] = []
  for (let n = 0; n < NEIGHBOURS; n++) {
    const here = index + n * direction
    const there = here + direction
    if (there < 0 || there >= timesMs.length) break
    steps.push(Math.abs(at(timesMs, there) - at(timesMs, here)))
  }
  steps.sort((a, b) => a - b)
  return steps[steps.length >> 1] ?? 0
}

/** Index of the first time not below `timeMs`; the length when all are below. */
export const firstAtOrAfter = (timesMs: Float64Array, timeMs: number): number => {
  let low = 0
  let high = timesMs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(timesMs, middle) < timeMs) low = middle + 1
    else high = middle
  }
  return low
}

class FlatLine {
  private readonly data: Float64Array
  private length = 0
  constructor(capacity: number) {
    this.data = new Float64Array(capacity * 2)
  }
  push(timeMs: number, value: number): void {
    this.data[this.length++] = timeMs
    this.data[this.length++] = value
  }
  /** A break, unless the line has not begun or is broken already. */
  lift(timeMs: number): void {
    if (this.length > 0 && !Number.isNaN(this.data[this.length - 1] ?? Number.NaN)) this.push(timeMs, Number.NaN)
  }
  done(): Float64Array {
    return this.data.subarray(0, this.length)
  }
}

interface KnownBreaks {
  readonly gaps: readonly CoverageGap[]
  readonly pollIntervalMs: number
  readonly breaks: Uint8Array
}

const known = new WeakMap<Series, KnownBreaks>()

const sameGaps = (a: readonly CoverageGap[], b: readonly CoverageGap[]): boolean => a.length === b.length && a.every((gap, i) => gap === b[i])

/** The breaks of a series, found once while series and gaps stay the same: a moving cursor asks at every pixel. */
export const knownBreaks = (series: Series, gaps: readonly CoverageGap[], pollIntervalMs: number): Uint8Array => {
  const last = known.get(series)
  if (last && last.pollIntervalMs === pollIntervalMs && sameGaps(last.gaps, gaps)) return last.breaks
  const breaks = lineBreaks(series, gaps, pollIntervalMs)
  known.set(series, { gaps, pollIntervalMs, breaks })
  return breaks
}

/** Splits a series. `gaps` are the periods not observed for the point's device; `pollIntervalMs` 0 counts as unknown. */
export const lineData = (series: Series, gaps: readonly CoverageGap[], pollIntervalMs: number): LineData => {
  const breaks = knownBreaks(series, gaps, pollIntervalMs)
  const last = drawn.get(series)
  if (last && last.breaks === breaks) return last.data
  const data = splitLine(series, breaks)
  drawn.set(series, { breaks, data })
  return data
}

/** Lines as they were last split: a zoom draws the same ones again and again. */
const drawn = new WeakMap<Series, { readonly breaks: Uint8Array; readonly data: LineData }>()

const splitLine = (series: Series, breaks: Uint8Array): LineData => {
  const { timesMs, values, qualities } = series
  const count = timesMs.length
  const trusted = new FlatLine(count * 2)
  const untrusted = new FlatLine(count * 3)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const isGood = (i: number): boolean => isTrusted(qualities[i] ?? 0)
  for (let i = 0; i < count; i++) {
    const timeMs = at(timesMs, i)
    const value = at(values, i)
    if (Number.isFinite(value)) {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    if (breaks[i] === 1) {
      trusted.lift(timeMs)
      untrusted.lift(timeMs)
    }
    const joined = i > 0 && breaks[i] !== 1
    if (isGood(i)) {
      trusted.push(timeMs, value)
      if (joined && !isGood(i - 1)) {
        untrusted.push(timeMs, value)
        untrusted.lift(timeMs)
      }
    } else {
      if (joined && isGood(i - 1)) {
        untrusted.push(at(timesMs, i - 1), at(values, i - 1))
        trusted.lift(timeMs)
      }
      untrusted.push(timeMs, value)
    }
  }
  return { trusted: trusted.done(), untrusted: untrusted.done(), low: low <= high ? low : Number.NaN, high: low <= high ? high : Number.NaN }
}
