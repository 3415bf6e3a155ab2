/** Health: 30 days of 200 devices judged from nothing in the worker, an hour later once more, its questions, and the same rows by plain SQL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import type { HealthTask } from '../../electron/engine/pipeline/health/health-task.ts'
import { runHealth } from '../../electron/engine/monitor/health/health-run.ts'
import { createHealthWorker } from '../../electron/engine/pipeline/health/health-lane.ts'
import { openReaderQueries } from '../../electron/engine/store/reader-queries.ts'
import { report } from '../figures.ts'
import { DEVICES, FROM_MS, makeHealthMonth, TO_MS } from './health-month.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'plantroom-health-bench-'))
const { store, file, devices } = makeHealthMonth(folder)

/** The same rows summed up by SQL alone: readings by day, outcomes by hour. No levels by block, no percentiles, no comparison with the weeks before, no score. */
const plainSql = (): number => {
  const db = new Database(file, { readonly: true })
  const days = db.prepare(`SELECT time_ms / ${DAY_MS} AS day, count(*), avg(value), min(value), max(value), sum(quality & 12 <> 0) FROM readings WHERE point_id = ? GROUP BY day`).raw()
  const hours = db.prepare(`SELECT minute_ms / ${HOUR_MS} AS hour, sum(requests), sum(timeouts), sum(asked), sum(answered), max(latency_max_ms) FROM outcome_minutes WHERE device_id = ? GROUP BY hour`).raw()
  const startedMs = performance.now()
  for (const { id, points } of devices) {
    hours.all(id)
    for (const point of points) days.all(point.id)
  }
  db.close()
  return performance.now() - startedMs
}

const run = async (nowMs: number): Promise<{ readonly ms: number; readonly cpuMs: number; readonly workerCpuMs: number; readonly delayMs: number }> => {
  const task: HealthTask = { nowMs, timeZone: 'Europe/Berlin', devices, weatherPointId: null, humidityPointId: null }
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const worker = createHealthWorker(file, new URL('../../electron/engine/pipeline/health/health-worker.ts', import.meta.url))
  delay.enable()
  const before = process.cpuUsage()
  const ownBefore = process.threadCpuUsage()
  const startedMs = performance.now()
  const done = await runHealth(worker, task, store, { report: () => {}, aborted: () => false })
  const ms = performance.now() - startedMs
  const { user, system } = process.cpuUsage(before)
  const own = process.threadCpuUsage(ownBefore)
  delay.disable()
  if (done.length !== DEVICES) throw new Error(`${done.length} devices were judged, not ${DEVICES}`)
  return { ms, cpuMs: (user + system) / 1_000, workerCpuMs: (user + system - own.user - own.system) / 1_000, delayMs: delay.percentile(99) / 1e6 }
}

const timed = (ask: () => unknown): number => {
  const startedMs = performance.now()
  ask()
  return performance.now() - startedMs
}

const sqlMs = plainSql()
const first = await run(TO_MS)
const scores = store.health.allDays(FROM_MS).flatMap(({ day }) => day.score ?? [])
if (scores.length < DEVICES * 29) throw new Error(`only ${scores.length} scores came`)
const later = await run(TO_MS + HOUR_MS)
const reader = openReaderQueries(file)
const statusMs = timed(() => reader.status('hour', devices[100]?.id ?? 1, FROM_MS, TO_MS))
const daysMs = timed(() => reader.status('day', devices[101]?.id ?? 1, 0, TO_MS))
reader.close()
const listMs = timed(() => {
  for (const { deviceId } of store.health.allDays(TO_MS - DAY_MS)) store.health.explained(deviceId, TO_MS)
  return store.health.allDays(FROM_MS)
})
store.close()
rmSync(folder, { recursive: true, force: true })
report([
  { name: '30 days of 200 devices from nothing', value: first.ms / 1_000, unit: 's', limit: { kind: 'max', value: 5 } },
  { name: 'processor time of both threads', value: first.cpuMs / 1_000, unit: 's' },
  { name: 'of that, the worker', value: first.workerCpuMs / 1_000, unit: 's', limit: { kind: 'max', value: 5 } },
  { name: 'event loop meanwhile, 99 %', value: first.delayMs, unit: 'ms', limit: { kind: 'max', value: 50 } },
  { name: 'an hour later', value: later.ms / 1_000, unit: 's' },
  { name: 'plain SQL, sums only', value: sqlMs / 1_000, unit: 's' },
  { name: '30 days by plain SQL', value: first.ms / sqlMs, unit: 'times', comparable: true, limit: { kind: 'max', value: 6 } },
  { name: 'query: status of a device, 30 days of hours', value: statusMs, unit: 'ms', limit: { kind: 'max', value: 50 } },
  { name: 'query: status of a device, all days', value: daysMs, unit: 'ms', limit: { kind: 'max', value: 50 } },
  { name: 'query: all devices with their days', value: listMs, unit: 'ms', limit: { kind: 'max', value: 50 } },
])
