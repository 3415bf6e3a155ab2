/** Lines never bridge what was not observed, and untrusted readings are drawn apart. */
import { describe, expect, it } from 'vitest'
import { firstAtOrAfter, lineBreaks, lineData } from '../../../renderer/charts/line-data.ts'
import { readingAt, readingInForce } from '../../../renderer/charts/reading-at.ts'
import { seriesFigures } from '../../../renderer/charts/series-figures.ts'
import { stateSegments, timeInStates } from '../../../renderer/charts/state-segments.ts'
import { QUALITY } from '../../../shared/domain/quality.ts'
import { evenSeries, flatValues, madeGap, madeSeries } from './made-series.ts'

const POLL = 10_000

describe('breaks of a line', () => {
  it('are not made by a usual poll, nor by two missed ones', () => {
    expect([...lineBreaks(madeSeries([[0, 1], [10_000, 1], [20_000, 1], [50_000, 1], [60_000, 1]]), [], POLL)]).toEqual([0, 0, 0, 0, 0])
  })
  it('are made by a pause longer than a point that reports its changes may be silent between two checks', () => {
    expect([...lineBreaks(madeSeries([[0, 1], [10_000, 1], [20_000, 1], [171_000, 1], [181_000, 1]]), [], POLL)]).toEqual([0, 0, 0, 1, 0])
  })
  it('are not made between a burst of changes and the next check of a point that reports them', () => {
    expect([...lineBreaks(madeSeries([[0, 1], [1_000, 2], [2_000, 3], [3_000, 4], [103_000, 4], [104_000, 5], [105_000, 6]]), [], POLL)]).toEqual([0, 0, 0, 0, 0, 0, 0])
  })
  it('are not made in history that was recorded less often than it is polled now', () => {
    expect(lineBreaks(evenSeries(0, 900_000, 20), [], POLL).includes(1)).toBe(false)
  })
  it('are not made where sparse history meets dense readings', () => {
    const sparse = Array.from({ length: 8 }, (_, i) => [i * 900_000, 1] as const)
    const dense = Array.from({ length: 8 }, (_, i) => [8 * 900_000 + i * POLL, 1] as const)
    expect(lineBreaks(madeSeries([...sparse, ...dense]), [], POLL).includes(1)).toBe(false)
  })
  it('is not where thinned readings keep the lowest and highest of each slice, but still where many slices are empty', () => {
    // Slices of an hour; the two kept readings lie close together at either end of them in turns.
    const kept = Array.from({ length: 40 }, (_, slice) => (slice % 2 === 0 ? [0, 60_000] : [3_500_000, 3_560_000]).map((offset) => [slice * 3_600_000 + offset, 1] as const)).flat()
    expect(lineBreaks({ ...madeSeries(kept), thinned: true }, [], POLL).includes(1)).toBe(false)
    const holed = kept.filter(([timeMs]) => timeMs < 15 * 3_600_000 || timeMs > 25 * 3_600_000)
    expect([...lineBreaks({ ...madeSeries(holed), thinned: true }, [], POLL)].filter(Boolean)).toHaveLength(1)
  })
  it('are made by every period not observed, however short', () => {
    expect([...lineBreaks(evenSeries(0, 10_000, 4), [madeGap(12_000, 18_000)], POLL)]).toEqual([0, 0, 1, 0])
  })
  it('are not made by a period not observed that readings lie in', () => {
    expect([...lineBreaks(evenSeries(0, 10_000, 4), [madeGap(5_000, 35_000)], POLL)]).toEqual([0, 0, 0, 0])
  })
})

describe('a line', () => {
  it('is flat pairs of time and value with its extremes', () => {
    const line = lineData(madeSeries([[0, 3], [10_000, -1], [20_000, 2]]), [], POLL)
    expect([...line.trusted]).toEqual([0, 3, 10_000, -1, 20_000, 2])
    expect([line.low, line.high, line.untrusted.length]).toEqual([-1, 3, 0])
  })
  it('is lifted at a break', () => {
    expect(flatValues(lineData(madeSeries([[0, 1], [10_000, 2], [190_000, 3], [200_000, 4]]), [], POLL).trusted)).toEqual([1, 2, Number.NaN, 3, 4])
  })
  it('goes on apart through untrusted readings and hangs together with the trusted ones', () => {
    const line = lineData(madeSeries([[0, 1], [10_000, 2], [20_000, 9, QUALITY.spike], [30_000, 3], [40_000, 4]]), [], POLL)
    expect(flatValues(line.trusted)).toEqual([1, 2, Number.NaN, 3, 4])
    expect(flatValues(line.untrusted)).toEqual([2, 9, 3, Number.NaN])
  })
  it('does not run untrusted readings across a break', () => {
    const line = lineData(madeSeries([[0, 1], [10_000, 2], [190_000, 9, QUALITY.fault], [200_000, 3]]), [], POLL)
    expect(flatValues(line.untrusted)).toEqual([9, 3, Number.NaN])
  })
  it('takes overridden and imported readings for trusted', () => {
    expect(lineData(madeSeries([[0, 1, QUALITY.overridden], [10_000, 2, QUALITY.imported]]), [], POLL).untrusted.length).toBe(0)
  })
  it('has no extremes without readings', () => {
    expect(lineData(madeSeries([]), [], POLL).low).toBeNaN()
  })
})

