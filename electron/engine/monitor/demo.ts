/** Prepares and runs the demo site: its devices are discovered and polled like any others, its history comes through the import path. */
import type { Job } from '../../../shared/domain/job.ts'
import { message, type Message } from '../../../shared/message.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { ReadingRows } from '../store/store-types.ts'
import { IMPORTED_FROM_KEY } from './coverage-keeper.ts'
import type { DemoHistoryChunk, DemoSource, OpenDemo } from './demo-source.ts'
import { discover } from './discovery.ts'
import type { JobHandle } from './jobs.ts'
import { utcOffsetMinutes } from './local-time.ts'
import type { SiteContext } from './site-context.ts'

const DAY_MS = 86_400_000
const HISTORY_DAYS = 30
const ANCHOR_KEY = 'demoAnchorMs'
const IMPORTED_KEY = 'demoHistoryImported'
const POLL_EVERY_MS = 5_000
/** Rows handed to the pipeline between two breaths of the event loop; keeps each under 50 ms. */
const ROWS_AT_ONCE = 2_000

export interface Demo {
  prepare(): Job
  source(): DemoSource | null
  stop(): Promise<void>
}

/** `found`: everything of the building is known; what shows it can be made. */
export const createDemo = (site: SiteContext, openDemo: OpenDemo, found: () => Promise<void>): Demo => {
  let source: DemoSource | null = null

  const prepare = async (handle: JobHandle): Promise<Result<Message>> => {
    const nowMs = site.clock.nowMs()
    const anchorMs = Number(site.store.meta(ANCHOR_KEY) ?? nowMs - HISTORY_DAYS * DAY_MS)
    const imported = site.store.meta(IMPORTED_KEY) === 'yes'
    site.store.setMeta(ANCHOR_KEY, String(anchorMs))
    site.store.changeSettings({ siteName: 'Demo building', defaultPollIntervalMs: POLL_EVERY_MS })

    source = openDemo({ anchorMs, fromMs: imported ? nowMs : anchorMs, toMs: nowMs, utcOffsetMinutes: utcOffsetMinutes(site.store.settings().timeZone, nowMs) })
    const chunks: DemoHistoryChunk[] = []
    await source.history((chunk, done, total) => {
      chunks.push(chunk)
      handle.report((total > 0 ? done / total : 1) * 0.3, message('job.demo.building', { days: HISTORY_DAYS }))
    })
    if (handle.signal.aborted) return ok(message('job.cancelled'))

    const devices = await source.goLive()
    const discovered = await discover(
      site,
      { interfaces: [], targets: devices, listenMs: 1_000 },
      { signal: handle.signal, report: (share) => handle.report(0.3 + (share ?? 0) * 0.2, message('job.demo.discovering')) },
    )
    if (!discovered.ok) return discovered
    await found()

    if (!imported) {
      await importHistory(site, chunks, handle)
      if (handle.signal.aborted) return ok(message('job.cancelled'))
      site.store.setMeta(IMPORTED_KEY, 'yes')
      site.store.setMeta(IMPORTED_FROM_KEY, String(anchorMs))
    }
    const pointIds = site.points.polledIds()
    const learnt = await site.pipeline.learn(pointIds, (share) => handle.report(0.8 + share * 0.2, message('job.demo.learning')), handle.signal)
    if (!learnt.ok) return learnt
    return ok(message('job.demo.done', { devices: devices.length, points: pointIds.length }))
  }

  return {
    prepare: () => site.jobs.start('demo', message('job.demo.building', { days: HISTORY_DAYS }), prepare),
    source: () => source,
    stop: async () => {
      await source?.stop()
      source = null
    },
  }
}

const importHistory = async (site: SiteContext, chunks: readonly DemoHistoryChunk[], handle: JobHandle): Promise<void> => {
  const pointIdByKey = new Map<string, number>()
  const instanceById = new Map(site.store.devices().map((device) => [device.id, device.instance]))
  for (const point of site.points.all()) {
    pointIdByKey.set(`${instanceById.get(point.deviceId)}/${point.objectType}/${point.objectInstance}`, point.id)
  }
  const total = chunks.reduce((sum, chunk) => sum + chunk.timesMs.length, 0)
  let done = 0
  for (const chunk of chunks) {
    const pointId = pointIdByKey.get(`${chunk.deviceInstance}/${chunk.objectType}/${chunk.objectInstance}`)
    for (let from = 0; from < chunk.timesMs.length; from += ROWS_AT_ONCE) {
      if (handle.signal.aborted) return
      const to = Math.min(from + ROWS_AT_ONCE, chunk.timesMs.length)
      if (pointId !== undefined) site.pipeline.takeHistory(rowsOf(pointId, chunk, from, to))
      done += to - from
      handle.report(0.5 + (done / total) * 0.3, message('job.demo.importing', { done, total }))
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }
}

const rowsOf = (pointId: number, chunk: DemoHistoryChunk, from: number, to: number): ReadingRows => ({
  count: to - from,
  pointIds: new Int32Array(to - from).fill(pointId),
  timesMs: chunk.timesMs.subarray(from, to),
  values: chunk.values.subarray(from, to),
  qualities: new Uint16Array(to - from),
})

/** The failure of a demo call where no demo runs. */
export const notInDemo = (): Result<never> => failure('not-in-demo', 'Faults can be started in the demo building only; open it first.')
