/** Every question that an energy screen asks of the store, screen by screen, through the code of its handler. */
import type { Clock } from '../../shared/clock.ts'
import { readFigures } from '../../electron/engine/monitor/energy/energy-figures.ts'
import { createEnergyCosts } from '../../electron/engine/monitor/energy/energy-costs.ts'
import { exportSeries } from '../../electron/engine/monitor/energy/energy-csv.ts'
import { readOverview } from '../../electron/engine/monitor/energy/energy-overview.ts'
import type { EnergySeams } from '../../electron/engine/monitor/energy/energy-seams.ts'
import { readCarpet, readLoadDuration, readSeries } from '../../electron/engine/monitor/energy/energy-series.ts'
import { efficiencyReport } from '../../electron/engine/monitor/energy/efficiency-report.ts'
import { shownBaseline } from '../../electron/engine/monitor/energy/shown-baseline.ts'
import { createTariffKeeper } from '../../electron/engine/monitor/energy/tariff-keeper.ts'
import { readForecast, readRecord } from '../../electron/engine/monitor/energy/forecast/forecast-answers.ts'
import { createForecastShelf } from '../../electron/engine/monitor/energy/forecast/forecast-shelf.ts'
import type { createInlineReaders } from '../../electron/engine/store/store-readers.ts'
import type { SqliteStore } from '../../electron/engine/store/writable-store.ts'
import { FROM_MS, TO_MS } from './energy-year.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS

export interface AskedSite {
  readonly clock: Clock
  readonly store: SqliteStore
  readonly readers: ReturnType<typeof createInlineReaders>
}

const costsOf = (site: AskedSite) => createEnergyCosts(site, createTariffKeeper(site, 'bench', () => {}))

/** What the session puts there: kept forecasts and tariffs. */
const seamsOf = (site: AskedSite): EnergySeams => {
  const costs = costsOf(site)
  const shelf = createForecastShelf(site)
  return {
    costOf: (...args) => costs.costOf(...args),
    expectedOf: (meterId, fromMs, toMs) => shelf.expected(`meter:${meterId}`, fromMs, toMs, site.clock.nowMs()),
    peakRisk: ({ id, demandLimitKw }, atMs) => (demandLimitKw === null ? null : (shelf.days(`meter:${id}`, id, demandLimitKw, atMs)[0]?.exceedance ?? null)),
  }
}

const reportOf = ({ clock, store }: AskedSite) =>
  efficiencyReport({
    atMs: clock.nowMs(), meters: store.energy.meters.all(), worked: store.efficiency.all().map(({ efficiency }) => efficiency), floorAreas: store.efficiency.floorAreas(), changedBenchmarks: store.efficiency.benchmarks(), priceOf: () => null,
  })

/** `ids` of all meters; `one` is looked at. */
export const screenQueries = (ids: readonly number[], one: number): readonly (readonly [name: string, ask: (site: AskedSite) => unknown])[] => {
  const subject = { what: 'meter', meterId: one } as const
  return [
    ['overview of 200 meters, with forecasts and tariff', (site) => readOverview(site, seamsOf(site))],
    ['list of meters', ({ store }) => store.energy.meters.all()],
    ['hours of a year of a meter', (site) => readSeries(site, [one], FROM_MS, TO_MS, 'hour')],
    ['days of a year of 16 meters', (site) => readSeries(site, ids.slice(0, 16), FROM_MS, TO_MS, 'day')],
    ['months of a year of 16 meters', (site) => readSeries(site, ids.slice(0, 16), FROM_MS, TO_MS, 'month')],
    ['carpet of a year', (site) => readCarpet(site, one, FROM_MS, TO_MS)],
    ['load duration of a year', (site) => readLoadDuration(site, one, FROM_MS, TO_MS)],
    ['figures of a meter, a year, with forecast and tariff', (site) => readFigures(site, seamsOf(site), [one], FROM_MS, TO_MS)],
    ['figures of 200 meters, a week', (site) => readFigures(site, NOTHING, ids, TO_MS - WEEK_MS, TO_MS)],
    ['figures of 200 meters, a year', (site) => readFigures(site, NOTHING, ids, FROM_MS, TO_MS)],
    ['costs of a meter, a year', (site) => costsOf(site).reports([one], FROM_MS, TO_MS)],
    ['corrections of a meter, a year', ({ store }) => store.energy.corrections.list([one], FROM_MS, TO_MS, 5_000)],
    ['corrections of all meters, a year', ({ store }) => store.energy.corrections.list(ids, FROM_MS, TO_MS, 5_000)],
    ['changes of meters', ({ store }) => store.energy.changes.list(1_000)],
    ['forecast of a meter', (site) => readForecast(site, createForecastShelf(site), () => null, subject)],
    ['record of forecasts of a meter', (site) => readRecord(site, subject, 'day')],
    ['patterns of a meter', ({ store }) => store.efficiency.patterns(one)],
    ['efficiency of 200 meters', reportOf],
    ['tariffs and their changes', ({ store }) => [store.tariffs.all(), store.tariffs.changes(1_000)]],
    ['baselines of a meter', ({ store }) => store.baselines.list().filter(({ meterId }) => meterId === one).map((row) => shownBaseline(row, 'energy', undefined))],
    ['imports', ({ store }) => store.energyImports.list()],
    ['days of a year of a meter as CSV', (site) => exportSeries(site, [one], FROM_MS, TO_MS, 'day')],
  ]
}

const NOTHING: EnergySeams = { expectedOf: () => null, peakRisk: () => null, costOf: () => Promise.resolve(null) }
