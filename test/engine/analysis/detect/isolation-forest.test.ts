/** Isolation Forest against scikit-learn (`peer/scikit-learn.json`, made by `bench/models/peer.py 1000 200`), and as a detector. */
import { describe, expect, it } from 'vitest'
import { isolationForest, type IsolationForestModel } from '../../../../electron/engine/analysis/detect/isolation-forest.ts'
import { averagePathLength, growTrees, isolationScore } from '../../../../electron/engine/analysis/detect/isolation-trees.ts'
import { seededRandom } from '../../../../shared/random.ts'
import { generatedHistory, generatedReading, GENERATED_START_MS, roomTemperature } from '../../../support/generated-history.ts'
import { GENERATED_FEATURES, generatedRows, rankCorrelation } from '../../../support/generated-rows.ts'
import peer from './peer/scikit-learn.json' with { type: 'json' }

const rows = generatedRows(peer.train + peer.judged)
const taught = rows.subarray(0, peer.train * GENERATED_FEATURES)
const scoresOf = (seed: number): number[] => {
  const trees = growTrees(taught, GENERATED_FEATURES, 100, seed)
  return Array.from({ length: peer.judged }, (_, i) => isolationScore(trees, rows, (peer.train + i) * GENERATED_FEATURES))
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('isolation trees', () => {
  it('rank readings as scikit-learn does, no worse than two of its seeds agree', () => {
    const among = peer.forests.flatMap((a, i) => peer.forests.slice(i + 1).map((b) => rankCorrelation(a, b)))
    const ours = [1, 2, 3].flatMap((seed) => peer.forests.map((theirs) => rankCorrelation(scoresOf(seed), theirs)))
    expect(among.length).toBe(10)
    // Half a per cent is what the choice of seeds moves either mean by.
    expect(mean(ours)).toBeGreaterThanOrEqual(0.995 * mean(among))
    expect(Math.min(...ours)).toBeGreaterThanOrEqual(Math.min(...among) - 0.02)
  })

  it('give scores of the same size as scikit-learn', () => {
    const theirs = peer.forests[0] ?? []
    expect(mean(scoresOf(1).map((score, i) => Math.abs(score - (theirs[i] as number))))).toBeLessThan(0.02)
  })

  it('are the same for the same seed, and leave chance as it was', () => {
    const own = Math.random
    expect(scoresOf(7)).toEqual(scoresOf(7))
    expect(scoresOf(7)).not.toEqual(scoresOf(8))
    expect(Math.random).toBe(own)
  })

  it('normalise by the average path of a binary search tree', () => {
    // c(n) = 2 H(n-1) - 2 (n-1) / n with the exact harmonic number for comparison.
    const harmonic = (n: number): number => Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((sum, part) => sum + part, 0)
    for (const n of [10, 64, 256]) expect(averagePathLength(n)).toBeCloseTo(2 * harmonic(n - 1) - (2 * (n - 1)) / n, n > 50 ? 1 : 0)
    expect(averagePathLength(256)).toBeCloseTo(10.244, 2)
    expect([averagePathLength(0), averagePathLength(1), averagePathLength(2)]).toEqual([0, 0, 1])
  })

  it('leave rows out that hold no number, and refuse to grow on nothing', () => {
    const holed = Float64Array.from(taught)
    for (let i = 0; i < 100; i++) holed[i * 7 * GENERATED_FEATURES + 2] = Number.NaN
    const trees = growTrees(holed, GENERATED_FEATURES, 20, 1)
    expect([...trees.low, ...trees.steps].every(Number.isFinite)).toBe(true)
    expect(isolationScore(trees, Float64Array.of(Number.NaN, 0, 0, 0, 0, 0))).toBeGreaterThan(0)
    expect(() => growTrees(Float64Array.of(Number.NaN), 1, 1, 1)).toThrow(RangeError)
    expect(() => growTrees(new Float64Array(17), 17, 1, 1)).toThrow(RangeError)
  })

  it('cannot tell equal rows apart', () => {
    const trees = growTrees(new Float64Array(600).fill(3), 2, 10, 1)
    expect(isolationScore(trees, Float64Array.of(3, 3))).toBeCloseTo(0.5, 2)
  })

  it('put a stranger above 0.6 and the crowd below 0.5', () => {
    const random = seededRandom(5)
    const crowd = Float64Array.from({ length: 2_000 }, () => random() + random() - 1)
    const trees = growTrees(crowd, 2, 100, 1)
    expect(isolationScore(trees, Float64Array.of(4, -4))).toBeGreaterThan(0.6)
    expect(isolationScore(trees, Float64Array.of(0, 0))).toBeLessThan(0.5)
  })
})

describe('the Isolation Forest detector', () => {
  const history = generatedHistory({ days: 21, stepMs: 300_000, valueOf: roomTemperature(1) })
  const context = { leastHalfWidth: 1, alarmContact: false }
  const fitted = isolationForest.fit(history, context)
  const model = JSON.parse(JSON.stringify(fitted)) as IsolationForestModel

  /** Runs two days after the history; `add` is the fault. */
  const scores = (add: (i: number) => number): number[] => {
    const valueOf = roomTemperature(2)
    const state = isolationForest.start(model, { leastHalfWidth: 1, newAlarmContact: false })
    return Array.from({ length: 2 * 288 }, (_, i) => {
      const timeMs = GENERATED_START_MS + 21 * 86_400_000 + i * 300_000
      return isolationForest.score(model, state, generatedReading(timeMs, valueOf(timeMs) + add(i))).score
    })
  }

  it('stays at or below its limit on days like those it knows', () => {
    const healthy = scores(() => 0).slice(288)
    expect(healthy.filter((score) => score >= 1).length).toBeLessThan(6)
    expect(mean(healthy)).toBeLessThan(0.5)
  })

  it('goes beyond it when the value jumps', () => {
    expect(Math.max(...scores((i) => (i >= 400 && i < 403 ? 9 : 0)).slice(400, 403))).toBeGreaterThan(1)
  })

  it('is small as JSON and works from it', () => {
    expect(JSON.stringify(fitted).length).toBeLessThan(60_000)
    expect(isolationForest.fit(history, context)).toEqual(fitted)
  })

  it('makes no model of a short history, and no judgement without one', () => {
    expect(isolationForest.fit(generatedHistory({ days: 0.5, stepMs: 300_000, valueOf: () => 1 }), context)).toBeNull()
    expect(isolationForest.score(null, isolationForest.start(null, { leastHalfWidth: 1, newAlarmContact: false }), generatedReading(GENERATED_START_MS, 9)).score).toBe(0)
  })

  it('makes a model of a point that never moved; what never varied cannot isolate', () => {
    const still = isolationForest.fit(generatedHistory({ days: 3, stepMs: 300_000, valueOf: () => 20 }), context)
    const state = isolationForest.start(still, { leastHalfWidth: 1, newAlarmContact: false })
    for (const value of [20, 40]) expect(isolationForest.score(still, state, generatedReading(GENERATED_START_MS + (80 + value) * 3_600_000, value)).score).toBeLessThan(1.5)
  })
})
