/** What siblings and weather tell of a point, on histories whose truth is known. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { GRID_MS, onceSmoothed, onGrid } from '../../../../electron/engine/analysis/detect/related-grid.ts'
import { fitRelated, judgeSiblings, unexplainedShare, WEATHER_TAU_MS, weatherShift, type Gridded } from '../../../../electron/engine/analysis/detect/related-model.ts'
import { seededRandom } from '../../../../shared/random.ts'

const DAY_MS = 86_400_000
const START_MS = Date.parse('2026-03-02T00:00:00Z')
const COUNT = 30 * 96
const calendar = createCalendar('UTC')
const random = seededRandom(7)
const noise = (): number => random() + random() - 1
const wander = (i: number): number => 3 * Math.sin(i / 150) + 2 * Math.sin(i / 61)
const grid = (of: (i: number) => number): Float32Array => Float32Array.from({ length: COUNT }, (_, i) => of(i))
const smoothed = (air: Float32Array): Float64Array => onceSmoothed(air, WEATHER_TAU_MS)
const related = (own: Float32Array, siblings: readonly Gridded[], weather: Gridded | null) => fitRelated(own, { siblings, weather, upstream: [] }, START_MS, calendar, 1)
const nothing = grid(() => Number.NaN)

const room = (offset: number) => grid((i) => 20 + offset + wander(i) + 0.1 * noise())
const siblings = [1, 2, 3, 4].map((pointId) => ({ pointId, grid: room(0.3 * pointId) }))

describe('siblings', () => {
  const model = related(room(0), siblings, null)?.siblings

  it('let a value be expected, within a band no narrower than the quantity varies anyhow', () => {
    const verdict = judgeSiblings(model!, 25, siblings.map((_, i) => 25 + 0.3 * (i + 1)), 1)
    expect(verdict.expected).toBeCloseTo(25, 0)
    expect(verdict.score).toBeLessThan(0.3)
    expect(verdict.high - verdict.expected).toBeGreaterThanOrEqual(1)
    expect(judgeSiblings(model!, 28, siblings.map((_, i) => 25 + 0.3 * (i + 1)), 1).score).toBeGreaterThan(2)
  })

  it('are judged by a wider band where somebody wants it wider', () => {
    const values = siblings.map((_, i) => 22 + 0.3 * (i + 1))
    expect(judgeSiblings(model!, 24, values, 2).score).toBeCloseTo(judgeSiblings(model!, 24, values, 1).score / 2, 9)
  })

  it('say nothing when fewer than three are observed', () => {
    expect(judgeSiblings(model!, 40, [21, 21, Number.NaN, Number.NaN], 1)).toMatchObject({ score: 0, expected: Number.NaN })
    expect(judgeSiblings(model!, 40, [21, 21, 21, Number.NaN], 1).score).toBeGreaterThan(3)
  })

  it('are learnt from twelve days at the end of a window that is longer', () => {
    const young = (each: Float32Array): Float32Array => each.map((value, i) => (i < COUNT - 12 * 96 ? Number.NaN : value))
    const own = related(young(room(0)), siblings.map((each) => ({ ...each, grid: young(each.grid) })), null)?.siblings
    const verdict = judgeSiblings(own!, 25, siblings.map((_, i) => 25 + 0.3 * (i + 1)), 1)
    expect(verdict.expected).toBeCloseTo(25, 0)
    expect(judgeSiblings(own!, 29, siblings.map((_, i) => 25 + 0.3 * (i + 1)), 1).score).toBeGreaterThan(2)
  })

  it('are no siblings when they are two, or were hardly observed together', () => {
    expect(related(room(0), siblings.slice(0, 2), null)).toBeNull()
    expect(related(nothing, siblings, null)).toBeNull()
    expect(related(room(0), siblings.map((each, i) => (i < 2 ? { ...each, grid: nothing } : each)), null)).toBeNull()
  })

  it('one of which is wrong mislead nobody', () => {
    const values = siblings.map((_, i) => 22 + 0.3 * (i + 1))
    expect(judgeSiblings(model!, 22, [values[0]!, values[1]!, values[2]!, 60], 1).score).toBeLessThan(0.5)
  })
})

describe('the weather', () => {
  const air = { pointId: 9, grid: grid((i) => 10 + wander(i) + 5 * Math.sin((i / 96) * 2 * Math.PI)) }
  const felt = smoothed(air.grid)

  it('is found with its slope where a point follows it', () => {
    const own = grid((i) => 15 + 0.5 * (felt[i] as number) + 0.2 * noise())
    const weather = related(own, [], air)?.weather
    expect(weather?.slope).toBeCloseTo(0.5, 1)
    expect(weatherShift(weather!, (weather!.usual[12] as number) + 10, 12)).toBeCloseTo(5, 0)
  })

  it('is none where a point does not follow it', () => {
    expect(related(grid(() => 21 + 0.5 * noise()), [], air)).toBeNull()
    expect(related(grid((i) => 15 + 0.5 * (felt[i] as number)), [], { pointId: 9, grid: nothing })).toBeNull()
  })

  it('is known after three hours, and anew after a gap', () => {
    const broken = smoothed(Float32Array.from({ length: 40 }, (_, i) => (i === 20 ? Number.NaN : 10)))
    expect([...broken.keys()].filter((i) => !Number.isNaN(broken[i]))).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 32, 33, 34, 35, 36, 37, 38, 39])
  })

  it('explains of a distance what lies on its way', () => {
    expect(unexplainedShare(4, 4)).toBe(0)
    expect(unexplainedShare(4, 3)).toBe(0.25)
    expect(unexplainedShare(-4, -1)).toBe(0.75)
    expect(unexplainedShare(4, -3)).toBe(1)
    expect(unexplainedShare(4, 20)).toBe(1)
    expect(unexplainedShare(4, Number.NaN)).toBe(1)
  })
})

describe('a history on the grid', () => {
  it('is what stood at each quarter of an hour, for an hour at most, without what is not trusted', () => {
    const at = (minutes: number): number => START_MS + minutes * 60_000
    const series = { pointId: 1, thinned: false, timesMs: Float64Array.of(at(-5), at(20), at(40), at(50)), values: Float64Array.of(1, 2, 3, 4), qualities: Uint16Array.of(0, 0, 2, 0) }
    expect([...onGrid(series, START_MS, START_MS + DAY_MS / 12 + GRID_MS)]).toEqual([1, 1, 2, Number.NaN, 4, 4, 4, 4, Number.NaN])
    expect(GRID_MS).toBe(900_000)
  })
})
