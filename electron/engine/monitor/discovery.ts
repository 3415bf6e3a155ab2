/** Discovery as a job: who is there, what have they got, keep it, poll it. */
import type { DeviceFacts, IAm, ObjectFacts } from '../../../shared/domain/acquisition.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { addressKey, addressLabel, hasAddress, type Device } from '../../../shared/domain/device.ts'
import { firstPollIntervalMs } from '../../../shared/domain/poll-class.ts'
import { message, type Message } from '../../../shared/message.ts'
import { failure, ok, type Failure, type Result } from '../../../shared/result.ts'
import type { Inspected } from '../bacnet/inspection.ts'
import type { DiscoveryRequest } from '../bacnet/acquisition-types.ts'
import { reportRival, settleClaim } from './instance-claims.ts'
import type { JobHandle } from './jobs.ts'
import type { SiteContext } from './site-context.ts'

/** Devices inspected at once: enough to hide slow ones, few enough to be polite. */
const INSPECT_AT_ONCE = 4

export type StartDiscovery = (request: DiscoveryRequest) => Result<Job>

export const createDiscovery = (site: SiteContext): StartDiscovery => (request) => {
  const running = site.jobs.running('discovery')
  if (running) return failure('discovery-running', 'A discovery is already under way; cancel it or wait for its end.', { jobId: running.id })
  return ok(site.jobs.start('discovery', message('job.discovery.listening'), (handle) => discover(site, request, handle)))
}

/** Runs discovery to its end inside any job. */
export const discover = async (site: SiteContext, request: DiscoveryRequest, handle: JobHandle): Promise<Result<Message>> => {
  handle.report(null, message('job.discovery.listening'))
  const heard = await site.acquisition.discover(request, handle.signal)
  if (!heard.ok) return heard
  if (heard.value.length === 0) return failure(...nothingFound(site, request))

  const devices = [...Map.groupBy(heard.value, (iAm) => iAm.instance).values()]

  const tally = { devices: 0, points: 0, failed: 0 }
  const shares = new Map<number, number>()
  const report = (): void => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, 0)
    handle.report(done / devices.length, message('job.discovery.reading', { done: tally.devices + tally.failed, total: devices.length, points: tally.points }))
  }
  const queue = [...devices]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next && !handle.signal.aborted; next = queue.shift()) {
      const { instance } = next[0]!
      const claim = await settleClaim(site, next)
      if (claim.iAm !== null) {
        const points = await inspectOne(site, claim.iAm, handle.signal, (share) => {
          shares.set(instance, share)
          report()
        })
        if (points === null) tally.failed += 1
        else {
          tally.devices += 1
          tally.points += points
        }
      }
      reportRival(site, instance, claim)
      shares.set(instance, 1)
      report()
    }
  }
  await Promise.all(Array.from({ length: INSPECT_AT_ONCE }, work))
  const key = tally.failed > 0 ? 'job.discovery.doneWithFailures' : 'job.discovery.done'
  return ok(message(key, { devices: tally.devices, points: tally.points, failed: tally.failed }))
}

const firstIntervals = (site: SiteContext): ((object: ObjectFacts) => number) => {
  const { defaultPollIntervalMs } = site.store.settings()
  return (object) => firstPollIntervalMs(object, defaultPollIntervalMs)
}

/** Reads one known device anew where it is, as discovery does; a job. */
export const rediscover = (site: SiteContext, device: Device): Result<Job> => {
  const running = site.jobs.running('discovery')
  if (running) return failure('discovery-running', 'A discovery is already under way; cancel it or wait for its end.', { jobId: running.id })
  const { instance, address, maxApdu, segmentation, vendorId } = device
  if (!hasAddress(address)) return failure('device-no-address', `Device ${instance} has no address yet. Search for devices first.`, { instance })
  const doing = (points: number): Message => message('job.discovery.reading', { done: 0, total: 1, points })
  return ok(
    site.jobs.start('discovery', doing(0), async (handle) => {
      const points = await inspectOne(site, { instance, address, maxApdu, segmentation, vendorId }, handle.signal, (share) => handle.report(share, doing(0)))
      return ok(points === null ? message('job.discovery.doneWithFailures', { devices: 0, points: 0, failed: 1 }) : message('job.discovery.done', { devices: 1, points }))
    }),
  )
}

/** Reads one device and keeps it; null when it could not be read. */
const inspectOne = async (site: SiteContext, iAm: IAm, signal: AbortSignal, progress: (share: number) => void): Promise<number | null> => {
  const result = await site.acquisition.inspect(iAm, (done, total) => progress(total === 0 ? 0 : done / total), signal)
  if (signal.aborted) return null
  if (!result.ok) {
    site.log.warn(`device ${iAm.instance} at ${addressLabel(iAm.address)} could not be read`, result.error)
    // A device heard but not readable is still part of the site; one known before keeps its points.
    const known = site.registry.byInstance(iAm.instance)
    const stays = known !== undefined && hasAddress(known.address)
    const deviceId = stays ? known.id : site.store.saveDevice(unreadFacts(iAm, known), [], site.clock.nowMs(), firstIntervals(site)).deviceId
    site.reloadPoints([deviceId])
    site.registry.setProblem(deviceId, message('device.unreadable', { reason: result.error.message }))
    return null
  }
  return keepInspected(site, iAm, result.value)
}

/** Takes over what a device says of itself now. Gives how many objects it has. */
export const keepInspected = (site: SiteContext, iAm: IAm, { device, objects }: Inspected): number => {
  const before = site.registry.byInstance(iAm.instance)
  const { deviceId } = site.store.saveDevice(device, objects, site.clock.nowMs(), firstIntervals(site))
  if (before && hasAddress(before.address) && addressKey(before.address) !== addressKey(iAm.address)) site.registry.addressChanged(deviceId, iAm.address)
  site.registry.clearProblem(deviceId, 'device.unreadable')
  site.registry.clearProblem(deviceId, 'device.databaseChanged')
  site.reloadPoints([deviceId])
  return objects.length
}

/** `known`: the words of a file stay until the device itself is read. */
const unreadFacts = (iAm: IAm, known: Device | undefined): DeviceFacts => ({
  ...iAm,
  name: known?.name ?? '',
  vendorName: '',
  modelName: '',
  firmware: '',
  description: known?.description ?? '',
  protocolRevision: 0,
})

/** Why nothing may have answered, by what can be seen from here. */
const nothingFound = (site: SiteContext, request: DiscoveryRequest): [code: string, text: string, detail?: Failure['detail']] => {
  const [network] = request.networks ?? []
  if (network !== undefined) {
    return ['nothing-found-network', `No device answered on network ${network}. Ask the routers which of them leads there, and look at the network map.`, { network }]
  }
  if (request.targets.length > 0) {
    const targets = request.targets.map((target) => `${target.ip}:${target.port}`).join(', ')
    return ['nothing-found-targets', `No device answered at ${targets}. Check the address and port, and that a firewall lets UDP through.`, { targets }]
  }
  const usable = site.acquisition.interfaces().filter((one) => !one.loopback)
  if (usable.length === 0) {
    return ['nothing-found-no-interface', 'This computer has no network connection. Plug in the cable or join the building network, then search again.']
  }
  const interfaces = usable.map((one) => `${one.name} ${one.address}`).join(', ')
  return [
    'nothing-found',
    `No device answered on ${interfaces}. Check that the laptop is on the building's subnet and that its firewall lets UDP port 47808 in.`,
    { interfaces },
  ]
}
