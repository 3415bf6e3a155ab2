/** Panels, scales, labels and marks of a chart. */
import { describe, expect, it } from 'vitest'
import { alertBars } from '../../../renderer/charts/alert-lanes.ts'
import { alignedScale, intervalsOf, niceScale, scaleTicks, tickDecimals, valueToY } from '../../../renderer/charts/axis-scale.ts'
import { bandAt } from '../../../renderer/charts/band-at.ts'
import { bandExtent, bandPath } from '../../../renderer/charts/band-path.ts'
import { spanToPixels, timeToX, xToTime } from '../../../renderer/charts/chart-geometry.ts'
import { planChart, type PlanInput } from '../../../renderer/charts/chart-plan.ts'
import { placeLabels } from '../../../renderer/charts/label-layout.ts'
import { frameOption, lineSeriesOption, sameLines } from '../../../renderer/charts/line-option.ts'
import { chartLayout } from '../../../renderer/charts/panel-layout.ts'
import { madeAlert, madePoint, madeSeries } from './made-series.ts'

describe('a round scale', () => {
  it.each([
    [15.6, 22.9, 5, [14, 16, 18, 20, 22, 24]],
    [0, 100, 4, [0, 25, 50, 75, 100]],
    [-3, 4, 4, [-4, -2, 0, 2, 4]],
  ])('of %d to %d has round ticks around it', (low, high, intervals, ticks) => {
    expect(scaleTicks(niceScale(low, high, intervals))).toEqual(ticks)
  })
  it('gives a flat line room, but none across zero', () => {
    expect(niceScale(21, 21, 4, 2)).toMatchObject({ low: 20, high: 22 })
    expect(niceScale(0, 0, 4, 10).low).toBe(0)
    expect(niceScale(0, 0, 5)).toEqual({ low: 0, high: 1, step: 1 })
    expect(niceScale(2, 6, 4, 10).low).toBe(0)
  })
  it('stands without values', () => {
    expect(niceScale(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 4)).toMatchObject({ low: 0, high: 1 })
  })
  it.each([[3, 97, 3], [612, 655, 5], [0.01, 0.94, 4], [-20, 35, 7], [1_204_000, 1_204_900, 4]])('of %d to %d can have exactly %d intervals', (low, high, intervals) => {
    const scale = alignedScale(low, high, intervals)
    expect(intervalsOf(scale)).toBe(intervals)
    expect(scale.low).toBeLessThanOrEqual(low)
    expect(scale.high).toBeGreaterThanOrEqual(high)
  })
  it('has as many decimals as tell its ticks apart', () => {
    expect([tickDecimals(5), tickDecimals(2.5), tickDecimals(0.25), tickDecimals(0.02)]).toEqual([0, 1, 2, 2])
  })
  it('runs upwards', () => {
    const box = { top: 10, height: 100 }
    expect([valueToY({ low: 0, high: 10, step: 5 }, box, 0), valueToY({ low: 0, high: 10, step: 5 }, box, 10)]).toEqual([110, 10])
  })
})

describe('the layout', () => {
  const temperature = madePoint({ id: 1 })
  const second = madePoint({ id: 2 })
  const valve = madePoint({ id: 3, units: 98 })
  const power = madePoint({ id: 4, units: 48 })
  const fan = madePoint({ id: 5, kind: 'binary', units: null })

  it('lets points of one quantity share an axis, and two quantities a panel', () => {
    const layout = chartLayout([temperature, valve, second])
    expect(layout.panels.map((panel) => [panel.left.pointIds, panel.right?.pointIds])).toEqual([[[1, 2], [3]]])
  })
  it('opens another panel for a third quantity', () => {
    expect(chartLayout([temperature, valve, power]).panels.length).toBe(2)
  })
  it('keeps °C and °F apart', () => {
    expect(chartLayout([temperature, madePoint({ id: 9, units: 64 })]).panels[0]?.right?.symbol).toBe('°F')
  })
  it('gives each point with states a lane', () => {
    expect(chartLayout([fan, temperature]).lanes).toEqual([5])
  })

  const input = (patch: Partial<PlanInput> = {}): PlanInput => ({
    points: [temperature, valve, fan],
    series: new Map([
      [1, madeSeries([[0, 15], [50, 20], [100, 18]], 1)],
      [3, madeSeries([[0, 0], [100, 100]], 3)],
      [5, madeSeries([[0, 1], [100, 1]], 5)],
    ]),
    compared: null,
    gaps: [],
    band: null,
    range: { fromMs: 0, toMs: 100 },
    nowMs: 100,
    colors: new Map(),
    focusId: null,
    width: 900,
    height: 400,
    top: 20,
    labelWidth: 150,
    ...patch,
  })

  it('puts everything on the chart, one under the other', () => {
    const plan = planChart(input())
    const panel = plan.panels[0]?.box ?? { top: 0, height: 0 }
    const lane = plan.lanes[0]?.box ?? { top: 0, height: 0 }
    expect(panel.top).toBe(20)
    expect(panel.top + panel.height).toBeLessThanOrEqual(lane.top)
    expect(lane.top + lane.height).toBeLessThanOrEqual(plan.axisTop)
    expect(plan.plot.left + plan.plot.width).toBeLessThan(900 - 150)
  })
  it('scales the axis by what is seen and by the band', () => {
    const zoomed = planChart(input({ range: { fromMs: 90, toMs: 100 } }))
    expect(zoomed.panels[0]?.left.high).toBeLessThan(20)
    const band = { pointId: 1, timesMs: Float64Array.of(0, 100), expected: Float64Array.of(30, 30), low: Float64Array.of(29, 29), high: Float64Array.of(31, 31) }
    expect(planChart(input({ band })).panels[0]?.left.high).toBeGreaterThanOrEqual(31)
  })
  it('leaves air above the highest value, but none above 100 %', () => {
    const flat = (id: number, low: number, high: number) => new Map([[id, madeSeries([[0, low], [100, high]], id)]])
    expect(planChart(input({ points: [temperature], series: flat(1, 6, 13) })).panels[0]?.left.high).toBeGreaterThan(13)
    expect(planChart(input({ points: [valve], series: flat(3, 0, 100) })).panels[0]?.left).toMatchObject({ low: 0, high: 100 })
  })
  it('gives ECharts flat data, no animation, and an axis for each side', () => {
    const plan = planChart(input())
    const frame = frameOption(plan.panels, { fromMs: 0, toMs: 100 }, plan.plot, '#ccc')
    const series = lineSeriesOption(plan.lines, plan.plot.width) as { data: unknown; yAxisIndex: number }[]
    expect(frame.animation).toBe(false)
    expect(series.map((line) => [line.data instanceof Float64Array, line.yAxisIndex])).toEqual([[true, 1], [true, 0]])
  })
  it('draws the same lines when only the period moves, and others when readings come', () => {
    const first = input()
    const moved = planChart({ ...first, range: { fromMs: 10, toMs: 90 } })
    expect(sameLines(planChart(first).lines, moved.lines)).toBe(true)
    const longer = new Map(first.series).set(1, madeSeries([[0, 15], [100, 18]], 1))
    expect(sameLines(moved.lines, planChart({ ...first, series: longer }).lines)).toBe(false)
  })
  it('stands without any readings', () => {
    expect(planChart(input({ series: new Map() })).lines).toEqual([])
  })
})

