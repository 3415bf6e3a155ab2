/** A demand limit told as a story: forecasts in a worker's job, hours as they come, alerts before the limit is exceeded and their end. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createInstance } from 'i18next'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextDayOf, dayStartOf } from '../../electron/engine/analysis/energy/meters/local-periods.ts'
import { FORECAST_VERSION } from '../../electron/engine/analysis/forecast/forecast.ts'
import { createEventHub } from '../../electron/engine/monitor/event-hub.ts'
import { createForecasts, type Forecasts } from '../../electron/engine/monitor/energy/forecast/forecasts.ts'
import type { Energy, EnergyFollower } from '../../electron/engine/monitor/energy/energy.ts'
import { createJobs } from '../../electron/engine/monitor/jobs.ts'
import type { SiteContext } from '../../electron/engine/monitor/site-context.ts'
import { silentLog } from '../../electron/engine/log.ts'
import { createAlertBook } from '../../electron/engine/pipeline/alert-book.ts'
import { createDemandAlerts } from '../../electron/engine/pipeline/demand-alerts.ts'
import { createForecastJob } from '../../electron/engine/pipeline/forecast/forecast-job.ts'
import type { ForecastWorker } from '../../electron/engine/pipeline/forecast/forecast-lane.ts'
import { openForecastQueries } from '../../electron/engine/store/forecast-queries.ts'
import type { SqliteStore } from '../../electron/engine/store/writable-store.ts'
import { isActive, NO_DEVICE, type Alert } from '../../shared/domain/alert.ts'
import type { EnergyForecast } from '../../shared/domain/energy-forecast.ts'
import type { Meter } from '../../shared/domain/energy.ts'
import { formatMessage } from '../../shared/format-message.ts'
import { ENGLISH } from '../../shared/locales/english.ts'
import { calendar, DAY_MS, HOUR_MS, meterOf, officeAt, writeHours, ZONE } from '../engine/pipeline/forecast/forecast-site.ts'
import { databaseOf, openSite, saveDevice, temporaryFolder } from '../engine/store/sample-site.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'

/** Tuesday 2026-02-10, local midnight. */
const TODAY_MS = dayStartOf(Date.UTC(2026, 1, 10, 12), calendar)
const NIGHT_MS = TODAY_MS + 20 * 60_000
const MINUTES_20 = 20 * 60_000
/** What threads work out comes when the machine has the time. */
const PATIENCE = { timeout: 25_000 }

interface Story {
  readonly store: SqliteStore
  readonly clock: FakeClock
  readonly meterId: number
  readonly forecasts: Forecasts
  readonly energy: Energy
  /** Lets the clock run to a moment and hours of the load come in until then; `times` the load. Ends when the day is forecast and limits are judged by that. */
  until(atMs: number, times?: number): Promise<void>
  forecast(): EnergyForecast | null
  active(): readonly Alert[]
  all(): readonly Alert[]
  limit(kw: number | null): void
  orders(): readonly string[]
}

/** The job in this thread: what the worker does, without the thread. */
const inlineWorker = (file: string, orders: string[]): ForecastWorker => ({
  start: (task) => {
    const queries = openForecastQueries(file)
    orders.push(...task.orders.map(({ subject }) => subject))
    const job = createForecastJob(task, queries, () => performance.now())
    return { turn: () => Promise.resolve(job.turn(0)), end: () => Promise.resolve(queries.close()) }
  },
})

