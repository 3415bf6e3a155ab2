/** What is kept of efficiency comes back as it was written, by key, and what people changed survives what is derived. */
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openMeterQueries } from '../../../electron/engine/store/meter-queries.ts'
import { EFFICIENCY_OF_METERS, PATTERNS_OF_METER } from '../../../electron/engine/store/tables/efficiency-table.ts'
import type { WorkedEfficiency } from '../../../shared/domain/efficiency.ts'
import { databaseOf, openSite, START_MS, temporaryFolder } from './sample-site.ts'

const worked = (meterId: number): WorkedEfficiency => ({
  efficiency: { meterId, workedAtMs: START_MS, fromMs: 0, toMs: START_MS, score: 71, parts: [], annual: null, findings: [], possibleYear: 0 },
  patterns: { meterId, fromMs: 0, toMs: START_MS, measuredDays: 3, dayTypes: [], clarity: null, days: [], occupied: null, night: null, daysOff: null, startUp: null, baseLoadDrift: null, heatingAndCooling: null, missing: { night: { key: 'a' } } },
})

describe('kept efficiency', () => {
  it('comes back by meter, and goes with the meter', () => {
    const store = openSite(temporaryFolder())
    store.efficiency.put(worked(7), 'a')
    store.efficiency.put(worked(9), 'a')
    store.efficiency.put({ ...worked(9), efficiency: { ...worked(9).efficiency, score: null } }, 'b')
    expect(store.efficiency.all()).toEqual([{ basis: 'a', efficiency: worked(7).efficiency }, { basis: 'b', efficiency: { ...worked(9).efficiency, score: null } }])
    expect(store.efficiency.patterns(7)).toEqual(worked(7).patterns)
    store.efficiency.keepOnly([9, 12])
    expect(store.efficiency.all().map(({ efficiency }) => efficiency.meterId)).toEqual([9])
    expect(store.efficiency.patterns(7)).toBeUndefined()
  })

  it('is found by its key', () => {
    const folder = temporaryFolder()
    openSite(folder)
    const db = new Database(databaseOf(folder))
    const planOf = (query: string, ...args: number[]): string => db.prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all(...args).map(({ detail }) => detail).join('\n')
    expect(planOf(PATTERNS_OF_METER, 1)).toMatch(/SEARCH meter_efficiency USING INTEGER PRIMARY KEY/)
    expect(planOf(EFFICIENCY_OF_METERS)).not.toMatch(/TEMP B-TREE/)
    db.close()
  })

  it('leaves floor areas and benchmarks alone, which nothing said takes away', () => {
    const store = openSite(temporaryFolder())
    store.efficiency.putFloorArea({ area: 'Tower', floorAreaM2: 1_200, kind: null })
    store.efficiency.putFloorArea({ area: '', floorAreaM2: null, kind: 'office' })
    store.efficiency.putBenchmark({ kind: 'office', name: '', typical: 120, good: 80, source: 'VDI' })
    store.efficiency.keepOnly([])
    expect(store.efficiency.floorAreas()).toEqual([{ area: '', floorAreaM2: null, kind: 'office' }, { area: 'Tower', floorAreaM2: 1_200, kind: null }])
    expect(store.efficiency.benchmarks()).toEqual([{ kind: 'office', name: '', typical: 120, good: 80, source: 'VDI', shipped: false }])
    store.efficiency.putFloorArea({ area: 'Tower', floorAreaM2: null, kind: null })
    store.efficiency.removeBenchmark('office')
    expect(store.efficiency.floorAreas()).toHaveLength(1)
    expect(store.efficiency.benchmarks()).toEqual([])
  })

  it('is worked out of hours, days and weather that the worker reads by itself', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const rows = { startsMs: Float64Array.of(START_MS), energy: Float64Array.of(4), peak: Float64Array.of(6), peakAtMs: Float64Array.of(START_MS), coverage: Float64Array.of(1), quality: new Uint8Array(1) }
    store.energy.periods.putHours(3, rows, 0, 1)
    store.energy.periods.putDays(3, { ...rows, baseLoad: Float64Array.of(2) }, 0, 1)
    store.energy.runDays.putWeather({ startsMs: Float64Array.of(START_MS), temperature: Float64Array.of(8.5), coverage: Float64Array.of(1) }, 0, 1)
    const queries = openMeterQueries(databaseOf(folder))
    expect([...queries.hours(3, START_MS, START_MS + 1).energy]).toEqual([4])
    expect([...queries.days(3, START_MS, START_MS + 1).baseLoad]).toEqual([2])
    expect([...queries.weather(START_MS, START_MS + 1).temperature]).toEqual([8.5])
    queries.close()
  })
})
