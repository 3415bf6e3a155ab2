/** Segmentation against the best of all partitions, found by dynamic programming over every beginning. */
import { describe, expect, it } from 'vitest'
import { lastChange } from '../../../../electron/engine/analysis/change/last-change.ts'
import { pelt, type PeltOptions } from '../../../../electron/engine/analysis/change/pelt.ts'
import { seededRandom } from '../../../../shared/random.ts'

/** Sum of squares, or Gaussian likelihood, straight from its definition. */
const plainCost = (values: readonly number[], cost: PeltOptions['cost']): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  if (cost === 'mean') return squares
  const variance = Math.max(1e-8, squares / values.length)
  return values.length * Math.log(variance) + squares / variance
}

const bestPartition = (values: readonly number[], { penalty, least, cost }: PeltOptions): number[] => {
  const best: { cost: number; changes: number[] }[] = [{ cost: -penalty, changes: [] }]
  for (let end = 1; end <= values.length; end++) {
    let found = { cost: Infinity, changes: [] as number[] }
    for (let from = 0; from <= end - least; from++) {
      const before = best[from]
      if (before === undefined) continue
      const total = before.cost + plainCost(values.slice(from, end), cost) + penalty
      if (total < found.cost) found = { cost: total, changes: from === 0 ? [] : [...before.changes, from] }
    }
    best.push(found)
  }
  return best[values.length]?.changes ?? []
}

describe('PELT', () => {
  for (const cost of ['mean', 'meanAndVariance'] as const) {
    for (const least of [2, 5]) {
      it(`finds the best of all partitions (${cost}, segments of ${least} or more)`, () => {
        for (let seed = 1; seed <= 12; seed++) {
          const random = seededRandom(seed)
          let level = 0
          let spread = 1
          const values = Array.from({ length: 70 }, () => {
            if (random() < 0.05) level = 6 * (random() - 0.5)
            if (random() < 0.05) spread = 0.2 + 2 * random()
            return level + spread * (random() + random() - 1)
          })
          const options = { penalty: cost === 'mean' ? 2 : 10, least, cost }
          expect(pelt(Float64Array.from(values), options)).toEqual(bestPartition(values, options))
        }
      })
    }
  }

  it('finds nothing in nothing', () => {
    expect(pelt(new Float64Array(0), { penalty: 1, least: 1, cost: 'mean' })).toEqual([])
    expect(pelt(Float64Array.of(4), { penalty: 1, least: 1, cost: 'mean' })).toEqual([])
  })
})

describe('the last change', () => {
  const hours = (values: readonly number[]): [Float64Array, Float64Array] => [Float64Array.from(values, (_, i) => i * 3_600_000), Float64Array.from(values)]
  const noisy = (seed: number, count: number, valueOf: (i: number) => number): number[] => {
    const random = seededRandom(seed)
    return Array.from({ length: count }, (_, i) => valueOf(i) + random() - 0.5)
  }

  it('says since when and from what to what', () => {
    const found = lastChange(...hours(noisy(3, 200, (i) => (i < 60 ? 18 : i < 150 ? 20 : 23))), 6)
    expect(found?.sinceMs).toBe(150 * 3_600_000)
    expect(found?.before).toBeCloseTo(20, 0)
    expect(found?.after).toBeCloseTo(23, 0)
  })

  it('sees no change in noise', () => {
    for (let seed = 1; seed <= 20; seed++) expect(lastChange(...hours(noisy(seed, 300, () => 20)), 6)).toBeNull()
  })

  it('sees a step without any noise, and none in a constant', () => {
    expect(lastChange(...hours(Array.from({ length: 40 }, (_, i) => (i < 30 ? 1 : 2))), 3)?.sinceMs).toBe(30 * 3_600_000)
    expect(lastChange(...hours(Array.from({ length: 40 }, () => 7)), 3)).toBeNull()
  })

  it('keeps silent about a handful of values', () => {
    expect(lastChange(...hours([1, 9]), 6)).toBeNull()
  })
})
