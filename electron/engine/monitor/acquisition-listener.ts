/** Where everything goes that acquisition tells of one open site. */
import { addressKey, addressLabel } from '../../../shared/domain/device.ts'
import { message } from '../../../shared/message.ts'
import type { AcquisitionListener } from '../bacnet/acquisition-types.ts'
import type { Log } from '../log.ts'
import type { Pipeline } from '../pipeline/pipeline-types.ts'
import type { WritableStore } from '../store/store-types.ts'
import type { DeviceRegistry } from './device-registry.ts'
import type { EventHub } from './event-hub.ts'
import type { SiteSession } from './session-types.ts'

export interface ListenerParts {
  readonly store: WritableStore
  readonly pipeline: Pipeline
  readonly registry: DeviceRegistry
  readonly hub: EventHub
  readonly log: Log
}

/** What the network tells goes to everyone whom it concerns. `session` is asked late, because acquisition exists before it. */
export const acquisitionListener = (session: () => SiteSession, { store, pipeline, registry, hub, log }: ListenerParts): AcquisitionListener => ({
  readings: (batch) => pipeline.take(batch),
  unchanged: (_deviceId, pointIds, atMs) => pipeline.takeUnchanged(pointIds, atMs),
  outcome: (outcome) => {
    pipeline.takeOutcome(outcome)
    registry.outcome(outcome)
  },
  pointProblem: (deviceId, pointId, error, text) => log.warn(`point ${pointId} of device ${deviceId}: ${error}: ${text}`),
  iAm: (iAm) => {
    const known = registry.byInstance(iAm.instance)
    // Somebody else with its number is no sign of life of it.
    if (known && addressKey(known.address) === addressKey(iAm.address)) registry.seen(known.id, session().context.clock.nowMs())
  },
  reachability: (deviceId, state, atMs) => {
    const before = registry.get(deviceId)
    registry.reachability(deviceId, state, atMs)
    pipeline.deviceState(deviceId, state, atMs)
    const { coverage } = session().context
    if (state === 'offline') coverage.deviceAway(deviceId, Math.max(before?.lastSeenMs ?? atMs, before?.stateSinceMs ?? atMs))
    else {
      coverage.deviceBack(deviceId, atMs)
      session().autoBackfill.deviceReady(deviceId)
      store.touchDevice(deviceId, atMs)
    }
  },
  moved: (deviceId, from, to) => {
    log.info(`device ${deviceId} moved from ${addressLabel(from)} to ${addressLabel(to)}`)
    store.setDeviceAddress(deviceId, to)
    registry.addressChanged(deviceId, to)
  },
  duplicate: (instance, address, other) => {
    const known = registry.byInstance(instance)
    const problem = message('device.duplicate', { instance, address: addressLabel(address), other: addressLabel(other) })
    if (known) registry.setProblem(known.id, problem)
  },
  learnt: (deviceId, profile) => {
    try {
      store.saveLearntProfile(deviceId, profile)
    } catch (error) {
      // It will be learnt again.
      log.warn(`what was learnt of device ${deviceId} could not be kept`, error)
    }
  },
  duplicateOver: (instance) => {
    const known = registry.byInstance(instance)
    if (known) registry.clearProblem(known.id, 'device.duplicate')
  },
  networkChanged: () => session().network.changed(),
  interfacesChanged: (interfaces) => {
    hub.emit('interfacesChanged', interfaces)
    session().network.changed()
  },
  transportLost: (text) => session().transport.lost(text),
  transportBack: () => session().transport.back(),
})
