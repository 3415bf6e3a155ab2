/** Equipment of one kind side by side: reads the points of each, works out its figures, and says who stands out. */
import { BENCHMARK_FIGURES, type BenchmarkFigure, type BenchmarkFigureId, type KindBenchmark } from '../../../../shared/domain/kind-benchmark.ts'
import type { PointRole } from '../../../../shared/domain/point-role.ts'
import { memberFigures, type MemberFigure } from '../../analysis/benchmark/member-figures.ts'
import { robustScores } from '../../analysis/benchmark/robust-scores.ts'
import type { TimeGrid } from '../../analysis/correlation/season.ts'
import { createGridReader, type GridQueries } from './grid-reader.ts'

export interface KindMember {
  readonly points: readonly { readonly pointId: number; readonly role: PointRole }[]
  /** Share of the period with an open alert, 0..1; null where it is not known. */
  readonly alertShare: number | null
}

/** Differences that are none, in the figure's unit. */
const LEAST_DEVIATION: Readonly<Record<BenchmarkFigureId, number>> = {
  zoneDeviation: 0.1, supplyDeviation: 0.1, zoneMean: 0.2, supplyMean: 0.2, valveTravel: 10, damperTravel: 10, runHours: 0.2, starts: 0.3, alertShare: 1,
}
/** A figure of one alone compares nothing. */
const LEAST_VALUES = 2

/** Yields the share done after each member, 0..1. */
export function* compareKind(members: readonly KindMember[], grid: TimeGrid, queries: GridQueries): Generator<number, Pick<KindBenchmark, 'what' | 'figures'>> {
  const reader = createGridReader(queries, grid)
  const found: ReadonlyMap<BenchmarkFigureId, MemberFigure>[] = []
  for (const { points, alertShare } of members) {
    const gridded = points.flatMap(({ pointId, role }) => {
      const point = reader.points.get(pointId)
      return point === undefined ? [] : [{ role, values: reader.read(point) }]
    })
    const own = memberFigures(gridded, grid.stepMs)
    found.push(alertShare === null ? own : new Map([...own, ['alertShare', { value: 100 * alertShare, coverage: 1 }]]))
    yield found.length / members.length
  }
  return { what: 'benchmark', figures: BENCHMARK_FIGURES.flatMap((id) => figureOf(id, found)) }
}

const figureOf = (id: BenchmarkFigureId, found: readonly ReadonlyMap<BenchmarkFigureId, MemberFigure>[]): BenchmarkFigure[] => {
  const values = Float64Array.from(found, (own) => own.get(id)?.value ?? Number.NaN)
  if (values.filter((value) => !Number.isNaN(value)).length < LEAST_VALUES) return []
  return [{ id, values, coverage: Float64Array.from(found, (own) => own.get(id)?.coverage ?? 0), ...robustScores(values, LEAST_DEVIATION[id]) }]
}
