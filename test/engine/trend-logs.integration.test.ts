/** Trend logs of a building on the network: found, matched, read over UDP, and used for what was not observed. */
import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { SimulatedDevice, Simulator } from '../../electron/simulator/simulator-types.ts'
import { QUALITY } from '../../shared/domain/quality.ts'
import type { TrendLogInfo } from '../../shared/domain/trend-log.ts'
import { eventually, jobEnd, startInlineEngine, valueOf, type InlineEngine } from '../support/inline-engine.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const home = mkdtempSync(join(tmpdir(), 'plantroom-logs-'))

let simulator: Simulator
let devices: readonly SimulatedDevice[]
let engine: InlineEngine

const logs = async (): Promise<readonly TrendLogInfo[]> => valueOf(await engine.handlers.listTrendLogs({}))
const instanceOf = async (deviceId: number): Promise<number> => valueOf(await engine.handlers.listDevices({})).find(({ id }) => id === deviceId)!.instance

const imported = async (pointId: number, fromMs: number, toMs: number): Promise<{ timeMs: number; value: number }[]> => {
  const [series] = valueOf(await engine.handlers.getSeries({ pointIds: [pointId], fromMs, toMs, maxPoints: 100_000 }))
  return [...series!.timesMs].flatMap((timeMs, at) => ((series!.qualities[at]! & QUALITY.imported) === 0 ? [] : [{ timeMs, value: series!.values[at]! }]))
}

/** What the device has in its buffer over a period, by its own account. */
const recorded = (device: number, log: number, fromMs: number, toMs: number): { timeMs: number; value: number }[] => {
  const buffer = simulator.trendLog(device, log)!
  return Array.from({ length: buffer.count }, (_, at) => buffer.at(at + 1)!).flatMap(({ timeMs, value, event }) => (event || timeMs < fromMs || timeMs >= toMs ? [] : [{ timeMs, value: Math.fround(value) }]))
}

