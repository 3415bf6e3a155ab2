/** Which of several imports holds where they overlap. */
import { describe, expect, it } from 'vitest'
import { newestIntervals } from '../../../../electron/engine/analysis/energy/newest-intervals.ts'

type Row = readonly [from: number, to: number, value: number, importId: number]

const merge = (rows: readonly Row[], mean = false): (readonly [number, number, number])[] => {
  const sorted = rows.toSorted((a, b) => a[0] - b[0] || a[3] - b[3])
  const column = (index: 0 | 1 | 2 | 3): number[] => sorted.map((row) => row[index])
  return newestIntervals({ startsMs: column(0), endsMs: column(1), values: column(2), importIds: column(3) }, mean).map(({ startMs, endMs, value }) => [startMs, endMs, value] as const)
}

describe('intervals of several imports', () => {
  it('are those of the newest, and of older ones where it says nothing', () => {
    expect(merge([[0, 10, 1, 1], [10, 20, 2, 1], [20, 30, 3, 1], [10, 20, 9, 2]])).toEqual([[0, 10, 1], [10, 20, 9], [20, 30, 3]])
  })

  it('count an older interval that is covered in part by the part that is left', () => {
    expect(merge([[0, 40, 8, 1], [10, 20, 5, 2]])).toEqual([[0, 10, 2], [10, 20, 5], [20, 40, 4]])
    expect(merge([[0, 40, 8, 1], [10, 20, 5, 2]], true)).toEqual([[0, 10, 8], [10, 20, 5], [20, 40, 8]])
  })

  it('never count a moment twice, whatever overlaps', () => {
    const rows: Row[] = []
    for (let importId = 1; importId <= 5; importId += 1) for (let at = importId * 3; at < 100; at += 7 + importId) rows.push([at, at + 5 + importId, 1, importId])
    const merged = merge(rows)
    for (const [index, [from, to]] of merged.entries()) {
      expect(to).toBeGreaterThan(from)
      expect(from).toBeGreaterThanOrEqual(merged[index - 1]?.[1] ?? 0)
    }
  })

  it('are none where there are none', () => expect(merge([])).toEqual([]))
})
