/** Polls one watched device: what is due, in batches it can digest, politely, and for ever. A device in trouble holds up nobody but itself. */
import type { Clock } from '../../../shared/clock.ts'
import { addressKey, addressLabel, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import type { Log } from '../log.ts'
import type { AcquisitionListener, WatchedDevice } from './acquisition-types.ts'
import { decodeFailure, isTooBig, isUnknownService, requestFailure, type Acknowledgement, type RequestFailure } from './answers.ts'
import { readPropertyApdu, type RequestApdu } from './datagrams.ts'
import { DeviceHabits, tellsMore } from './device-habits.ts'
import { checkIdentity, DEVICE_TYPE } from './identity.ts'
import { Lateness } from './lateness.ts'
import type { Done, PeerLimits, Requesters, RequestOptions } from './peer.ts'
import { decodeBatch, type BatchAnswer, type PointTrouble } from './poll-answer.ts'
import { batchApdu, NO_WISHES, polledPoint, PollPlan, type PollBatch, type PollWishes, type Stretch } from './poll-plan.ts'
import { PROPERTY } from './properties.ts'
import { Reachability } from './reachability.ts'
import { samePoints } from './same-points.ts'
import { readSingle, type AskDevice, type RecordOutcome } from './single-read.ts'
import { WakeTimer } from './wake-timer.ts'

export interface DevicePollerDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly listener: Pick<AcquisitionListener, 'readings' | 'outcome' | 'pointProblem' | 'reachability' | 'learnt'>
  readonly limits: () => PeerLimits
  readonly peers: Requesters
}

/** How often a device that answers is asked who it is: another device may have got its address. */
const IDENTITY_EVERY_MS = 300_000
/** How often a device with no faster points is asked whether it is there. */
const KEEP_ALIVE_MS = 60_000
/** After batches were split, how long until they are put together again. */
const REGROUP_MS = 600_000
/** A stretch that differs less from the one in use changes nothing. */
const STRETCH_STEP = 0.1
/** An I-Am of a silent device ends its back-off, but not more often than this. */
const WAKE_UP_EVERY_MS = 1_000

export class DevicePoller {
  device: WatchedDevice
  address: DeviceAddress
  /** Monotonic; -Infinity before the first answer. */
  lastAnswerMs = -Infinity
  readonly lateness = new Lateness()
  private readonly deps: DevicePollerDeps
  private readonly reach = new Reachability()
  private readonly timer: WakeTimer
  private habits: DeviceHabits
  private plan: PollPlan
  private wishes = NO_WISHES
  private told: LearntProfile | undefined
  private fresh = true
  private swallowedSize = 0
  private running = 0
  private probing = false
  private needsProbe = true
  private notBeforeMs = -Infinity
  private nextProbeMs = Infinity
  private regroupAtMs = Infinity
  private wokenUpMs = -Infinity
  private stopped = false
  private paused = false
  /** Grows whenever what is under way loses its meaning: failures of an earlier era say nothing about the device. */
  private era = 0

  constructor(device: WatchedDevice, deps: DevicePollerDeps) {
    this.device = device
    this.address = device.address
    this.deps = deps
    this.timer = new WakeTimer(deps.clock, () => this.pump())
    this.habits = habitsOf(device)
    this.told = device.learnt
    this.plan = this.newPlan(device)
  }

  private get nowMs(): number {
    return this.deps.clock.monotonicMs()
  }

  /** True while the device owes answers: two rounds and more. */
  get silent(): boolean {
    return this.reach.failures >= 2 || this.reach.state === 'offline'
  }

  start(): void {
    this.pump()
  }

  stop(): void {
    this.tellLearnt()
    this.stopped = true
    this.timer.stop()
  }

  pause(): void {
    this.paused = true
    this.era += 1
    this.timer.stop()
  }

  /** Nothing was observed for a while: its state is told anew. */
  doubt(): void {
    this.reach.doubt()
    this.probeSoon()
  }

  resume(): void {
    if (!this.paused) return
    this.paused = false
    this.plan.readAllSoon(this.batchSize, this.nowMs)
    this.probeSoon()
  }

