/**
 * A site with a clock the test moves and one device that logs: store, pipeline, coverage and backfill are the product's, only the network is played.
 * The device records every point each interval, also while nobody looks.
 */
import { onTestFinished } from 'vitest'
import { createAcquisition } from '../../../../electron/engine/bacnet/acquisition.ts'
import type { Acquisition, AcquisitionDeps, AcquisitionListener } from '../../../../electron/engine/bacnet/acquisition-types.ts'
import { requestFailure } from '../../../../electron/engine/bacnet/answers.ts'
import { decodeValues, type BacnetValue } from '../../../../electron/engine/bacnet/bacnet-value.ts'
import type { PropertyQuestion, PropertyResult } from '../../../../electron/engine/bacnet/property-reader.ts'
import { TagWriter } from '../../../../electron/engine/bacnet/tag-writer.ts'
import { readTrendLog } from '../../../../electron/engine/bacnet/trend-log-reader.ts'
import { silentLog } from '../../../../electron/engine/log.ts'
import { startBackfill } from '../../../../electron/engine/monitor/backfill/backfill.ts'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import type { SiteSession } from '../../../../electron/engine/monitor/session-types.ts'
import { openSession } from '../../../../electron/engine/monitor/site-session.ts'
import { createPipeline } from '../../../../electron/engine/pipeline/pipeline.ts'
import { openStore } from '../../../../electron/engine/store/open-store.ts'
import { createInlineReaders } from '../../../../electron/engine/store/store-readers.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { QUALITY } from '../../../../shared/domain/quality.ts'
import { failure } from '../../../../shared/result.ts'
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts'
import { LogDevice, realDatum } from '../../bacnet/log-device.ts'
import { analogInput, databaseOf, deviceFacts, temporaryFolder } from '../../store/sample-site.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
const POLL_MS = 10_000
/** Values tell their time, and a real of four octets has seven digits. */
const VALUES_FROM_MS = Date.UTC(2026, 0, 1)

export const valueAt = (timeMs: number): number => (timeMs - VALUES_FROM_MS) / MINUTE

const anyReply = (values: (writer: TagWriter) => TagWriter): PropertyResult => {
  const bytes = values(new TagWriter()).bytes()
  return { ok: true, values: decodeValues(bytes, 0, bytes.length) as readonly BacnetValue[] }
}
const unknown = requestFailure('error', 32, 'unknown property')

export class LoggingSite {
  readonly clock: FakeClock
  log = new LogDevice()
  readonly folder = temporaryFolder()
  readonly timeZone: string
  session!: SiteSession
  listener!: AcquisitionListener
  deviceId = 0
  pointId = 0
  /** Every point of the device, the log's own object included. */
  intervalMs = 5 * MINUTE
  loggingType = 0
  enabled = true
  stopWhenFull = false
  /** Local time of the device minus UTC. */
  localOffset: (utcMs: number) => number = () => 0
  tellsTime = true
  /** Addresses at which it was asked. */
  readonly askedAt = new Set<string>()

  constructor(startMs: number, timeZone = 'UTC') {
    this.clock = createFakeClock(startMs)
    this.timeZone = timeZone
  }

