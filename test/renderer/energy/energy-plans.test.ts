/** Where the bars of consumption stand, and in which order meters are listed. */
import { describe, expect, it } from 'vitest'
import { planBars, shownRange } from '../../../renderer/screens/energy/bar-plan.ts'
import { wholeDays } from '../../../renderer/screens/energy/whole-days.ts'
import { meterRows } from '../../../renderer/screens/energy/meter-rows.ts'
import { ENERGY_QUALITY, type EnergyOverview, type Meter } from '../../../shared/domain/energy.ts'

describe('the bars of consumption', () => {
  it('stand on zero, as high as their energy; what is not known has no bar but a span, what was filled looks so', () => {
    const { bars, missing, plot, axis } = planBars({ energy: Float64Array.of(10, Number.NaN, 40, 0), quality: Uint8Array.of(0, 0, ENERGY_QUALITY.filled, ENERGY_QUALITY.provisional) }, 500, 240)
    const bottom = plot.top + plot.height
    for (const { y, height } of bars) expect(y + height).toBeCloseTo(bottom, 6)
    expect(bars.map(({ index, look }) => [index, look])).toEqual([[0, 'sure'], [2, 'filled'], [3, 'sure']])
    expect(bars[1]!.height / bars[0]!.height).toBeCloseTo(4, 6)
    expect(missing).toHaveLength(1)
    expect(axis[0]).toEqual({ value: 0, y: bottom })
    expect(axis.at(-1)!.y).toBeGreaterThanOrEqual(plot.top - 1e-9)
  })

  it('of nothing, and of zeros only, have an axis all the same', () => {
    for (const energy of [new Float64Array(0), new Float64Array(5)]) expect(planBars({ energy, quality: new Uint8Array(energy.length) }, 500, 240).axis.length).toBeGreaterThan(1)
  })
})

describe('the time axis of the bars', () => {
  it('is that of the bars, not of what was asked for: tonight has no bar yet', () => {
    expect(shownRange(Float64Array.of(3_600_000, 7_200_000), { fromMs: 0, toMs: 86_400_000 })).toEqual({ fromMs: 3_600_000, toMs: 10_800_000 })
    expect(shownRange(Float64Array.of(5), { fromMs: 0, toMs: 9 })).toEqual({ fromMs: 0, toMs: 9 })
  })
})

describe('periods of whole days', () => {
  const said = (ms: number): string => new Date(ms).toISOString()

  it('begin and end at local midnight, through the night clocks go back too, and follow each other without a gap', () => {
    const now = Date.UTC(2026, 9, 27, 9, 30)
    const week = wholeDays('Europe/Berlin', now, 7, 0)
    expect([said(week.fromMs), said(week.toMs)]).toEqual(['2026-10-20T22:00:00.000Z', '2026-10-27T23:00:00.000Z'])
    expect(week.toMs - week.fromMs).toBe(169 * 3_600_000)
    expect(wholeDays('Europe/Berlin', now, 7, 1).toMs).toBe(week.fromMs)
  })
})

describe('the list of meters', () => {
  const meter = (id: number, parentId: number | null): Meter => ({
    id, parentId, name: `M${id}`, medium: 'electricity', measure: 'energy', source: { what: 'imported' }, origin: 'made', confidence: 1, units: null, scale: 1, rolloverAt: null, deviceId: null, area: '', floorAreaM2: null,
    demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null,
  })
  const overview = (weeks: Readonly<Record<number, number>>): EnergyOverview => ({
    atMs: 0, site: [], unaccounted: [{ meterId: 1, energy: 5, share: 0.05 }],
    meters: Object.entries(weeks).map(([id, energy]) => ({ meterId: Number(id), today: { energy, peak: null, peakAtMs: null }, week: { energy }, now: null, peakRisk: null })),
  })
  const said = (meters: readonly Meter[], weeks: Readonly<Record<number, number>>): string[] => meterRows(meters, overview(weeks)).map((row) => `${'-'.repeat(row.depth)}${row.what === 'rest' ? 'rest of ' : ''}${row.meter.id} ${row.share ?? ''}`.trim())

  it('has each sub-meter under its main meter with its share, and below them what they do not explain', () => {
    expect(said([meter(2, 1), meter(1, null), meter(3, 2), meter(4, null)], { 1: 100, 2: 95, 3: 19, 4: 7 })).toEqual(['1', '-2 0.95', '--3 0.2', '-rest of 1 0.05', '4'])
  })

  it('shows every meter once, also where parents go in a circle or are gone', () => {
    expect(said([meter(2, 3), meter(3, 2), meter(4, 99)], {})).toEqual(['4', '2', '-3'])
  })
})