  /** Follows a new plan; what was learnt of the device and of points that stay is kept. */
  update(device: WatchedDevice): void {
    const before = this.device
    this.device = device
    if (device.maxApdu !== before.maxApdu || device.firmware !== before.firmware) this.learnAnew(device)
    else if (samePoints(device, before)) return this.follow(before, device)
    this.plan = this.newPlan(device)
    this.follow(before, device)
    this.pump()
  }

  private learnAnew(device: WatchedDevice): void {
    this.habits = habitsOf({ ...device, learnt: undefined })
    this.told = undefined
  }

  /** What is urgent from now on, of all devices' points. */
  prioritise(viewed: ReadonlySet<number>, alarmed: ReadonlySet<number>): void {
    const own = (ids: ReadonlySet<number>): Set<number> => new Set(this.plan.points.flatMap(({ pointId }) => (ids.has(pointId) ? [pointId] : [])))
    const next = { ...this.wishes, viewed: own(viewed), alarmed: own(alarmed) }
    if (sameIds(next.viewed, this.wishes.viewed) && sameIds(next.alarmed, this.wishes.alarmed)) return
    this.follows(next)
  }

  /** The intervals become so many times longer than wished, so that a budget is kept. */
  stretchTo(stretch: Stretch): void {
    const { stretch: now } = this.wishes
    const differs = (next: number, before: number): boolean => Math.abs(next - before) > before * STRETCH_STEP || (next === 1 && before !== 1)
    if (differs(stretch.viewed, now.viewed) || differs(stretch.background, now.background)) this.follows({ ...this.wishes, stretch })
  }

  private follows(wishes: PollWishes): void {
    this.wishes = wishes
    this.plan.wishes = wishes
    this.regroup()
    this.pump()
  }

  /** Requests per second that reading as wished needs; none while the device is away. */
  get demand(): { readonly viewed: number; readonly background: number } {
    return this.reach.state === 'offline' || this.paused ? { viewed: 0, background: 0 } : this.plan.demand(this.batchSize, this.habits.single)
  }

  /** What is known of how its reading goes. */
  get state(): PollerState {
    const { habits, wishes } = this
    return {
      stretch: wishes.stretch.background,
      fastestMs: this.plan.fastestMs,
      batchSize: habits.batchSize,
      singleReads: habits.single,
      latencyMs: habits.usualLatencyMs,
      lossShare: habits.losses.share,
      polledPoints: this.plan.points.length,
    }
  }

  /** Tells what was learnt since it was told last. */
  tellLearnt(): void {
    if (this.stopped || this.lastAnswerMs === -Infinity) return
    const profile = this.habits.profile(this.deps.peers.at(this.address).facts, this.deps.clock.nowMs())
    if (!tellsMore(profile, this.told)) return
    this.told = profile
    this.deps.listener.learnt(this.device.deviceId, profile)
  }

  /** A new address in the plan counts; the old one repeated does not undo a move made meanwhile. */
  private follow(before: WatchedDevice, device: WatchedDevice): void {
    const key = addressKey(device.address)
    if (key !== addressKey(before.address) && key !== addressKey(this.address)) this.moveTo(device.address)
  }

  moveTo(address: DeviceAddress): void {
    this.address = address
    this.era += 1
    this.reach.excuse()
    this.probeSoon()
  }

  /** The device was heard at its address: the end of its back-off, when it is in one. */
  heard(): void {
    if (this.reach.failures === 0 || this.nowMs - this.wokenUpMs < WAKE_UP_EVERY_MS) return
    this.wokenUpMs = this.nowMs
    this.probeSoon()
  }

  /** Something speaks for another device at this address: ask who is there before the next reading. */
  probeSoon(): void {
    this.needsProbe = true
    this.notBeforeMs = -Infinity
    this.pump()
  }

  private newPlan(device: WatchedDevice): PollPlan {
    const known = new Map(this.plan?.points.map((point) => [point.pointId, point]))
    const now = this.nowMs
    const points = device.points.filter((point) => point.intervalMs > 0).map((point) => polledPoint(point, known.get(point.pointId), now))
    const plan = new PollPlan(device.deviceId, points)
    plan.wishes = this.wishes ?? NO_WISHES
    plan.regroup(this.batchSize, now, this.fresh)
    return plan
  }

  private get batchSize(): number {
    return this.habits.batchSize
  }

  private regroup(): void {
    this.regroupAtMs = Infinity
    this.plan.regroup(this.batchSize, this.nowMs, false)
  }

