/** Isolation Forest and One-Class SVM against scikit-learn: the same rows, the same sizes, one core each, in one run. Without Python or scikit-learn only the own times are measured. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { decisionValue, trainOneClass } from '../../electron/engine/analysis/detect/one-class-machine.ts'
import { growTrees, isolationScore } from '../../electron/engine/analysis/detect/isolation-trees.ts'
import { GENERATED_FEATURES, generatedRows, rankCorrelation } from '../../test/support/generated-rows.ts'
import { report, type Figure } from '../figures.ts'

const TRAIN = 2_500
const JUDGED = 10_000
const TREES = 100
const NU = 0.02
const REPEATS = 10

interface Peer {
  readonly forests: readonly (readonly number[])[]
  readonly forestFitMs: number
  readonly forestScoreMs: number
  readonly decisions: readonly number[]
  readonly machineFitMs: number
  readonly machineScoreMs: number
}

/** What scikit-learn makes of the rows; null where it is not installed. Debian's Python is asked first: it has what apt installed. */
const askPeer = (): Peer | null => {
  for (const python of ['/usr/bin/python3', 'python3', 'python']) {
    const { status, stdout } = spawnSync(python, [join(import.meta.dirname, 'peer.py'), String(TRAIN), String(JUDGED)], { encoding: 'utf8', maxBuffer: 64 << 20, env: { ...process.env, OMP_NUM_THREADS: '1' } })
    if (status === 0) return JSON.parse(stdout) as Peer
  }
  return null
}

const rows = generatedRows(TRAIN + JUDGED)
const taught = rows.subarray(0, TRAIN * GENERATED_FEATURES)
const unseen = rows.subarray(TRAIN * GENERATED_FEATURES)

interface Timed<T> {
  readonly result: T
  readonly ms: number
}

/** Result of the last run and fewest milliseconds of all, as the peer is timed: what else the machine does only adds. */
const timed = <T>(run: (repeat: number) => T): Timed<T> => {
  const times: number[] = []
  let result = run(0)
  for (let repeat = 1; repeat <= REPEATS; repeat++) {
    const startedMs = performance.now()
    result = run(repeat)
    times.push(performance.now() - startedMs)
  }
  return { result, ms: Math.min(...times) }
}

const judgeAll = (measure: (at: number) => number): number[] => Array.from({ length: JUDGED }, (_, i) => measure(i * GENERATED_FEATURES))
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const forest = timed((repeat) => growTrees(taught, GENERATED_FEATURES, TREES, repeat))
const forestScores = timed(() => judgeAll((at) => isolationScore(forest.result, unseen, at)))
/** Forests of other seeds: agreement is a matter of chance, one forest says little. */
const forests = [forestScores.result, ...[1, 2, 3, 4].map((seed) => growTrees(taught, GENERATED_FEATURES, TREES, seed)).map((trees) => judgeAll((at) => isolationScore(trees, unseen, at)))]
const machine = timed(() => trainOneClass(taught, GENERATED_FEATURES, NU, 1 / GENERATED_FEATURES))
const decisions = timed(() => judgeAll((at) => decisionValue(machine.result, unseen, at)))

const own: Figure[] = [
  { name: 'isolation forest, fit', value: forest.ms, unit: 'ms' },
  { name: 'isolation forest, a reading', value: (forestScores.ms * 1_000) / JUDGED, unit: 'µs' },
  { name: 'isolation forest, size', value: forest.result.words.byteLength / 1_024, unit: 'kB', limit: { kind: 'max', value: 256 } },
  { name: 'one-class svm, fit', value: machine.ms, unit: 'ms' },
  { name: 'one-class svm, a reading', value: (decisions.ms * 1_000) / JUDGED, unit: 'µs' },
]

const compare = (peer: Peer): Figure[] => {
  const among = peer.forests.flatMap((a, i) => peer.forests.slice(i + 1).map((b) => rankCorrelation(a, b)))
  const ours = peer.forests.flatMap((theirs) => forests.map((scores) => rankCorrelation(scores, theirs)))
  const furthest = Math.max(...decisions.result.map((value, i) => Math.abs(value - (peer.decisions[i] as number))))
  return [
    { name: 'isolation forest, rank correlation with scikit-learn', value: mean(ours), unit: '' },
    { name: 'scikit-learn, rank correlation of its own seeds', value: mean(among), unit: '' },
    { name: 'isolation forest, agreement to that of their own seeds', value: mean(ours) / mean(among), unit: '×', limit: { kind: 'min', value: 0.995 }, comparable: true },
    { name: 'isolation forest, fit: scikit-learn to ours', value: peer.forestFitMs / forest.ms, unit: '×', limit: { kind: 'min', value: 1 }, comparable: true },
    { name: 'isolation forest, judging: scikit-learn to ours', value: peer.forestScoreMs / forestScores.ms, unit: '×', limit: { kind: 'min', value: 1 }, comparable: true },
    { name: 'one-class svm, furthest decision value', value: furthest, unit: '', limit: { kind: 'max', value: 0.01 } },
    { name: 'one-class svm, fit: scikit-learn to ours', value: peer.machineFitMs / machine.ms, unit: '×', limit: { kind: 'min', value: 1 }, comparable: true },
    { name: 'one-class svm, judging: scikit-learn to ours', value: peer.machineScoreMs / decisions.ms, unit: '×', limit: { kind: 'min', value: 1 }, comparable: true },
  ]
}

const peer = askPeer()
if (peer === null) console.log('  SKIPPED: no Python with scikit-learn here, so nothing is compared. On Debian: apt-get install python3-sklearn')
report(peer === null ? own : [...own, ...compare(peer)])
