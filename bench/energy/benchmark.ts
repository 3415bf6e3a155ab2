/** Energy: a year of 200 meters rebuilt in the worker and what is worked out of it, each beside a peer; every question of its screens, cold. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { systemClock } from '../../shared/clock.ts'
import { runEnergy } from '../../electron/engine/monitor/energy/energy-run.ts'
import { createEnergyWorker } from '../../electron/engine/pipeline/energy/energy-lane.ts'
import type { EnergyTask } from '../../electron/engine/pipeline/energy/energy-task.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import { createInlineReaders } from '../../electron/engine/store/store-readers.ts'
import { report, type Figure } from '../figures.ts'
import { makeEnergyYear, METERS, TO_MS } from './energy-year.ts'
import { costFigures, patternFigures, savingFigures, valueOf } from './heavy-work.ts'
import { keepForecasts } from './kept-forecasts.ts'
import { screenQueries, type AskedSite } from './screen-queries.ts'

const folder = mkdtempSync(join(tmpdir(), 'plantroom-energy-bench-'))
const { store, file, meterPoints } = makeEnergyYear(folder)
const clock = { ...systemClock, nowMs: () => TO_MS }

/** Hours by SQL alone: differences of neighbours, falls left out. No peaks, days, habits or corrections. */
const plainSql = (): number => {
  const db = new Database(file, { readonly: true })
  const hours = db.prepare<[number], { readonly hour: number; readonly energy: number }>(`
    SELECT time_ms / 3600000 AS hour, sum(max(0, rise)) AS energy
    FROM (SELECT time_ms, value - lag(value) OVER (ORDER BY time_ms) AS rise FROM readings WHERE point_id = ?) GROUP BY hour`)
  const startedMs = performance.now()
  for (const pointId of meterPoints) hours.all(pointId)
  db.close()
  return performance.now() - startedMs
}

const task = (): EnergyTask => {
  const meters = store.energy.meters.all()
  return {
    nowMs: TO_MS, timeZone: 'Europe/Berlin', windowMinutes: 15, meters, points: store.points().map(({ id, deviceId, units }) => ({ id, deviceId, units })),
    due: meters.map(({ id }) => ({ meterId: id, fromMs: 0, late: false, marks: 0 })), undone: [], run: [], weather: null,
  }
}

const rebuild = async (): Promise<{ readonly ms: number; readonly cpuMs: number; readonly worstDelayMs: number }> => {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const worker = createEnergyWorker(file, new URL('../../electron/engine/pipeline/energy/energy-worker.ts', import.meta.url))
  delay.enable()
  const before = process.cpuUsage()
  const startedMs = performance.now()
  const done = await runEnergy(worker, task(), store, { report: () => {}, aborted: () => false })
  const ms = performance.now() - startedMs
  const { user, system } = process.cpuUsage(before)
  delay.disable()
  if (done.length !== METERS) throw new Error(`${done.length} meters were worked out, not ${METERS}`)
  return { ms, cpuMs: (user + system) / 1_000, worstDelayMs: delay.percentile(99) / 1e6 }
}

/** Each on a store and readers of its own that have read nothing yet; neither is opened within the time. */
const cold = async (ask: (site: AskedSite) => unknown): Promise<number> => {
  const own = valueOf(openStore(folder))
  const readers = createInlineReaders(file)
  const startedMs = performance.now()
  await ask({ clock, store: own, readers })
  const ms = performance.now() - startedMs
  await readers.close()
  own.close()
  return ms
}

const sqlMs = plainSql()
const first = await rebuild()
const ids = store.energy.meters.all().map(({ id }) => id)
keepForecasts(store, file, ids, TO_MS)
const figures: Figure[] = [
  { name: 'rebuild of 200 meters, a year', value: first.ms / 1_000, unit: 's', limit: { kind: 'max', value: 10 } },
  { name: 'rebuild, processor time of both threads', value: first.cpuMs / 1_000, unit: 's' },
  { name: 'event loop while rebuilding, 99 %', value: first.worstDelayMs, unit: 'ms', limit: { kind: 'max', value: 50 } },
  { name: 'plain SQL, hours only', value: sqlMs / 1_000, unit: 's' },
  { name: 'rebuild by plain SQL', value: first.ms / sqlMs, unit: 'times', comparable: true, limit: { kind: 'max', value: 6 } },
  ...(await costFigures({ store, file, ids })),
  ...(await patternFigures({ store, file, ids })),
  ...(await savingFigures({ store, file, ids })),
]
store.close()
for (const [name, ask] of screenQueries(ids, ids[100] ?? 1)) figures.push({ name: `query: ${name}`, value: await cold(ask), unit: 'ms', limit: { kind: 'max', value: 50 } })
rmSync(folder, { recursive: true, force: true })
report(figures)
