/**
 * Isolation Forest over the features of a reading: combinations of value, change, yesterday and hour that few readings of the history come near to.
 *
 * Raw measure: 2^(-E(h)/c(256)) of Liu, Ting and Zhou 2008. Score 1 = what two in a thousand readings exceed that the forest had not learnt from (the last
 * third of the history, judged by a forest of the first two thirds). Fewer trees than the usual hundred: a model must be small for thousands of points.
 *
 * Put it to work as any detector of `detectors.ts`: `measured` points only; verdicts have a score but no band.
 */
import { featureRows, pickRows, scaleOf, standardise, standardised, type FeatureRows, type FeatureScale } from './feature-rows.ts'
import type { Detector, Verdict } from './detector.ts'
import { growTrees, isolationScore, type IsolationTrees } from './isolation-trees.ts'
import { noveltyScale, noveltyScore, TEACHING_SHARE, type NoveltyScale } from './novelty-scale.ts'
import { packBytes, unpackWords } from './packed-numbers.ts'
import { FEATURE_COUNT, followFeatures, startFeatures, type FeatureState } from './reading-features.ts'
import { isEnough } from './z-score.ts'

const TREES = 32
const SEED = 1
/** More rows do not change trees of 256 rows or the limit; they only cost time. */
const MOST_TAUGHT = 4_000
const MOST_JUDGED = 2_500

export interface IsolationForestModel {
  readonly scale: FeatureScale
  readonly novelty: NoveltyScale
  readonly subsample: number
  readonly low: readonly number[]
  readonly steps: readonly number[]
  readonly roots: string
  readonly words: string
}

export const isolationForest: Detector<IsolationForestModel, FeatureState> = {
  id: 'isolationForest',
  version: 'isolationForest-1',
  fit: (history, { leastHalfWidth }) => (isEnough(history) ? fitForest(featureRows(history), leastHalfWidth) : null),
  start: () => startFeatures(),
  score: (model, state, reading) => {
    followFeatures(state, reading, row)
    if (model === null) return verdictOf(0)
    standardise(row, model.scale)
    return verdictOf(noveltyScore(model.novelty, isolationScore(treesOf(model), row), reading.bandWidth))
  },
}

const row = new Float64Array(FEATURE_COUNT)

/** Models come as JSON; their trees are unpacked once. */
const unpacked = new WeakMap<IsolationForestModel, IsolationTrees>()

const treesOf = (model: IsolationForestModel): IsolationTrees => {
  const known = unpacked.get(model)
  if (known !== undefined) return known
  const { subsample, low, steps } = model
  const trees = { features: FEATURE_COUNT, subsample, low, steps, roots: [...unpackWords(model.roots)], words: unpackWords(model.words) }
  unpacked.set(model, trees)
  return trees
}

const fitForest = (rows: FeatureRows, leastHalfWidth: number): IsolationForestModel | null => {
  const taught = Math.floor(rows.count * TEACHING_SHARE)
  if (taught === 0) return null
  const teaching = pickRows(rows, 0, taught, MOST_TAUGHT)
  const teachingScale = scaleOf(teaching, leastHalfWidth)
  const before = growTrees(standardised(teaching, teachingScale).cells, FEATURE_COUNT, TREES, SEED)
  const unseen = standardised(pickRows(rows, taught, rows.count, MOST_JUDGED), teachingScale)
  const measures = Float64Array.from({ length: unseen.count }, (_, i) => isolationScore(before, unseen.cells, i * FEATURE_COUNT))
  const all = pickRows(rows, 0, rows.count, MOST_TAUGHT)
  const scale = scaleOf(all, leastHalfWidth)
  const { subsample, low, steps, roots, words } = growTrees(standardised(all, scale).cells, FEATURE_COUNT, TREES, SEED)
  return { scale, novelty: noveltyScale(measures), subsample, low, steps, roots: packBytes(Uint32Array.from(roots)), words: packBytes(words) }
}

const verdictOf = (score: number): Verdict => ({ score, expected: Number.NaN, low: Number.NaN, high: Number.NaN })
