/** The league table of a kind: rows in order, values in words. Pure. */
import { csvField } from '../../../shared/csv-field.ts'
import { OUTLIER_SCORE, type BenchmarkFigure, type BenchmarkFigureId, type KindBenchmark } from '../../../shared/domain/kind-benchmark.ts'
import { compareNaturally } from '../points/point-search.ts'

/** Unit as written, and digits. */
const READS: Readonly<Record<BenchmarkFigureId, { readonly unit: string; readonly digits: number }>> = {
  zoneDeviation: { unit: 'K', digits: 2 }, supplyDeviation: { unit: 'K', digits: 2 }, zoneMean: { unit: '°C', digits: 1 }, supplyMean: { unit: '°C', digits: 1 },
  valveTravel: { unit: '%/d', digits: 0 }, damperTravel: { unit: '%/d', digits: 0 }, runHours: { unit: 'h/d', digits: 1 }, starts: { unit: '1/d', digits: 1 }, alertShare: { unit: '%', digits: 1 },
}

export const unitOf = (id: BenchmarkFigureId): string => READS[id].unit

export const figureText = (id: BenchmarkFigureId, value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(READS[id].digits).replace('-', '−'))

/** Which way a value stands out; null where it does not. */
export const standsOut = (score: number): 'high' | 'low' | null => (score >= OUTLIER_SCORE ? 'high' : score <= -OUTLIER_SCORE ? 'low' : null)

/** With those figures only that are named, with commas between; with all where none of them is known. */
export const withFigures = (benchmark: KindBenchmark, named: string | null): KindBenchmark => {
  const wanted = new Set<string>(named?.split(','))
  const figures = benchmark.figures.filter(({ id }) => wanted.has(id))
  return figures.length === 0 ? benchmark : { ...benchmark, figures }
}

/** `name`, or a figure with the largest first. */
export type LeagueOrder = 'name' | BenchmarkFigureId

/** Members' places in the answer, in the order of the table; unknown values come last. */
export const leagueOrder = ({ members, figures }: KindBenchmark, by: LeagueOrder, largestFirst: boolean): number[] => {
  const values = figures.find(({ id }) => id === by)?.values
  const places = members.map((_, i) => i).sort((a, b) => compareNaturally(members[a]?.name ?? '', members[b]?.name ?? ''))
  if (values === undefined) return largestFirst ? places : places.toReversed()
  const rank = (i: number): number => (Number.isNaN(values[i]) ? Infinity : (largestFirst ? -1 : 1) * (values[i] as number))
  return places.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}

/** Members that stand out in anything, the farthest first. */
export const outliersOf = (figure: BenchmarkFigure): number[] =>
  [...figure.scores.keys()].filter((i) => standsOut(figure.scores[i] as number) !== null).sort((a, b) => Math.abs(figure.scores[b] as number) - Math.abs(figure.scores[a] as number))

export interface LeagueWords {
  readonly name: string
  readonly figure: (id: BenchmarkFigureId) => string
}

/** One line a member: each figure with what it rests on, and whether it stands out. */
export const leagueCsv = (benchmark: KindBenchmark, order: readonly number[], words: LeagueWords): string => {
  const head = [words.name, ...benchmark.figures.flatMap(({ id }) => [`${words.figure(id)}, ${unitOf(id)}`, `${words.figure(id)}, z`])]
  const rows = order.map((i) => [
    benchmark.members[i]?.name ?? '',
    ...benchmark.figures.flatMap(({ values, scores }) => [Number.isNaN(values[i]) ? '' : (values[i] as number).toFixed(3), Number.isNaN(scores[i]) ? '' : (scores[i] as number).toFixed(2)]),
  ])
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`
}