  /** Opens the site; the first time its device is found. */
  async open(): Promise<void> {
    const opened = await openSession(
      {
        clock: this.clock, random: () => 0.5, log: silentLog, hub: createEventHub(silentLog), openStore: (folder) => openStore(folder, silentLog), openReaders: (folder) => createInlineReaders(databaseOf(folder)),
        openLearner: () => ({ start: () => ({ fit: () => Promise.resolve([]), findSigns: () => Promise.resolve([]), fitRelated: () => Promise.resolve([]), addDrift: () => Promise.resolve(), judgeDrift: () => Promise.resolve([]), end: () => Promise.resolve() }) }), createAcquisition: (deps) => this.network(deps), createPipeline,
        openReplayer: () => ({ start: () => { throw new Error('no replays here') } }), userName: 'test',
        openCorrelationWorker: () => ({ start: () => { throw new Error('no comparisons here') } }),
        openBaselineWorker: () => ({ fit: () => Promise.reject(new Error('not asked')), savings: () => Promise.reject(new Error('not asked')), stop: () => Promise.resolve() }),
        openHealthWorker: () => ({ start: () => ({ turn: () => Promise.resolve({ done: true, share: 1, parts: [] }), end: () => Promise.resolve() }) }),
        openEnergyWorker: () => ({ start: () => ({ turn: () => Promise.resolve({ done: true, share: 1, meters: [], empty: [], runDays: [], weather: [] }), end: () => Promise.resolve() }) }),
        openForecastWorker: () => ({ start: () => ({ turn: () => Promise.resolve({ done: true, share: 1, parts: [] }), end: () => Promise.resolve() }) }),
        openPatternWorker: () => ({ patterns: () => Promise.reject(new Error('not asked')), efficiency: () => Promise.reject(new Error('not asked')), close: () => Promise.resolve() }),
        openDemo: () => { throw new Error('no demo here') }, renderPdf: () => Promise.resolve(failure('report-failed', 'no reports here', { reason: '' })), appVersion: 'test', systemTimeZone: this.timeZone,
      },
      { siteFolder: this.folder, demo: false, statusChanged: () => {} },
    )
    if (!opened.ok) throw new Error(opened.error.message)
    this.session = opened.value
    const { context } = this.session
    if (context.store.devices().length === 0) {
      const objects = [analogInput(1, { units: 95 }), analogInput(2, { units: 95 }), { ...analogInput(1), objectType: this.log.type, name: 'TL-1', units: null }]
      this.deviceId = context.store.saveDevice(deviceFacts(1001, { maxApdu: 480 }), objects, this.clock.nowMs(), ({ objectType }) => (objectType === this.log.type ? 0 : POLL_MS)).deviceId
      context.reloadPoints([this.deviceId])
      this.pointId = context.points.ofDevice(this.deviceId).find(({ objectType }) => objectType === 0)!.id
    }
    const { session } = this
    onTestFinished(() => (session === this.session ? session.close().catch(() => {}) : undefined))
  }

  /** The product's acquisition without a socket: it polls nothing, and what is read comes from the device here. */
  private network(deps: AcquisitionDeps): Acquisition {
    this.listener = deps.listener
    const played: Partial<Acquisition> = {
      open: () => Promise.resolve({ ok: true, value: { port: 47_808 } }),
      read: (address, questions) => Promise.resolve(this.askedAt.add(address.ip) && questions.map((question) => this.property(question))),
      readLog: (_address, request, manner) => readTrendLog(this.log, request, manner),
    }
    const real = createAcquisition(deps)
    return new Proxy(real, {
      get: (target, name) => {
        const own: unknown = Reflect.get(played, name) ?? Reflect.get(target, name)
        return typeof own === 'function' ? (own.bind(target) as unknown) : own
      },
    })
  }

  private localNow(): number {
    return this.clock.nowMs() + this.localOffset(this.clock.nowMs())
  }

  private property({ type, property }: PropertyQuestion): PropertyResult {
    if (!this.log.alive) return requestFailure('timeout', -1, 'no answer')
    const at = new Date(this.localNow())
    if (type === 8) {
      if (!this.tellsTime) return unknown
      if (property === 56) return anyReply((w) => w.date({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday: null }))
      return anyReply((w) => w.time({ hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds(), hundredth: 0 }))
    }
    switch (property) {
      case 132:
        if (this.log.type === 27) return anyReply((w) => w.objectId(0, 2, 0).unsigned(85, 1).objectId(0, 1, 0).unsigned(85, 1).objectId(8, 1001, 3))
        return anyReply((w) => w.objectId(0, 1, 0).unsigned(85, 1))
      case 133:
        return anyReply((w) => w.boolean(this.enabled))
      case 134:
        return anyReply((w) => w.unsigned(this.intervalMs / 10))
      case 126:
        return anyReply((w) => w.unsigned(this.log.size))
      case 141:
        return anyReply((w) => w.unsigned(this.log.records.length))
      case 144:
        return anyReply((w) => w.boolean(this.stopWhenFull))
      case 145:
        return anyReply((w) => w.unsigned(this.log.total))
      case 197:
        return anyReply((w) => w.enumerated(this.loggingType))
      default:
        return unknown
    }
  }

  /** What it records at a moment: one value, or in a Trend Log Multiple a failure of its first member and the value of its second. */
  private valueDatum(at: number): Buffer {
    if (this.log.type === 20) return realDatum(valueAt(at))
    return new TagWriter().open(1).open(7).enumerated(2).enumerated(32).close(7).real(valueAt(at), 1).close(1).bytes()
  }

