/** What the point that feeds another tells of it, on histories whose truth is known. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../../../electron/engine/analysis/calendar.ts'
import { fitUpstream, judgeUpstream, mostBeyond, upstreamShift, type GriddedUpstream } from '../../../../electron/engine/analysis/detect/upstream-model.ts'
import type { Gate } from '../../../../electron/engine/analysis/detect/upstream-points.ts'
import { seededRandom } from '../../../../shared/random.ts'

const START_MS = Date.parse('2026-03-02T00:00:00Z')
const COUNT = 30 * 96
const calendar = createCalendar('UTC')
const random = seededRandom(11)
const noise = (): number => random() + random() - 1
const grid = (of: (i: number) => number): Float32Array => Float32Array.from({ length: COUNT }, (_, i) => of(i))
const wander = (i: number): number => 2 * Math.sin(i / 37) + 1.5 * Math.sin(i / 203)
const supply = grid((i) => 16 + wander(i) + 0.05 * noise())
const box = grid((i) => (supply[i] as number) + 0.8 + 0.1 * noise())
const fed = (upstream: Float32Array, gates: GriddedUpstream['gates'] = []): GriddedUpstream => ({ pointId: 7, grid: upstream, gates })
const fit = (own: Float32Array, ...candidates: readonly GriddedUpstream[]) => fitUpstream(own, candidates, START_MS, calendar, 1)
const both = (value: number) => ({ now: value, felt: value })

describe('what feeds a point', () => {
  const model = fit(box, fed(supply))!

  it('is learnt as a line where it foretells better than the habit of the point', () => {
    expect(model.slope).toBeCloseTo(1, 1)
    expect(judgeUpstream(model, 17.8, both(17), 10, 1).expected).toBeCloseTo(17.8, 1)
    expect(model.halfWidth).toBeCloseTo(1, 1)
  })

  it('is none where the point goes its own way, or does as it always does', () => {
    expect(fit(grid((i) => 18 + 2 * Math.sin(i / 29) + 0.1 * noise()), fed(supply))).toBeNull()
    expect(fit(grid((i) => 18 + 3 * Math.sin((i / 96) * 2 * Math.PI) + 0.1 * noise()), fed(supply))).toBeNull()
  })

  it('is none before ten days', () => {
    expect(fit(box.map((value, i) => (i < 21 * 96 ? Number.NaN : value)), fed(supply))).toBeNull()
  })

  it('is the one of several that foretells best', () => {
    const other = grid((i) => 16 + 0.6 * wander(i) + 2 * Math.sin(i / 51))
    expect(fit(box, { ...fed(other), pointId: 6 }, fed(supply), { ...fed(grid(() => Number.NaN)), pointId: 5 })?.pointId).toBe(7)
  })

  it('is the nearer of two that tell about as much', () => {
    const alike = supply.map((value) => value + 0.02 * noise())
    expect(fit(box, { ...fed(alike), pointId: 6 }, fed(supply))?.pointId).toBe(6)
    expect(fit(box, fed(supply), { ...fed(alike), pointId: 6 })?.pointId).toBe(7)
  })

  it('finds a point that leaves it, by how far in half-widths', () => {
    expect(judgeUpstream(model, 20.8, both(17), 10, 1).score).toBeCloseTo(3 / model.halfWidth, 1)
    expect(judgeUpstream(model, 20.8, both(17), 10, 2).score).toBeCloseTo(1.5 / model.halfWidth, 1)
  })

  it('finds nothing while it is itself beyond what is ordinary: it may be the one that is wrong', () => {
    expect(judgeUpstream(model, 17, both(30), 10, 1)).toMatchObject({ score: 0, expected: Number.NaN })
    expect(judgeUpstream(model, 17, both(Number.NaN), 10, 1).score).toBe(0)
  })

  it('lets a point that follows late read anything between the moment and the last hour', () => {
    expect(judgeUpstream(model, 17.5, { now: 18, felt: 15 }, 10, 1)).toMatchObject({ score: 0, expected: 17.5 })
  })

  it('takes off a distance what it moves, also while the point is only on its way', () => {
    const usual = 16.8
    expect(upstreamShift(model, 22.8, usual, both(22), 10)).toBeCloseTo(6, 0)
    expect(upstreamShift(model, 19, usual, { now: 22, felt: 16 }, 10)).toBeCloseTo(6, 0)
    expect(mostBeyond(model, 6, 6, 1)).toBe(0)
    expect(mostBeyond(model, 2, 6, 1)).toBe(0)
    expect(mostBeyond(model, 6 + 2 * model.halfWidth, 6, 1)).toBeCloseTo(2, 9)
  })

  it('explains no distance the other way, and none that it makes less than half of', () => {
    expect(upstreamShift(model, 12, 16.8, both(22), 10)).toBeNaN()
    expect(upstreamShift(model, 22.8, 16.8, both(17.5), 10)).toBeNaN()
    expect(mostBeyond(model, 6, Number.NaN, 1)).toBe(Infinity)
  })
})

describe('a relation that holds only while valves are shut and fans run', () => {
  const shut: Gate = { pointIds: [1, 2], when: 'shut' }
  const runs: Gate = { pointIds: [3], when: 'runs' }
  const hour = (i: number): number => (i / 4) % 24
  const isOpen = (i: number): boolean => hour(i) < 9
  const isOff = (i: number): boolean => hour(i) >= 20
  const valve = grid((i) => (isOpen(i) ? 60 : 0))
  const fan = grid((i) => Number(!isOff(i)))
  const own = grid((i) => (isOff(i) ? 24 : isOpen(i) ? 30 + 3 * noise() : (supply[i] as number)) + 0.1 * noise())
  const gates = [{ gate: shut, grids: [valve, grid(() => 0)] }, { gate: runs, grids: [fan] }]

  it('is learnt of these moments alone', () => {
    const model = fit(own, fed(supply, gates))
    expect(model?.slope).toBeCloseTo(1, 1)
    expect(model?.gates).toEqual([shut, runs])
    expect(model!.halfWidth).toBeLessThan(1.6)
    expect(fit(own, fed(supply))).toBeNull()
  })

  it('is not learnt where it never holds', () => {
    expect(fit(own, fed(supply, [{ gate: shut, grids: [grid(() => 50)] }]))).toBeNull()
    expect(fit(own, fed(supply, [{ gate: runs, grids: [grid(() => Number.NaN)] }]))).toBeNull()
  })
})
