/** Average linkage against scipy.cluster.hierarchy.linkage 1.10.1 on the same points of a plane. */
import { describe, expect, it } from 'vitest'
import { averageLinkage, groupsBelow } from '../../../../electron/engine/analysis/correlation/average-linkage.ts'
import { noise } from './generated-series.ts'

const distancesOf = (n: number, seed: number): Float64Array => {
  const at = noise(2 * n, seed)
  return Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n]
    return Math.hypot((at[2 * i] as number) - (at[2 * j] as number), (at[2 * i + 1] as number) - (at[2 * j + 1] as number))
  })
}

describe('average linkage', () => {
  it('joins as SciPy does', () => {
    const { merges } = averageLinkage(distancesOf(6, 77), 6)
    expect(merges.map(({ a, b, distance, size }) => [a, b, distance, size])).toEqual([
      [2, 3, expect.closeTo(0.127_181_450_804_546_4, 12), 2],
      [1, 6, expect.closeTo(0.291_242_310_090_907_7, 12), 3],
      [0, 4, expect.closeTo(0.383_168_266_793_341_5, 12), 2],
      [7, 8, expect.closeTo(0.491_596_784_527_201_1, 12), 5],
      [5, 9, expect.closeTo(0.709_772_634_519_222_9, 12), 6],
    ])
  })

  it('joins forty as SciPy does', () => {
    const { merges } = averageLinkage(distancesOf(40, 78), 40)
    expect(merges.reduce((sum, { distance }) => sum + distance, 0)).toBeCloseTo(6.943_025_746_590_766_5, 10)
    expect(merges[20]).toEqual({ a: 36, b: 46, distance: expect.closeTo(0.145_465_717_403_502_48, 12), size: 3 })
    expect(merges[38]).toMatchObject({ a: 76, b: 77, size: 40 })
  })

  it('orders all items so that neighbours are near', () => {
    const distances = distancesOf(40, 78)
    const { order } = averageLinkage(distances, 40)
    expect([...order].toSorted((x, y) => x - y)).toEqual(Array.from({ length: 40 }, (_, i) => i))
    const walk = (items: ArrayLike<number>): number => Array.from(items).slice(1).reduce((sum, item, i) => sum + (distances[(items[i] as number) * 40 + item] as number), 0)
    expect(walk(order)).toBeLessThan(0.5 * walk(Array.from({ length: 40 }, (_, i) => i)))
  })

  it('groups what is joined below a distance, numbered in the order shown', () => {
    const clustering = averageLinkage(distancesOf(6, 77), 6)
    const groups = groupsBelow(clustering, 6, 0.35)
    // fcluster gives 2 1 1 1 3 4: items 1, 2 and 3 together, all others alone.
    expect(new Set([groups[1], groups[2], groups[3]]).size).toBe(1)
    expect(new Set(groups).size).toBe(4)
    const shown = [...clustering.order].map((item) => groups[item] as number)
    expect(shown.every((group, i) => i === 0 || group === shown[i - 1] || group === (shown[i - 1] as number) + 1)).toBe(true)
  })

  it('takes no items, one, and many at the same distance', () => {
    expect(averageLinkage(new Float64Array(0), 0)).toEqual({ merges: [], order: new Int32Array(0) })
    expect([...averageLinkage(Float64Array.of(0), 1).order]).toEqual([0])
    const equal = Float64Array.from({ length: 25 }, (_, k) => (k % 6 === 0 ? 0 : 1))
    expect(averageLinkage(equal, 5).merges).toHaveLength(4)
  })
})
