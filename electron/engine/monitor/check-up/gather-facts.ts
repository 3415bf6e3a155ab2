/** Gathers what the check-up judges from those who know it. Nothing is asked of the network here. */
import type { CovState } from '../../../../shared/domain/cov.ts'
import { addressLabel, hasAddress, type Device } from '../../../../shared/domain/device.ts'
import type { NetworkMap } from '../../../../shared/domain/network.ts'
import { objectLabel, objectTypeFact } from '../../../../shared/domain/object-type.ts'
import type { Point } from '../../../../shared/domain/point.ts'
import type { DeviceLoad } from '../../../../shared/domain/poll-load.ts'
import type { CheckUpFacts, DeviceFacts, ObjectFacts } from '../../analysis/check-up/check-up-facts.ts'
import { isOnSubnet } from '../../bacnet/interfaces.ts'
import type { SiteContext } from '../site-context.ts'

/** What of a device's clock is known. */
export interface ClockReading {
  readonly driftMs: number | null
}

/** References of a device's objects that lead nowhere; null where they were not read. */
export type BrokenReferences = DeviceFacts['brokenReferences']

export interface FactSources {
  readonly networkMap: () => NetworkMap
  /** undefined: not asked yet. */
  readonly clock: (deviceId: number) => ClockReading | undefined
  readonly references: { look(): void; of(deviceId: number): BrokenReferences }
}

const PERIOD_MS = 3_600_000
/** Refusals that say something about the sender; the others are answers nobody waits for any more and what is legal but not for us. */
const MALFORMED = ['too-short', 'bvlc-length', 'npdu-version', 'npdu-control', 'npdu-address', 'network-message', 'apdu-type', 'apdu-header', 'tags', 'i-am', 'segment', 'decode']

const objectFacts = (point: Point): ObjectFacts => {
  const label = objectLabel(point.objectType, point.objectInstance)
  return { pointId: point.id, label: point.name === '' ? label : `${label} "${point.name}"` }
}

/** Types with the property units: where it is missing it was forgotten, not left out. */
const lacksUnits = ({ objectType, units }: Point): boolean => units === null && objectTypeFact(objectType).kind === 'analog'

type LoadFacts = Pick<DeviceFacts, 'retriesPerMinute' | 'singleReads' | 'batchSize' | 'budgetShare' | 'stretch'>

const loadFacts = (load: DeviceLoad | undefined): LoadFacts => ({
  retriesPerMinute: load?.retriesPerMinute ?? null,
  singleReads: load?.singleReads ?? false,
  batchSize: load?.batchSize ?? null,
  budgetShare: load === undefined || load.limitPerSecond === 0 ? null : load.requestsPerSecond / load.limitPerSecond,
  stretch: load?.stretch ?? null,
})

/** It met the end of its room, and there are points that would pay beyond it. */
const isFull = ({ limit, wanted, granted }: CovState): boolean => limit !== null && wanted > granted

export const gatherFacts = (site: SiteContext, sources: FactSources, startedAtMs: number): CheckUpFacts => {
  const atMs = site.clock.nowMs()
  const fromMs = Math.max(startedAtMs, atMs - PERIOD_MS)
  const outcomes = new Map(site.store.outcomesByDevice(fromMs).map((one) => [one.deviceId, one]))
  const load = new Map(site.acquisition.load().devices.map((one) => [one.deviceId, one]))
  const subscriptions = new Map(site.acquisition.cov().map((one) => [one.deviceId, one]))
  const adapters = site.acquisition.interfaces()
  const { refused, received } = site.acquisition.counters()
  const map = sources.networkMap()
  sources.references.look()

  const deviceFacts = (device: Device): DeviceFacts => {
    const points = site.points.ofDevice(device.id)
    const asked = outcomes.get(device.id)
    const clock = sources.clock(device.id)
    const cov = subscriptions.get(device.id)
    return {
      deviceId: device.id,
      instance: device.instance,
      name: device.name,
      address: addressLabel(device.address),
      onOwnSubnet: adapters.some((adapter) => isOnSubnet(device.address.ip, adapter)),
      behindRouter: device.address.network !== undefined,
      state: device.state,
      requests: asked?.requests ?? 0,
      lost: asked?.lost ?? 0,
      answers: asked?.answers ?? 0,
      latencyP95Ms: asked?.latencyP95Ms ?? null,
      ...loadFacts(load.get(device.id)),
      subscriptionsFull: cov === undefined ? null : isFull(cov),
      clockDriftMs: clock?.driftMs ?? null,
      clockAsked: clock !== undefined,
      problems: device.problems,
      objects: points.length,
      unnamed: points.filter(({ name }) => name === '').map(objectFacts),
      unitless: points.filter(lacksUnits).map(objectFacts),
      brokenReferences: sources.references.of(device.id),
    }
  }

  return {
    atMs,
    fromMs,
    requestTimeoutMs: site.store.settings().requestTimeoutMs,
    devices: site.registry.list().filter(({ address }) => hasAddress(address)).map(deviceFacts),
    broadcasts: map.broadcasters,
    networkProblems: map.networks.flatMap(({ problems }) => problems),
    registeredWithBbmd: map.foreignDevice.state === 'registered',
    forwardedHeard: site.acquisition.broadcasts().some(({ forwarded }) => forwarded),
    packets: { received, malformed: MALFORMED.reduce((sum, cause) => sum + (refused[cause] ?? 0), 0) },
  }
}