  private pump(): void {
    if (this.stopped || this.paused) return
    const now = this.nowMs
    if (now >= this.nextProbeMs) this.needsProbe = true
    if (this.needsProbe) {
      if (this.probing) return
      if (now < this.notBeforeMs) return this.timer.wakeAt(this.notBeforeMs)
      return this.probe(1)
    }
    if (now >= this.regroupAtMs) this.regroup()
    const { queue } = this.plan
    const most = this.habits.pace.inFlight(this.deps.limits().inFlightPerDevice)
    while (this.running < most) {
      const next = queue.takeDue(now)
      if (next === undefined) return this.timer.wakeAt(Math.min(queue.nextDueMs, this.nextProbeMs))
      this.running += 1
      this.fresh = false
      this.ask(next, 1)
    }
  }

  /** One request; its outcome is recorded, and `done` hears whether it still matters (`current`). */
  private request(apdu: RequestApdu, asked: number, done: Parameters<AskDevice>[2], options: RequestOptions): void {
    const { era } = this
    const { clock, listener } = this.deps
    const heard: Done = (answer, latencyMs) => {
      if (this.stopped) return
      const current = era === this.era
      const record: RecordOutcome = (answered, error) => {
        const kind = error ?? (answer.ok ? null : current ? answer.kind : 'cancelled')
        listener.outcome({ deviceId: this.device.deviceId, atMs: clock.nowMs(), latencyMs, error: kind, asked, answered })
      }
      done(answer, current, record, latencyMs)
      this.pump()
    }
    this.deps.peers.at(this.address).request(apdu, heard, options)
  }

  // ------------------------------------------------------------------ who is there

  private probe(attempt: number): void {
    this.probing = true
    const { instance } = this.device
    const answered: Parameters<AskDevice>[2] = (answer, current, record) => {
      this.probing = false
      const identity = checkIdentity(answer, instance)
      record(0, identity === 'other' ? 'error' : undefined)
      if (!current) return
      if (identity === 'same') return this.probeAnswered()
      if (identity === 'silent' && attempt === 1 && this.reach.failures === 0) return this.probe(2)
      if (identity === 'other') this.deps.log.warn(`another device answers at ${addressLabel(this.address)}, where device ${instance} was`)
      this.roundFailed()
    }
    this.request(readPropertyApdu(DEVICE_TYPE, instance, { property: PROPERTY.objectIdentifier }), 0, answered, { retry: attempt > 1 })
  }

  private probeAnswered(): void {
    const { swallowedSize } = this
    this.swallowedSize = 0
    this.alive()
    this.needsProbe = this.reach.recovering
    this.notBeforeMs = -Infinity
    const fastest = this.plan.points.reduce((least, point) => Math.min(least, point.intervalMs), Infinity)
    this.nextProbeMs = this.nowMs + (fastest <= KEEP_ALIVE_MS ? IDENTITY_EVERY_MS : KEEP_ALIVE_MS)
    if ((swallowedSize > 0 && this.habits.swallowed(swallowedSize)) || this.habits.tryLarger(this.deps.clock.nowMs())) this.regroup()
  }

  private alive(): void {
    this.lastAnswerMs = this.nowMs
    const wasOffline = this.reach.state === 'offline'
    if (!this.reach.answered()) return
    // Its points are stale: the seldom read ones must not stay so until their next turn.
    if (wasOffline) this.plan.readAllSoon(this.batchSize, this.nowMs)
    this.tell('online')
  }

  private roundFailed(): void {
    if (this.reach.failed()) {
      this.habits.losses.forget()
      this.tell('offline')
    }
    this.needsProbe = true
    this.notBeforeMs = this.nowMs + this.reach.backOffMs(this.deps.limits().requestTimeoutMs, this.deps.random())
  }

  private tell(state: 'online' | 'offline'): void {
    this.deps.listener.reachability(this.device.deviceId, state, this.deps.clock.nowMs())
  }

