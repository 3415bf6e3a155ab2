/** Patterns and efficiency through the engine: worked out in the worker's thread after energy is, kept, worked out anew where the past changes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CREATED_KEY } from '../../electron/engine/monitor/site-keys.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import type { EfficiencyReport } from '../../shared/domain/efficiency.ts'
import type { Meter } from '../../shared/domain/energy.ts'
import { eventually, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'
import { deviceFacts } from './store/sample-site.ts'

const QUARTER_MS = 900_000
const DAY_MS = 86_400_000
const KWH = 19
const DAYS = 60
/** Whole days before now: the engine's clock is the real one. */
const TO_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS
const FROM_MS = TO_MS - DAYS * DAY_MS

/** An office of 20 and 100 kW; on every fourth day of work 30 kW more run through the night. */
const powerAt = (timeMs: number): number => {
  const day = Math.floor(timeMs / DAY_MS)
  const minute = (timeMs % DAY_MS) / 60_000
  const works = (day + 3) % 7 < 5
  const inUse = works && minute >= 420 && minute < 1_080
  return (inUse ? 100 : 20) + (works && day % 4 === 0 && (minute < 360 || minute >= 1_140) ? 30 : 0)
}

describe('efficiency of a site', () => {
  let home: string
  let engine: InlineEngine

  const fillSite = (): void => {
    const opened = openStore(join(home, 'site'))
    if (!opened.ok) throw new Error(opened.error.message)
    const store = opened.value
    store.changeSettings({ timeZone: 'UTC' })
    store.setMeta(CREATED_KEY, '0')
    const { deviceId } = store.saveDevice(deviceFacts(4_001, { name: 'METERS' }), [{ objectType: 0, objectInstance: 0, name: 'Main building energy', description: '', units: KWH, stateTexts: [] }], FROM_MS, () => 0)
    const [main = 0] = store.points(deviceId).map(({ id }) => id)
    let total = 50_000
    const rows: [number, number][] = []
    for (let timeMs = FROM_MS; timeMs <= TO_MS; timeMs += QUARTER_MS) {
      rows.push([timeMs, total])
      total += powerAt(timeMs) / 4
    }
    store.writeBatch({ readings: { count: rows.length, pointIds: new Int32Array(rows.length).fill(main), timesMs: Float64Array.from(rows, ([timeMs]) => timeMs), values: Float64Array.from(rows, ([, value]) => value), qualities: new Uint16Array(rows.length) }, outcomes: [] })
    store.close()
  }
  const report = async (): Promise<EfficiencyReport> => valueOf(await engine.handlers.getEfficiency({}))
  const main = async (): Promise<Meter> => valueOf(await engine.handlers.listMeters({}))[0] as Meter

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'plantroom-efficiency-'))
    fillSite()
    engine = await startInlineEngine({ home })
    await eventually('the meter worked out, its efficiency too', async () => (await report()).meters[0]?.score != null, 90_000)
  })

  afterAll(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  it('is worked out of what is stored, with the nights that were left running', async () => {
    const nights = Array.from({ length: DAYS }, (_, i) => Math.floor(FROM_MS / DAY_MS) + i).filter((day) => (day + 3) % 7 < 5 && day % 4 === 0).length
    const { id } = await main()
    const patterns = valueOf(await engine.handlers.getEnergyPatterns({ meterId: id }))
    expect(patterns.measuredDays).toBe(DAYS)
    expect(patterns.occupied?.slice(0, 5).every((day) => day !== null && Math.abs(day.fromMinute - 420) <= 15)).toBe(true)
    expect(patterns.night?.above).toBe(nights)
    expect((patterns.night?.energy ?? 0) / (nights * 11 * 30)).toBeCloseTo(1, 1)
    const { meters, recommendations, pending } = await report()
    expect(pending).toBe(0)
    expect(meters[0]?.parts.find(({ part }) => part === 'baseline')).toMatchObject({ score: null })
    expect(recommendations[0]).toMatchObject({ kind: 'night', meterId: id, costYear: null })
  })

  it('is told of another period when asked, and refused for one that ends before it begins', async () => {
    const { id } = await main()
    const month = valueOf(await engine.handlers.getEnergyPatterns({ meterId: id, period: { fromMs: TO_MS - 28 * DAY_MS, toMs: TO_MS } }))
    expect(month.measuredDays).toBe(28)
    expect(await engine.handlers.getEnergyPatterns({ meterId: id, period: { fromMs: 5, toMs: 5 } })).toMatchObject({ ok: false, error: { code: 'period-invalid' } })
    expect(await engine.handlers.getEnergyPatterns({ meterId: 99 })).toMatchObject({ ok: false, error: { code: 'meter-unknown' } })
  })

  it('knows the price of what could be saved once there is a tariff', async () => {
    const version = { validFrom: '2020-01-01', price: 0.25, holidaysAsSundays: false, demandCharge: 0, standingCharge: 0, kwhPerM3: null, co2KgPerUnit: null, co2Source: '', periods: [] }
    valueOf(await engine.handlers.saveTariff({ tariff: { id: 0, name: 'Power', medium: 'electricity', measure: 'energy', currency: 'EUR', meterIds: [], versions: [version] } }))
    await eventually('a price', async () => (await report()).recommendations[0]?.costYear != null, 60_000)
    const [first] = (await report()).recommendations
    expect((first?.costYear ?? 0) / (first?.energyYear ?? 1)).toBeCloseTo(0.25, 2)
    expect(first?.currency).toBe('EUR')
  })

  it('is worked out anew where a person says which days were holidays', async () => {
    const before = (await report()).meters[0]?.workedAtMs ?? 0
    const monday = Array.from({ length: 7 }, (_, i) => Math.floor(TO_MS / DAY_MS) - 14 + i).find((day) => (day + 3) % 7 === 0) ?? 0
    valueOf(await engine.handlers.changeSettings({ patch: { holidays: [{ on: new Date(monday * DAY_MS).toISOString().slice(0, 10), name: 'Bridge day', works: false }] } }))
    await eventually('worked out anew', async () => ((await report()).meters[0]?.workedAtMs ?? 0) > before, 60_000)
    const patterns = valueOf(await engine.handlers.getEnergyPatterns({ meterId: (await main()).id }))
    expect(patterns.dayTypes.reduce((sum, { holidays }) => sum + holidays, 0)).toBe(1)
  })

  it('keeps floor areas and benchmarks, and refuses a benchmark that has no name', async () => {
    valueOf(await engine.handlers.setFloorArea({ area: '', floorAreaM2: 5_000, kind: 'office' }))
    const { areas, meters } = await report()
    expect(areas[0]).toMatchObject({ floorAreaM2: 5_000, kind: 'office' })
    expect(areas[0]?.intensity?.value ?? null).toBe(meters[0]?.annual === null ? null : (meters[0]?.annual.energy ?? 0) / 5_000)
    expect(await engine.handlers.setBenchmark({ kind: null, name: '', typical: 100, good: null, source: '' })).toMatchObject({ ok: false, error: { code: 'benchmark-nameless' } })
    expect(await engine.handlers.setBenchmark({ kind: 'castle', name: '', typical: 100, good: null, source: '' })).toMatchObject({ ok: false, error: { code: 'benchmark-unknown' } })
    const added = valueOf(await engine.handlers.setBenchmark({ kind: null, name: 'Data hall', typical: 900, good: 600, source: 'Own' }))
    expect(added.at(-1)).toMatchObject({ kind: 'own-1', name: 'Data hall' })
    valueOf(await engine.handlers.setFloorArea({ area: '', floorAreaM2: 5_000, kind: 'own-1' }))
    valueOf(await engine.handlers.resetBenchmark({ kind: 'own-1' }))
    expect((await report()).areas[0]?.kind).toBeNull()
    const office = valueOf(await engine.handlers.setBenchmark({ kind: 'office', name: '', typical: 120, good: 80, source: 'VDI' })).find(({ kind }) => kind === 'office')
    expect(office).toMatchObject({ typical: 120, shipped: false })
    expect(valueOf(await engine.handlers.resetBenchmark({ kind: 'office' })).find(({ kind }) => kind === 'office')).toMatchObject({ typical: 167, shipped: true })
  })
})
