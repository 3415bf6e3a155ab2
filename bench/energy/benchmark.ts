/** Energy: a year of 200 meters rebuilt in the worker, its queries cold, and the same hours by plain SQL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { systemClock } from '../../shared/clock.ts'
import { readFigures } from '../../electron/engine/monitor/energy/energy-figures.ts'
import { readOverview } from '../../electron/engine/monitor/energy/energy-overview.ts'
import { runEnergy } from '../../electron/engine/monitor/energy/energy-run.ts'
import { readCarpet, readLoadDuration, readSeries } from '../../electron/engine/monitor/energy/energy-series.ts'
import { createEnergyWorker } from '../../electron/engine/pipeline/energy/energy-lane.ts'
import type { EnergyTask } from '../../electron/engine/pipeline/energy/energy-task.ts'
import { createInlineReaders } from '../../electron/engine/store/store-readers.ts'
import { report, type Figure } from '../figures.ts'
import { FROM_MS, makeEnergyYear, METERS, TO_MS } from './energy-year.ts'

const DAY_MS = 86_400_000
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

/** Each on connections of its own that have read nothing yet. */
const cold = async (ask: (site: { readonly clock: typeof clock; readonly store: typeof store; readonly readers: ReturnType<typeof createInlineReaders> }) => Promise<unknown>): Promise<number> => {
  const readers = createInlineReaders(file)
  const startedMs = performance.now()
  await ask({ clock, store, readers })
  const ms = performance.now() - startedMs
  await readers.close()
  return ms
}

const nothing = { expectedOf: () => null, expectedPeak: () => null, costOf: () => Promise.resolve(null) }
const sqlMs = plainSql()
const first = await rebuild()
const ids = store.energy.meters.all().map(({ id }) => id)
const one = ids[100] ?? 1
const queries: readonly (readonly [string, Parameters<typeof cold>[0]])[] = [
  ['overview of 200 meters', (site) => readOverview(site, nothing)],
  ['hours of a year of a meter', (site) => readSeries(site, [one], FROM_MS, TO_MS, 'hour')],
  ['days of a year of 16 meters', (site) => readSeries(site, ids.slice(0, 16), FROM_MS, TO_MS, 'day')],
  ['months of a year of 16 meters', (site) => readSeries(site, ids.slice(0, 16), FROM_MS, TO_MS, 'month')],
  ['carpet of a year', (site) => readCarpet(site, one, FROM_MS, TO_MS)],
  ['load duration of a year', (site) => readLoadDuration(site, one, FROM_MS, TO_MS)],
  ['figures of a meter, a year', (site) => readFigures(site, nothing, [one], FROM_MS, TO_MS)],
  ['figures of 200 meters, a week', (site) => readFigures(site, nothing, ids, TO_MS - 7 * DAY_MS, TO_MS)],
  ['figures of 200 meters, a year', (site) => readFigures(site, nothing, ids, FROM_MS, TO_MS)],
  ['corrections of all meters, a year', () => Promise.resolve(store.energy.corrections.list(ids, FROM_MS, TO_MS, 5_000))],
  ['list of meters', () => Promise.resolve(store.energy.meters.all())],
]
const figures: Figure[] = [
  { name: 'rebuild of 200 meters, a year', value: first.ms / 1_000, unit: 's', limit: { kind: 'max', value: 10 } },
  { name: 'rebuild, processor time of both threads', value: first.cpuMs / 1_000, unit: 's' },
  { name: 'event loop while rebuilding, 99 %', value: first.worstDelayMs, unit: 'ms', limit: { kind: 'max', value: 50 } },
  { name: 'plain SQL, hours only', value: sqlMs / 1_000, unit: 's' },
  { name: 'rebuild by plain SQL', value: first.ms / sqlMs, unit: 'times', comparable: true, limit: { kind: 'max', value: 6 } },
]
for (const [name, ask] of queries) figures.push({ name: `query: ${name}`, value: await cold(ask), unit: 'ms', limit: { kind: 'max', value: 50 } })
store.close()
rmSync(folder, { recursive: true, force: true })
report(figures)
