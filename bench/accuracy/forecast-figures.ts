/** The forecast table: day-ahead forecasts of real meters by the evaluate command, scored by their own scorer; and of meters made by formulas, everywhere. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { officeLoad, MONDAY } from '../../test/engine/analysis/forecast/generated-load.ts'
import type { Figure } from '../figures.ts'
import { readScores, runScorer } from './labelled-suite.ts'

const MAIN = join(import.meta.dirname, '../../electron/evaluate/main.ts')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Best row of the table in the data's description (daily ridge and gradient boosting of scikit-learn), with and without weather. */
const PEERS = { weather: 0.06, plain: 0.061, peakHour: 0.58, gas: 0.17 }

interface Run {
  readonly seconds: number
  /** Share of hours in the band of 90 %, over all meters. */
  readonly inBand: number
}

const run = (input: string, output: string, flags: readonly string[]): Run => {
  const startedMs = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'forecast', '--input', input, '--output', output, ...flags], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`evaluate forecast ended with ${status}: ${stderr}`)
  const held = [...stderr.matchAll(/held (\d+) of (\d+) hours/g)]
  const sum = (group: number): number => held.reduce((total, match) => total + Number(match[group]), 0)
  return { seconds: (performance.now() - startedMs) / 1_000, inBand: sum(1) / sum(2) }
}

const figure = (name: string, value: number, kind: 'min' | 'max', limit: number): Figure => ({ name, value, unit: '', limit: { kind, value: limit }, comparable: true })
/** Not held against its baseline: a distance near zero is as good as one of a third of it. */
const band = (name: string, inBand: number, limit: number): Figure => ({ name: `${name}: distance of the band from holding 90 %`, value: Math.abs(inBand - 0.9), unit: '', limit: { kind: 'max', value: limit } })

const figuresOf = (name: string, python: string, output: string, { inBand }: Run, peer: number): Figure[] => {
  const scores = `${output}.csv`
  console.log(runScorer(python, 'score/score_forecast.py', ['dev', output, '--out', scores]))
  const summary = readScores(scores.replace('.csv', '_summary.csv'))
  const of = (row: string, column: string): number => Number(summary.find(({ id }) => id === row)?.[column])
  return [
    figure(`${name}: WAPE, median over electricity meters (best plain method ${peer})`, of('elec_median', 'WAPE'), 'max', 0.058),
    figure(`${name}: meters with WAPE under 10 %`, of('elec_median', 'share_WAPE<10%'), 'min', 0.79),
    figure(`${name}: meters with daily peak error under 10 %`, of('elec_median', 'share_PK<10%'), 'min', 0.75),
    figure(`${name}: peak hour within one hour (${PEERS.peakHour})`, of('elec_median', 'HIT1'), 'min', 0.65),
    figure(`${name}: WAPE of gas (${PEERS.gas})`, of('gas_median', 'WAPE'), 'max', 0.15),
    band(name, inBand, 0.02),
  ]
}

interface MeterEntry {
  readonly id: string
  /** Whether its file has temperatures. */
  readonly weather: boolean
}

/** The meters that know temperatures as a suite of their own; the others are forecast alike with and without. */
const writeWeatherSuite = (input: string, folder: string, meters: readonly MeterEntry[]): void => {
  mkdirSync(join(folder, 'forecast'), { recursive: true })
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ forecast: meters }))
  for (const { id } of meters) copyFileSync(join(input, 'forecast', `${id}.csv`), join(folder, 'forecast', `${id}.csv`))
}

/** Real meters, without weather and with the temperatures of the day itself where the meter's file has them. */
export const forecastFigures = (python: string, input: string, folder: string): Figure[] => {
  const [plain, warm, warmInput] = [join(folder, 'forecast'), join(folder, 'forecast-with-weather'), join(folder, 'forecast-weather-input')]
  const { forecast: meters } = JSON.parse(readFileSync(join(input, 'manifest.json'), 'utf8')) as { readonly forecast: readonly MeterEntry[] }
  const all = run(input, plain, [])
  const figures = [...figuresOf('forecast', python, plain, all, PEERS.plain), { name: 'forecast: seconds for all meters', value: all.seconds, unit: 's', limit: { kind: 'max', value: 60 } } satisfies Figure]
  writeWeatherSuite(input, warmInput, meters.filter(({ weather }) => weather))
  cpSync(plain, warm, { recursive: true })
  return [...figures, ...figuresOf('forecast with weather', python, warm, run(warmInput, warm, ['--weather']), PEERS.weather)]
}

const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
const DAYS = 300
const ORIGINS = 30

/** Three offices made by formulas whose noise is known: WAPE cannot be lower than the noise leaves it. */
export const generatedForecastFigures = (folder: string): Figure[] => {
  const input = join(folder, 'forecast-input')
  const output = join(folder, 'forecast-output')
  mkdirSync(join(input, 'forecast'), { recursive: true })
  const origins = Array.from({ length: ORIGINS }, (_, i) => stamp((MONDAY + DAYS - 1 - 4 * (ORIGINS - 1 - i)) * DAY_MS))
  const meters = [1, 2, 3].map((seed) => ({ id: `office-${seed}`, kind: 'electricity', origins, values: officeLoad(DAYS, 4, seed) }))
  writeFileSync(join(input, 'manifest.json'), JSON.stringify({ forecast: meters.map(({ id, kind }) => ({ id, kind, origins })) }))
  const truth = new Map<string, number>()
  for (const { id, values } of meters) {
    const rows = [...values].map((value, hour) => {
      const time = stamp(MONDAY * DAY_MS + hour * HOUR_MS)
      truth.set(`${id} ${time}`, value)
      return `${time},${value}`
    })
    writeFileSync(join(input, 'forecast', `${id}.csv`), `timestamp,value\n${rows.join('\n')}\n`)
  }
  const { inBand } = run(input, output, [])
  let [errors, sum] = [0, 0]
  for (const { id } of meters) {
    for (const line of readFileSync(join(output, `${id}.csv`), 'utf8').trimEnd().split('\n').slice(1)) {
      const [, time, expected] = line.split(',')
      const value = truth.get(`${id} ${time}`) as number
      errors += Math.abs(value - Number(expected))
      sum += Math.abs(value)
    }
  }
  // Bands are made for meters that change; where nothing ever does, as here, they hold about 93 %.
  return [figure('generated: forecast WAPE', errors / sum, 'max', 0.06), band('generated: forecast', inBand, 0.04)]
}
