/** Shifts in time, and the matrix of many points. */
import { describe, expect, it } from 'vitest'
import { correlationMatrix, type MatrixFigures } from '../../../../electron/engine/analysis/correlation/correlation-matrix.ts'
import { autocorrelations, lagLadder } from '../../../../electron/engine/analysis/correlation/effective-size.ts'
import { lagCurve, type LagCurve } from '../../../../electron/engine/analysis/correlation/lag-curve.ts'
import { maskedSeries } from '../../../../electron/engine/analysis/correlation/pearson.ts'
import { A, A_GAPS, B, B_GAPS, autoregression } from './generated-series.ts'

const curveOf = (x: Float64Array, y: Float64Array, most: number): LagCurve => {
  const ladder = lagLadder(x.length)
  const [a, b] = [maskedSeries(x), maskedSeries(y)]
  return lagCurve({ masked: a, autocorrelations: autocorrelations(a, ladder) }, { masked: b, autocorrelations: autocorrelations(b, ladder) }, ladder, most)
}

const matrixOf = (series: readonly Float64Array[], method: 'pearson' | 'spearman'): { figures: MatrixFigures; shares: number[] } => {
  const run = correlationMatrix(series, method, 0)
  const shares: number[] = []
  for (;;) {
    const step = run.next()
    if (step.done === true) return { figures: step.value, shares }
    shares.push(step.value)
  }
}

describe('a lag curve', () => {
  it('is pandas’ correlation with the shifted series at each shift', () => {
    const { lags, r } = curveOf(A_GAPS, B_GAPS, 6)
    expect([r[lags.indexOf(-5)], r[lags.indexOf(0)], r[lags.indexOf(3)]]).toEqual([expect.closeTo(0.450_320_162_748_796_2, 10), expect.closeTo(0.819_882_743_836_834_2, 10), expect.closeTo(0.515_776_573_833_397_5, 10)])
  })

  it('finds by how much the second is later, and that it moves the other way', () => {
    const x = autoregression(2_000, 41, 0.9)
    const own = autoregression(2_000, 42, 0.9)
    const y = x.map((_, t) => -(x[t - 7] ?? 0) + 0.3 * (own[t] as number))
    expect(curveOf(x, y, 24).best).toMatchObject({ lag: 7, r: expect.closeTo(-0.95, 1) })
    expect(curveOf(y, x, 24).best?.lag).toBe(-7)
    expect(curveOf(x, y, 24).best?.probability).toBeLessThan(1e-6)
  })

  it('does not make the best of many shifts of two strangers out to be something', () => {
    const probabilities = Array.from({ length: 60 }, (_, i) => curveOf(autoregression(1_000, 1_000 + i, 0.9), autoregression(1_000, 90_000 + 31 * i, 0.9), 24).best?.probability ?? 1)
    expect(probabilities.filter((probability) => probability < 0.05).length).toBeLessThanOrEqual(9)
  })

  it('has no best where a series stands still', () => {
    expect(curveOf(A, new Float64Array(400).fill(1), 5).best).toBeNull()
  })
})

describe('a correlation matrix', () => {
  const stranger = autoregression(400, 55, 0.5)
  const against = A.map((value, i) => -value + 0.2 * (stranger[399 - i] as number))
  const dead = new Float64Array(400).fill(Number.NaN)

  it('holds each pair twice, itself in the diagonal, and what cannot be told as NaN', () => {
    const { figures } = matrixOf([A, stranger, B, dead, against], 'pearson')
    expect(figures.r[2]).toBeCloseTo(0.831_052_5, 5)
    expect(figures.r[2 * 5]).toBe(figures.r[2])
    expect(figures.r[0]).toBe(1)
    expect(figures.r[3]).toBeNaN()
    expect(figures.q[3]).toBeNaN()
    expect(figures.q[2]).toBeLessThan(1e-6)
    expect(figures.q[1]).toBeGreaterThan(0.05)
    expect(figures.effective[2]).toBeLessThan(60)
  })

  it('puts what moves together, or against each other, into one group', () => {
    const { figures } = matrixOf([A, stranger, B, dead, against], 'pearson')
    expect(figures.groups[0]).toBe(figures.groups[2])
    expect(figures.groups[0]).toBe(figures.groups[4])
    expect(new Set(figures.groups).size).toBe(3)
  })

  it('asks by ranks when told to, so that one wild value does not decide', () => {
    const wild = A.map((value, i) => (i === 10 ? 1_000 : value))
    expect(Math.abs(matrixOf([wild, B], 'pearson').figures.r[1] as number)).toBeLessThan(0.2)
    expect(matrixOf([wild, B], 'spearman').figures.r[1]).toBeGreaterThan(0.75)
  })

  it('tells how far it is, never backwards, to the end', () => {
    const { shares } = matrixOf([A, B, stranger], 'pearson')
    expect(shares).toEqual(shares.toSorted((x, y) => x - y))
    expect(shares.at(-1)).toBe(1)
  })

  it('takes no points and one', () => {
    expect(matrixOf([], 'pearson').figures.r).toHaveLength(0)
    expect([...matrixOf([A], 'pearson').figures.r]).toEqual([1])
  })
})
