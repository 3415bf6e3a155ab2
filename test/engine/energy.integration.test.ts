/** Energy through the engine: stored readings become hours and days in the worker's thread; late ones, corrections and changes are worked out anew. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FORECAST_VERSION } from '../../electron/engine/analysis/forecast/forecast.ts'
import { CREATED_KEY } from '../../electron/engine/monitor/site-keys.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import type { EngineEvents, EventName } from '../../shared/contract.ts'
import type { Meter } from '../../shared/domain/energy.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { officePower, trueEnergy } from '../support/made-up-meter.ts'
import { deviceFacts } from './store/sample-site.ts'

const ZONE = 'Europe/Berlin'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const KWH = 19
const DEGREES = 62

/** The last whole days before now: the engine's clock is the real one. */
const TO_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - 6 * HOUR_MS
const FROM_MS = TO_MS - 40 * DAY_MS
const RESET_MS = TO_MS - 20 * DAY_MS + 9 * HOUR_MS
const energyAt = trueEnergy(officePower(ZONE), FROM_MS, TO_MS + HOUR_MS)

describe('energy of a site', () => {
  let home: string
  let engine: InlineEngine
  const heard: EngineEvents['energyChanged'][] = []

  /** A site as an earlier run left it: two meters, one reset, and an outdoor temperature. */
  const fillSite = (): void => {
    const opened = openStore(join(home, 'site'))
    if (!opened.ok) throw new Error(opened.error.message)
    const store = opened.value
    store.changeSettings({ timeZone: ZONE })
    store.setMeta(CREATED_KEY, '0')
    const names = [['Main building energy', KWH], ['Lighting energy', KWH], ['Outdoor air temperature', DEGREES]] as const
    const objects = names.map(([name, units], objectInstance) => ({ objectType: 0, objectInstance, name, description: '', units, stateTexts: [] }))
    const { deviceId } = store.saveDevice(deviceFacts(4_001, { name: 'METERS' }), objects, FROM_MS, () => 0)
    const [main = 0, lighting = 0, outdoor = 0] = store.points(deviceId).map(({ id }) => id)
    const rows: [number, number, number][] = []
    for (let timeMs = FROM_MS; timeMs <= TO_MS; timeMs += 15 * MINUTE_MS) {
      rows.push([main, timeMs, timeMs < RESET_MS ? 50_000 + energyAt(timeMs) : energyAt(timeMs) - energyAt(RESET_MS)])
      rows.push([lighting, timeMs, 1_000 + energyAt(timeMs) * 0.25])
      rows.push([outdoor, timeMs, 5])
    }
    store.writeBatch({
      readings: { count: rows.length, pointIds: Int32Array.from(rows, ([id]) => id), timesMs: Float64Array.from(rows, ([, timeMs]) => timeMs), values: Float64Array.from(rows, ([, , value]) => value), qualities: new Uint16Array(rows.length) },
      outcomes: [],
    })
    store.close()
  }

  const meters = async (): Promise<readonly Meter[]> => valueOf(await engine.handlers.listMeters({}))
  const named = async (part: string): Promise<Meter> => {
    const found = (await meters()).find(({ name }) => name.includes(part))
    if (found === undefined) throw new Error(`no meter ${part}`)
    return found
  }
  const totalOf = async (meterId: number, fromMs = FROM_MS, toMs = TO_MS): Promise<number> => {
    const [series] = valueOf(await engine.handlers.getEnergySeries({ meterIds: [meterId], fromMs, toMs, step: 'hour' }))
    return (series?.energy ?? new Float64Array(0)).reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
  }

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plantroom-energy-'))
    fillSite()
    engine = await startInlineEngine({ home })
    engine.subscribe(<N extends EventName>(name: N, payload: EngineEvents[N]) => {
      if (name === 'energyChanged') heard.push(payload as EngineEvents['energyChanged'])
    })
    await eventually('both meters worked out', async () => {
      const all = await meters()
      return all.length === 2 && all.every(({ known }) => known !== null)
    })
  })

  afterAll(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  it('is worked out from what is stored, within half a percent of the truth, and told', async () => {
    const main = await named('Main')
    expect(Math.abs((await totalOf(main.id)) / energyAt(TO_MS) - 1)).toBeLessThan(0.005)
    expect(heard.some(({ meterIds }) => meterIds.includes(main.id))).toBe(true)
    const figures = valueOf(await engine.handlers.getEnergyFigures({ meterIds: [main.id], fromMs: FROM_MS, toMs: TO_MS }))[0]
    expect(figures).toMatchObject({ corrections: 1, currency: null })
    expect(figures?.peak).toBeGreaterThan(35)
    expect(figures?.peak).toBeLessThan(45)
    expect(figures?.baseLoad).toBeGreaterThan(3)
    expect(figures?.heatingDegreeDays).toBeGreaterThan(390)
  })

  it('tells cost and emissions by the tariff, in figures, overview and line by line', async () => {
    const main = await named('Main')
    const version = { validFrom: '2020-01-01', price: 0.25, periods: [], holidaysAsSundays: true, demandCharge: 0, standingCharge: 0, kwhPerM3: null, co2KgPerUnit: 0.4, co2Source: 'Supplier' }
    const night = { name: 'Night', price: 0.1, weekdays: [], months: [], fromMinute: 1_320, toMinute: 360 }
    const tariff = valueOf(await engine.handlers.saveTariff({ tariff: { id: 0, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions: [{ ...version, periods: [night] }] } }))
    const [figures] = valueOf(await engine.handlers.getEnergyFigures({ meterIds: [main.id], fromMs: FROM_MS, toMs: TO_MS }))
    const [report] = valueOf(await engine.handlers.getCosts({ meterIds: [main.id], fromMs: FROM_MS, toMs: TO_MS }))
    const total = await totalOf(main.id)
    expect(report?.energy.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(total, 6)
    // A third of the hours at the base load: the night is less than a third of the energy.
    expect(report?.energy.find(({ period }) => period === 'Night')?.amount).toBeLessThan(total / 3)
    expect(figures).toMatchObject({ currency: 'EUR', cost: report?.total })
    expect(figures?.co2Kg).toBeCloseTo(total * 0.4, 6)
    const overview = valueOf(await engine.handlers.getEnergyOverview({}))
    expect(overview.site.find(({ medium }) => medium === 'electricity')?.currency).toBe('EUR')
    valueOf(await engine.handlers.removeTariff({ tariffId: tariff.id }))
    expect(valueOf(await engine.handlers.getEnergyFigures({ meterIds: [main.id], fromMs: FROM_MS, toMs: TO_MS }))[0]).toMatchObject({ cost: null, currency: null })
  })

  it('is forecast from its own past as soon as that is known, and the overview tells what was expected', async () => {
    const main = await named('Main')
    const forecast = await eventually('a forecast of the main meter', async () => valueOf(await engine.handlers.getForecast({ subject: { what: 'meter', meterId: main.id } })).forecast ?? undefined, 60_000)
    expect(forecast.basis).toMatchObject({ version: FORECAST_VERSION, peakMinutes: 15 })
    expect(forecast.days).toHaveLength(8)
    expect(forecast.days[0]?.energy).toBeGreaterThan(100)
    const { summary, kept } = valueOf(await engine.handlers.getForecastRecord({ subject: { what: 'meter', meterId: main.id }, horizon: 'day' }))
    expect(kept.length).toBeGreaterThan(7)
    expect(summary?.afterwards).toBe(kept.length)
    const overview = valueOf(await engine.handlers.getEnergyOverview({}))
    const own = overview.meters.find(({ meterId }) => meterId === main.id)
    const site = overview.site.find(({ medium }) => medium === 'electricity')
    expect(site?.todayExpected).toBeGreaterThanOrEqual(0)
    expect(site?.weekExpected).toBeGreaterThanOrEqual(site?.todayExpected ?? Infinity)
    expect(own?.peakRisk).toBeNull()
    expect((await engine.handlers.getForecast({ subject: { what: 'meter', meterId: 999 } })).ok).toBe(false)
    expect(await engine.handlers.getForecast({ subject: { what: 'site', medium: 'water', measure: 'volume' } })).toMatchObject({ ok: false, error: { code: 'forecast-no-meter' } })
  })

  it('has its meters in order, the lighting below the building', async () => {
    const main = await named('Main')
    await eventually('the lighting below the building', async () => (await named('Lighting')).parentId === main.id)
  })

  it('tells the reset, counts otherwise when it is taken back, and back again', async () => {
    const main = await named('Main')
    const reset = valueOf(await engine.handlers.listMeterCorrections({ meterId: main.id, fromMs: FROM_MS, toMs: TO_MS })).find(({ kind }) => kind === 'reset')
    expect(reset?.before).toBeGreaterThan(50_000)
    const before = await totalOf(main.id)
    valueOf(await engine.handlers.setMeterCorrection({ correctionId: reset?.id ?? 0, inForce: false }))
    // Hours are never negative: what the fall takes away is an hour that counts nothing.
    await eventually('the reset taken back', async () => (await totalOf(main.id)) < before - 1)
    valueOf(await engine.handlers.setMeterCorrection({ correctionId: reset?.id ?? 0, inForce: true }))
    await eventually('the reset in force', async () => Math.abs((await totalOf(main.id)) - before) < 0.01)
    expect(valueOf(await engine.handlers.listMeterChanges({})).map(({ what }) => what)).toEqual(['correctionRedone', 'correctionUndone'])
  })

  it('follows a changed scale, and its undo', async () => {
    const lighting = await named('Lighting')
    const before = await totalOf(lighting.id)
    valueOf(await engine.handlers.changeMeters({ meterIds: [lighting.id], patch: { scale: 10 } }))
    await eventually('ten times as much', async () => Math.abs((await totalOf(lighting.id)) / before - 10) < 0.01)
    const [change] = valueOf(await engine.handlers.listMeterChanges({}))
    expect(change).toMatchObject({ what: 'changed', before: { scale: 1 }, after: { scale: 10 } })
    valueOf(await engine.handlers.undoMeterChange({ changeId: change?.id ?? 0 }))
    await eventually('as before', async () => Math.abs((await totalOf(lighting.id)) - before) < 0.01)
  })

  it('takes a change back although a correction was taken back after it', async () => {
    const main = await named('Main')
    valueOf(await engine.handlers.changeMeters({ meterIds: [main.id], patch: { area: 'North' } }))
    const [change] = valueOf(await engine.handlers.listMeterChanges({}))
    const [correction] = valueOf(await engine.handlers.listMeterCorrections({ meterId: main.id, fromMs: FROM_MS, toMs: TO_MS }))
    for (const inForce of [false, true]) valueOf(await engine.handlers.setMeterCorrection({ correctionId: correction?.id ?? 0, inForce }))
    valueOf(await engine.handlers.undoMeterChange({ changeId: change?.id ?? 0 }))
    expect((await named('Main')).area).toBe(main.area)
  })

  it('makes a meter of two others, and refuses to take away what it is made of', async () => {
    const [main, lighting] = [await named('Main'), await named('Lighting')]
    const source = { what: 'sum', terms: [{ meterId: main.id, factor: 1 }, { meterId: lighting.id, factor: -1 }] } as const
    const rest = valueOf(await engine.handlers.makeMeter({ meter: { name: 'Rest', medium: 'electricity', measure: 'energy', source, area: '' } }))
    await eventually('the rest', async () => Math.abs((await totalOf(rest.id)) - (await totalOf(main.id)) + (await totalOf(lighting.id))) < 1)
    const refused = await engine.handlers.removeMeter({ meterId: main.id })
    expect(refused.ok ? null : refused.error.code).toBe('meter-not-made')
    expect((await engine.handlers.removeMeter({ meterId: rest.id })).ok).toBe(true)
    expect(await meters()).toHaveLength(2)
  })

  it('has today in the overview, and what the sub-meters do not explain', async () => {
    const overview = valueOf(await engine.handlers.getEnergyOverview({}))
    expect(overview.meters).toHaveLength(2)
    expect(overview.site).toHaveLength(1)
    expect(overview.site[0]).toMatchObject({ medium: 'electricity', measure: 'energy', costWeek: null })
  })

  it('exports what is shown, with the local time of each hour', async () => {
    const main = await named('Main')
    const file = valueOf(await engine.handlers.exportEnergy({ meterIds: [main.id], fromMs: TO_MS - DAY_MS, toMs: TO_MS, step: 'hour' }))
    const lines = new TextDecoder().decode(file.bytes).trim().split('\r\n')
    expect(lines).toHaveLength(25)
    expect(lines[0]).toContain('(kWh)')
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00\+0[12]:00,\d/)
  })

  it('takes in interval data from a file as a meter of its own, and gives it up again', async () => {
    const lines = Array.from({ length: 48 }, (_, i) => `${new Date(FROM_MS + i * HOUR_MS).toISOString()},2.5`)
    const file = { name: 'utility.csv', bytes: new TextEncoder().encode(['time,kWh', ...lines].join('\n')) }
    const { mapping } = valueOf(await engine.handlers.previewEnergyImport({ file }))
    const target = { what: 'newMeter', name: 'Utility', medium: 'electricity' } as const
    const { job } = valueOf(await engine.handlers.startEnergyImport({ file, mapping, target }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
    const utility = await named('Utility')
    await eventually('the imported energy', async () => Math.abs((await totalOf(utility.id)) - 120) < 0.01)
    const [done] = valueOf(await engine.handlers.listEnergyImports({}))
    valueOf(await engine.handlers.undoEnergyImport({ importId: done?.id ?? 0 }))
    await eventually('nothing imported', async () => (await totalOf(utility.id)) === 0)
  })
})
