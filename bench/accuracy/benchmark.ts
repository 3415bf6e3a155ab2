/** Accuracy: the evaluate command on labelled data, beside the scores of plain methods; without the data, on a small suite made by formulas. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { report, type Figure } from '../figures.ts'
import { scoreEvents } from './event-score.ts'
import { forecastFigures, generatedForecastFigures } from './forecast-figures.ts'
import { writeGeneratedSuite } from './generated-suite.ts'
import { memberFigures, rowOf } from './detect-members.ts'
import { evaluate, familyMean, hasLabelledData, LABELLED, numberAfter, readScores, runScorer, scorerPython } from './labelled-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'plantroom-accuracy-'))
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const atLeast = (name: string, value: number, limit: number): Figure => ({ name, value, unit: '', limit: { kind: 'min', value: limit }, comparable: true })
const atMost = (name: string, value: number, limit: number, unit = ''): Figure => ({ name, value, unit, limit: { kind: 'max', value: limit }, comparable: true })

/** Laboratory motes are left out of the rate of false alarms: their faults are packed into hours. */
const LABORATORY = 'debruijn'
const DEV = join(LABELLED, 'dev/input')

/** Best rows of the tables in the data's description: rules, profile and one-step ridge combined; peers and EWMA; static rules; 65 regular expressions. */
const PEERS = { R1: 0.82, EF1: 0.54, VUSPR: 0.51, eF1: 0.48, drift: 0.74, ahu: 0.65, roles: 0.68, patterns: 0.59 }

const detection = (python: string): Figure[] => {
  const output = join(folder, 'detect')
  const seconds = evaluate('detect', DEV, output)
  const scores = join(folder, 'detect.csv')
  console.log(runScorer(python, 'score/score_anomaly.py', ['dev', output, '--out', scores]))
  const family = familyMean(scores)
  const members = join(folder, 'members')
  evaluate('detect', DEV, members, ['--members'])
  const plant = readScores(scores).filter((row) => row['family'] !== LABORATORY)
  return [
    atLeast(`R1 (best plain method ${PEERS.R1})`, Number(family['R1']), 0.88),
    atLeast(`EF1 (${PEERS.EF1})`, Number(family['EF1']), 0.7),
    atLeast(`VUS-PR (${PEERS.VUSPR})`, Number(family['VUSPR']), 0.57),
    atLeast(`deployed eF1 (${PEERS.eF1})`, Number(family['eF1']), 0.6),
    atMost('false alarms a point and week outside laboratories', 7 * mean(plant.map((row) => Number(row['FAd']))), 0.5),
    { name: 'seconds for all series', value: seconds, unit: 's' },
    ...memberFigures(python, members, rowOf(family)),
  ]
}

const drift = (python: string): Figure[] => {
  const output = join(folder, 'drift')
  evaluate('drift', DEV, output)
  const text = runScorer(python, 'score/score_drift.py', ['dev', output])
  console.log(text)
  return [
    atLeast(`drift: sensors judged rightly (${PEERS.drift})`, numberAfter(text, 'long_ACC'), 0.8),
    atMost('drift: false episodes a sensor-year', numberAfter(text, 'long_FAy'), 0.2),
    atLeast('drift: fault type right', numberAfter(text, 'DIAG'), 0.65),
  ]
}

const ahu = (python: string): Figure[] => {
  const output = join(folder, 'ahu.csv')
  evaluate('ahu', DEV, output)
  const text = runScorer(python, 'score/score_ahu.py', ['dev', output])
  console.log(text)
  return [atLeast(`AHU days: balanced accuracy (${PEERS.ahu})`, numberAfter(text, 'BACC'), 0.8)]
}

const roles = (python: string): Figure[] => {
  const output = join(folder, 'roles.csv')
  const truth = join(LABELLED, 'roles/dev.csv')
  evaluate('roles', truth, output, ['--readings', DEV])
  const text = runScorer(python, 'roles/score_roles.py', [truth, output])
  console.log(text)
  const sure = /confidence>=0\.8\s+([\d.]+)%\s+accuracy, on ([\d.]+)%/.exec(text) ?? []
  return [
    atLeast(`roles: top-1 (${PEERS.roles})`, numberAfter(text, 'top-1 accuracy') / 100, 0.8),
    atLeast(`roles: mean over name patterns (${PEERS.patterns})`, numberAfter(text, 'mean over patterns') / 100, 0.78),
    atLeast('roles: right when sure', Number(sure[1]) / 100, 0.96),
    atLeast('roles: sure of this share of points', Number(sure[2]) / 100, 0.7),
  ]
}

/** Rows of a prediction file, which may leave commissioning out. */
const predictionsOf = (file: string, rows: number): { scores: Float64Array; alarms: Uint8Array } => {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1).map((line) => line.split(','))
  const before = rows - lines.length
  const scores = new Float64Array(rows)
  const alarms = new Uint8Array(rows)
  lines.forEach((fields, i) => {
    scores[before + i] = Number(fields[1])
    alarms[before + i] = Number(fields[2])
  })
  return { scores, alarms }
}

const generated = (): Figure[] => {
  const input = join(folder, 'input')
  const output = join(folder, 'output')
  const suite = writeGeneratedSuite(input)
  evaluate('detect', input, output)
  const scored = suite.map((series) => ({ series, score: scoreEvents({ ...series, ...predictionsOf(join(output, `${series.id}.csv`), series.timesMs.length) }) }))
  for (const { series, score } of scored) {
    const missed = series.events.filter((_, k) => score.found[k] === false).map(({ type }) => type)
    console.log(`  ${series.id.padEnd(12)} EF1 ${score.ef1.toFixed(2)}  R1 ${score.r1.toFixed(2)}  eF1 ${score.f1.toFixed(2)}  false alarms/week ${score.falseAlarmsPerWeek.toFixed(2)}${missed.length > 0 ? `  not found: ${missed.join(', ')}` : ''}`)
  }
  return [
    atLeast('generated: EF1', mean(scored.map(({ score }) => score.ef1)), 0.7),
    atLeast('generated: R1', mean(scored.map(({ score }) => score.r1)), 0.88),
    atLeast('generated: deployed eF1', mean(scored.map(({ score }) => score.f1)), 0.6),
    atMost('generated: false alarms a point and week', mean(scored.map(({ score }) => score.falseAlarmsPerWeek)), 0.5),
  ]
}

const labelled = (): Figure[] => {
  if (!hasLabelledData()) {
    console.log('  SKIPPED: the labelled data are not beside the project; only the generated suite is measured.')
    return []
  }
  const python = scorerPython()
  if (python === null) {
    console.log('  SKIPPED: no Python with numpy and pandas for the scorers; only the generated suite is measured.')
    return []
  }
  return [...detection(python), ...drift(python), ...ahu(python), ...roles(python), ...forecastFigures(python, DEV, folder)]
}

try {
  report([...generated(), ...generatedForecastFigures(folder), ...labelled()])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
