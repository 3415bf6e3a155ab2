/** From rows of a file to intervals in UTC: order, clock changes, lengths, counters, what is said twice. In kWh, m3 or °C. */
import type { EnergyImportMapping } from '../../../../shared/domain/energy-import.ts'
import { message } from '../../../../shared/message.ts'
import type { LineProblems, ReadRow } from './interval-reader.ts'
import { sortInPieces } from './sort-in-pieces.ts'
import { momentsOf } from './interval-times.ts'
import type { IntervalUnit } from '../../../../shared/interval-units.ts'

const MINUTE_MS = 60_000
/** A distance beyond so many usual ones is a gap, not a long interval. */
const GAP_FACTOR = 1.5
/** Rows between two breaths. */
const ROWS_A_BREATH = 2_000

/** Intervals as parallel arrays, ascending and without overlap. `values`: kWh or m3 of the interval, or its mean in °C. */
export interface Intervals {
  readonly startsMs: Float64Array
  readonly endsMs: Float64Array
  readonly values: Float64Array
  readonly lines: Uint32Array
}

export interface IntervalTable {
  readonly intervals: Intervals
  readonly duplicates: number
  readonly overlaps: number
  /** The usual length, minutes; null where nothing could be read. */
  readonly intervalMinutes: number | null
}

export interface TableOptions {
  readonly mapping: EnergyImportMapping
  readonly unit: IntervalUnit
  /** Minutes that the zone of the file's times is ahead of UTC. */
  readonly offsetMinutes: (utcMs: number) => number
}

interface Moment {
  readonly atMs: number
  readonly value: number
  readonly line: number
}

const wallMs = ({ time }: ReadRow): number => ('wallMs' in time ? time.wallMs : time.utcMs)

/** Newest first is how many portals export. */
const isDescending = (rows: readonly ReadRow[]): boolean => rows.length > 1 && wallMs(rows[0]!) > wallMs(rows.at(-1)!)

/**
 * Moments of the rows in ascending order. A wall time that exists twice is the earlier one at first and the later one when it comes again,
 * as in a file that goes through the night in which clocks go back; one that does not exist is a problem of its line.
 */
function* momentsOfRows(rows: readonly ReadRow[], offsetMinutes: TableOptions['offsetMinutes'], problems: LineProblems): Generator<undefined, Moment[]> {
  const ordered = isDescending(rows) ? rows.toReversed() : rows
  const moments: Moment[] = []
  const usedWalls = new Map<number, number>()
  for (const [index, row] of ordered.entries()) {
    if (index % ROWS_A_BREATH === 0) yield
    const { time, value, line } = row
    if ('utcMs' in time) {
      moments.push({ atMs: time.utcMs, value, line })
      continue
    }
    const possible = momentsOf(time.wallMs, offsetMinutes)
    if (possible.length === 0) {
      problems.add(line, message('energyImport.problem.noSuchTime'))
      continue
    }
    const used = possible.length > 1 ? (usedWalls.get(time.wallMs) ?? 0) : 0
    if (possible.length > 1) usedWalls.set(time.wallMs, used + 1)
    moments.push({ atMs: possible[Math.min(used, possible.length - 1)]!, value, line })
  }
  return yield* sortInPieces(moments, (a, b) => a.atMs - b.atMs || a.line - b.line)
}

/** The first of what is said twice stays; another value for the same time is a problem. */
const withoutDoubles = (moments: readonly Moment[], problems: LineProblems): { readonly moments: Moment[]; readonly duplicates: number } => {
  const kept: Moment[] = []
  let duplicates = 0
  for (const moment of moments) {
    const last = kept.at(-1)
    if (last?.atMs !== moment.atMs) kept.push(moment)
    else if (last.value === moment.value) duplicates += 1
    else {
      duplicates += 1
      problems.add(moment.line, message('energyImport.problem.contradiction', { line: last.line, value: last.value, other: moment.value }))
    }
  }
  return { moments: kept, duplicates }
}

