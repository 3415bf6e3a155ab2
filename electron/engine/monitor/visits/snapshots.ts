/** Snapshots of the open site: taken as a job, listed, compared, removed. */
import { hasAddress } from '../../../../shared/domain/device.ts'
import type { TextFile } from '../../../../shared/domain/ede.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { MOST_BOOKMARKS } from '../../../../shared/domain/past-state.ts'
import type { SnapshotInfo, VisitDiff } from '../../../../shared/domain/visit.ts'
import { message, type Message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { DeviceRow } from '../../store/store-types.ts'
import { diffFile } from '../../visits/diff-file.ts'
import type { DeviceSnapshot } from '../../visits/snapshot.ts'
import { diffVisits } from '../../visits/visit-diff.ts'
import type { JobHandle } from '../jobs.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'
import { readDevice, unreadDevice } from './device-reader.ts'
import { siteNow } from './site-now.ts'
import { packDevice, unpackDevice } from './snapshot-body.ts'

/** Devices read at once: fewer than discovery, because polling goes on beside it. */
const AT_ONCE = 3

export interface Snapshots {
  list(): readonly SnapshotInfo[]
  /** Fails with `snapshot-running`, `snapshot-no-devices`; the job ends with `snapshot-nothing-read` when no device answers. */
  take(options: { readonly note: string; readonly automatic: boolean }): Result<Job>
  /** Without `toId` against the site as it is known now. Fails with `snapshot-unknown`. */
  diff(fromId: number, toId?: number): Promise<Result<VisitDiff>>
  diffFile(fromId: number, toId: number | undefined, format: 'csv' | 'json'): Promise<Result<TextFile>>
  remove(id: number): Result<readonly SnapshotInfo[]>
}

const unknown = (id: number): Result<never> => failure('snapshot-unknown', `There is no snapshot ${id}; it may have been removed.`, { id })

/** The devices that a snapshot is about: those that were heard at some time. */
const devicesOf = (site: SiteContext): DeviceRow[] => site.store.devices().filter(({ address }) => hasAddress(address))

const readAll = async (site: SiteContext, rows: readonly DeviceRow[], handle: JobHandle): Promise<readonly DeviceSnapshot[]> => {
  const shares = new Map<number, number>()
  const taken: DeviceSnapshot[] = []
  const report = (): void => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, 0)
    handle.report(done / rows.length, message('job.snapshot.reading', { done: taken.length, total: rows.length }))
  }
  const queue = [...rows]
  const work = async (): Promise<void> => {
    for (let row = queue.shift(); row !== undefined && !handle.signal.aborted; row = queue.shift()) {
      const { id } = row
      const progress = (share: number): void => {
        shares.set(id, share)
        report()
      }
      const away = site.registry.get(id)?.state === 'offline'
      taken.push(away ? unreadDevice(row) : await readDevice(site, row, progress, handle.signal))
      progress(1)
    }
  }
  report()
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return taken
}

const takeNow = async (site: SiteContext, note: string, automatic: boolean, handle: JobHandle): Promise<Result<Message>> => {
  const taken = await readAll(site, devicesOf(site), handle)
  if (handle.signal.aborted) return failure('cancelled', 'It was cancelled.')
  const unread = taken.filter(({ read }) => !read).length
  if (unread === taken.length) return failure('snapshot-nothing-read', 'No device could be read, so there is nothing to keep.')
  const objects = taken.reduce((sum, device) => sum + device.objects.length, 0)
  const bodies = []
  for (const device of taken) bodies.push(await packDevice(device))
  site.store.saveSnapshot({ atMs: site.clock.nowMs(), note, automatic, devices: taken.length, devicesUnread: unread, objects }, bodies)
  const key = unread > 0 ? 'job.snapshot.doneWithFailures' : 'job.snapshot.done'
  return ok(message(key, { devices: taken.length, objects, failed: unread }))
}

export const createSnapshots = (site: SiteContext): Snapshots => {
  const devicesIn = async (id: number): Promise<readonly DeviceSnapshot[]> => {
    const devices: DeviceSnapshot[] = []
    for (const body of site.store.snapshotBodies(id)) devices.push(await unpackDevice(body))
    return devices
  }

  const diff = async (fromId: number, toId?: number): Promise<Result<VisitDiff>> => {
    const from = site.store.snapshot(fromId)
    if (from === undefined) return unknown(fromId)
    const to = toId === undefined ? undefined : site.store.snapshot(toId)
    if (toId !== undefined && to === undefined) return unknown(toId)
    const now = to === undefined ? siteNow(site, devicesOf(site)) : { info: to, devices: await devicesIn(to.id) }
    const compared = await inSlices(site.clock, diffVisits(await devicesIn(fromId), now.devices))
    return ok({ from, to: now.info, ...compared })
  }

  return {
    list: () => site.store.snapshots(),
    take: ({ note, automatic }) => {
      const running = site.jobs.running('snapshot')
      if (running) return failure('snapshot-running', 'A snapshot is already being taken; cancel it or wait for its end.', { jobId: running.id })
      const total = devicesOf(site).length
      if (total === 0) return failure('snapshot-no-devices', 'There is no device to take a snapshot of.')
      return ok(site.jobs.start('snapshot', message('job.snapshot.reading', { done: 0, total }), (handle) => takeNow(site, note, automatic, handle)))
    },
    diff,
    diffFile: async (fromId, toId, format) => {
      const found = await diff(fromId, toId)
      return found.ok ? ok(diffFile(found.value, site.store.bookmarks.list(MOST_BOOKMARKS), format)) : found
    },
    remove: (id) => {
      if (site.store.snapshot(id) === undefined) return unknown(id)
      site.store.removeSnapshot(id)
      return ok(site.store.snapshots())
    },
  }
}