const begin = async (limit: number | null, source: Pick<Meter, 'source'> | null = null): Promise<Story> => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  store.changeSettings({ timeZone: ZONE })
  const { deviceId } = saveDevice(store, 1, 1)
  const meterId = store.energy.meters.insert(meterOf({ deviceId: source === null ? deviceId : null, demandLimitKw: limit, ...source }))
  const load = officeAt(11)
  writeHours(store, meterId, dayStartOf(TODAY_MS - 100 * DAY_MS + DAY_MS / 2, calendar), TODAY_MS, load)
  store.energy.meters.setKnown(meterId, { fromMs: TODAY_MS - 100 * DAY_MS, toMs: NIGHT_MS })
  const clock = createFakeClock(NIGHT_MS)
  const hub = createEventHub(silentLog)
  const book = createAlertBook({ clock, store, log: silentLog, alertsChanged: () => {} })
  const demand = createDemandAlerts(book)
  const jobs = createJobs(clock, silentLog, () => {})
  // The forecast can be read a moment before limits are judged by it: while its meter is undecided nothing can be claimed of alerts.
  let isDecided = false
  const pipeline = {
    judgeDemand: (...args: Parameters<SiteContext['pipeline']['judgeDemand']>) => {
      demand.take(args[0], args[1], clock.nowMs())
      isDecided = !args[1].has(meterId)
    },
  }
  const followers: EnergyFollower[] = []
  const energy = { seams: { expectedOf: () => null, peakRisk: () => null, costOf: () => Promise.resolve(null) }, follow: (follower: EnergyFollower) => void followers.push(follower) } as unknown as Energy
  const orders: string[] = []
  const forecasts = createForecasts({ clock, store, hub, jobs, log: silentLog, pipeline } as unknown as SiteContext, energy, inlineWorker(databaseOf(folder), orders))
  let untilMs = TODAY_MS
  const story: Story = {
    store, clock, meterId, forecasts, energy,
    until: async (atMs, times = 1) => {
      clock.advance(atMs - clock.nowMs())
      await nextTurn()
      const hourMs = Math.floor(atMs / HOUR_MS) * HOUR_MS
      for (let dayMs = dayStartOf(untilMs, calendar); dayMs < hourMs; dayMs = nextDayOf(dayMs, calendar)) {
        const before = new Map([...store.energy.periods.hours(meterId, dayMs, untilMs).startsMs].map((startMs, i, starts) => [startMs, store.energy.periods.hours(meterId, starts[0] as number, untilMs).energy[i] as number]))
        writeHours(store, meterId, dayMs, Math.min(hourMs, nextDayOf(dayMs, calendar)), (startMs) => before.get(startMs) ?? load(startMs) * times)
      }
      untilMs = hourMs
      store.energy.meters.setKnown(meterId, { fromMs: TODAY_MS - 100 * DAY_MS, toMs: atMs })
      hub.emit('energyChanged', { meterIds: [meterId] })
      for (const follower of followers) follower([meterId], new Set())
      await vi.waitFor(() => expect({ isForecast: story.forecast() !== null, isDecided }).toEqual({ isForecast: true, isDecided: true }), PATIENCE)
    },
    forecast: () => {
      const answer = forecasts.forecast({ what: 'meter', meterId })
      return answer.ok ? answer.value.forecast : null
    },
    active: () => book.open().filter(isActive),
    all: () => store.alerts({ which: 'all', limit: 100 }),
    limit: (kw) => {
      const meter = store.energy.meters.get(meterId)
      if (meter !== undefined) store.energy.meters.update({ ...meter, demandLimitKw: kw })
      hub.emit('energyChanged', { meterIds: [meterId] })
    },
    orders: () => orders,
  }
  await story.until(NIGHT_MS + 1_000)
  return story
}

const words = createInstance({ lng: 'en', resources: { en: ENGLISH }, ns: ['engine'], defaultNS: 'engine', keySeparator: false, interpolation: { escapeValue: false }, initAsync: false })
void words.init()
const textOf = (alert: Alert): string => formatMessage(words.t, alert.title).replaceAll(/\s/g, ' ')

