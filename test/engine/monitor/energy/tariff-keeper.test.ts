/** Tariffs on a real store: kept, refused with a reason, changed, taken back, and found for each meter; costs of figures come from what they price. */
import { describe, expect, it } from 'vitest'
import { createEnergyCosts } from '../../../../electron/engine/monitor/energy/energy-costs.ts'
import { giveDemoTariff } from '../../../../electron/engine/monitor/energy/demo-tariff.ts'
import { createTariffKeeper } from '../../../../electron/engine/monitor/energy/tariff-keeper.ts'
import { createInlineReaders } from '../../../../electron/engine/store/store-readers.ts'
import type { Meter } from '../../../../shared/domain/energy.ts'
import type { Tariff, TariffVersion } from '../../../../shared/domain/tariff.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { databaseOf, openSite, temporaryFolder } from '../../store/sample-site.ts'

const HOUR_MS = 3_600_000
/** Monday 2026-01-05 00:00 in Berlin. */
const MONDAY_MS = Date.UTC(2026, 0, 4, 23)
const NOW_MS = MONDAY_MS + 30 * 24 * HOUR_MS

const VERSION: TariffVersion = { validFrom: '2026-01-01', price: 0.2, periods: [], holidaysAsSundays: true, demandCharge: 0, standingCharge: 31, kwhPerM3: null, co2KgPerUnit: 0.4, co2Source: 'Supplier' }
const POWER: Tariff = { id: 0, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions: [VERSION] }
const DAY = { name: 'Day', price: 0.3, weekdays: [0, 1, 2, 3, 4], months: [], fromMinute: 360, toMinute: 1_320 }

const newSite = (folder = temporaryFolder()) => {
  const store = openSite(folder)
  store.changeSettings({ timeZone: 'Europe/Berlin' })
  const meterOf = (name: string, patch: Partial<Meter> = {}): Meter => {
    const meter: Omit<Meter, 'id'> = {
      name, medium: 'electricity', measure: 'energy', source: { what: 'imported' }, origin: 'made', confidence: 1, units: 19, scale: 1, rolloverAt: null, deviceId: null, area: '', floorAreaM2: null, parentId: null,
      demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: { fromMs: MONDAY_MS, toMs: NOW_MS }, ...patch,
    }
    const id = store.energy.meters.insert(meter)
    store.energy.meters.setKnown(id, meter.known)
    return store.energy.meters.get(id) as Meter
  }
  const clock = createFakeClock(NOW_MS)
  let told = 0
  const keeper = createTariffKeeper({ clock, store }, 'kim', () => (told += 1))
  const readers = createInlineReaders(databaseOf(folder))
  const fillWeek = (meterId: number): void => {
    const rows = (count: number, stepMs: number, energy: number) => ({
      startsMs: Float64Array.from({ length: count }, (_, i) => MONDAY_MS + i * stepMs), energy: new Float64Array(count).fill(energy), peak: new Float64Array(count).fill(5), peakAtMs: new Float64Array(count).fill(MONDAY_MS),
      coverage: new Float64Array(count).fill(1), quality: new Uint8Array(count), baseLoad: new Float64Array(count).fill(1),
    })
    store.energy.periods.putHours(meterId, rows(168, HOUR_MS, 1), 0, 168)
    store.energy.periods.putDays(meterId, rows(7, 24 * HOUR_MS, 24), 0, 7)
  }
  return { store, keeper, meterOf, fillWeek, told: () => told, costs: createEnergyCosts({ clock, store, readers }, keeper), close: () => readers.close() }
}

const save = ({ keeper }: ReturnType<typeof newSite>, tariff: Tariff): Tariff => {
  const kept = keeper.save(tariff)
  if (!kept.ok) throw new Error(kept.error.message)
  return kept.value
}

