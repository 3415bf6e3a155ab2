/** Readings onto a grid: means, what is held and for how long, and what counters say. */
import { describe, expect, it } from 'vitest'
import { eventShift } from '../../../../electron/engine/analysis/correlation/event-shift.ts'
import { changesOfCounter, coverageOf, createResampler } from '../../../../electron/engine/analysis/correlation/resample.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'

const MINUTE_MS = 60_000
const grid = { startMs: 1_000 * MINUTE_MS, stepMs: 5 * MINUTE_MS, length: 12 }

/** Minute after the grid's start, value, quality. */
const series = (...rows: (readonly [minute: number, value: number, quality?: number])[]) => ({
  timesMs: Float64Array.from(rows, ([minute]) => grid.startMs + minute * MINUTE_MS), values: Float64Array.from(rows, ([, value]) => value), qualities: Uint16Array.from(rows, ([, , quality = 0]) => quality),
})

const resampled = (holdMinutes: number, gaps: readonly (readonly [number, number])[], ...parts: ReturnType<typeof series>[]): number[] => {
  const resampler = createResampler(grid, holdMinutes * MINUTE_MS, gaps.map(([from, to]) => ({ fromMs: grid.startMs + from * MINUTE_MS, toMs: grid.startMs + to * MINUTE_MS })))
  for (const part of parts) resampler.take(part)
  return [...resampler.finish()]
}

const N = Number.NaN

describe('readings on a grid', () => {
  it('are the mean of each step, from one part to the next', () => {
    expect(resampled(0, [], series([0, 20], [4, 22], [5, 30]), series([6, 32], [11, 7])).slice(0, 3)).toEqual([21, 31, 7])
  })

  it('stand where nothing new was said, but only for a while', () => {
    expect(resampled(15, [], series([0, 20], [50, 25]))).toEqual([20, 20, 20, 20, N, N, N, N, N, N, 25, 25])
  })

  it('stand from before the grid began', () => {
    expect(resampled(20, [], series([-12, 19])).slice(0, 4)).toEqual([19, 19, N, N])
  })

  it('do not stand across what was not observed, while readings that came later for it count', () => {
    expect(resampled(60, [[7, 22]], series([0, 20], [16, 24], [32, 28]))).toEqual([20, N, N, 24, N, N, 28, 28, 28, 28, 28, 28])
  })

  it('do not count when untrusted, and end what stood before', () => {
    expect(resampled(60, [], series([0, 20], [6, 900, QUALITY.outOfRange], [21, 22])).slice(0, 6)).toEqual([20, N, N, N, 22, 22])
  })

  it('cover the share of steps that is known', () => {
    expect(coverageOf(Float64Array.of(1, N, 3, N))).toBe(0.5)
    expect(coverageOf(new Float64Array(0))).toBe(0)
  })
})

describe('a counter', () => {
  it('is compared by its change from step to step', () => {
    const counter = Float64Array.from({ length: 80 }, (_, i) => 1_000 + i * i)
    const changes = changesOfCounter(counter)
    expect([changes?.[0], changes?.[1], changes?.[10]]).toEqual([N, 1, 19])
  })

  it('is none that falls, nor one that hardly rises', () => {
    expect(changesOfCounter(Float64Array.from({ length: 80 }, (_, i) => (i === 79 ? 0 : i)))).toBeNull()
    expect(changesOfCounter(Float64Array.from({ length: 80 }, (_, i) => Math.floor(i / 10)))).toBeNull()
  })
})

describe('how far a point was off in an event', () => {
  const rest = Float64Array.from({ length: 100 }, (_, i) => (i < 80 ? (i % 2 === 0 ? 1 : -1) : 5))
  const long = { ...grid, length: 100 }

  it('is the event’s mean less the mean before, and in spreads of before', () => {
    expect(eventShift(rest, long, grid.startMs + 80 * grid.stepMs, grid.startMs + 100 * grid.stepMs)).toEqual({ shift: 5, spreads: 5 })
  })

  it('is unknown without readings then, or with too few before', () => {
    expect(eventShift(rest.map((value, i) => (i >= 80 ? N : value)), long, grid.startMs + 80 * grid.stepMs, grid.startMs + 100 * grid.stepMs)).toEqual({ shift: N, spreads: N })
    expect(eventShift(rest, long, grid.startMs + 3 * grid.stepMs, grid.startMs + 5 * grid.stepMs)).toEqual({ shift: N, spreads: N })
  })
})
