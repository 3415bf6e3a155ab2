/** The numerical parts of forecasting against solutions that are known. */
import { describe, expect, it } from 'vitest'
import { fitTrees, predictTrees } from '../../../../electron/engine/analysis/forecast/boosting/histogram-trees.ts'
import { factorCholesky, solveFactored } from '../../../../electron/engine/analysis/cholesky.ts'
import { bandOf, energyBandOf, errorPathsOf } from '../../../../electron/engine/analysis/forecast/error-paths.ts'
import { WeightedEquations } from '../../../../electron/engine/analysis/forecast/weighted-equations.ts'
import { seededRandom } from '../../../../shared/random.ts'
import { MONDAY } from './generated-load.ts'

describe('the Cholesky solver', () => {
  it('solves a system of three with two right sides', () => {
    // [[4, 2, 1], [2, 5, 3], [1, 3, 6]] x = b for x = (1, 2, 3) and (-1, 0, 2).
    const square = Float64Array.of(4, 2, 1, 2, 5, 3, 1, 3, 6)
    const right = Float64Array.of(11, -2, 21, 4, 25, 11)
    factorCholesky(square, 3)
    solveFactored(square, 3, right, 2)
    expect([...right].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, -1, 2, 0, 3, 2])
  })
})

describe('weighted normal equations', () => {
  // By NumPy: (X - mean)' W (X - mean) and (X - mean)' W (Y - mean) with the weighted means, of six rows of which one counts nothing.
  const cells = Float64Array.of(1, 2, 2, 1, 3, 5, 4, 3, 5, 4, 6, 1)
  const targets = Float64Array.of(1, 0, 2, 1, 2, 3, 4, 2, 5, 2, 4, 0)
  const rounded = (values: Float64Array): number[] => [...values].map((value) => Number(value.toFixed(9)))

  it('are about the weighted means', () => {
    const equations = new WeightedEquations(cells, 2, targets, 2)
    equations.add(Float64Array.of(1, 0.25, 1, 0, 0.5, 0.25))
    const { square, right, means, targetMeans } = equations.centred()
    expect(equations.total).toBe(3)
    expect(rounded(means)).toEqual([2.833333333, 3.166666667])
    expect(rounded(targetMeans)).toEqual([2.333333333, 1.416666667])
    expect([square[0], square[2], square[3]].map((value) => Number(value?.toFixed(9)))).toEqual([8.416666667, 2.083333333, 7.416666667])
    expect(rounded(right)).toEqual([6.666666667, 2.458333333, 1.333333333, 5.791666667])
  })

  it('come to the same when weights are taken back', () => {
    const [once, twice] = [new WeightedEquations(cells, 2, targets, 2), new WeightedEquations(cells, 2, targets, 2)]
    once.add(Float64Array.of(1, 0.25, 1, 0, 0.5, 0.25))
    twice.add(Float64Array.of(1, 1, 1, 1, 1, 1))
    twice.add(Float64Array.of(0, -0.75, 0, -1, -0.5, -0.75))
    expect(rounded(twice.centred().right)).toEqual(rounded(once.centred().right))
  })
})

const OPTIONS = { trees: 80, rate: 0.2, leaves: 8, leastRows: 5, shrinkage: 1, sample: 0.7, seed: 3 } as const

describe('boosted trees', () => {
  const random = seededRandom(9)
  const first = Float64Array.from({ length: 2_000 }, () => random())
  const second = Float64Array.from({ length: 2_000 }, () => random())
  const truth = (a: number, b: number): number => (a > 0.5 ? 10 : 0) + (b > 0.3 && a <= 0.5 ? 4 : 0)

  it('find steps and what two features say only together', () => {
    const trees = fitTrees([first, second], first.map((value, i) => truth(value, second[i]!)), OPTIONS)
    for (const [a, b] of [[0.2, 0.1], [0.2, 0.8], [0.8, 0.1], [0.8, 0.8]] as const) expect(Math.abs(predictTrees(trees, Float64Array.of(a, b)) - truth(a, b))).toBeLessThan(0.4)
  })

  it('are the same for the same rows and seed, and others for another seed', () => {
    const targets = first.map((value, i) => truth(value, second[i]!) + random())
    const again = fitTrees([first, second], targets, OPTIONS)
    expect(fitTrees([first, second], targets, OPTIONS)).toEqual(again)
    expect(fitTrees([first, second], targets, { ...OPTIONS, seed: 4 })).not.toEqual(again)
  })

  it('are hardly moved by one wild target', () => {
    const targets = first.map((value) => value)
    targets[7] = 1e6
    const trees = fitTrees([first, second], targets, OPTIONS)
    expect(Math.abs(predictTrees(trees, Float64Array.of(first[7]! > 0.5 ? 0.1 : 0.9, 0.5)) - (first[7]! > 0.5 ? 0.1 : 0.9))).toBeLessThan(5)
  })

  it('of a constant say the constant', () => {
    expect(predictTrees(fitTrees([first], first.map(() => 3), OPTIONS), Float64Array.of(0.4))).toBeCloseTo(3, 9)
  })
})

describe('the band', () => {
  it('of errors from a normal distribution is about 1.8 deviations to either side', () => {
    // 3.5 % and 96.5 % quantiles of the standard normal distribution: -1.812 and 1.812; the mean absolute error is 0.798 deviations.
    const random = seededRandom(2)
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const days = Int32Array.from({ length: 400 }, (_, day) => MONDAY + day)
    const paths = errorPathsOf(days, Float64Array.from({ length: 400 * 24 }, () => 3 * normal()))
    const { low, high } = bandOf(paths, new Float64Array(24).fill(100), MONDAY, 1)
    expect(low.reduce((sum, value) => sum + value, 0) / 24).toBeCloseTo(100 - 3 * 1.812, 0)
    expect(high.reduce((sum, value) => sum + value, 0) / 24).toBeCloseTo(100 + 3 * 1.812, 0)
  })
})

describe('the band of a day\'s total', () => {
  it('is as wide as whole days of errors add up to: hours that err together widen it, hours that cancel out do not', () => {
    const days = Int32Array.from({ length: 60 }, (_, i) => MONDAY + i)
    const expected = new Float64Array(24).fill(10)
    const together = errorPathsOf(days, Float64Array.from({ length: 60 * 24 }, (_, i) => (Math.floor(i / 24) % 2 === 0 ? 1 : -1)))
    const cancelling = errorPathsOf(days, Float64Array.from({ length: 60 * 24 }, (_, i) => (i % 2 === 0 ? 1 : -1)))
    expect(energyBandOf(together, expected, MONDAY, 1).low).toBeCloseTo(216, 0)
    expect(energyBandOf(together, expected, MONDAY, 1).high).toBeCloseTo(264, 0)
    expect(energyBandOf(cancelling, expected, MONDAY, 1).high).toBeCloseTo(240, 0)
    expect(energyBandOf(together, expected, MONDAY, 1.5).high).toBeCloseTo(276, 0)
  })
})
