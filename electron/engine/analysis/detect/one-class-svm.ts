/**
 * One-Class SVM over the features of a reading: a smooth boundary about the combinations of value, change, yesterday and hour that the history shows.
 *
 * Raw measure: the negative decision value of Schölkopf et al. 2001, nu = 0.02, Gaussian kernel with gamma = 1 / number of features, on standardised features of at most
 * 2,500 readings evenly spread. Score 1 = what two in a thousand readings exceed that the machine had not learnt from (the last third of the history, judged by a machine
 * of the first two thirds).
 *
 * Put it to work as any detector of `detectors.ts`: `measured` points only; verdicts have a score but no band.
 */
import type { Detector, Verdict } from './detector.ts'
import { featureRows, pickRows, scaleOf, standardise, standardised, type FeatureRows, type FeatureScale } from './feature-rows.ts'
import { noveltyScale, noveltyScore, TEACHING_SHARE, type NoveltyScale } from './novelty-scale.ts'
import { decisionValue, trainOneClass, type OneClassMachine } from './one-class-machine.ts'
import { packBytes, unpackFloats } from './packed-numbers.ts'
import { FEATURE_COUNT, followFeatures, startFeatures, type FeatureState } from './reading-features.ts'
import { isEnough } from './z-score.ts'

const NU = 0.02
const GAMMA = 1 / FEATURE_COUNT
const MOST_TAUGHT = 2_500
const MOST_JUDGED = 2_500

export interface OneClassSvmModel {
  readonly scale: FeatureScale
  readonly novelty: NoveltyScale
  readonly gamma: number
  readonly rho: number
  readonly vectors: string
  readonly weights: string
}

export const oneClassSvm: Detector<OneClassSvmModel, FeatureState> = {
  id: 'oneClassSvm',
  version: 'oneClassSvm-1',
  fit: (history, { leastHalfWidth }) => (isEnough(history) ? fitMachine(featureRows(history), leastHalfWidth) : null),
  start: () => startFeatures(),
  score: (model, state, reading) => {
    followFeatures(state, reading, row)
    if (model === null) return verdictOf(0)
    standardise(row, model.scale)
    return verdictOf(noveltyScore(model.novelty, -decisionValue(machineOf(model), row), reading.bandWidth))
  },
}

const row = new Float64Array(FEATURE_COUNT)

/** Models come as JSON; their support vectors are unpacked once. */
const unpacked = new WeakMap<OneClassSvmModel, OneClassMachine>()

const machineOf = (model: OneClassSvmModel): OneClassMachine => {
  const known = unpacked.get(model)
  if (known !== undefined) return known
  const { gamma, rho } = model
  const machine = { features: FEATURE_COUNT, gamma, rho, vectors: unpackFloats(model.vectors), weights: unpackFloats(model.weights) }
  unpacked.set(model, machine)
  return machine
}

const fitMachine = (rows: FeatureRows, leastHalfWidth: number): OneClassSvmModel | null => {
  const taught = Math.floor(rows.count * TEACHING_SHARE)
  if (taught === 0) return null
  const teaching = pickRows(rows, 0, taught, MOST_TAUGHT)
  const teachingScale = scaleOf(teaching, leastHalfWidth)
  const before = trainPerRow(standardised(teaching, teachingScale).cells)
  const unseen = standardised(pickRows(rows, taught, rows.count, MOST_JUDGED), teachingScale)
  const measures = Float64Array.from({ length: unseen.count }, (_, i) => -decisionValue(before, unseen.cells, i * FEATURE_COUNT))
  const all = pickRows(rows, 0, rows.count, MOST_TAUGHT)
  const scale = scaleOf(all, leastHalfWidth)
  const { gamma, rho, vectors, weights } = trainPerRow(standardised(all, scale).cells)
  return { scale, novelty: noveltyScale(measures), gamma, rho, vectors: packBytes(vectors), weights: packBytes(weights) }
}

/** Weights sum up to nu times the number of rows: divided by their sum, decision values of machines of different sizes are alike. */
const trainPerRow = (cells: Float64Array): OneClassMachine => {
  const machine = trainOneClass(cells, FEATURE_COUNT, NU, GAMMA)
  const total = machine.weights.reduce((sum, weight) => sum + weight, 0)
  return { ...machine, rho: machine.rho / total, weights: machine.weights.map((weight) => weight / total) }
}

const verdictOf = (score: number): Verdict => ({ score, expected: Number.NaN, low: Number.NaN, high: Number.NaN })
