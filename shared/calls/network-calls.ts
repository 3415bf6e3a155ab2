/** Calls about the BACnet internetwork. */
import * as v from 'valibot'
import type { CovState } from '../domain/cov.ts'
import type { Job } from '../domain/job.ts'
import type { Diagnosis, ForeignDeviceState, NetworkMap, StaticDevice } from '../domain/network.ts'
import type { PollLoad } from '../domain/poll-load.ts'
import { call, id, instance, networkNumber, target } from './call.ts'

export const NETWORK_CALLS = {
  getNetworkMap: call({}).returns<NetworkMap>(),
  /** Looks again at everything that can be seen from here and says in words what stands in the way. Takes up to three seconds. */
  getDiagnosis: call({}).returns<Diagnosis>(),
  /** Asks all routers which networks they lead to; the map follows as `networkChanged`. */
  askRouters: call({}).returns<null>(),
  /** Finds devices on one network behind a router, or on all, in a range of instances or all; a job like `startDiscovery`. */
  discoverNetwork: call({ network: networkNumber, lowInstance: v.optional(instance), highInstance: v.optional(instance) }).returns<Job>(),
  /** Registers with a BBMD in another subnet, or ends that. */
  setForeignDevice: call({
    enabled: v.boolean(),
    bbmd: v.union([v.literal(''), target]),
    ttlSeconds: v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(65_535)),
  }).returns<ForeignDeviceState>(),
  /** Keeps addresses that are asked directly, each time. `ip[:port]`, or `network:mac@ip[:port]` (MAC hexadecimal). */
  addStaticDevices: call({ addresses: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.maxLength(80))), v.minLength(1), v.maxLength(500)) }).returns<readonly StaticDevice[]>(),
  removeStaticDevice: call({ address: v.pipe(v.string(), v.maxLength(80)) }).returns<readonly StaticDevice[]>(),

  /** How the budget of requests is used, per device and per network behind a router. */
  getPollLoad: call({}).returns<PollLoad>(),
  /** The subscriptions to changes of each device: alive, granted, refused and why. */
  getCovStates: call({}).returns<readonly CovState[]>(),
  /** Points the user looks at now: they are read first. */
  setViewedPoints: call({ pointIds: v.pipe(v.array(id), v.maxLength(2_000)) }).returns<null>(),
} as const
