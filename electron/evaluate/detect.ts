/**
 * The task `detect` of the evaluate command: each series as one analog point, judged by the functions that judge live readings - quality gate, detectors, episode -
 * with models fitted anew from its own past as time goes on. Rows before `train_end` are history; the score of a row depends on it and earlier rows only.
 *
 * score: the combined score of the detectors (1 = at the limit), or that of the data problem. alarm: 1 while an alert would be active.
 */
import { join } from 'node:path'
import type { Point } from '../../shared/domain/point.ts'
import type { Series } from '../../shared/domain/series.ts'
import { createCalendar } from '../engine/analysis/calendar.ts'
import { createSeriesJudge } from './series-judge.ts'
import type { EvaluateOptions } from './options.ts'
import { numbersOf, readManifest, readTable, timesOf, writeLines, type SuiteSeries } from './suite.ts'

/** Units of the suite that have one in BACnet; energy of an hour is its mean power. */
const UNITS: Readonly<Record<string, number>> = { degC: 62, degF: 64, '%': 98, ppm: 96, kPa: 54, 'kWh per hour': 48 }

export const detect = ({ input, output, members = false }: EvaluateOptions, progress: (text: string) => void): void => {
  const series = readManifest(input).anomaly ?? []
  for (const [i, each] of series.entries()) {
    const startedMs = performance.now()
    const { rows, lines, byMember } = judgeFile(each, join(input, 'anomaly', `${each.id}.csv`), members)
    writeLines(join(output, `${each.id}.csv`), lines)
    for (const [name, own] of byMember) writeLines(join(output, name, `${each.id}.csv`), own)
    progress(`${i + 1}/${series.length} ${each.id}: ${rows} rows in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`)
  }
}

const judgeFile = (series: SuiteSeries, file: string, withMembers: boolean): { readonly rows: number; readonly lines: string[]; readonly byMember: ReadonlyMap<string, string[]> } => {
  const table = readTable(file)
  const timesMs = timesOf(table, file)
  const values = numbersOf(table, 'value', file)
  const judge = createSeriesJudge(pointOf(series), createCalendar('UTC'), withMembers)
  const byMember = new Map<string, Float64Array>()
  judge.learn(seriesOf(timesMs, values, series.train_end))
  const at = table.columns.indexOf('timestamp')
  const lines = ['timestamp,score,alarm']
  for (let i = 0; i < timesMs.length; i++) {
    const verdict = i < series.train_end ? { score: 0, alarm: false, members: null } : judge.take(timesMs[i] as number, values[i] as number)
    lines.push(`${table.rows[i]?.[at]},${verdict.score.toPrecision(7)},${verdict.alarm ? 1 : 0}`)
    for (const [name, score] of verdict.members ?? []) {
      const own = byMember.get(name) ?? new Float64Array(timesMs.length)
      own[i] = score
      byMember.set(name, own)
    }
  }
  const linesOf = (scores: Float64Array): string[] => ['timestamp,score,alarm', ...table.rows.map((row, i) => `${row[at]},${(scores[i] as number).toPrecision(7)},${(scores[i] as number) >= 1 ? 1 : 0}`)]
  return { rows: timesMs.length, lines, byMember: new Map(Array.from(byMember, ([name, scores]) => [name, linesOf(scores)])) }
}

const seriesOf = (timesMs: Float64Array, values: Float64Array, count: number): Series => ({
  pointId: 1, timesMs: timesMs.subarray(0, count), values: values.subarray(0, count), qualities: new Uint16Array(count), thinned: false,
})

const pointOf = ({ id, unit, sampling_s: seconds }: SuiteSeries): Point => ({
  id: 1, deviceId: 1, objectType: 0, objectInstance: 1, name: id, description: '', kind: 'analog', units: UNITS[unit ?? ''] ?? 95, stateTexts: [], pollIntervalMs: seconds * 1_000,
})
