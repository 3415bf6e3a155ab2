/** Counters the screens show at a glance. */

export interface Statistics {
  readonly atMs: number
  readonly devicesOnline: number
  readonly devicesOffline: number
  readonly devicesUnknown: number
  readonly points: number
  readonly pointsPolled: number
  readonly pointsStale: number
  readonly pointsDataProblem: number
  readonly pointsOverridden: number
  /** Alerts that ask for someone; what is shelved or suppressed by maintenance is counted in `alertsShelved` only. */
  readonly alertsActive: number
  readonly alertsUnacknowledged: number
  readonly alertsDataProblem: number
  readonly alertsBySeverity: { readonly critical: number; readonly high: number; readonly medium: number; readonly low: number }
  /** Set aside by hand or by maintenance. */
  readonly alertsShelved: number
  /** Readings kept since the engine started, and in the last minute per second. */
  readonly readingsKept: number
  readonly readingsPerSecond: number
  /** Requests of the last 15 minutes. */
  readonly requests: number
  readonly requestsFailed: number
  /** Share of the last 24 hours that was observed, 0..1; null before the first reading. */
  readonly coverage24h: number | null
  /** Packets refused before decoding, by cause, since the engine started. */
  readonly refusedPackets: Readonly<Record<string, number>>
  /** From packet in to alert pushed, ms; null before the first alert. */
  readonly alertLatencyP50Ms: number | null
  readonly alertLatencyP99Ms: number | null
}
