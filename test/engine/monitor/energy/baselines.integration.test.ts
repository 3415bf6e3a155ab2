/** Baselines on a real store and in a real worker thread: fitted, kept with their readings, told with money, refused in words, removed and brought back. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createBaselines } from '../../../../electron/engine/monitor/energy/baselines.ts'
import { createTariffKeeper } from '../../../../electron/engine/monitor/energy/tariff-keeper.ts'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import { createBaselineWorker } from '../../../../electron/engine/pipeline/energy/baseline-lane.ts'
import { createInlineReaders } from '../../../../electron/engine/store/store-readers.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { daysOfBuilding, makeBuilding } from '../../../support/made-up-building.ts'
import { sourceWorker } from '../../../support/source-worker.ts'
import { valueOf } from '../../../support/inline-engine.ts'
import { databaseOf, openSite, temporaryFolder } from '../../store/sample-site.ts'

const ZONE = 'Europe/Berlin'
const [FROM_MS, MEASURE_MS, TO_MS] = [2023, 2024, 2025].map((year) => Date.UTC(year, 11, 31, 23)) as [number, number, number]

const newSite = (weather = true) => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  store.changeSettings({ timeZone: ZONE })
  const meterId = store.energy.meters.insert({
    name: 'Main', medium: 'electricity', measure: 'energy', source: { what: 'imported' }, origin: 'made', confidence: 1, units: 19, scale: 1, rolloverAt: null, deviceId: null, area: '', floorAreaM2: null, parentId: null,
    demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null,
  })
  store.energy.meters.setKnown(meterId, { fromMs: FROM_MS, toMs: TO_MS })
  const made = makeBuilding({ fromMs: FROM_MS, toMs: TO_MS, seed: 3, timeZone: ZONE, measure: { fromMs: MEASURE_MS, share: 0.15 } })
  const days = daysOfBuilding(made, ZONE)
  const rows = (startsMs: Float64Array, energy: Float64Array) => {
    const same = (value: number): Float64Array => new Float64Array(startsMs.length).fill(value)
    return { startsMs, energy, peak: same(90), peakAtMs: startsMs, coverage: same(1), quality: new Uint8Array(startsMs.length), baseLoad: same(1) }
  }
  store.energy.atOnce(() => {
    store.energy.periods.putHours(meterId, rows(made.startsMs, made.energy), 0, made.startsMs.length)
    store.energy.periods.putDays(meterId, rows(days.startsMs, days.energy), 0, days.startsMs.length)
    if (weather) store.energy.runDays.putWeather({ startsMs: made.startsMs, temperature: made.temperature, coverage: new Float64Array(made.startsMs.length).fill(1) }, 0, made.startsMs.length)
  })
  const clock = createFakeClock(TO_MS)
  const readers = createInlineReaders(databaseOf(folder))
  const told: number[][] = []
  const hub = createEventHub(silentLog)
  hub.subscribe((name, payload) => void (name === 'energyChanged' && told.push([...(payload as { meterIds: readonly number[] }).meterIds])))
  const tariffs = createTariffKeeper({ clock, store }, 'kim', () => undefined)
  const pipeline = { holidayDays: () => [] } as unknown as Parameters<typeof createBaselines>[0]['pipeline']
  const baselines = createBaselines({ clock, store, pipeline, hub, log: silentLog }, createBaselineWorker(databaseOf(folder), sourceWorker('baseline')), tariffs, 'kim')
  onTestFinished(async () => {
    await baselines.stop()
    await readers.close()
  })
  const wanted = { meterId, name: 'Before', fromMs: FROM_MS, toMs: MEASURE_MS, step: 'day', model: 'auto' } as const
  return { store, baselines, tariffs, meterId, wanted, made, told }
}

describe('baselines of a site', () => {
  it('are fitted in a thread and kept with their readings, version and who made them', async () => {
    const { baselines, wanted, meterId, store, told } = newSite()
    const made = valueOf(await baselines.fit(wanted))
    expect(made).toMatchObject({ meterId, name: 'Before', step: 'day', wanted: 'auto', model: 'towt', who: 'kim', madeAtMs: TO_MS, version: 'baseline-1', coverage: 1, refusals: [] })
    expect(made.cvRmse).toBeLessThan(0.25)
    expect(told).toEqual([[meterId]])
    expect(baselines.list(meterId)).toEqual([made])
    expect(baselines.list(meterId + 1)).toEqual([])
    const cloud = valueOf(baselines.cloud(made.id))
    expect(cloud.energy).toHaveLength(366)
    // What was measured later does not change what it was fitted to.
    store.energy.periods.removeOfMeter(meterId)
    expect(valueOf(baselines.cloud(made.id)).energy).toEqual(cloud.energy)
  })

  it('tell what was saved with its uncertainty, and its money and CO2 by the tariff', async () => {
    const { baselines, wanted, tariffs, made } = newSite()
    const truth = made.without.reduce((sum, each, i) => sum + ((made.startsMs[i] as number) >= MEASURE_MS ? each - (made.energy[i] as number) : 0), 0)
    const { id } = valueOf(await baselines.fit(wanted))
    const without = valueOf(await baselines.savings(id, MEASURE_MS, TO_MS))
    expect(without).toMatchObject({ verdict: 'saved', cost: null, currency: null, co2Kg: null, coverage: 1 })
    expect(Math.abs((without.difference ?? 0) - truth)).toBeLessThan(without.uncertainty ?? 0)
    expect(without.worked.at(-1)).toMatchObject({ key: 'savings.worked.noTariff' })
    const version = { validFrom: '2020-01-01', price: 0.25, periods: [], holidaysAsSundays: true, demandCharge: 12, standingCharge: 100, kwhPerM3: null, co2KgPerUnit: 0.4, co2Source: 'Supplier' }
    valueOf(tariffs.save({ id: 0, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions: [version] }))
    const report = valueOf(await baselines.savings(id, MEASURE_MS, TO_MS))
    expect(report.cost).toBeCloseTo((report.difference ?? 0) * 0.25, 6)
    expect(report.costUncertainty).toBeCloseTo((report.uncertainty ?? 0) * 0.25, 6)
    expect(report.co2Kg).toBeCloseTo((report.difference ?? 0) * 0.4, 6)
    expect(report.worked.map(({ key }) => key)).toEqual(['savings.worked.expected', 'savings.worked.measured', 'savings.worked.less', 'savings.worked.uncertainty', 'savings.worked.significant', 'savings.worked.cost', 'savings.worked.demandNotKnown', 'savings.worked.co2'])
    const csv = new TextDecoder().decode(valueOf(await baselines.exportSavings(id, MEASURE_MS, TO_MS)).bytes).trimEnd().split(/\r?\n/)
    expect(csv).toHaveLength(366)
    expect(csv[1]).toMatch(/^2025-01-01T00:00:00\+01:00,-?[\d.]+,[\d.]+,[\d.]+,-?[\d.]+,-?[\d.]+$/)
  })

  it('are fitted anew where their time holds other readings now; the old one and its figures are kept, and it comes back', async () => {
    const { baselines, wanted, meterId, store } = newSite()
    const first = valueOf(await baselines.fit({ ...wanted, model: 'mean' }))
    const late = store.energy.periods.days(meterId, MEASURE_MS - 60 * 86_400_000, MEASURE_MS)
    store.energy.periods.putDays(meterId, { ...late, coverage: new Float64Array(60) }, 0, 60)
    const second = valueOf(await baselines.refit(first.id))
    expect(second).toMatchObject({ name: first.name, wanted: 'mean', periods: 306, outdated: false, earlier: { id: first.id, version: 'baseline-1', model: 'mean', periods: 366, cvRmse: first.cvRmse } })
    expect(baselines.list(meterId)).toEqual([second])
    valueOf(baselines.remove(second.id))
    expect(valueOf(baselines.restore(first.id))).toEqual(first)
    expect(await baselines.refit(second.id)).toMatchObject({ ok: false, error: { code: 'baseline-unknown' } })
  })

  it('of an older version of the mathematics are shown with their figures and claim nothing until they are fitted anew', async () => {
    const { baselines, wanted, meterId, store } = newSite()
    const { id } = valueOf(await baselines.fit(wanted))
    const kept = store.baselines.get(id)
    const periods = store.baselines.periods(id)
    if (kept === undefined || periods === undefined) throw new Error('it was not kept')
    store.baselines.setRemoved(id, TO_MS)
    const oldId = store.baselines.insert({ ...kept, version: 'baseline-0', body: '{"version":"baseline-0","quality":{"periods":360,"cvRmse":0.14,"nmbe":0.001},"days":366}' }, periods)
    expect(baselines.list(meterId)).toMatchObject([{ id: oldId, outdated: true, model: null, cvRmse: 0.14, periods: 360, r2: Number.NaN, refusals: [{ key: 'baseline.refused.version' }] }])
    expect(await baselines.savings(oldId, MEASURE_MS, TO_MS)).toMatchObject({ ok: false, error: { code: 'baseline-outdated' } })
    expect(baselines.cloud(oldId)).toMatchObject({ ok: false, error: { code: 'baseline-outdated' } })
    const fresh = valueOf(await baselines.refit(oldId))
    expect(fresh).toMatchObject({ outdated: false, version: 'baseline-1', refusals: [], earlier: { id: oldId, version: 'baseline-0', model: null, cvRmse: 0.14 } })
    expect(valueOf(await baselines.savings(fresh.id, MEASURE_MS, TO_MS)).verdict).toBe('saved')
    store.baselines.insert({ ...kept, name: 'Torn', version: 'baseline-0', body: 'no json' }, periods)
    expect(baselines.list(meterId)[0]).toMatchObject({ name: 'Torn', outdated: true, cvRmse: Number.NaN })
  })

  it('claim nothing of a bad fit or a half report, and say why', async () => {
    const { baselines, wanted } = newSite()
    const short = valueOf(await baselines.fit({ ...wanted, toMs: FROM_MS + 60 * 86_400_000, model: '3pHeating' }))
    expect(short.refusals.map(({ key }) => key)).toContain('baseline.refused.days')
    const report = valueOf(await baselines.savings(short.id, MEASURE_MS, TO_MS))
    expect(report).toMatchObject({ verdict: 'refused', difference: null, cost: null })
    expect(report.refusals.map(({ key }) => key)).toEqual(expect.arrayContaining(['baseline.refused.days', 'savings.refused.temperature']))
    expect(report.worked.at(-1)?.key).toBe('savings.worked.refused')
  })

  it('are refused in words where there is no weather, no time, no meter, too little, or the name is taken', async () => {
    const { baselines, wanted } = newSite(false)
    expect(await baselines.fit({ ...wanted, model: '3pHeating' })).toMatchObject({ ok: false, error: { code: 'baseline-no-weather' } })
    expect(await baselines.fit({ ...wanted, toMs: FROM_MS })).toMatchObject({ ok: false, error: { code: 'baseline-period' } })
    expect(await baselines.fit({ ...wanted, meterId: 99 })).toMatchObject({ ok: false, error: { code: 'baseline-no-meter' } })
    expect(await baselines.fit({ ...wanted, toMs: FROM_MS + 10 * 86_400_000 })).toMatchObject({ ok: false, error: { code: 'baseline-too-short' } })
    // Without weather the mean is what is left.
    expect(valueOf(await baselines.fit(wanted)).model).toBe('mean')
    expect(await baselines.fit(wanted)).toMatchObject({ ok: false, error: { code: 'baseline-name' } })
  })

  it('that were removed come back, unless their name was taken meanwhile', async () => {
    const { baselines, wanted, meterId } = newSite()
    const first = valueOf(await baselines.fit(wanted))
    valueOf(baselines.remove(first.id))
    expect(baselines.list(meterId)).toEqual([])
    expect(baselines.cloud(first.id)).toMatchObject({ ok: false, error: { code: 'baseline-unknown' } })
    expect(baselines.remove(first.id)).toMatchObject({ ok: false, error: { code: 'baseline-unknown' } })
    expect(valueOf(baselines.restore(first.id))).toEqual(first)
    valueOf(baselines.remove(first.id))
    valueOf(await baselines.fit({ ...wanted, model: 'mean' }))
    expect(baselines.restore(first.id)).toMatchObject({ ok: false, error: { code: 'baseline-name' } })
  })
})
