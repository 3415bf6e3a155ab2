/** Compares points part by part, in turns: what the correlation worker does, without the thread. */
import type { LeftOut } from '../../../../shared/domain/correlation.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import { createCalendar } from '../../analysis/calendar.ts'
import { correlationMatrix } from '../../analysis/correlation/correlation-matrix.ts'
import { createPreparer, type SeriesPreparer } from '../../analysis/correlation/prepare-series.ts'
import { maskedSeries } from '../../analysis/correlation/pearson.ts'
import { changesOfCounter, coverageOf } from '../../analysis/correlation/resample.ts'
import type { TimeGrid } from '../../analysis/correlation/season.ts'
import { compareKind } from './compare-kind.ts'
import { comparePair } from './compare-pair.ts'
import { compareMoved } from './compare-moved.ts'
import type { CorrelationFound, CorrelationTask, CorrelationTurn } from './correlation-task.ts'
import { createGridReader, type GridQueries, type GridReader } from './grid-reader.ts'

export interface CorrelationJob {
  /** Works for about so long, at least one step. */
  turn(budgetMs: number): CorrelationTurn
  /** Throws before the last turn. */
  found(): CorrelationFound
}

/** A point on the grid, as read and as compared. */
export interface ReadPoint {
  readonly pointId: number
  readonly raw: Float64Array
  readonly rest: Float64Array
  readonly coverage: number
  readonly isCounter: boolean
}

export interface Gathered {
  readonly grid: TimeGrid
  readonly controls: number
  readonly points: readonly ReadPoint[]
  readonly leftOut: readonly LeftOut[]
}

const LEAST_COVERAGE = 0.1
/** Known and with something usual to compare with, for at least so long together. */
const LEAST_KNOWN_MS = 2 * 86_400_000
/** Reading takes about so much of the time. */
const READING_SHARE = 0.7

/** `elapsedMs` is a clock for the turns' budget only. */
export const createCorrelationJob = (task: CorrelationTask, queries: GridQueries, elapsedMs: () => number): CorrelationJob => {
  const steps = run(task, queries)
  let share = 0
  let result: CorrelationFound | null = null
  return {
    turn: (budgetMs) => {
      const startedMs = elapsedMs()
      while (result === null) {
        const step = steps.next()
        if (step.done === true) result = step.value
        else share = step.value
        if (elapsedMs() - startedMs >= budgetMs) break
      }
      return { done: result !== null, share: result === null ? share : 1 }
    },
    found: () => {
      if (result === null) throw new Error('the comparison is not finished')
      return result
    },
  }
}

function* run(task: CorrelationTask, queries: GridQueries): Generator<number, CorrelationFound> {
  const { what, options } = task
  if (what.what === 'benchmark') return yield* compareKind(what.members, gridOf(task), queries)
  const gathered = yield* gather(task, queries)
  const { points, leftOut } = gathered
  if (what.what === 'pair') return { what: 'pair', leftOut, ...comparePair(gathered, task.pointIds, options.method, what.mostLagMs) }
  if (what.what === 'movedWith') return { what: 'movedWith', leftOut, ...compareMoved(gathered, task.pointIds[0] as number, what) }
  const comparing = correlationMatrix(points.map(({ rest }) => rest), options.method, gathered.controls)
  for (;;) {
    const step = comparing.next()
    if (step.done !== true) yield READING_SHARE + (1 - READING_SHARE) * step.value
    else return { what: 'matrix', pointIds: points.map(({ pointId }) => pointId), coverage: points.map(({ coverage }) => coverage), counters: points.filter(({ isCounter }) => isCounter).map(({ pointId }) => pointId), leftOut, ...step.value }
  }
}

const gridOf = ({ fromMs, toMs, stepMs }: CorrelationTask): TimeGrid => ({ startMs: fromMs, stepMs, length: Math.max(0, Math.floor((toMs - fromMs) / stepMs)) })

function* gather(task: CorrelationTask, queries: GridQueries): Generator<number, Gathered> {
  const grid = gridOf(task)
  const reader = createGridReader(queries, grid)
  const resting = new Set(task.holidays)
  const outdoor = task.outdoorPointId === null ? undefined : reader.points.get(task.outdoorPointId)
  const preparer = createPreparer(grid, createCalendar(task.timeZone, (day) => resting.has(day)), task.options, outdoor === undefined ? null : reader.read(outdoor))
  const points: ReadPoint[] = []
  const leftOut: LeftOut[] = []
  for (const [i, pointId] of task.pointIds.entries()) {
    const point = reader.points.get(pointId)
    const read = point === undefined ? { pointId, why: 'few' as const, coverage: 0 } : readOne(point, reader, preparer, LEAST_KNOWN_MS / grid.stepMs)
    if ('why' in read) leftOut.push(read)
    else points.push(read)
    yield (READING_SHARE * (i + 1)) / task.pointIds.length
  }
  return { grid, controls: preparer.controls, points, leftOut }
}

const readOne = (point: Point, reader: GridReader, preparer: SeriesPreparer, leastKnown: number): ReadPoint | LeftOut => {
  const pointId = point.id
  if (point.kind === 'multiState' || point.kind === 'other') return { pointId, why: 'mode', coverage: 0 }
  const raw = reader.read(point)
  const coverage = coverageOf(raw)
  if (coverage < LEAST_COVERAGE) return { pointId, why: 'few', coverage }
  const changes = changesOfCounter(raw)
  const rest = preparer.prepare(changes ?? raw)
  const { values, count } = maskedSeries(rest)
  if (count < leastKnown) return { pointId, why: 'few', coverage }
  // Only a quantity that moves by itself can move with another.
  if (values.every((value) => value === 0)) return { pointId, why: 'still', coverage }
  return { pointId, raw, rest, coverage, isCounter: changes !== null }
}
