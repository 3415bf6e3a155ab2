/** The efficiency of a site: energy counted once, by floor area against a benchmark, and told where it is found. */
import { describe, expect, it } from 'vitest'
import { efficiencyReport, type ReportParts } from '../../../../electron/engine/monitor/energy/efficiency-report.ts'
import { countedWith, deliveredOf, mainMetersOf } from '../../../../shared/domain/delivered-meters.ts'
import type { Finding, MeterEfficiency } from '../../../../shared/domain/efficiency.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import { isUnverified, SHIPPED_BENCHMARKS } from '../../../../shared/domain/shipped-benchmarks.ts'

const meter = (id: number, patch: Partial<Meter> = {}): Meter => ({
  id, name: `Meter ${id}`, medium: 'electricity', measure: 'energy', source: { what: 'point', pointId: id, signal: 'counter' }, origin: 'confirmed', confidence: 1, units: 19, scale: 1, rolloverAt: null, deviceId: null,
  area: '', floorAreaM2: null, parentId: null, demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: { fromMs: 0, toMs: 1 }, ...patch,
})
const finding = (kind: Finding['kind'], energyYear: number, otherMeterIds: readonly number[] = []): Finding => ({ kind, energyYear, uncertaintyYear: energyYear / 5, evidence: { key: 'a' }, check: { key: 'b' }, daysMs: [], otherMeterIds })
const worked = (meterId: number, energy: number, score: number | null, findings: readonly Finding[] = []): MeterEfficiency => ({
  meterId, workedAtMs: 0, fromMs: 0, toMs: 1, score, parts: [], annual: { energy, uncertainty: energy / 10, days: 365, months: 12 }, findings, possibleYear: findings.reduce((sum, each) => sum + each.energyYear, 0),
})
const reportOf = (parts: Partial<ReportParts>) => efficiencyReport({ atMs: 5, meters: [], worked: [], floorAreas: [], changedBenchmarks: [], priceOf: () => null, ...parts })

describe('the energy of a site by its floor area', () => {
  const meters = [meter(1), meter(2, { parentId: 1, area: 'Tower' }), meter(3, { medium: 'gas' }), meter(4, { medium: 'heat' }), meter(5, { medium: 'cooling' }), meter(6, { medium: 'water', measure: 'volume' })]
  const all = [worked(1, 300_000, 80), worked(2, 60_000, 40), worked(3, 100_000, 40), worked(4, 85_000, 50), worked(5, 20_000, 50), worked(6, 900, 90)]

  it('counts what is delivered, each kilowatt-hour once, and names what it leaves out', () => {
    const { counted, notCounted } = deliveredOf(mainMetersOf(meters))
    expect(counted.map(({ id }) => id)).toEqual([1, 3])
    expect(notCounted.map(({ id }) => id)).toEqual([4, 5, 6])
    expect(deliveredOf([meter(1), meter(4, { medium: 'heat' })]).counted).toHaveLength(2)
    expect(deliveredOf([meter(5, { medium: 'cooling' })]).counted).toHaveLength(1)
  })

  it('counts as a person decided: what is taken out is out, what is brought in counts unless what it hangs below counts', () => {
    const idsOf = (all: readonly Meter[]): number[] => deliveredOf(mainMetersOf(all)).counted.map(({ id }) => id)
    const district = meter(4, { medium: 'heat', delivered: 'yes' })
    expect(idsOf([meter(1), meter(3, { medium: 'gas' }), district])).toEqual([1, 3, 4])
    expect(idsOf([meter(1), meter(2, { parentId: 1, delivered: 'yes' })])).toEqual([1])
    expect(idsOf([meter(1, { delivered: 'no' }), meter(2, { parentId: 1 }), meter(3, { parentId: 1, delivered: 'yes' }), meter(4, { parentId: 3 })])).toEqual([3])
  })

  it('names the meter with which one that is set to count is counted already', () => {
    const below = meter(3, { parentId: 2, delivered: 'yes' })
    const all = [meter(1), meter(2, { parentId: 1 }), below]
    expect(countedWith(below, all)?.id).toBe(1)
    expect(countedWith({ ...below, delivered: 'auto' }, all)).toBeUndefined()
    expect(countedWith(below, [meter(1, { delivered: 'no' }), meter(2, { parentId: 1 }), below])).toBeUndefined()
  })

  it('leaves out what is made on site or given back, by name, unless a person says otherwise', () => {
    const names = (patch: Partial<Meter>): string[] => mainMetersOf([meter(1, { name: 'Main' }), meter(2, { name: 'Roof solar', ...patch }), meter(3, { name: 'Grid_export' })]).map(({ name }) => name)
    expect(names({})).toEqual(['Main'])
    expect(names({ delivered: 'yes' })).toEqual(['Main', 'Roof solar'])
    expect(mainMetersOf([meter(1, { name: 'Heat generation', medium: 'heat' })])).toHaveLength(1)
  })

  it('is told with its uncertainty, for the site and each area', () => {
    const [site, tower] = reportOf({ meters, worked: all, floorAreas: [{ area: '', floorAreaM2: 4_000, kind: 'office' }, { area: 'Tower', floorAreaM2: 500, kind: null }] }).areas
    expect(site).toMatchObject({ area: '', kind: 'office', counted: [1, 3], intensity: { value: 100, uncertainty: 10 }, score: 70, missing: null })
    expect(tower).toMatchObject({ area: 'Tower', counted: [2], intensity: { value: 120, uncertainty: 12 } })
  })

  it('says what is missing: floor area, a year, a meter', () => {
    expect(reportOf({ meters, worked: all }).areas[0]).toMatchObject({ intensity: null, missing: { key: 'efficiency.missing.floorArea' } })
    const floorAreas = [{ area: '', floorAreaM2: 10, kind: null }]
    expect(reportOf({ meters, floorAreas, worked: [{ ...worked(1, 1, null), annual: null }] }).areas[0]).toMatchObject({ intensity: null, missing: { key: 'efficiency.missing.months' } })
    expect(reportOf({ floorAreas }).areas[0]).toMatchObject({ missing: { key: 'efficiency.missing.counted' } })
    expect(reportOf({ meters, worked: all.slice(0, 2) }).pending).toBe(4)
  })
})