describe('states', () => {
  it('are one segment as long as they last', () => {
    const series = madeSeries([[0, 0], [10_000, 0], [20_000, 1], [30_000, 1], [40_000, 0]])
    expect(stateSegments(series, [], POLL, 45_000)).toEqual([
      { fromMs: 0, toMs: 20_000, state: 0, trusted: true },
      { fromMs: 20_000, toMs: 40_000, state: 1, trusted: true },
      { fromMs: 40_000, toMs: 45_000, state: 0, trusted: true },
    ])
  })
  it('end with their last reading before a break', () => {
    const segments = stateSegments(madeSeries([[0, 1], [10_000, 1], [200_000, 1], [210_000, 1]]), [], POLL, 210_000)
    expect(segments.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[0, 10_000], [200_000, 210_000]])
  })
  it('do not last on when readings have stopped', () => {
    expect(stateSegments(madeSeries([[0, 1], [10_000, 1]]), [], POLL, 900_000).at(-1)?.toMs).toBe(160_000)
  })
  it('do not last into a period not observed', () => {
    expect(stateSegments(madeSeries([[0, 1], [10_000, 1]]), [madeGap(15_000, 60_000)], POLL, 30_000).at(-1)?.toMs).toBe(10_000)
  })
  it('are told apart when they are not to be trusted', () => {
    expect(stateSegments(madeSeries([[0, 1], [10_000, 1, QUALITY.fault], [20_000, 1]]), [], POLL, 20_000).map((segment) => segment.trusted)).toEqual([true, false])
  })
  it('add up to the time spent in each', () => {
    const segments = stateSegments(madeSeries([[0, 0], [10_000, 1], [20_000, 0], [30_000, 0]]), [], POLL, 30_000)
    expect([...timeInStates(segments)]).toEqual([[0, 20_000], [1, 10_000]])
  })
})

describe('the reading at an instant', () => {
  const series = madeSeries([[0, 1], [10_000, 2], [20_000, 3]])
  const whole = new Uint8Array(3)
  it.each([[-4_000, 1], [4_000, 1], [6_000, 2], [20_500, 3]])('at %d is the nearest', (timeMs, value) => {
    expect(readingAt(series, whole, timeMs, 5_000)?.value).toBe(value)
  })
  it('is known wherever the line runs, however far its readings lie apart', () => {
    expect(readingAt(evenSeries(0, 900_000, 4), new Uint8Array(4), 1_300_000, 5_000)?.value).toBe(1)
  })
  it('is none beyond the line and where the line is broken', () => {
    expect(readingAt(series, whole, 30_000, 5_000)).toBeNull()
    expect(readingAt(series, Uint8Array.of(0, 0, 1), 15_000, 1_000)).toBeNull()
    expect(readingAt(madeSeries([]), new Uint8Array(), 0, 5_000)).toBeNull()
  })
  it('in force is the last one before, not the next', () => {
    expect(readingInForce(series, whole, 19_999, 1_000)?.value).toBe(2)
    expect(readingInForce(series, whole, 20_000, 1_000)?.value).toBe(3)
    expect(readingInForce(series, whole, -1, 60_000)).toBeNull()
    expect(readingInForce(series, whole, 100_000, 60_000)).toBeNull()
    expect(readingInForce(series, Uint8Array.of(0, 1, 0), 9_000, 1_000)).toBeNull()
  })
  it('is found by halving', () => {
    const times = Float64Array.from({ length: 1_001 }, (_, i) => i * 2)
    expect([firstAtOrAfter(times, -1), firstAtOrAfter(times, 999), firstAtOrAfter(times, 1_000), firstAtOrAfter(times, 5_000)]).toEqual([0, 500, 500, 1_001])
  })
})

describe('figures of a period', () => {
  it('weigh each reading by the time it stood', () => {
    const figures = seriesFigures(madeSeries([[0, 10], [10_000, 20], [40_000, 0]]), { fromMs: 0, toMs: 40_000 }, 60_000)
    expect(figures).toMatchObject({ count: 3, low: 0, high: 20, mean: (10 * 10 + 20 * 30) / 40 })
  })
  it('do not weigh a reading through a pause', () => {
    expect(seriesFigures(madeSeries([[0, 10], [1_000_000, 20], [1_010_000, 20]]), { fromMs: 0, toMs: 1_010_000 }, 10_000)?.mean).toBe(15)
  })
  it('leave out what lies outside, and are none without readings', () => {
    expect(seriesFigures(madeSeries([[0, 99], [10_000, 1]]), { fromMs: 5_000, toMs: 20_000 }, 10_000)).toMatchObject({ count: 1, mean: 1 })
    expect(seriesFigures(madeSeries([[0, Number.NaN]]), { fromMs: 0, toMs: 1 }, 1)).toBeNull()
  })
})