beforeAll(async () => {
  simulator = createSimulator({ port: 0, utcOffsetMinutes: 120 })
  devices = (await simulator.start()).devices
  engine = await startInlineEngine({ home })
  valueOf(await engine.handlers.changeSettings({ patch: { requestTimeoutMs: 500, requestsPerSecondPerDevice: 200, requestsPerSecondTotal: 2_000, timeZone: 'UTC' } }))
  const job = valueOf(await engine.handlers.startDiscovery({ interfaces: [], targets: devices.map(({ ip, port }) => `${ip}:${port}`) }))
  expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done' })
})
afterAll(async () => {
  await engine.stop()
  await simulator.stop()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

describe('trend logs of a building', () => {
  it('are found by themselves, each matched to the point it records', async () => {
    const found = await eventually('the list of logs', async () => (await logs()).length >= 8 && logs(), 60_000)
    const points = new Map(valueOf(await engine.handlers.listPoints({})).map((point) => [point.id, point]))
    for (const log of found) {
      expect(log).toMatchObject({ logType: 20, member: 0, enabled: true, intervalMs: 5 * MINUTE, bufferSize: 576, stopWhenFull: false, readUntilMs: null, problems: [] })
      const point = points.get(log.pointId!)!
      expect(log.records).toMatch(new RegExp(`^\\w+ ${point.objectInstance} present-value$`))
      expect(point.deviceId).toBe(log.deviceId)
    }
  })

  it('fill the day before the first visit when asked to, with the very readings of the devices, once', async () => {
    const toMs = Date.now()
    const fromMs = toMs - 24 * HOUR
    const [first, second] = await logs()
    // One device is a minute and a half ahead, another knows positions only.
    simulator.setClockDrift(await instanceOf(first!.deviceId), 90_000)
    const other = (await logs()).find(({ deviceId }) => deviceId !== first!.deviceId)!
    simulator.trendLog(await instanceOf(other.deviceId), other.logInstance)!.positionOnly = true
    expect(second).toBeDefined()
    const job = valueOf(await engine.handlers.backfill({ fromMs, toMs }))
    expect(await jobEnd(engine.handlers, job.id)).toMatchObject({ state: 'done', doing: { key: 'job.backfill.done' } })
    for (const log of await logs()) {
      const had = recorded(await instanceOf(log.deviceId), log.logInstance, fromMs + 5 * MINUTE, toMs - 10 * MINUTE)
      expect(had.length).toBeGreaterThan(280)
      const got = await imported(log.pointId!, fromMs + 5 * MINUTE, toMs - 10 * MINUTE)
      if (log.deviceId === first!.deviceId) {
        // Its clock tells hundredths, the difference is taken as whole seconds.
        expect(got.map(({ value }) => value)).toEqual(had.map(({ value }) => value))
        got.forEach(({ timeMs }, at) => expect(Math.abs(timeMs - had[at]!.timeMs)).toBeLessThan(3_000))
        expect(log.problems).toMatchObject([{ key: 'trendLog.clockOff' }])
        expect(Math.abs(Number(log.problems[0]?.params?.['seconds']) - 90)).toBeLessThan(4)
      } else expect(got, `log ${log.logInstance} of device ${log.deviceId}`).toEqual(had)
    }
    const again = valueOf(await engine.handlers.backfill({ fromMs, toMs }))
    expect((await jobEnd(engine.handlers, again.id)).doing).toMatchObject({ params: { readings: 0 } })
  })

  it('fill by themselves what was missed while the engine was off, and respect what the logs say of themselves', async () => {
    for (const { deviceId } of await logs()) simulator.setClockDrift(await instanceOf(deviceId), 0)
    const [log] = (await logs()).filter(({ name }) => name.includes('SAT_TL'))
    const device = await instanceOf(log!.deviceId)
    await engine.stop()
    // Three hours are cut out of what is kept: as if nobody had been here.
    const toMs = Date.now()
    const fromMs = toMs - 3 * HOUR
    const db = new Database(join(home, 'site', 'plantroom.db'))
    db.prepare('DELETE FROM readings WHERE time_ms >= ?').run(fromMs)
    db.prepare('UPDATE backfilled SET to_ms = ? WHERE to_ms > ?').run(fromMs, fromMs)
    db.prepare('UPDATE devices SET first_seen_ms = ?').run(fromMs - HOUR)
    db.prepare(`UPDATE meta SET value = ? WHERE name = 'heartbeatMs'`).run(String(fromMs))
    db.prepare('UPDATE trend_logs SET read_until_ms = ?').run(fromMs)
    db.close()
    // Meanwhile this log was off for an hour.
    const buffer = simulator.trendLog(device, log!.logInstance)!
    buffer.forget(({ timeMs }) => timeMs < toMs - 2 * HOUR || timeMs > toMs - HOUR)

    engine = await startInlineEngine({ home })
    const job = await eventually('a backfill by itself', async () => valueOf(await engine.handlers.listJobs({})).find(({ kind, state }) => kind === 'backfill' && state !== 'running'), 90_000)
    expect(job).toMatchObject({ state: 'done' })
    const found = await logs()
    for (const one of found) {
      const had = recorded(await instanceOf(one.deviceId), one.logInstance, fromMs + MINUTE, toMs - 10 * MINUTE)
      expect(await imported(one.pointId!, fromMs + MINUTE, toMs - 10 * MINUTE)).toEqual(had)
    }
    const open = async (pointId: number) => valueOf(await engine.handlers.getCoverageGaps({ pointIds: [pointId], fromMs, toMs })).filter((gap) => gap.reason === 'notRunning' && gap.toMs - gap.fromMs > 6 * MINUTE)
    const [hole] = await open(log!.pointId!)
    expect(Math.abs(hole!.toMs - hole!.fromMs - HOUR)).toBeLessThan(11 * MINUTE)
    const whole = found.find(({ pointId }) => pointId !== null && pointId !== log!.pointId)!
    expect(await open(whole.pointId!)).toEqual([])
    expect(valueOf(await engine.handlers.getStatistics({})).coverage24h).toBeGreaterThan(0)
  })

  it('after a sleep every device is known to be online again, without anything having changed', async () => {
    engine.suspend()
    await new Promise((resolve) => setTimeout(resolve, 50))
    engine.resume()
    await eventually('all devices online', async () => valueOf(await engine.handlers.listDevices({})).every(({ state }) => state === 'online'), 60_000)
  })

  it('cannot be read twice at a time, nor where there are none', async () => {
    expect(await engine.handlers.backfill({ deviceId: 999_999, fromMs: 0, toMs: 1 })).toMatchObject({ ok: false, error: { code: 'device-unknown' } })
    expect(await engine.handlers.backfill({ fromMs: 5, toMs: 5 })).toMatchObject({ ok: false, error: { code: 'period-invalid' } })
    const first = valueOf(await engine.handlers.backfill({ fromMs: 0, toMs: Date.now() }))
    expect(await engine.handlers.backfill({ fromMs: 0, toMs: Date.now() })).toMatchObject({ ok: false, error: { code: 'backfill-running' } })
    valueOf(await engine.handlers.cancelJob({ jobId: first.id }))
    await jobEnd(engine.handlers, first.id)
  })
})
