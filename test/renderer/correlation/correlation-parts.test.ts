/** Parts of the correlation screen that need no browser: its address, its words, its cells, its plots. */
import { describe, expect, it } from 'vitest'
import { correlationAddress, parseCorrelationAddress } from '../../../renderer/screens/correlation/correlation-address.ts'
import { correlationText, pairsOf, rateText, strengthOf } from '../../../renderer/screens/correlation/correlation-words.ts'
import { cellSize, indexOf, moveCell } from '../../../renderer/screens/correlation/matrix-cells.ts'
import { dotsPath, linePath, rangeOf } from '../../../renderer/screens/correlation/plot-scale.ts'
import type { CorrelationMatrix } from '../../../shared/domain/correlation.ts'

const N = Number.NaN
const matrix: CorrelationMatrix = {
  what: 'matrix', fromMs: 0, toMs: 1, stepMs: 1, options: { method: 'pearson', season: true, outdoor: false }, outdoorPointId: null, madeAtMs: 0,
  pointIds: [7, 8, 9], coverage: [1, 1, 1], counters: [], leftOut: [],
  r: Float32Array.of(1, -0.5, 0.75, -0.5, 1, N, 0.75, N, 1), q: Float32Array.of(N, 0.001, 0.2, 0.001, N, N, 0.2, N, N), effective: new Float32Array(9).fill(50),
  order: Int32Array.of(2, 0, 1), groups: Int32Array.of(0, 1, 0),
}

describe('the address of the correlation screen', () => {
  it('keeps everything that is shown', () => {
    const address = { points: [3, 5, 9], days: 90, fixed: null, options: { method: 'spearman', season: false, outdoor: true }, pair: [3, 9], moved: null } as const
    const to = correlationAddress(address)
    expect(to).toBe('/trend/correlation?points=3,5,9&pair=3,9&days=90&method=spearman&season=0&outdoor=1')
    expect(parseCorrelationAddress(to.split('?')[1] ?? '')).toEqual(address)
  })

  it('keeps a period of one’s own and the point whose company is asked for', () => {
    const address = { points: [], days: 30, fixed: { fromMs: 1_000, toMs: 2_000 }, options: { method: 'pearson', season: true, outdoor: false }, pair: null, moved: 4 } as const
    expect(parseCorrelationAddress(correlationAddress(address).split('?')[1] ?? '')).toEqual(address)
  })

  it('takes what is wrong in it for not said', () => {
    expect(parseCorrelationAddress('points=3,x,3,-1&days=12&from=9&to=5&pair=3,3&method=magic&moved=no')).toEqual({
      points: [3], days: 30, fixed: null, options: { method: 'pearson', season: true, outdoor: false }, pair: null, moved: null,
    })
  })
})

describe('a correlation in words', () => {
  it('is chance before it is strong, and unknown before it is chance', () => {
    expect([strengthOf(0.9, 0.2), strengthOf(-0.9, 0.01), strengthOf(0.5, 0.01), strengthOf(0.1, 0.01), strengthOf(0.9, N), strengthOf(N, N)]).toEqual(['chance', 'strong', 'clear', 'weak', 'unknown', 'unknown'])
  })

  it('has two digits, a true minus, and no number where there is none', () => {
    expect([correlationText(-0.304), correlationText(0.75), correlationText(N)]).toEqual(['−0.30', '0.75', '–'])
    expect([rateText(0.0001), rateText(0.034), rateText(0.4), rateText(N)]).toEqual(['< 0.1\u00a0%', '3.4\u00a0%', '40\u00a0%', '–'])
  })

  it('lists pairs that are sure, strongest first, and all with what cannot be told last', () => {
    expect(pairsOf(matrix, true).map(({ firstId, secondId }) => [firstId, secondId])).toEqual([[7, 8]])
    expect(pairsOf(matrix, false).map(({ firstId, secondId }) => [firstId, secondId])).toEqual([[7, 8], [7, 9], [8, 9]])
  })
})

describe('cells of the matrix', () => {
  it('stand in the order of the groups', () => {
    expect(indexOf(matrix, { row: 0, column: 1 })).toBe(2 * 3 + 0)
  })

  it('are left by arrow keys only inside', () => {
    expect(moveCell({ row: 0, column: 2 }, 'ArrowUp', 3)).toEqual({ row: 0, column: 2 })
    expect(moveCell({ row: 0, column: 2 }, 'ArrowDown', 3)).toEqual({ row: 1, column: 2 })
    expect(moveCell({ row: 1, column: 2 }, 'Home', 3)).toEqual({ row: 1, column: 0 })
    expect(moveCell({ row: 1, column: 2 }, 'a', 3)).toBeNull()
  })

  it('are never too small to hit nor larger than a number needs', () => {
    expect([cellSize(200, 900, 600), cellSize(3, 900, 600), cellSize(20, 900, 600), cellSize(0, 0, 0)]).toEqual([5, 44, 30, 5])
  })
})

describe('a small plot', () => {
  const box = { left: 0, top: 0, width: 4, height: 10 }

  it('leaves gaps open', () => {
    expect(linePath(Float64Array.of(0, 10, N, 5), { low: 0, high: 10, step: 5 }, box)).toBe('M0.5 10.0h0.1L1.5 0.0M3.5 5.0h0.1')
  })

  it('shows lowest and highest where many values share a pixel', () => {
    expect(linePath(Float64Array.of(0, 10, 5, 5, 5, 5, 5, 5), { low: 0, high: 10, step: 5 }, box)).toMatch(/^M0.5 10.0L0.5 0.0L1.5/)
  })

  it('has a dot for each moment at which both are known', () => {
    const scale = { low: 0, high: 10, step: 5 }
    expect(dotsPath(Float64Array.of(0, 5, N), Float64Array.of(0, N, 3), scale, scale, box)).toBe('M0.0 10.0h0')
  })

  it('has a scale although nothing is known', () => {
    const { low, high } = rangeOf(Float64Array.of(N, N))
    expect(high).toBeGreaterThan(low)
  })
})
