/** Reads the batches of one device: asks, asks again, and makes of each answer what it means for the batches still to come. */
import type { Clock } from '../../../shared/clock.ts'
import { addressLabel, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { Log } from '../log.ts'
import type { AcquisitionListener, WatchedDevice } from './acquisition-types.ts'
import { decodeFailure, isTooBig, isUnknownService, requestFailure, type Acknowledgement, type RequestFailure } from './answers.ts'
import type { RequestApdu } from './datagrams.ts'
import type { DeviceHabits } from './device-habits.ts'
import type { Lateness } from './lateness.ts'
import type { PeerLimits, RequestOptions } from './peer.ts'
import { decodeBatch, type BatchAnswer, type PointTrouble } from './poll-answer.ts'
import { batchApdu, type PollBatch, type PollPlan } from './poll-plan.ts'
import { readSingle, type AskDevice } from './single-read.ts'

export interface BatchReadingDeps {
  readonly clock: Clock
  readonly log: Log
  readonly listener: Pick<AcquisitionListener, 'readings' | 'pointProblem'>
  readonly limits: () => PeerLimits
  readonly lateness: Lateness
  readonly device: () => WatchedDevice
  readonly address: () => DeviceAddress
  readonly habits: () => DeviceHabits
  readonly plan: () => PollPlan
  /** One request; its outcome is recorded, and `done` hears whether it still matters. */
  readonly request: (apdu: RequestApdu, asked: number, done: Parameters<AskDevice>[2], options: RequestOptions) => void
  /** The device answered. */
  readonly alive: () => void
  /** Silence is taken for a lost packet: the device answered so far. */
  readonly trusted: () => boolean
  /** A batch of so many points brought nothing, asked twice. */
  readonly fellSilent: (points: number) => void
}

/** After batches were split, how long until they are put together again. */
const REGROUP_MS = 600_000

export class BatchReading {
  /** Batches asked for and not answered. */
  underWay = 0
  /** Monotonic: when what was split is to be put together again. */
  regroupAtMs = Infinity
  private readonly deps: BatchReadingDeps

  constructor(deps: BatchReadingDeps) {
    this.deps = deps
  }

  private get nowMs(): number {
    return this.deps.clock.monotonicMs()
  }

  private get habits(): DeviceHabits {
    return this.deps.habits()
  }

  private get plan(): PollPlan {
    return this.deps.plan()
  }

  /** The batch was taken from the queue; it is put back into the plan when it is done. */
  read(batch: PollBatch): void {
    this.underWay += 1
    this.ask(batch, 1)
  }

  /** Puts the points together anew, in batches the device digests. */
  regroup(): void {
    this.regroupAtMs = Infinity
    this.plan.regroup(this.habits.batchSize, this.nowMs, false)
  }

  private ask(batch: PollBatch, attempt: number): void {
    if (this.habits.single && batch.points.length === 1) return this.askSingle(batch)
    const answered: Parameters<AskDevice>[2] = (answer, current, record) => {
      const decoded = answer.ok ? this.decode(answer, batch) : undefined
      const failure = answer.ok ? (decoded === undefined ? decodeFailure('the answer is malformed') : undefined) : answer
      record(decoded?.readings.pointIds.length ?? 0, failure?.kind === 'decode' ? 'decode' : undefined)
      // What was asked before a pause or at a former address is not delivered any more.
      if (!current) this.batchFailed(batch, 2, cancelled, false)
      else if (decoded !== undefined) this.batchAnswered(batch, decoded)
      else if (failure !== undefined) this.batchFailed(batch, attempt, failure, current)
    }
    this.deps.request(batchApdu(batch), batch.points.length, this.judging(answered), this.optionsOf(batch, attempt))
  }

  private optionsOf({ priority }: PollBatch, attempt: number): RequestOptions {
    const { requestTimeoutMs } = this.deps.limits()
    return attempt === 1 ? { priority, timeoutMs: this.habits.patienceMs(requestTimeoutMs) } : { priority, retry: true }
  }

  /** Learns from how long the answer takes, and whether it comes, whatever it says. */
  private judging(done: Parameters<AskDevice>[2]): Parameters<AskDevice>[2] {
    const { habits } = this
    const together = this.underWay > 1
    return (answer, current, record, latencyMs) => {
      if (answer.ok) habits.answeredAfter(latencyMs)
      const lost = !answer.ok && answer.kind === 'timeout'
      if (current && (answer.ok || lost)) {
        habits.losses.ended(lost)
        if (habits.pace.ended(lost, together)) habits.paceLearnt(this.deps.clock.nowMs())
      }
      done(answer, current, record, latencyMs)
    }
  }

  private decode(ack: Acknowledgement, batch: PollBatch): BatchAnswer | undefined {
    try {
      return decodeBatch(ack, this.deps.device().deviceId, batch.points, this.deps.clock.nowMs())
    } catch (error) {
      this.deps.log.error(`an answer of ${addressLabel(this.deps.address())} could not be decoded`, error)
      return undefined
    }
  }

  private batchAnswered(batch: PollBatch, answer: BatchAnswer): void {
    this.underWay -= 1
    this.deps.alive()
    if (answer.changed) batch.apdu = undefined
    if (answer.readings.pointIds.length > 0) this.deps.listener.readings(answer.readings)
    this.noteLateness(batch)
    this.settlePoints(batch, answer.troubles)
    if (this.habits.batchAnswered()) this.regroup()
  }

  private noteLateness(batch: PollBatch): void {
    const now = this.nowMs
    this.deps.lateness.add((now - batch.slotMs) / batch.intervalMs, (now - batch.readMs) / batch.wishedMs)
    batch.readMs = now
  }

  /** Puts the batch back for its next turn, without the points in trouble, which are asked seldom from now on. */
  private settlePoints(batch: PollBatch, troubles: readonly PointTrouble[]): void {
    const now = this.nowMs
    const wasTroubled = batch.points.length === 1 && batch.points[0]!.problem !== undefined
    for (const { point, error, text } of troubles) {
      if (point.problem !== text) this.deps.listener.pointProblem(this.deps.device().deviceId, point.pointId, error, text)
      point.problem = text
    }
    if (wasTroubled && troubles.length === 0) {
      batch.points[0]!.problem = undefined
      this.plan.restore(batch, now)
    } else {
      const found = wasTroubled ? [] : troubles.map(({ point }) => point)
      if (found.length > 0) this.plan.setAside(batch, found, now)
      this.plan.putBack(batch, now)
    }
    this.planRegroup()
  }

  private planRegroup(): void {
    if (this.plan.scattered && this.regroupAtMs === Infinity) this.regroupAtMs = this.nowMs + REGROUP_MS
  }

  private batchFailed(batch: PollBatch, attempt: number, failure: RequestFailure, current: boolean): void {
    if (attempt === 1 && this.mayRetry(failure, current)) return this.ask(batch, 2)
    this.underWay -= 1
    const now = this.nowMs
    if (!current || failure.kind === 'cancelled') return this.plan.putBack(batch, now, now)
    if (failure.kind === 'timeout' || failure.kind === 'send') {
      this.plan.putBack(batch, now, now)
      return this.deps.fellSilent(batch.points.length)
    }
    this.deps.alive()
    this.adapt(batch, failure)
  }

  /** The device answered, but not with values. */
  private adapt(batch: PollBatch, failure: RequestFailure): void {
    const now = this.nowMs
    if (isUnknownService(failure)) return this.giveUpBatches(batch)
    if (batch.points.length === 1) {
      this.underWay += 1
      return this.askSingle(batch)
    }
    if (isTooBig(failure)) {
      this.plan.putBack(batch, now, now)
      if (this.habits.refused(batch.points.length, this.deps.clock.nowMs())) this.regroup()
      return
    }
    this.plan.split(batch, now)
    this.planRegroup()
  }

  private giveUpBatches(batch: PollBatch): void {
    this.deps.log.info(`device ${this.deps.device().instance} reads one property at a time from now on`)
    this.habits.giveUpBatches(this.deps.clock.nowMs())
    this.plan.putBack(batch, this.nowMs, this.nowMs)
    this.regroup()
  }

  // ------------------------------------------------------------------ one property at a time

  private askSingle(batch: PollBatch): void {
    const point = batch.points[0]!
    const { clock } = this.deps
    const ask: AskDevice = (apdu, asked, done, attempt) => this.deps.request(apdu, asked, this.judging(done), this.optionsOf(batch, attempt))
    readSingle({ ask, mayRetry: (failure, current) => this.mayRetry(failure, current), nowMs: () => clock.nowMs() }, point, (result) => {
      if (result.kind === 'nothing') return this.batchFailed(batch, 2, result.failure ?? cancelled, result.current)
      this.underWay -= 1
      this.deps.alive()
      if (result.kind === 'trouble') return this.settlePoints(batch, [result.trouble])
      if (this.habits.batchUseless(this.deps.clock.nowMs())) this.regroup()
      this.deps.listener.readings({
        deviceId: this.deps.device().deviceId,
        pointIds: Int32Array.of(point.pointId),
        timesMs: Float64Array.of(result.readAtMs),
        values: Float64Array.of(result.value),
        statusFlags: Uint8Array.of(point.hasFlags ? point.lastFlags : 0),
      })
      this.noteLateness(batch)
      this.settlePoints(batch, [])
    })
  }

  private mayRetry(failure: RequestFailure, current: boolean): boolean {
    return failure.kind === 'timeout' && current && this.deps.trusted()
  }
}

const cancelled = requestFailure('cancelled', -1, 'cancelled')
