/** What energy asks goes through the keys, and comes back as it was written. */
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { CORRECTIONS_OF_METER } from '../../../electron/engine/store/tables/meter-corrections-table.ts'
import { BASE_LOAD, DAYS_OF_METER, HOURS_OF_METER, PEAK_QUERIES, SUM_QUERIES } from '../../../electron/engine/store/tables/energy-periods-table.ts'
import { FIRST_DAYS, NEWEST_OF_SUBJECT, SCORES_OF_SUBJECT } from '../../../electron/engine/store/tables/forecasts-table.ts'
import { RUN_DAYS_OF_POINT, WEATHER_OF_PERIOD } from '../../../electron/engine/store/tables/run-days-table.ts'
import { openEnergyQueries } from '../../../electron/engine/store/energy-queries.ts'
import { message } from '../../../shared/message.ts'
import { databaseOf, openSite, saveDevice, START_MS, temporaryFolder, writeReadings } from './sample-site.ts'

const HOUR_MS = 3_600_000
const rowsOf = (count: number, from = START_MS) => ({
  startsMs: Float64Array.from({ length: count }, (_, i) => from + i * HOUR_MS), energy: Float64Array.from({ length: count }, (_, i) => (i === 1 ? Number.NaN : 10 + i)),
  peak: Float64Array.from({ length: count }, (_, i) => 20 + i), peakAtMs: Float64Array.from({ length: count }, (_, i) => from + i * HOUR_MS), coverage: new Float64Array(count).fill(0.5), quality: new Uint8Array(count),
})

