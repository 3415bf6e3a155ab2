/** What each method of detection is worth: each by itself, and the combination without it, by the scorer of the labelled data. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from '../figures.ts'
import { familyMean, runScorer } from './labelled-suite.ts'

/** R1, EF1, VUS-PR and the F1 of a method's own alarms (score of 1 or more). */
const COLUMNS = ['R1', 'EF1', 'VUSPR', 'eF1'] as const

type Row = Readonly<Record<(typeof COLUMNS)[number], number>>

/**
 * Prints the table and gives one figure for each measure: the combination less its best member, which must not be below 0.
 * A member's own alarms are not held against it: they come without delays and dead band.
 * @param folder where `evaluate detect --members` wrote
 */
export const memberFigures = (python: string, folder: string, whole: Row): Figure[] => {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort()
  const rows = names.map((name) => [name, scoreOf(python, join(folder, name))] as const)
  for (const [name, row] of [['the combination', whole] as const, ...rows]) console.log(`  ${name.padEnd(28)} ${COLUMNS.map((column) => `${column} ${row[column].toFixed(3)}`).join('  ')}`)
  const members = rows.filter(([name]) => name.startsWith('alone-'))
  return (['R1', 'EF1', 'VUSPR'] as const).map((column) => ({
    name: `combination above its best member, ${column}`, value: whole[column] - Math.max(...members.map(([, row]) => row[column])), unit: '', limit: { kind: 'min', value: 0 }, comparable: true,
  }))
}

const scoreOf = (python: string, folder: string): Row => {
  const scores = `${folder}.csv`
  runScorer(python, 'score/score_anomaly.py', ['dev', folder, '--out', scores, '--quiet'])
  return rowOf(familyMean(scores))
}

/** The four measures of a row of the scorer's summary. */
export const rowOf = (row: Readonly<Record<string, string>>): Row => ({ R1: Number(row['R1']), EF1: Number(row['EF1']), VUSPR: Number(row['VUSPR']), eF1: Number(row['eF1']) })
