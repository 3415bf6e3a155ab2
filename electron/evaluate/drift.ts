/** The task `drift` of the evaluate command: slow faults of sensors and meters, judged once a day from the days that are over; short series by their peers at the same moment. */
import { join } from 'node:path'
import { judgeLong, type LongVerdict } from './drift-long.ts'
import { judgeShort } from './drift-short.ts'
import type { EvaluateOptions } from './options.ts'
import { numbersOf, readManifest, readTable, timesOf, writeLines, type SuiteSeries } from './suite.ts'

const HOUR_S = 3_600

export const drift = ({ input, output }: EvaluateOptions, progress: (text: string) => void): void => {
  const types: string[] = []
  for (const series of readManifest(input).drift ?? []) {
    const file = join(input, 'drift', `${series.id}.csv`)
    const table = readTable(file)
    const columns = { timesMs: timesOf(table, file), values: numbersOf(table, 'value', file), peers: (series.peers ?? []).map((peer) => numbersOf(table, peer, file)) }
    const verdict = series.sampling_s < HOUR_S ? judgeShort(series, columns) : judgeLong(series, columns)
    const stamp = table.columns.indexOf('timestamp')
    writeLines(join(output, `${series.id}.csv`), [
      'timestamp,score,alarm',
      ...table.rows.map((row, i) => `${row[stamp]},${(verdict.scores[i] as number).toFixed(4)},${verdict.alarms[i] as number}`),
    ])
    if (verdict.type !== null) types.push(`${series.id},${verdict.type}`)
    progress(describe(series, verdict))
  }
  writeLines(join(output, '_diagnosis.csv'), ['id,type', ...types])
}

const describe = ({ id }: SuiteSeries, { alarms, type }: LongVerdict): string => `${id}: ${alarms.reduce((sum, each) => sum + each, 0)} of ${alarms.length} rows in alarm${type === null ? '' : `, ${type}`}`