describe('the tariffs of a site', () => {
  it('are kept with versions by date and days in order, and told', () => {
    const site = newSite()
    const kept = save(site, { ...POWER, versions: [{ ...VERSION, validFrom: '2026-07-01', periods: [{ ...DAY, weekdays: [4, 0, 0, 1], months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }] }, VERSION] })
    expect(kept.versions.map(({ validFrom }) => validFrom)).toEqual(['2026-01-01', '2026-07-01'])
    expect(kept.versions[1]?.periods[0]).toMatchObject({ weekdays: [0, 1, 4], months: [] })
    expect(site.store.tariffs.all()).toEqual([kept])
    expect(site.told()).toBe(1)
    expect(site.keeper.changes()).toMatchObject([{ what: 'made', who: 'kim', atMs: NOW_MS, tariffId: kept.id, before: null, after: { name: 'Power' } }])
  })

  it.each([
    ['tariff-currency', { currency: 'EUX' }],
    ['tariff-date', { versions: [{ ...VERSION, validFrom: '2026-02-30' }] }],
    ['tariff-date-twice', { versions: [VERSION, { ...VERSION }] }],
    ['tariff-period-empty', { versions: [{ ...VERSION, periods: [{ ...DAY, toMinute: DAY.fromMinute }] }] }],
    ['tariff-period-hidden', { versions: [{ ...VERSION, periods: [DAY, { ...DAY, name: 'Noon', fromMinute: 660, toMinute: 780 }] }] }],
    ['tariff-unknown', { id: 77 }],
    ['meter-unknown', { meterIds: [999] }],
    ['tariff-medium-taken', {}],
  ] as const)('are refused by %s, and nothing is kept', (code, patch) => {
    const site = newSite()
    save(site, { ...POWER, name: 'First' })
    expect(site.keeper.save({ ...POWER, ...patch })).toMatchObject({ ok: false, error: { code } })
    expect(site.keeper.list()).toHaveLength(1)
  })

  it('are refused for a meter of another medium, or one that another tariff names', () => {
    const site = newSite()
    const [power, heat] = [site.meterOf('Main'), site.meterOf('Heat', { medium: 'heat' })]
    expect(site.keeper.save({ ...POWER, meterIds: [heat.id] })).toMatchObject({ ok: false, error: { code: 'tariff-meter-medium', detail: { meter: 'Heat' } } })
    save(site, { ...POWER, name: 'First', meterIds: [power.id] })
    expect(site.keeper.save({ ...POWER, meterIds: [power.id] })).toMatchObject({ ok: false, error: { code: 'tariff-meter-taken', detail: { meter: 'Main', other: 'First' } } })
  })

  it('price the meters they name, and all others of the medium; m³ only where it is known what they are billed as', () => {
    const site = newSite()
    const [main, tenant, gas] = [site.meterOf('Main'), site.meterOf('Tenant'), site.meterOf('Gas', { medium: 'gas', measure: 'volume' })]
    const all = save(site, { ...POWER, name: 'All' })
    const own = save(site, { ...POWER, name: 'Tenant', meterIds: [tenant.id] })
    expect([main, tenant, gas].map((meter) => site.keeper.of(meter)?.id)).toEqual([all.id, own.id, undefined])
    const gasTariff = save(site, { ...POWER, name: 'Gas', medium: 'gas' })
    expect(site.keeper.of(gas)).toBeUndefined()
    save(site, { ...gasTariff, versions: [{ ...VERSION, kwhPerM3: 10.3 }] })
    expect(site.keeper.of(gas)?.id).toBe(gasTariff.id)
  })

  it('come back as they were when a change, a removal or a making is undone, newest first', () => {
    const site = newSite()
    const made = save(site, POWER)
    save(site, { ...made, name: 'Power 2' })
    expect(site.keeper.remove(made.id).ok).toBe(true)
    expect(site.keeper.list()).toEqual([])
    const [removed, changed, first] = site.keeper.changes()
    expect(site.keeper.undo(changed?.id ?? 0)).toMatchObject({ ok: false, error: { code: 'tariff-change-later' } })
    expect(site.keeper.undo(removed?.id ?? 0)).toMatchObject({ ok: true, value: [{ id: made.id, name: 'Power 2' }] })
    expect(site.keeper.undo(changed?.id ?? 0)).toMatchObject({ ok: true, value: [made] })
    expect(site.keeper.undo(changed?.id ?? 0)).toMatchObject({ ok: false, error: { code: 'tariff-change-unknown' } })
    expect(site.keeper.undo(first?.id ?? 0)).toMatchObject({ ok: true, value: [] })
  })

  it('cannot come back where another has taken their place', () => {
    const site = newSite()
    const made = save(site, POWER)
    site.keeper.remove(made.id)
    const [removed] = site.keeper.changes()
    save(site, { ...POWER, name: 'New' })
    expect(site.keeper.undo(removed?.id ?? 0)).toMatchObject({ ok: false, error: { code: 'tariff-medium-taken' } })
  })
})

describe('costs', () => {
  it('of a week are its hours by time of use with a share of the standing charge; of flat prices its days', async () => {
    const site = newSite()
    const main = site.meterOf('Main')
    site.fillWeek(main.id)
    const flat = save(site, POWER)
    const week = [main, MONDAY_MS, MONDAY_MS + 168 * HOUR_MS] as const
    const cost = await site.costs.costOf(...week)
    expect(cost?.cost).toBeCloseTo(168 * 0.2 + 7, 9)
    expect(cost).toMatchObject({ currency: 'EUR' })
    expect(cost?.co2Kg).toBeCloseTo(168 * 0.4, 9)
    save(site, { ...flat, versions: [{ ...VERSION, periods: [DAY], demandCharge: 10 }] })
    expect((await site.costs.costOf(...week))?.cost).toBeCloseTo(80 * 0.3 + 88 * 0.2 + 7 + (5 * 10 * 7) / 31, 9)
    const reports = await site.costs.reports([main.id, 999], MONDAY_MS, MONDAY_MS + 168 * HOUR_MS)
    expect(reports).toMatchObject({ ok: true, value: [{ meterId: main.id, demand: [{ month: '2026-01-01', peak: 5 }], known: 1, unpriced: 0 }] })
    await site.close()
  })

  it('are not told in figures where a part has no price, no tariff, or nothing is known', async () => {
    const site = newSite()
    const main = site.meterOf('Main')
    site.fillWeek(main.id)
    expect(await site.costs.costOf(main, MONDAY_MS, NOW_MS)).toBeNull()
    save(site, { ...POWER, versions: [{ ...VERSION, validFrom: '2026-01-07' }] })
    expect(await site.costs.costOf(main, MONDAY_MS, NOW_MS)).toBeNull()
    expect(await site.costs.reports([main.id], MONDAY_MS, NOW_MS)).toMatchObject({ ok: true, value: [{ unpriced: 48 }] })
    expect((await site.costs.costOf(main, MONDAY_MS + 48 * HOUR_MS, MONDAY_MS + 72 * HOUR_MS))?.cost).toBeCloseTo(24 * 0.2 + 1, 9)
    expect(await site.costs.costOf(main, NOW_MS, NOW_MS + HOUR_MS)).toBeNull()
    await site.close()
  })
})

describe('the demo building', () => {
  it('has an example tariff that may be kept, once', () => {
    const site = newSite()
    giveDemoTariff(site.keeper)
    giveDemoTariff(site.keeper)
    expect(site.keeper.list()).toMatchObject([{ name: 'Example tariff', medium: 'electricity' }])
  })
})
