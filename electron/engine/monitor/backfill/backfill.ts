/** Filling gaps from trend logs as a job: by hand for a period, and by itself when devices are back. One job at a time, a few devices at once. */
import type { Device } from '../../../../shared/domain/device.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { JobHandle } from '../jobs.ts'
import type { SiteContext } from '../site-context.ts'
import { fillDevice, type DeviceFill } from './fill-device.ts'
import { isTrendLog } from './log-list.ts'
import { clipped, merged, type Period } from './periods.ts'

/** Devices read at once; each has its own queue, those behind one router share theirs. */
const DEVICES_AT_ONCE = 3

export interface BackfillRequest {
  readonly deviceIds: readonly number[]
  readonly fromMs: number
  readonly toMs: number
  /** By hand the time before the device was found counts too, and what was read before is looked at again. */
  readonly byHand: boolean
}

/** When a device was not observed. A clock set forward is no time that passed: nothing is filled there, or readings would stand twice. */
export const unobservedOf = (site: SiteContext, device: Device, fromMs: number, toMs: number, withBefore: boolean): Period[] => {
  const gaps: Period[] = site.store.coverageGaps(fromMs, toMs, device.id).filter(({ reason }) => reason !== 'clockJump')
  const firstSeenMs = site.store.devices().find(({ id }) => id === device.id)?.firstSeenMs ?? toMs
  return clipped(withBefore ? [...gaps, { fromMs, toMs: firstSeenMs }] : gaps, fromMs, toMs)
}

/** Starts the job. Fails with `backfill-running`, `device-unknown`, `trend-logs-none`. */
export const startBackfill = (site: SiteContext, request: BackfillRequest): Result<Job> => {
  const running = site.jobs.running('backfill')
  if (running) return failure('backfill-running', 'Trend logs are being read already; cancel that or wait for its end.', { jobId: running.id })
  const devices = request.deviceIds.flatMap((id) => site.registry.get(id) ?? []).filter((device) => site.points.ofDevice(device.id).some(isTrendLog))
  if (devices.length === 0) return failure('trend-logs-none', 'None of these devices has a trend log.')
  return ok(site.jobs.start('backfill', message('job.backfill.asking', { devices: devices.length }), (handle) => backfill(site, devices, request, handle)))
}

const backfill = async (site: SiteContext, devices: readonly Device[], { fromMs, toMs, byHand }: BackfillRequest, handle: JobHandle): Promise<Result<Message>> => {
  const untilMs = Math.min(toMs, site.clock.nowMs())
  const shares = new Map<number, number>()
  const tally = { logs: 0, readings: 0, gaps: 0, failed: 0 }
  const silent: Device[] = []
  const report = (): void => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, 0)
    handle.report(done / devices.length, message('job.backfill.reading', { logs: tally.logs, readings: tally.readings }))
  }
  const count = (device: Device, fill: DeviceFill): void => {
    tally.logs += fill.logs
    tally.readings += fill.readings
    tally.gaps += fill.gaps
    tally.failed += fill.failed
    if (fill.silent) silent.push(device)
  }
  const queue = [...devices]
  const work = async (): Promise<void> => {
    for (let device = queue.shift(); device !== undefined && !handle.signal.aborted; device = queue.shift()) {
      const { id } = device
      const gaps = merged(unobservedOf(site, device, fromMs, untilMs, byHand))
      // Somebody waits for what was asked by hand, but no more than for live values.
      const manner = { signal: handle.signal, priority: byHand ? 'background' : 'bulk' } as const
      const fill = await fillDevice(site, { device, gaps, goOn: !byHand }, manner, (share) => {
        shares.set(id, share)
        report()
      })
      count(device, fill)
      shares.set(id, 1)
      report()
    }
  }
  await Promise.all(Array.from({ length: DEVICES_AT_ONCE }, work))
  // Charts and lists of these points show what was filled.
  if (tally.readings > 0) site.hub.emit('pointsChanged', devices.map(({ id }) => id))
  if (silent.length === devices.length) return allSilent(devices)
  const problems = tally.failed + silent.length
  return ok(message(problems > 0 ? 'job.backfill.doneWithProblems' : 'job.backfill.done', { ...tally, problems }))
}

const allSilent = (devices: readonly Device[]): Result<never> => {
  const names = devices.map(({ name, instance }) => name || String(instance)).slice(0, 5).join(', ')
  return failure('backfill-silent', `No answer from ${names}: trend logs could not be read.`, { devices: names })
}