  // ------------------------------------------------------------------ batches

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
    this.request(batchApdu(batch), batch.points.length, this.judging(answered), this.optionsOf(batch, attempt))
  }

  private optionsOf({ priority }: PollBatch, attempt: number): RequestOptions {
    const { requestTimeoutMs } = this.deps.limits()
    return attempt === 1 ? { priority, timeoutMs: this.habits.patienceMs(requestTimeoutMs) } : { priority, retry: true }
  }

  /** Learns from how long the answer takes, and whether it comes, whatever it says. */
  private judging(done: Parameters<AskDevice>[2]): Parameters<AskDevice>[2] {
    const { habits } = this
    const together = this.running > 1
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
      return decodeBatch(ack, this.device.deviceId, batch.points, this.deps.clock.nowMs())
    } catch (error) {
      this.deps.log.error(`an answer of ${addressLabel(this.address)} could not be decoded`, error)
      return undefined
    }
  }

  private batchAnswered(batch: PollBatch, answer: BatchAnswer): void {
    this.running -= 1
    this.alive()
    if (answer.changed) batch.apdu = undefined
    if (answer.readings.pointIds.length > 0) this.deps.listener.readings(answer.readings)
    this.noteLateness(batch)
    this.settlePoints(batch, answer.troubles)
    if (this.habits.batchAnswered()) this.regroup()
  }

  private noteLateness(batch: PollBatch): void {
    const now = this.nowMs
    this.lateness.add((now - batch.slotMs) / batch.intervalMs, (now - batch.readMs) / batch.wishedMs)
    batch.readMs = now
  }

  /** Puts the batch back for its next turn, without the points in trouble, which are asked seldom from now on. */
  private settlePoints(batch: PollBatch, troubles: readonly PointTrouble[]): void {
    const now = this.nowMs
    const wasTroubled = batch.points.length === 1 && batch.points[0]!.problem !== undefined
    for (const { point, error, text } of troubles) {
      if (point.problem !== text) this.deps.listener.pointProblem(this.device.deviceId, point.pointId, error, text)
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
    this.running -= 1
    const now = this.nowMs
    if (!current || failure.kind === 'cancelled') return this.plan.putBack(batch, now, now)
    if (failure.kind === 'timeout' || failure.kind === 'send') {
      this.plan.putBack(batch, now, now)
      // Several batches under way are lost together: that is one round, not several.
      if (this.reach.failures > 0) return
      this.swallowedSize = batch.points.length
      return this.roundFailed()
    }
    this.alive()
    this.adapt(batch, failure)
  }

  /** The device answered, but not with values. */
  private adapt(batch: PollBatch, failure: RequestFailure): void {
    const now = this.nowMs
    if (isUnknownService(failure)) return this.giveUpBatches(batch)
    if (batch.points.length === 1) {
      this.running += 1
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
    this.deps.log.info(`device ${this.device.instance} reads one property at a time from now on`)
    this.habits.giveUpBatches(this.deps.clock.nowMs())
    this.plan.putBack(batch, this.nowMs, this.nowMs)
    this.regroup()
  }

  // ------------------------------------------------------------------ one property at a time

  private askSingle(batch: PollBatch): void {
    const point = batch.points[0]!
    const { clock } = this.deps
    const ask: AskDevice = (apdu, asked, done, attempt) => this.request(apdu, asked, this.judging(done), this.optionsOf(batch, attempt))
    readSingle({ ask, mayRetry: (failure, current) => this.mayRetry(failure, current), nowMs: () => clock.nowMs() }, point, (result) => {
      if (result.kind === 'nothing') return this.batchFailed(batch, 2, result.failure ?? cancelled, result.current)
      this.running -= 1
      this.alive()
      if (result.kind === 'trouble') return this.settlePoints(batch, [result.trouble])
      if (this.habits.batchUseless(this.deps.clock.nowMs())) this.regroup()
      this.deps.listener.readings({
        deviceId: this.device.deviceId,
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
    return failure.kind === 'timeout' && current && this.reach.failures === 0 && !this.paused
  }
}

/** What is told of a device's reading. */
export interface PollerState {
  readonly stretch: number
  /** The shortest interval wished, ms; undefined when nothing is polled. */
  readonly fastestMs: number | undefined
  readonly batchSize: number
  readonly singleReads: boolean
  readonly latencyMs: number | null
  readonly lossShare: number
  readonly polledPoints: number
}

const habitsOf = ({ firmware = '', maxApdu, learnt }: WatchedDevice): DeviceHabits => new DeviceHabits({ firmware, maxApdu, learnt })

const sameIds = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean => one.size === other.size && [...one].every((id) => other.has(id))

const cancelled = requestFailure('cancelled', -1, 'cancelled')
