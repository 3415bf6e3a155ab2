/** How the budget of requests is used: by device, by network behind a router, in total. */

import type { CovState } from './cov.ts'

export interface DeviceLoad {
  readonly deviceId: number
  /** Requests per second over the last ten seconds, retries included, and the limit. */
  readonly requestsPerSecond: number
  readonly limitPerSecond: number
  readonly waiting: number
  readonly retriesPerMinute: number
  /** Share of the last requests that brought no answer, 0..1; 0 while too few were sent to tell. */
  readonly lossShare: number
  /** Lateness of readings as a share of their interval, over the last rounds; null before the first. */
  readonly latenessP50: number | null
  readonly latenessP99: number | null
  /** How many times longer than wished the points' intervals are, so that the budget is kept; 1 = as wished. */
  readonly stretch: number
  /** The shortest interval wished of its points, and what really passes between two readings of them, ms; null where nothing is polled. */
  readonly wishedIntervalMs: number | null
  readonly effectiveIntervalMs: number | null
  /** What was learnt about the device. */
  readonly maxApdu: number
  readonly batchSize: number
  readonly singleReads: boolean
  readonly latencyMs: number | null
  /** COV subscriptions that are alive, and points read by polling. */
  readonly subscriptions: number
  readonly polledPoints: number
  /** Its subscriptions in detail; missing while there is nothing to tell. */
  readonly cov?: CovState
}

/** A network behind a router. */
export interface TrunkLoad {
  readonly router: string
  readonly network: number
  readonly deviceIds: readonly number[]
  readonly requestsPerSecond: number
  readonly limitPerSecond: number
  readonly waiting: number
  readonly stretch: number
  /** Estimated share of the MS/TP trunk's time that this laptop's requests and their answers take, 0..1; 0 where the network is no MS/TP. */
  readonly trunkShare: number
  /** bit/s, as the settings say; 0 where the network is no MS/TP. */
  readonly baudRate: number
}

export interface PollLoad {
  readonly atMs: number
  readonly requestsPerSecond: number
  readonly limitPerSecond: number
  readonly devices: readonly DeviceLoad[]
  readonly trunks: readonly TrunkLoad[]
}
