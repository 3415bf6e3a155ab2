/** The league table: its order, its words, its file. */
import { describe, expect, it } from 'vitest'
import { figureText, leagueCsv, leagueOrder, outliersOf, standsOut, withFigures } from '../../../renderer/screens/benchmark/league.ts'
import type { KindBenchmark } from '../../../shared/domain/kind-benchmark.ts'

const N = Number.NaN
const figure = { id: 'zoneDeviation' as const, values: Float64Array.of(0.4, N, 3, 0.5), coverage: Float64Array.of(1, 0, 1, 1), median: 0.5, lowerQuartile: 0.45, upperQuartile: 1.75, scores: Float64Array.of(-0.7, N, 17, 0) }
const benchmark: KindBenchmark = {
  what: 'benchmark', kind: 'vav', fromMs: 0, toMs: 1, stepMs: 1, madeAtMs: 0, figures: [figure],
  members: ['VAV-10', 'VAV-2', 'VAV-1', '=cmd'].map((name) => ({ id: name, name, deviceId: 1, pointIds: [] })),
}

describe('the league table', () => {
  it('stands by a figure, what is unknown last either way', () => {
    expect(leagueOrder(benchmark, 'zoneDeviation', true)).toEqual([2, 3, 0, 1])
    expect(leagueOrder(benchmark, 'zoneDeviation', false)).toEqual([0, 3, 2, 1])
  })

  it('stands by names as people count', () => {
    expect(leagueOrder(benchmark, 'name', true)).toEqual([3, 2, 1, 0])
  })

  it('holds the figures that are named, and all where none of them is known', () => {
    const two = { ...benchmark, figures: [figure, { ...figure, id: 'starts' as const }] }
    expect(withFigures(two, 'starts,valveTravel').figures.map(({ id }) => id)).toEqual(['starts'])
    expect(withFigures(two, 'valveTravel,<x>')).toBe(two)
    expect(withFigures(two, null)).toBe(two)
  })

  it('says who stands out, and which way', () => {
    expect([standsOut(3.5), standsOut(-4), standsOut(1), standsOut(N)]).toEqual(['high', 'low', null, null])
    expect(outliersOf(figure)).toEqual([2])
  })

  it('has as many digits as the quantity deserves', () => {
    expect([figureText('zoneDeviation', 0.456), figureText('valveTravel', 12.6), figureText('zoneMean', -3.21), figureText('runHours', N)]).toEqual(['0.46', '13', '−3.2', '–'])
  })

  it('is a file that a spreadsheet opens, without formulas and without made-up zeros', () => {
    const lines = leagueCsv(benchmark, [2, 1, 3], { name: 'Name', figure: () => 'Off' }).split('\r\n')
    expect(lines).toEqual(['\uFEFFName,"Off, K","Off, z"', 'VAV-1,3.000,17.00', 'VAV-2,,', "'=cmd,0.500,0.00", ''])
  })
})