  /** The device records over a period: each value tells its time. */
  record(fromMs: number, toMs: number): void {
    for (let at = Math.ceil(fromMs / this.intervalMs) * this.intervalMs; at < toMs; at += this.intervalMs) this.log.add({ localMs: at + this.localOffset(at), datum: this.valueDatum(at), flags: 0 })
  }

  /** The device says something of itself in its log at a moment. */
  say(atMs: number, datum: Buffer): void {
    this.log.add({ localMs: atMs + this.localOffset(atMs), datum })
  }

  /** The device is polled and records for a while. */
  live(ms: number): void {
    const startMs = this.clock.nowMs()
    for (let passed = 0; passed < ms; passed += POLL_MS) {
      this.clock.advance(POLL_MS)
      this.listener.outcome({ deviceId: this.deviceId, atMs: this.clock.nowMs(), latencyMs: 5, error: null, asked: 1, answered: 1 })
      this.listener.readings({
        deviceId: this.deviceId, pointIds: Int32Array.of(this.pointId), timesMs: Float64Array.of(this.clock.nowMs()), values: Float64Array.of(valueAt(this.clock.nowMs())), statusFlags: Uint8Array.of(0),
      })
    }
    this.record(startMs, this.clock.nowMs())
  }

  /** It answers again, or for the first time. */
  online(): void {
    this.listener.reachability(this.deviceId, 'online', this.clock.nowMs())
  }

  /** Sleeps with the lid closed; the device goes on recording. */
  sleep(ms: number): void {
    this.session.suspend()
    const fromMs = this.clock.nowMs()
    this.clock.jump(ms)
    this.record(fromMs, this.clock.nowMs())
    this.session.resume()
    this.online()
  }

  /** Lets what was begun come to its end. */
  async settle(): Promise<Job | undefined> {
    const { jobs } = this.session.context
    for (let turn = 0; turn < 20_000; turn++) {
      await new Promise((resolve) => setImmediate(resolve))
      if (turn > 200 && jobs.running('backfill') === undefined) break
    }
    return jobs.list().findLast(({ kind }) => kind === 'backfill')
  }

  /** Waits as long as it takes until trend logs are read by themselves. */
  async wait(): Promise<Job | undefined> {
    this.clock.advance(15_000)
    return this.settle()
  }

  async byHand(fromMs: number, toMs: number): Promise<Job | undefined> {
    const started = startBackfill(this.session.context, { deviceIds: [this.deviceId], fromMs, toMs, byHand: true })
    if (!started.ok) throw new Error(started.error.message)
    await this.settle()
    return this.session.context.jobs.list().find(({ id }) => id === started.value.id)
  }

  /** All readings kept of the point. */
  async readings(): Promise<{ readonly timeMs: number; readonly value: number; readonly imported: boolean }[]> {
    const [series] = await this.session.context.readers.history([this.pointId], 0, this.clock.nowMs() + 100 * HOUR)
    return [...series!.timesMs].map((timeMs, at) => ({ timeMs, value: series!.values[at]!, imported: (series!.qualities[at]! & QUALITY.imported) !== 0 }))
  }

  async imported(): Promise<number[]> {
    return (await this.readings()).filter(({ imported }) => imported).map(({ timeMs }) => timeMs)
  }

  /** Periods of the point that were not observed and are not filled, in minutes after `sinceMs`. */
  unfilled(sinceMs: number): number[][] {
    const { store } = this.session.context
    const gaps = store.coverageGaps(0, this.clock.nowMs() + 1, this.deviceId)
    const filled = store.backfilled(this.pointId, 0, this.clock.nowMs() + 1)
    const open = gaps.flatMap((gap) => {
      let parts = [{ fromMs: gap.fromMs, toMs: gap.toMs }]
      for (const { fromMs, toMs } of filled) parts = parts.flatMap((part) => [{ fromMs: part.fromMs, toMs: Math.min(part.toMs, fromMs) }, { fromMs: Math.max(part.fromMs, toMs), toMs: part.toMs }]).filter((part) => part.toMs > part.fromMs)
      return parts
    })
    return open.map(({ fromMs, toMs }) => [(fromMs - sinceMs) / MINUTE, (toMs - sinceMs) / MINUTE])
  }
}
