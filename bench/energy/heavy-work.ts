/** What energy works out of 200 meters and a year: costs, efficiency, patterns, savings, each beside a bare loop or plain SQL over the same rows in the same run. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { systemClock } from '../../shared/clock.ts'
import type { Result } from '../../shared/result.ts'
import { createEnergyCosts } from '../../electron/engine/monitor/energy/energy-costs.ts'
import { createTariffKeeper } from '../../electron/engine/monitor/energy/tariff-keeper.ts'
import { fitTask, savingsTask, type BaselineTask } from '../../electron/engine/pipeline/energy/baseline-task.ts'
import { createPatternWorker } from '../../electron/engine/pipeline/energy/pattern-lane.ts'
import type { PatternTask } from '../../electron/engine/pipeline/energy/pattern-task.ts'
import { openMeterQueries, type MeterQueries } from '../../electron/engine/store/meter-queries.ts'
import { createStoreReaders } from '../../electron/engine/store/store-readers.ts'
import type { SqliteStore } from '../../electron/engine/store/writable-store.ts'
import type { Figure } from '../figures.ts'
import { FROM_MS, TO_MS } from './energy-year.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const AT_ONCE = 64
const REPORT_FROM_MS = FROM_MS + 273 * DAY_MS
const clock = { ...systemClock, nowMs: () => TO_MS }

export interface HeavySite {
  readonly store: SqliteStore
  readonly file: string
  readonly ids: readonly number[]
}

export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Wall time of work, ms. */
const timeOf = async (work: () => unknown): Promise<number> => {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

const ofMeters = (file: string, work: (queries: MeterQueries) => void): (() => void) => () => {
  const queries = openMeterQueries(file)
  work(queries)
  queries.close()
}

const figures = (name: string, ms: number, mostS: number, peer: string, peerMs: number, mostTimes: number): Figure[] => [
  { name, value: ms / 1_000, unit: 's', limit: { kind: 'max', value: mostS } },
  { name: `${name}: ${peer}`, value: peerMs / 1_000, unit: 's' },
  { name: `${name}, by its peer`, value: ms / peerMs, unit: 'times', comparable: true, limit: { kind: 'max', value: mostTimes } },
]

/** Two prices by hours of UTC and the highest window of each month: no zone, holidays, shares of months, versions or unknown hours. */
const costsBySql = ({ file, ids }: HeavySite): void => {
  const db = new Database(file, { readonly: true })
  const energy = db.prepare<[number, number, number], number>(
    'SELECT sum(energy * CASE WHEN (start_ms / 86400000 + 3) % 7 < 5 AND (start_ms / 3600000) % 24 BETWEEN 7 AND 19 THEN 0.31 ELSE 0.22 END) FROM energy_hours WHERE meter_id = ? AND start_ms >= ? AND start_ms < ?').pluck()
  const peaks = db.prepare<[number, number, number], number>(
    "SELECT sum(peak) FROM (SELECT max(peak) AS peak FROM energy_days WHERE meter_id = ? AND start_ms >= ? AND start_ms < ? GROUP BY strftime('%Y-%m', start_ms / 1000, 'unixepoch'))").pluck()
  for (const id of ids) if (!((energy.get(id, FROM_MS, TO_MS) ?? 0) > 0 && (peaks.get(id, FROM_MS, TO_MS) ?? 0) > 0)) throw new Error(`meter ${id} has no hours`)
  db.close()
}

export const costFigures = async (site: HeavySite): Promise<Figure[]> => {
  const { store, file, ids } = site
  const readers = createStoreReaders(file, new URL('../../electron/engine/store/reader-worker.ts', import.meta.url))
  await readers.energyHours(ids[0] as number, FROM_MS, FROM_MS + HOUR_MS)
  const costs = createEnergyCosts({ clock, store, readers }, createTariffKeeper({ clock, store }, 'bench', () => {}))
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const ms = await timeOf(async () => {
    let priced = 0
    for (let i = 0; i < ids.length; i += AT_ONCE) priced += valueOf(await costs.reports(ids.slice(i, i + AT_ONCE), FROM_MS, TO_MS)).filter(({ energyCost, demandCost }) => energyCost > 0 && demandCost > 0).length
    if (priced !== ids.length) throw new Error(`${priced} meters were priced, not ${ids.length}`)
  })
  delay.disable()
  await readers.close()
  const peerMs = await timeOf(() => costsBySql(site))
  return [...figures('costs of 200 meters, a year', ms, 10, 'plain SQL', peerMs, 20), { name: 'event loop while costing, 99 %', value: delay.percentile(99) / 1e6, unit: 'ms', limit: { kind: 'max', value: 50 } }]
}

const taskOf = (meterId: number, fromMs: number): PatternTask => ({ meterId, measure: 'energy', fromMs, toMs: TO_MS, nowMs: TO_MS, timeZone: 'Europe/Berlin', holidays: [], opposite: [] })

/** Sums by the hour of the week and the sorted loads of one meter after the other: what any pattern begins with. */
const bareHours = ({ file, ids }: HeavySite): (() => void) =>
  ofMeters(file, (queries) => {
    for (const id of ids) {
      const { startsMs, energy } = queries.hours(id, FROM_MS, TO_MS)
      const sums = new Float64Array(168)
      for (let i = 0; i < startsMs.length; i++) sums[Math.floor((startsMs[i] as number) / HOUR_MS + 72) % 168] = (sums[Math.floor((startsMs[i] as number) / HOUR_MS + 72) % 168] as number) + (energy[i] as number)
      energy.sort()
    }
  })

/** In the worker's thread, one meter a question, as the product does it; what is worked out is kept. */
export const patternFigures = async (site: HeavySite): Promise<Figure[]> => {
  const { store, file, ids } = site
  const worker = createPatternWorker(file, new URL('../../electron/engine/pipeline/energy/pattern-worker.ts', import.meta.url))
  await worker.patterns(taskOf(ids[0] as number, TO_MS - 28 * DAY_MS))
  let scored = 0
  const efficiencyMs = await timeOf(async () => {
    for (const id of ids) {
      const worked = await worker.efficiency(taskOf(id, FROM_MS))
      if (worked.efficiency.score !== null) scored += 1
      store.efficiency.put(worked, 'bench')
    }
  })
  if (scored !== ids.length) throw new Error(`${scored} meters have a score, not ${ids.length}`)
  const patternsMs = await timeOf(async () => {
    for (const id of ids) await worker.patterns(taskOf(id, FROM_MS))
  })
  await worker.close()
  const peerMs = await timeOf(bareHours(site))
  return [...figures('efficiency of 200 meters, a year', efficiencyMs, 30, 'bare loop', peerMs, 12), ...figures('patterns of 200 meters, a year', patternsMs, 30, 'bare loop', peerMs, 9)]
}

const baselineOf = (meterId: number, fromMs: number, toMs: number): BaselineTask => ({ meterId, fromMs, toMs, step: 'day', timeZone: 'Europe/Berlin', holidays: [] })

/** A straight line of daily energy on temperature, and what three months differ from it: one model, no change points, quality, uncertainty or limits. */
const bareSavings = ({ file, ids }: HeavySite): (() => void) =>
  ofMeters(file, (queries) => {
    const weather = queries.weather(FROM_MS, TO_MS)
    const means = Array.from({ length: 365 }, (_, day) => weather.temperature.subarray(day * 24, day * 24 + 24).reduce((sum, each) => sum + each / 24, 0))
    for (const id of ids) {
      const { energy } = queries.days(id, FROM_MS, TO_MS)
      let [n, t, e, tt, te, saved] = [0, 0, 0, 0, 0, 0]
      for (let day = 0; day < 273; day++) {
        const [temperature, own] = [means[day] as number, energy[day] as number]
        n += 1
        t += temperature
        e += own
        tt += temperature ** 2
        te += temperature * own
      }
      const slope = (n * te - t * e) / (n * tt - t * t)
      for (let day = 273; day < energy.length; day++) saved += e / n + slope * ((means[day] as number) - t / n) - (energy[day] as number)
      if (Number.isNaN(saved)) throw new Error(`meter ${id} has unknown days`)
    }
  })

/** On this thread, without the worker's start: all models tried on nine months of days, and the last three against the best. */
export const savingFigures = async (site: HeavySite): Promise<Figure[]> => {
  const { store, file, ids } = site
  const tariff = store.tariffs.all()[0]
  if (tariff === undefined) throw new Error('the site has no tariff')
  const ms = await timeOf(
    ofMeters(file, (queries) => {
      for (const id of ids) {
        const { fitted } = valueOf(fitTask(queries, baselineOf(id, FROM_MS, REPORT_FROM_MS), 'auto'))
        savingsTask(queries, baselineOf(id, REPORT_FROM_MS, TO_MS), fitted, { tariff, measure: 'energy', holidays: [], fittedTo: null })
      }
    }),
  )
  const peerMs = await timeOf(bareSavings(site))
  return figures('baselines and savings of 200 meters', ms, 30, 'bare loop', peerMs, 60)
}
