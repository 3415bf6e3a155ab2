/** Runs the evaluate command on the labelled data and their scorers, where both are there; every score comes from the scorers themselves. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** Beside the project, on machines that have it. */
export const LABELLED = join(ROOT, '../shared/data')

const PYTHONS = ['/usr/bin/python3', 'python3', 'python']

/** A Python that has what the scorers need; null without one. */
export const scorerPython = (): string | null => PYTHONS.find((python) => spawnSync(python, ['-c', 'import numpy, pandas'], { stdio: 'ignore' }).status === 0) ?? null

export const hasLabelledData = (): boolean => existsSync(join(LABELLED, 'dev/input/manifest.json'))

/** Seconds it took. @throws Error when the command fails. */
export const evaluate = (task: string, input: string, output: string, more: readonly string[] = []): number => {
  const startMs = performance.now()
  const { status } = spawnSync(process.execPath, [join(ROOT, 'electron/evaluate/main.ts'), task, '--input', input, '--output', output, ...more], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`evaluate ${task} ended with ${status}`)
  return (performance.now() - startMs) / 1_000
}

/** What a scorer prints. @throws Error when it fails. */
export const runScorer = (python: string, script: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(python, [join(LABELLED, script), ...args], { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } })
  if (status !== 0) throw new Error(`${script}: ${stderr}`)
  return stdout
}

/** Rows of a CSV file as the scorers write them, by column name; the first column is named `id` where it has no name. */
export const readScores = (file: string): readonly Readonly<Record<string, string>>[] => {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  const columns = header.split(',').map((name) => name || 'id')
  return lines.map((line) => Object.fromEntries(line.split(',').map((field, i) => [columns[i] ?? '', field])))
}

/** Mean over the families of series, as the detection scorer sums it up beside the scores it was told to write. */
export const familyMean = (scores: string): Readonly<Record<string, string>> => readScores(scores.replace('.csv', '_summary.csv')).find(({ id }) => id === 'FAMILY-MEAN') ?? {}

/** The first number after a label in what a scorer printed. @throws Error when it is not there. */
export const numberAfter = (text: string, label: string): number => {
  const found = new RegExp(`(?:^|\\s)${label}\\s+(-?[\\d.]+)`).exec(text)?.[1]
  if (found === undefined) throw new Error(`the scorer printed no "${label}"`)
  return Number(found)
}
