/** Decomposition against statsmodels' values on a generated series (`stl-by-statsmodels.py` made them). */
import { describe, expect, it } from 'vitest'
import { decomposeMstl, decomposeStl, stlOptions } from '../../../../electron/engine/analysis/decompose/stl.ts'
import peer from './stl-by-statsmodels.json' with { type: 'json' }

const PLACES = [0, 1, 50, 100, 101, 333, 402, 500, 838, 839]

const series = (): Float64Array => {
  let state = 1
  const values = Float64Array.from({ length: 24 * 35 }, (_, i) => {
    state = (state * 16_807) % 2_147_483_647
    const hour = (2 * Math.PI * i) / 24
    return 20 + 0.01 * i + 3 * Math.sin(hour) + 1.5 * Math.sin(2 * hour + 1) + 2 * Math.cos(hour / 7) + (state / 2_147_483_647 - 0.5)
  })
  values[100] = (values[100] as number) + 15
  for (let i = 400; i < 404; i++) values[i] = (values[i] as number) - 9
  return values
}

const furthest = (values: Float64Array | undefined, wanted: readonly number[]): number => Math.max(...PLACES.map((place, i) => Math.abs((values?.[place] ?? Number.NaN) - (wanted[i] as number))))

describe('STL', () => {
  it('gives the trend and season that statsmodels gives', () => {
    const { trend, seasons } = decomposeStl(series(), stlOptions(24, 7, 1, 0, false))
    expect(furthest(trend, peer.plain.trend)).toBeLessThan(1e-9)
    expect(furthest(seasons[0], peer.plain.season)).toBeLessThan(1e-9)
  })

  it('gives the same with outliers weighed down', () => {
    const { trend, seasons } = decomposeStl(series(), stlOptions(24, 13, 1, 5, false))
    expect(furthest(trend, peer.robust.trend)).toBeLessThan(1e-9)
    expect(furthest(seasons[0], peer.robust.season)).toBeLessThan(1e-9)
  })

  it('gives the same where only every tenth of a window is fitted', () => {
    const { trend, seasons } = decomposeStl(series(), stlOptions(24, 13, 0, 0, true))
    expect(furthest(trend, peer.coarse.trend)).toBeLessThan(1e-9)
    expect(furthest(seasons[0], peer.coarse.season)).toBeLessThan(1e-9)
  })

  it('takes a day and a week apart as the paper does', () => {
    const { trend, seasons } = decomposeMstl(series(), [stlOptions(24, 11, 1, 0, false), stlOptions(168, 15, 1, 0, false)])
    expect(furthest(trend, peer.mstl.trend)).toBeLessThan(1e-9)
    expect(furthest(seasons[0], peer.mstl.day)).toBeLessThan(1e-9)
    expect(furthest(seasons[1], peer.mstl.week)).toBeLessThan(1e-9)
  })

  it('loses nothing: the parts add up to the series', () => {
    const values = series()
    const { trend, seasons, rest } = decomposeMstl(values, [stlOptions(24, 99, 0, 5, true), stlOptions(168, 99, 0, 5, true)])
    for (const i of PLACES) expect((trend[i] as number) + (seasons[0]?.[i] ?? 0) + (seasons[1]?.[i] ?? 0) + (rest[i] as number)).toBeCloseTo(values[i] as number, 9)
    expect(decomposeStl(values, stlOptions(24, 99, 0, 5, true)).rest[100]).toBeGreaterThan(13)
  })

  it('refuses a season longer than half the series', () => {
    expect(() => decomposeStl(new Float64Array(40), stlOptions(24, 7, 1, 0, false))).toThrow(RangeError)
  })
})