describe('the queries of energy', () => {
  it.each([
    ['hours', HOURS_OF_METER, /SEARCH energy_hours USING PRIMARY KEY \(meter_id=\? AND start_ms>\? AND start_ms<\?\)/],
    ['days', DAYS_OF_METER, /SEARCH energy_days USING PRIMARY KEY \(meter_id=\? AND start_ms>\? AND start_ms<\?\)/],
    ['corrections', CORRECTIONS_OF_METER, /SEARCH meter_corrections USING INDEX meter_corrections_by_meter \(meter_id=\? AND from_ms>\? AND from_ms<\?\)/],
    ['run-time', RUN_DAYS_OF_POINT, /SEARCH run_days USING PRIMARY KEY \(point_id=\? AND start_ms>\? AND start_ms<\?\)/],
    ['weather', WEATHER_OF_PERIOD, /SEARCH weather_hours USING PRIMARY KEY \(start_ms>\? AND start_ms<\?\)/],
    ['sums of hours', SUM_QUERIES.hours, /SEARCH energy_hours USING PRIMARY KEY/],
    ['sums of days', SUM_QUERIES.days, /SEARCH energy_days USING PRIMARY KEY/],
    ['peaks of hours', PEAK_QUERIES.hours, /SEARCH energy_hours USING PRIMARY KEY/],
    ['peaks of days', PEAK_QUERIES.days, /SEARCH energy_days USING PRIMARY KEY/],
    ['base load', BASE_LOAD, /SEARCH energy_days USING PRIMARY KEY/],
    ['the newest forecast', NEWEST_OF_SUBJECT, /SEARCH forecasts USING (PRIMARY KEY|INDEX \S+) \(subject=\? AND from_ms<\?\)/],
    ['scores of forecasts', SCORES_OF_SUBJECT.day, /SEARCH forecasts USING (PRIMARY KEY|INDEX \S+) \(subject=\?\)/],
    ['expected energy of days', FIRST_DAYS, /SEARCH forecasts USING (PRIMARY KEY|INDEX \S+) \(subject=\? AND from_ms>\? AND from_ms<\?\)/],
  ])('walk the key for %s and sort nothing', (_, query, plan) => {
    const folder = temporaryFolder()
    openSite(folder)
    const db = new Database(databaseOf(folder))
    const details = db.prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all(...(query.match(/\?/g) ?? []).map(() => 1)).map(({ detail }) => detail)
    db.close()
    expect(details.join('\n')).toMatch(plan)
    expect(details.join('\n')).not.toMatch(/SCAN|TEMP B-TREE/)
  })

  it('give back what is known and what is not', () => {
    const store = openSite(temporaryFolder())
    store.energy.periods.putHours(3, rowsOf(4), 0, 4)
    const back = store.energy.periods.hours(3, START_MS, START_MS + 3 * HOUR_MS)
    expect([...back.energy]).toEqual([10, Number.NaN, 12])
    expect(store.energy.periods.sums('hours', 3, START_MS, START_MS + 4 * HOUR_MS)).toMatchObject({ periods: 4, known: 3, energy: 35, coverage: 2, peak: 23, peakAtMs: START_MS + 3 * HOUR_MS })
    expect(store.energy.periods.sums('hours', 4, START_MS, START_MS + HOUR_MS)).toMatchObject({ periods: 0, energy: null, peak: null, peakAtMs: null })
  })

  it('keep a mark that was made again while its first was worked on', () => {
    const store = openSite(temporaryFolder())
    store.energy.periods.addDue(1, 5_000, false)
    const [first] = store.energy.periods.due()
    store.energy.periods.addDue(1, 7_000, true)
    store.energy.periods.doneDue(1, first?.marks ?? 0)
    expect(store.energy.periods.due()).toEqual([{ meterId: 1, fromMs: 5_000, late: true, marks: 2 }])
    store.energy.periods.doneDue(1, 2)
    expect(store.energy.periods.due()).toEqual([])
  })

  it('leave taken back what a person took back, when it is found again', () => {
    const store = openSite(temporaryFolder())
    const found = { kind: 'reset', fromMs: START_MS, toMs: START_MS + HOUR_MS, before: 100, after: 1, counted: 2, uncorrected: -99, why: message('meter.why.reset') } as const
    store.energy.corrections.replace(1, START_MS, START_MS + 24 * HOUR_MS, [found, { ...found, kind: 'spike' }])
    const [reset] = store.energy.corrections.list([1], 0, START_MS + HOUR_MS, 10).filter(({ kind }) => kind === 'reset')
    store.energy.corrections.setUndone(reset?.id ?? 0, 77)
    store.energy.corrections.replace(1, START_MS, START_MS + 24 * HOUR_MS, [{ ...found, counted: 3 }])
    expect(store.energy.corrections.list([1], 0, START_MS + HOUR_MS, 10)).toMatchObject([{ kind: 'reset', counted: 3, undoneAtMs: 77 }])
    expect(store.energy.corrections.count(1, 0, START_MS + HOUR_MS)).toBe(0)
  })

  it('read a meter with the reading before and the one after, without what its device does not stand by', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const [pointId = 0] = saveDevice(store, 1, 1).pointIds
    writeReadings(store, [0, 1, 2, 3, 4, 5].map((i) => [pointId, START_MS + i * HOUR_MS, i, i === 3 ? 2 : 0]))
    const queries = openEnergyQueries(databaseOf(folder))
    expect([...queries.readings(pointId, START_MS + 2 * HOUR_MS, START_MS + 4 * HOUR_MS).values]).toEqual([1, 2, 4])
    expect(queries.firstReadingMs(pointId)).toBe(START_MS)
    queries.close()
  })

  it('lose nothing but what was worked out when a meter is removed', () => {
    const store = openSite(temporaryFolder())
    const meter = {
      name: 'M', medium: 'gas', measure: 'volume', source: { what: 'imported' }, origin: 'made', confidence: 1, units: null, scale: 1, rolloverAt: null, deviceId: null, area: '', floorAreaM2: null, parentId: null, demandLimitKw: null, delivered: 'auto',
      estimated: false, ignored: false, problems: [message('meter.problem.noUnit')], known: null,
    } as const
    const id = store.energy.meters.insert(meter)
    const child = store.energy.meters.insert({ ...meter, parentId: id })
    store.energy.periods.putHours(id, rowsOf(2), 0, 2)
    store.energy.meters.remove(id)
    expect(store.energy.periods.hours(id, 0, START_MS * 2).startsMs).toHaveLength(0)
    expect(store.energy.meters.all()).toEqual([{ id: child, ...meter, parentId: null }])
    store.energy.meters.restore({ id, ...meter })
    expect(store.energy.meters.get(id)).toEqual({ id, ...meter })
  })
})