describe('recommendations', () => {
  it('are told of the sub-meters that explain them, the largest first, with their cost', () => {
    const meters = [meter(1), meter(2, { parentId: 1 }), meter(3, { parentId: 1 })]
    const report = reportOf({ meters, worked: [worked(1, 100, 50, [finding('night', 20), finding('daysOff', 9)]), worked(2, 50, 50, [finding('night', 10)]), worked(3, 30, 50, [finding('night', 6)])], priceOf: (id) => (id === 2 ? { cost: 0.25, currency: 'EUR' } : null) })
    expect(report.recommendations.map(({ meterId, kind, energyYear, costYear, costUncertainty, currency }) => [meterId, kind, energyYear, costYear, costUncertainty, currency])).toEqual([[2, 'night', 10, 2.5, 0.5, 'EUR'], [1, 'daysOff', 9, null, null, null], [3, 'night', 6, null, null, null]])
  })

  it('tell volumes after energy, as both cannot be compared', () => {
    const report = reportOf({ meters: [meter(1, { medium: 'water', measure: 'volume' }), meter(2)], worked: [worked(1, 900, 50, [finding('night', 300)]), worked(2, 100, 50, [finding('night', 5)])] })
    expect(report.recommendations.map(({ meterId }) => meterId)).toEqual([2, 1])
  })

  it('tell heat against cold once', () => {
    const meters = [meter(1, { medium: 'heat' }), meter(2, { medium: 'cooling' })]
    const report = reportOf({ meters, worked: [worked(1, 100, 50, [finding('heatingAndCooling', 7, [2])]), worked(2, 100, 50, [finding('heatingAndCooling', 7, [1])])] })
    expect(report.recommendations.map(({ meterId }) => meterId)).toEqual([1])
  })
})

describe('benchmarks', () => {
  it('are those that came with the program as people changed them, and their own', () => {
    expect(SHIPPED_BENCHMARKS.find(({ kind }) => kind === 'office')).toMatchObject({ typical: 167, shipped: true })
    expect(SHIPPED_BENCHMARKS.find(({ kind }) => kind === 'ukOffice')).toMatchObject({ typical: 215, source: 'CIBSE TM46:2008 (electricity 95, fuels 120)' })
    const own = { kind: 'own-1', name: 'Data hall', typical: 900, good: null, source: '', shipped: false }
    const { benchmarks } = reportOf({ changedBenchmarks: [{ kind: 'office', name: '', typical: 120, good: 90, source: 'VDI 3807', shipped: false }, own] })
    expect(benchmarks).toHaveLength(SHIPPED_BENCHMARKS.length + 1)
    expect(benchmarks.find(({ kind }) => kind === 'office')).toMatchObject({ typical: 120, good: 90, shipped: false })
    expect(benchmarks.at(-1)).toEqual(own)
  })

  it('say which of them were not held against their source, until a person sets their own', () => {
    const of = (kind: string, changed: ReportParts['changedBenchmarks'] = []) => reportOf({ changedBenchmarks: changed }).benchmarks.find((each) => each.kind === kind)
    const [office, hotel] = [of('office'), of('hotel')]
    const own = of('hotel', [{ kind: 'hotel', name: '', typical: 250, good: null, source: 'Own survey', shipped: false }])
    expect([office, hotel, own].map((each) => each && isUnverified(each))).toEqual([false, true, false])
    // 263 thousand Btu per square foot, the mean of food service buildings in the survey of 2018.
    const restaurant = of('restaurant')
    expect(restaurant).toMatchObject({ typical: 830, source: expect.stringContaining('CBECS 2018') as string })
    expect(restaurant && isUnverified(restaurant)).toBe(false)
  })
})
