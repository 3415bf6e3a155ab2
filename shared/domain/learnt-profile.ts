/** What was learnt of how a device can be read, kept between runs so that no start has to find it out again. */

export interface LearntProfile {
  /** Firmware and max-APDU (as the device declares it) when it was learnt: with others, everything is learnt anew. */
  readonly firmware: string
  readonly declaredMaxApdu: number
  /** Octets that an answer may really have: what the device declares, less where it refused or swallowed that. */
  readonly workingMaxApdu: number
  /** Whether answers in segments arrive; null = never seen. */
  readonly segmented: boolean | null
  /** Whether several properties can be read in one request. */
  readonly multiple: boolean
  /** Points in one request now, and the most that the device takes. */
  readonly batchSize: number
  readonly batchCap: number
  /** Requests at once that it takes without losing some; null = as many as were tried. */
  readonly inFlight: number | null
  /** Usual time of an answer, ms; null before the first. */
  readonly latencyMs: number | null
  /** When a limit was last lowered, or last tried to be raised; ms since the epoch, null = never. */
  readonly limitedAtMs: number | null
  readonly learntAtMs: number
}
