/** Forecasts from what is stored: fitted, kept, scored; with and without weather; on the first days. */
import { describe, expect, it } from 'vitest'
import { FORECAST_VERSION } from '../../../../electron/engine/analysis/forecast/forecast.ts'
import { dayStartOf } from '../../../../electron/engine/analysis/energy/meters/local-periods.ts'
import type { ForecastPart } from '../../../../electron/engine/pipeline/forecast/forecast-task.ts'
import type { SqliteStore } from '../../../../electron/engine/store/writable-store.ts'
import { databaseOf, openSite, temporaryFolder } from '../../store/sample-site.ts'
import { calendar, DAY_MS, HOUR_MS, meterOf, officeAt, runJob, writeHours, ZONE } from './forecast-site.ts'

/** Tuesday 2026-03-24, 00:20 local; the clocks change on the Sunday after. */
const NOW_MS = Date.UTC(2026, 2, 23, 23, 20)
const TODAY_MS = dayStartOf(NOW_MS, calendar)

interface Site {
  readonly store: SqliteStore
  readonly id: number
  forecast(nowMs?: number, anew?: boolean): ForecastPart
}

const siteWith = (days: number, demandAt: (startMs: number) => number = officeAt()): Site => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const id = store.energy.meters.insert(meterOf())
  if (days > 0) writeHours(store, id, dayStartOf(TODAY_MS - days * DAY_MS + DAY_MS / 2, calendar), TODAY_MS, demandAt)
  return {
    store, id,
    forecast: (nowMs = NOW_MS, anew = false) => {
      const [part] = runJob(databaseOf(folder), { nowMs, timeZone: ZONE, windowMinutes: 15, orders: [{ subject: `meter:${id}`, meterIds: [id], anew }] })
      const { model, forecasts, scores, subject } = part as ForecastPart
      if (model !== null) store.energy.forecasts.putModel(model)
      for (const row of forecasts) store.energy.forecasts.put(row)
      for (const { fromMs, horizon, score } of scores) store.energy.forecasts.setScore(subject, fromMs, horizon, score)
      return part as ForecastPart
    },
  }
}

describe('a forecast of a meter with months of hours', { timeout: 60_000 }, () => {
  const months = (): Site => siteWith(150)

  it('covers today and seven days by hours, with the day clocks change, and knows load, peak and band', () => {
    const site = months()
    site.forecast()
    const row = site.store.energy.forecasts.forecast(`meter:${site.id}`)
    expect(row?.fromMs).toBe(TODAY_MS)
    expect(row?.startsMs).toHaveLength(8 * 24 - 1)
    expect(row?.basis).toMatchObject({ version: FORECAST_VERSION, days: 150, dataToMs: TODAY_MS, weather: 'none', trialDays: 50, peakMinutes: 15 })
    const at = (hour: number): number => row?.expected[hour] ?? Number.NaN
    expect(at(14)).toBeGreaterThan(77)
    expect(at(14)).toBeLessThan(83)
    expect(at(3)).toBeGreaterThan(18)
    expect(at(3)).toBeLessThan(22)
    // Sunday has 23 hours, and Monday's peak is at 14 of the new clock.
    expect(row?.days[5]?.startMs).toBe(Date.UTC(2026, 2, 28, 23))
    expect(row?.days[6]?.startMs).toBe(Date.UTC(2026, 2, 29, 22))
    expect(Math.abs((row?.days[6]?.peakAtMs ?? 0) - Date.UTC(2026, 2, 30, 12))).toBeLessThanOrEqual(HOUR_MS)
    // Windows are 5 % above their hour.
    expect(row?.days[0]?.peak).toBeGreaterThan(82)
    expect(row?.days[0]?.peak).toBeLessThan(88)
    expect(row?.low[14]).toBeLessThan(at(14))
    expect(row?.high[14]).toBeGreaterThan(at(14))
  })

  it('is told of the two weeks before as well, made from what was known before each day, and scored', () => {
    const site = months()
    const part = site.forecast()
    expect(part.forecasts.filter(({ afterwards }) => afterwards)).toHaveLength(14)
    const scores = site.store.energy.forecasts.scores(`meter:${site.id}`, 'day', 100)
    expect(scores).toHaveLength(14)
    expect(scores.every(({ afterwards }) => afterwards)).toBe(true)
    for (const { wape, hours } of scores) {
      expect(hours).toBe(24)
      expect(wape).toBeLessThan(0.065)
    }
    // At weekends a day's highest hour is nothing but noise.
    for (const { fromMs, peakError } of scores) if (![0, 6].includes(new Date(calendar.localMs(fromMs)).getUTCDay())) expect(peakError).toBeLessThan(0.06)
    // Weeks that are over: those that began eight to fourteen days ago.
    expect(site.store.energy.forecasts.scores(`meter:${site.id}`, 'week', 100)).toHaveLength(8)
  })

  it('is scored the night after, by what came', () => {
    const site = months()
    site.forecast()
    // Half as much again as ever: wrong by a third of what was used.
    const load = officeAt(8)
    writeHours(site.store, site.id, TODAY_MS, TODAY_MS + DAY_MS, (startMs) => load(startMs) * 1.5)
    site.forecast(NOW_MS + DAY_MS)
    const [newest] = site.store.energy.forecasts.scores(`meter:${site.id}`, 'day', 1)
    expect(newest).toMatchObject({ fromMs: TODAY_MS, afterwards: false, hours: 24 })
    expect(newest?.wape).toBeGreaterThan(0.3)
    expect(newest?.wape).toBeLessThan(0.37)
    expect(newest?.inBand).toBeLessThan(0.2)
    expect(newest?.peakHourError).toBeLessThanOrEqual(1)
  })

  it('keeps its comparison for a week, and makes it anew when the past changed', () => {
    const site = months()
    site.forecast()
    const load = officeAt(8)
    writeHours(site.store, site.id, TODAY_MS, TODAY_MS + 8 * DAY_MS, load)
    expect(site.forecast(NOW_MS + DAY_MS).model?.fittedAtMs).toBe(NOW_MS)
    expect(site.forecast(NOW_MS + 2 * DAY_MS, true).model?.fittedAtMs).toBe(NOW_MS + 2 * DAY_MS)
    expect(site.forecast(NOW_MS + 8 * DAY_MS).model?.fittedAtMs).toBe(NOW_MS + 2 * DAY_MS)
  })
})

