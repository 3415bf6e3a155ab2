/** How one device likes to be read: learnt from its answers, begun with what was learnt before, given up bit by bit in case a limit was a passing condition. */
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import { answerOctets, BatchLimit } from './batch-limit.ts'
import { Pace } from './pace.ts'
import { Losses } from './losses.ts'
import type { PeerFacts } from './peer.ts'

/** Points that single reads gave and batches of one did not, after which batches are given up. */
const BATCHES_USELESS_AFTER = 3
/** How often what was limited is tried again. */
export const TRY_LARGER_EVERY_MS = 6 * 3_600_000
/** A question is repeated after this at the earliest, ms, and not before so many usual answer times have passed. */
const LEAST_PATIENCE_MS = 500
const PATIENCE_IN_LATENCIES = 3
const PATIENCE_IN_DEVIATIONS = 8
/** Answers after which the usual time of an answer is known. */
const LATENCIES_KNOWN_AFTER = 10

export interface HabitsOf {
  readonly firmware: string
  readonly maxApdu: number
  readonly learnt: LearntProfile | undefined
}

export class DeviceHabits {
  /** One property at a time. */
  single: boolean
  readonly pace: Pace
  readonly losses = new Losses()
  private readonly batch: BatchLimit
  private readonly of: HabitsOf
  private limitedAtMs: number | null
  private uselessBatches = 0
  /** Running mean and mean deviation, ms (as TCP estimates its round trip: Jacobson, 1988). */
  private latencyMs: number | null
  private deviationMs = 0
  private latencies = 0

  constructor(of: HabitsOf) {
    const { learnt, maxApdu, firmware } = of
    const known = learnt?.firmware === firmware && learnt.declaredMaxApdu === maxApdu ? learnt : undefined
    this.of = of
    this.batch = new BatchLimit(maxApdu, known)
    this.single = known !== undefined && !known.multiple
    this.pace = new Pace(known?.inFlight ?? null)
    this.limitedAtMs = known?.limitedAtMs ?? null
    this.latencyMs = known?.latencyMs ?? null
  }

  get batchSize(): number {
    return this.single ? 1 : this.batch.current
  }

  get usualLatencyMs(): number | null {
    return this.latencyMs
  }

  /** An answer of any kind took this long. */
  answeredAfter(latencyMs: number): void {
    const error = latencyMs - (this.latencyMs ?? latencyMs)
    this.latencyMs = (this.latencyMs ?? latencyMs) + error / 8
    this.deviationMs += (Math.abs(error) - this.deviationMs) / 4
    this.latencies += 1
  }

  /**
   * How long the first question waits before it is repeated, ms: much longer than answers usually take, so that one that is only late is not asked twice,
   * and no longer, so that a lost one is not missed for long. The repetition has the whole `timeoutMs`.
   */
  patienceMs(timeoutMs: number): number {
    if (this.latencies < LATENCIES_KNOWN_AFTER || this.latencyMs === null) return timeoutMs
    return Math.min(timeoutMs, Math.max(LEAST_PATIENCE_MS, PATIENCE_IN_LATENCIES * this.latencyMs + PATIENCE_IN_DEVIATIONS * this.deviationMs))
  }

  /** The functions below give true when batches must be grouped anew. */
  batchAnswered(): boolean {
    return this.batch.answered()
  }

  refused(size: number, nowMs: number): boolean {
    this.limitedAtMs = nowMs
    return this.batch.refused(size)
  }

  swallowed(size: number): boolean {
    return this.batch.swallowed(size)
  }

  giveUpBatches(nowMs: number): void {
    this.single = true
    this.limitedAtMs = nowMs
  }

  /** A point came by itself that a batch of one did not give. */
  batchUseless(nowMs: number): boolean {
    if (this.single) return false
    this.uselessBatches += 1
    if (this.uselessBatches < BATCHES_USELESS_AFTER) return false
    this.giveUpBatches(nowMs)
    return true
  }

  /** From time to time more is asked again. */
  tryLarger(nowMs: number): boolean {
    if (this.limitedAtMs === null || Math.abs(nowMs - this.limitedAtMs) < TRY_LARGER_EVERY_MS) return false
    const wasSingle = this.single
    this.single = false
    this.uselessBatches = 0
    const larger = this.batch.tryLarger()
    this.pace.tryMore()
    this.limitedAtMs = wasSingle || larger ? nowMs : null
    return wasSingle || larger
  }

  /** A limit of requests at once was learnt. */
  paceLearnt(nowMs: number): void {
    this.limitedAtMs = nowMs
  }

  profile(facts: PeerFacts | undefined, nowMs: number): LearntProfile {
    const { firmware, maxApdu, learnt } = this.of
    const { batch } = this
    const shown = Math.max(facts?.longestAnswer ?? 0, answerOctets(batch.cap))
    return {
      firmware,
      declaredMaxApdu: maxApdu,
      workingMaxApdu: batch.limited ? Math.min(maxApdu, shown) : maxApdu,
      segmented: facts?.segmented ?? learnt?.segmented ?? null,
      multiple: !this.single,
      batchSize: batch.current,
      batchCap: batch.cap,
      inFlight: this.pace.learnt,
      latencyMs: this.latencyMs === null ? null : Math.round(this.latencyMs * 10) / 10,
      limitedAtMs: this.limitedAtMs,
      learntAtMs: nowMs,
    }
  }
}

/** Whether two profiles say different things worth keeping; answer times within a quarter are the same. */
export const tellsMore = (next: LearntProfile, before: LearntProfile | undefined): boolean => {
  if (before === undefined) return true
  const { latencyMs: was } = before
  const latencyChanged = next.latencyMs === null || was === null ? next.latencyMs !== was : Math.abs(next.latencyMs - was) > was / 4
  const same = { ...next, latencyMs: was, learntAtMs: before.learntAtMs }
  return latencyChanged || (Object.keys(same) as (keyof LearntProfile)[]).some((key) => same[key] !== before[key])
}