describe('labels', () => {
  it('stay where they wish when there is room', () => {
    expect([...placeLabels([{ id: 1, y: 50 }, { id: 2, y: 150 }], 16, 0, 200)]).toEqual([[1, 50], [2, 150]])
  })
  it('never cover each other nor leave the panel', () => {
    const places = [...placeLabels(Array.from({ length: 8 }, (_, id) => ({ id, y: 195 })), 16, 0, 200).values()].sort((a, b) => a - b)
    expect(places.every((y, i) => i === 0 || y - (places[i - 1] ?? 0) >= 16)).toBe(true)
    expect(places.at(-1)).toBeLessThanOrEqual(192)
    expect(places[0]).toBeGreaterThanOrEqual(8)
  })
})

describe('alert bars', () => {
  const range = { fromMs: 1_000, toMs: 2_000 }
  it('are clipped to the period and say where the alert goes on', () => {
    const [bar] = alertBars([madeAlert({ startedAtMs: 500, clearedAtMs: null })], range, 5_000, 1, 3)
    expect(bar).toMatchObject({ fromMs: 1_000, toMs: 2_000, openLeft: true, openRight: true })
  })
  it('stack where they overlap, most urgent nearest to the lines', () => {
    const bars = alertBars([madeAlert({ id: 1, severity: 'low', startedAtMs: 1_100, clearedAtMs: 1_500 }), madeAlert({ id: 2, severity: 'critical', startedAtMs: 1_200, clearedAtMs: 1_600 }), madeAlert({ id: 3, startedAtMs: 1_700, clearedAtMs: 1_800 })], range, 2_000, 1, 3)
    expect(bars.map((bar) => [bar.alert.id, bar.lane])).toEqual([[2, 0], [3, 0], [1, 1]])
  })
  it('leave out alerts of other times', () => {
    expect(alertBars([madeAlert({ startedAtMs: 100, clearedAtMs: 200 }), madeAlert({ startedAtMs: 3_000, clearedAtMs: null })], range, 4_000, 1, 3)).toEqual([])
  })
  it('keep a handle of some pixels however short the alert', () => {
    const [bar] = alertBars([madeAlert({ startedAtMs: 1_500, clearedAtMs: 1_501 })], range, 4_000, 50, 3)
    expect((bar?.toMs ?? 0) - (bar?.fromMs ?? 0)).toBe(50)
  })
})

describe('the expected band', () => {
  const band = { pointId: 1, timesMs: Float64Array.of(0, 10, 20, 30), expected: Float64Array.of(5, 5, Number.NaN, 7), low: Float64Array.of(4, 3, Number.NaN, 6), high: Float64Array.of(6, 7, Number.NaN, 8) }
  it('is known between its steps by straight lines', () => {
    expect(bandAt(band, 5)).toEqual({ expected: 5, low: 3.5, high: 6.5 })
    expect(bandAt(band, 15)).toBeNull()
    expect(bandAt(band, 31)).toBeNull()
  })
  it('has the extremes of what is seen', () => {
    expect(bandExtent(band, 0, 30)).toEqual({ low: 3, high: 8 })
    expect(bandExtent(band, 11, 29)).toBeNull()
  })
  it('is one area for each stretch where it is known', () => {
    const path = bandPath(band, { plot: { left: 0, width: 30 }, range: { fromMs: 0, toMs: 30 }, scale: { low: 0, high: 10, step: 5 }, box: { top: 0, height: 10 } })
    expect(path).toBe('M0.0 4.0L10.0 3.0L10.0 7.0L0.0 6.0Z')
  })
})

describe('time and pixels', () => {
  const plot = { left: 50, width: 100 }
  const range = { fromMs: 1_000, toMs: 2_000 }
  it('are one line', () => {
    expect([timeToX(plot, range, 1_500), xToTime(plot, range, 100)]).toEqual([100, 1_500])
  })
  it('clip spans to the plot', () => {
    expect(spanToPixels(plot, range, 500, 1_500)).toEqual({ x: 50, width: 50 })
    expect(spanToPixels(plot, range, 2_000, 3_000)).toBeNull()
  })
})