describe('weather', { timeout: 60_000 }, () => {
  /** Heat that follows the outdoor temperature of the day: each day has its own. */
  const temperatureOf = (startMs: number): number => 5 + 9 * Math.sin(calendar.dayOf(startMs) * 2.3) + 3 * Math.sin(calendar.dayOf(startMs) * 0.9)
  const heated = (): Site => {
    const site = siteWith(120, (startMs) => 10 + 4 * Math.max(0, 16 - temperatureOf(startMs)))
    const fromMs = TODAY_MS - 120 * DAY_MS
    const startsMs = Float64Array.from({ length: 120 * 24 }, (_, i) => fromMs + i * HOUR_MS)
    site.store.energy.runDays.putWeather({ startsMs, temperature: startsMs.map(temperatureOf), coverage: new Float64Array(startsMs.length).fill(1) }, 0, startsMs.length)
    return site
  }
  const errorOfToday = (site: Site): number => {
    const row = site.store.energy.forecasts.forecast(`meter:${site.id}`)
    const errors = Array.from({ length: 24 }, (_, hour) => Math.abs((row?.expected[hour] ?? 0) - (10 + 4 * Math.max(0, 16 - temperatureOf(TODAY_MS + hour * HOUR_MS)))))
    return errors.reduce((sum, one) => sum + one, 0) / 24
  }

  it('that is imported for the days ahead makes a forecast better where load follows it', () => {
    const plain = siteWith(120, (startMs) => 10 + 4 * Math.max(0, 16 - temperatureOf(startMs)))
    plain.forecast()
    const site = heated()
    const startsMs = Float64Array.from({ length: 72 }, (_, i) => TODAY_MS + i * HOUR_MS)
    const id = site.store.energyImports.insert({ atMs: NOW_MS, fileName: 'forecast.csv', target: { what: 'weather', forecast: true }, meterId: null, rows: 72, left: 0, fromMs: TODAY_MS, toMs: TODAY_MS + 3 * DAY_MS })
    site.store.energyImports.add(id, -1, { startsMs, endsMs: startsMs.map((startMs) => startMs + HOUR_MS), values: startsMs.map(temperatureOf) }, 0, 72)
    site.store.energyImports.finish(id, NOW_MS)
    const part = site.forecast()
    expect(part.forecasts.at(-1)?.basis.weather).toBe('imported')
    // What was known afterwards is no weather forecast.
    expect(part.forecasts.filter(({ afterwards }) => afterwards).every(({ basis }) => basis.weather === 'none')).toBe(true)
    expect(errorOfToday(site)).toBeLessThan(0.5 * errorOfToday(plain))
  })

  it('of the sensor is used only where it helped, and never that of the day itself', () => {
    const site = heated()
    site.forecast()
    const before = site.store.energy.forecasts.forecast(`meter:${site.id}`)
    expect(['none', 'sensor']).toContain(before?.basis.weather)
    // The day's own temperature, which comes in later, changes nothing.
    site.store.energy.runDays.putWeather({ startsMs: Float64Array.of(TODAY_MS), temperature: Float64Array.of(35), coverage: Float64Array.of(1) }, 0, 1)
    site.forecast(NOW_MS, true)
    expect([...(site.store.energy.forecasts.forecast(`meter:${site.id}`)?.expected ?? [])]).toEqual([...(before?.expected ?? [])])
  })
})

describe('a young or silent meter', () => {
  it('is forecast from its second day on, without a band that nobody could know', () => {
    const site = siteWith(3)
    site.forecast()
    const row = site.store.energy.forecasts.forecast(`meter:${site.id}`)
    expect(row?.basis.methods).toEqual([{ method: 'weeklyProfile', weight: 1 }])
    expect(row?.low[12]).toBeNaN()
    expect(row?.expected[12]).toBeGreaterThan(10)
    expect(site.store.energy.forecasts.scores(`meter:${site.id}`, 'day', 10)).toEqual([])
  })

  it('says why there is no forecast', () => {
    expect(siteWith(0).forecast()).toMatchObject({ model: null, forecasts: [], why: { key: 'forecast.why.nothing' } })
    const site = siteWith(30)
    expect(site.forecast(NOW_MS + 20 * DAY_MS).why?.key).toBe('forecast.why.silent')
    const today = siteWith(0)
    writeHours(today.store, today.id, TODAY_MS, TODAY_MS + 9 * HOUR_MS, officeAt())
    expect(today.forecast(TODAY_MS + 10 * HOUR_MS).why?.key).toBe('forecast.why.nothing')
  })
})