describe('a meter whose peaks are 84 kW on working days', { timeout: 60_000 }, () => {
  let story: Story
  afterEach(() => story.forecasts.stop())

  describe('with a limit of 100 kW', () => {
    beforeEach(async () => {
      story = await begin(100)
    })

    it('threatens nothing on a usual day, and is told when it goes over the limit all the same', async () => {
      await story.until(TODAY_MS + 9 * HOUR_MS)
      expect(story.forecast()?.days[0]?.exceedance).toBeLessThan(0.1)
      expect(story.all()).toEqual([])
      await story.until(TODAY_MS + 11 * HOUR_MS, 1.5)
      expect(story.active().map(textOf)).toEqual(['Main went over its demand limit of 100.0 kW'])
      expect(story.active()[0]).toMatchObject({ kind: 'equipment', severity: 'high', high: 100 })
      expect(story.active()[0]?.value).toBeGreaterThan(100)
      // It stands until the day is over, and the next one is a usual one.
      await story.until(TODAY_MS + 20 * HOUR_MS)
      expect(story.active()).toHaveLength(1)
    })
  })

  describe('with a limit of 80 kW', () => {
    beforeEach(async () => {
      story = await begin(80)
    })

    it('is told in the night, hours before it happens, and over when the day turned out well', async () => {
      expect(story.active().map(textOf)).toEqual(['Main will probably go over its demand limit of 80.0 kW today'])
      const [alert] = story.active()
      expect(alert?.expected).toBeGreaterThan(80)
      expect(alert?.explanation.map(({ key }) => key)).toEqual(['demand.why.today', 'demand.why.basis'])
      // The building stays at half load until the evening; tomorrow threatens again.
      await story.until(TODAY_MS + 19 * HOUR_MS, 0.5)
      expect(story.forecast()?.days[0]?.exceedance).toBeLessThan(0.1)
      expect(story.active().map(({ id, title }) => [id, title.key])).toEqual([[alert?.id, 'demand.tomorrow']])
    })

    it('ends when the limit is taken away or high enough, and begins again with a lower one', () => {
      const [first] = story.active()
      story.limit(200)
      expect(story.active()).toEqual([])
      expect(story.store.alert(first?.id ?? 0)?.clearedAtMs).toBe(story.clock.nowMs())
      story.limit(80)
      expect(story.active()).toHaveLength(1)
      story.limit(null)
      expect(story.active()).toEqual([])
      expect(story.all()).toHaveLength(2)
    })

    it('stays while the next forecast is still to come after midnight', () => {
      expect(story.active()).toHaveLength(1)
      const [alert] = story.active()
      story.clock.advance(TODAY_MS + DAY_MS + 60_000 - story.clock.nowMs())
      story.limit(80)
      expect(story.active().map(({ id }) => id)).toEqual([alert?.id])
    })
  })

  it('is watched as well where its intervals are imported and no device delivers them: the alert is of the site', async () => {
    story = await begin(80, { source: { what: 'imported' } })
    expect(story.active().map(textOf)).toEqual(['Main will probably go over its demand limit of 80.0 kW today'])
    expect(story.active()[0]).toMatchObject({ deviceId: NO_DEVICE, pointId: null })
    expect(story.store.alerts({ which: 'all', deviceId: NO_DEVICE, limit: 10 })).toHaveLength(1)
    story.limit(200)
    expect(story.active()).toEqual([])
  })

  it('corrects the rest of the day by what its hours have shown; the forecast of the night stays as it was', async () => {
    story = await begin(null)
    const night = story.forecast()
    expect(night?.today).toBeNull()
    await story.until(TODAY_MS + 11 * HOUR_MS, 1.3)
    const noon = story.forecast()
    expect(noon?.expected).toEqual(night?.expected)
    expect(noon?.today?.startsMs[0]).toBe(TODAY_MS + 11 * HOUR_MS)
    expect(noon?.today?.startsMs).toHaveLength(13)
    expect(noon?.today?.miss).toBeGreaterThan(10)
    const first = noon?.startsMs.indexOf(TODAY_MS + 11 * HOUR_MS) ?? -1
    // What this load misses in one hour tells nothing of the next, and nothing is learnt from it to carry far.
    expect(noon?.today?.expected[0]).toBeGreaterThanOrEqual(noon?.expected[first] ?? Infinity)
    expect(noon?.today?.expected[0]).toBeLessThan((noon?.expected[first] ?? 0) + (noon?.today?.miss ?? 0))
    expect((noon?.today?.high[0] ?? 0) - (noon?.today?.low[0] ?? 0)).toBeLessThanOrEqual((noon?.high[first] ?? 0) - (noon?.low[first] ?? 0) + 0.01)
  })

  it('keeps the rest of the day as corrected at 6, 12 and 18 h, and scores it beside the forecast of the night', async () => {
    story = await begin(null)
    const key = `meter:${story.meterId}`
    const { forecastCorrections } = story.store.energy
    for (const hour of [6, 12, 18]) {
      expect(forecastCorrections.has(key, TODAY_MS, hour)).toBe(false)
      await story.until(TODAY_MS + hour * HOUR_MS + MINUTES_20, 1.3)
      // Looked at again every twenty seconds.
      await vi.waitFor(() => {
        story.clock.advance(20_000)
        expect(forecastCorrections.has(key, TODAY_MS, hour)).toBe(true)
      }, PATIENCE)
    }
    const kept = forecastCorrections.unscored(key, TODAY_MS, TODAY_MS + DAY_MS)
    expect(kept.map(({ hour, startsMs, version }) => [hour, startsMs.length, startsMs[0], version])).toEqual([6, 12, 18].map((hour) => [hour, 24 - hour, TODAY_MS + hour * HOUR_MS, FORECAST_VERSION]))
    await story.until(TODAY_MS + DAY_MS + MINUTES_20)
    await vi.waitFor(() => expect(forecastCorrections.unscored(key, TODAY_MS, TODAY_MS + DAY_MS)).toEqual([]), PATIENCE)
    const record = story.forecasts.record({ what: 'meter', meterId: story.meterId }, 'day')
    const corrected = record.ok ? record.value.corrected : []
    expect(corrected.map(({ hour, days }) => [hour, days])).toEqual([[6, 1], [12, 1], [18, 1]])
    // What was left of this day was as the night said from 18 h on, and a third above it from 6 to 18 h.
    expect(corrected[0]?.wapeBefore).toBeGreaterThan(0.1)
    expect(corrected[0]?.wape).toBeLessThanOrEqual(corrected[0]?.wapeBefore ?? 0)
    expect(story.forecasts.record({ what: 'meter', meterId: story.meterId }, 'week')).toMatchObject({ value: { corrected: [] } })
    // Made anew, the forecast takes its corrections with it.
    const row = story.store.energy.forecasts.forecast(key, TODAY_MS)
    if (row !== undefined) story.store.energy.forecasts.put(row)
    expect(forecastCorrections.scores(key, TODAY_MS)).toEqual([])
  })

  it('is forecast once a night, and what was expected of past days is what was forecast for each', async () => {
    story = await begin(null)
    expect(story.orders()).toEqual([`meter:${story.meterId}`])
    await story.until(TODAY_MS + 15 * HOUR_MS)
    expect(story.orders()).toHaveLength(1)
    await story.until(TODAY_MS + DAY_MS + MINUTES_20)
    await vi.waitFor(() => expect(story.orders()).toHaveLength(2), PATIENCE)
    const { seams } = story.energy
    const measured = story.store.energy.periods.sums('days', story.meterId, TODAY_MS, TODAY_MS + DAY_MS).energy ?? 0
    const day = seams.expectedOf(story.meterId, TODAY_MS, TODAY_MS + DAY_MS)
    expect(Math.abs((day ?? 0) / measured - 1)).toBeLessThan(0.05)
    // Two halves are the whole, and the week before is known by trials; two months before nothing was forecast.
    const noonMs = TODAY_MS + DAY_MS / 2
    expect((seams.expectedOf(story.meterId, TODAY_MS, noonMs) ?? 0) + (seams.expectedOf(story.meterId, noonMs, TODAY_MS + DAY_MS) ?? 0)).toBeCloseTo(day ?? 0, 3)
    expect(seams.expectedOf(story.meterId, TODAY_MS - 7 * DAY_MS, TODAY_MS)).toBeGreaterThan(5 * 1_000)
    expect(seams.expectedOf(story.meterId, TODAY_MS - 60 * DAY_MS, TODAY_MS)).toBeNull()
    expect(seams.peakRisk({ id: story.meterId, demandLimitKw: null }, story.clock.nowMs())).toBeNull()
    expect(seams.peakRisk({ id: story.meterId, demandLimitKw: 1 }, story.clock.nowMs())).toBeGreaterThan(0.9)
    expect(story.forecasts.record({ what: 'meter', meterId: story.meterId }, 'day')).toMatchObject({ ok: true, value: { summary: { forecasts: 15, afterwards: 14 } } })
    expect(story.all()).toEqual([])
  })
})