const medianStepMs = (moments: readonly Moment[]): number | null => {
  const steps = moments.slice(1).map(({ atMs }, index) => atMs - moments[index]!.atMs).sort((a, b) => a - b)
  return steps[Math.floor((steps.length - 1) / 2)] ?? null
}

interface Span extends Moment {
  readonly endMs: number
}

/** From totals: what was counted between two rows. A total that falls counts nothing there. */
const spansOfCounter = (moments: readonly Moment[], problems: LineProblems): Span[] =>
  moments.slice(1).flatMap(({ atMs, value, line }, index) => {
    const before = moments[index]!
    if (value >= before.value) return [{ atMs: before.atMs, endMs: atMs, value: value - before.value, line }]
    problems.add(line, message('energyImport.problem.counterFell', { value, before: before.value, line: before.line }))
    return []
  })

/** Each row's own interval: as long as is said, or until its neighbour. */
const spansOfRows = (moments: readonly Moment[], { stamp, intervalMinutes }: EnergyImportMapping, usualMs: number): Span[] =>
  moments.map((moment, index) => {
    const neighbour = stamp === 'start' ? moments[index + 1] : moments[index - 1]
    const distanceMs = neighbour === undefined ? usualMs : Math.abs(neighbour.atMs - moment.atMs)
    const lengthMs = intervalMinutes === null ? (distanceMs > usualMs * GAP_FACTOR ? usualMs : distanceMs) : intervalMinutes * MINUTE_MS
    return stamp === 'start' ? { ...moment, endMs: moment.atMs + lengthMs } : { ...moment, atMs: moment.atMs - lengthMs, endMs: moment.atMs }
  })

const withoutOverlaps = (spans: readonly Span[], problems: LineProblems): { readonly spans: Span[]; readonly overlaps: number } => {
  const kept: Span[] = []
  for (const span of spans) {
    const last = kept.at(-1)
    if (last === undefined || span.atMs >= last.endMs) kept.push(span)
    else problems.add(span.line, message('energyImport.problem.overlap', { line: last.line }))
  }
  return { spans: kept, overlaps: spans.length - kept.length }
}

/** kWh or m3 of the span, or °C. */
const convert = (span: Span, { factor, offset, kind }: IntervalUnit): number => (kind === 'rate' ? (span.value * factor * (span.endMs - span.atMs)) / 3_600_000 : span.value * factor + offset)

const refuseNegative = (spans: readonly Span[], unit: IntervalUnit, problems: LineProblems): Span[] =>
  unit.measure === 'temperature'
    ? [...spans]
    : spans.filter(({ value, line }) => {
        if (value < 0) problems.add(line, message('energyImport.problem.negative', { value }))
        return value >= 0
      })

/** A generator: the caller can breathe between pieces of some milliseconds. */
export function* tableOf(rows: readonly ReadRow[], options: TableOptions, problems: LineProblems): Generator<undefined, IntervalTable> {
  const { mapping, unit } = options
  const ordered = yield* momentsOfRows(rows, options.offsetMinutes, problems)
  yield
  const { moments, duplicates } = withoutDoubles(ordered, problems)
  yield
  const usualMs = mapping.intervalMinutes === null ? medianStepMs(moments) : mapping.intervalMinutes * MINUTE_MS
  yield
  if (usualMs === null && moments.length > 0) problems.add(moments[0]!.line, message('energyImport.problem.oneRow'))
  const spans = usualMs === null ? [] : mapping.values === 'counter' ? spansOfCounter(moments, problems) : spansOfRows(moments, mapping, usualMs)
  yield
  const { spans: apart, overlaps } = withoutOverlaps(refuseNegative(spans, unit, problems), problems)
  yield
  return {
    intervals: {
      startsMs: Float64Array.from(apart, ({ atMs }) => atMs),
      endsMs: Float64Array.from(apart, ({ endMs }) => endMs),
      values: Float64Array.from(apart, (span) => convert(span, unit)),
      lines: Uint32Array.from(apart, ({ line }) => line),
    },
    duplicates,
    overlaps,
    intervalMinutes: usualMs === null ? null : usualMs / MINUTE_MS,
  }
}
