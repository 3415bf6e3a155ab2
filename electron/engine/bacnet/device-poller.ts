/** Polls one watched device: what is due, in batches it can digest, politely, and for ever. A device in trouble holds up nobody but itself. */
import type { Clock } from '../../../shared/clock.ts'
import { addressKey, addressLabel, type DeviceAddress } from '../../../shared/domain/device.ts'
import type { LearntProfile } from '../../../shared/domain/learnt-profile.ts'
import type { Log } from '../log.ts'
import type { AcquisitionListener, WatchedDevice } from './acquisition-types.ts'
import { BatchReading } from './batch-reading.ts'
import { readPropertyApdu, type RequestApdu } from './datagrams.ts'
import { DeviceHabits, tellsMore } from './device-habits.ts'
import { checkIdentity, DEVICE_TYPE } from './identity.ts'
import { Lateness } from './lateness.ts'
import type { Done, PeerLimits, Requesters, RequestOptions } from './peer.ts'
import { NO_WISHES, polledPoint, PollPlan, type PollWishes, type Stretch } from './poll-plan.ts'
import { PROPERTY } from './properties.ts'
import { Reachability } from './reachability.ts'
import { samePoints } from './same-points.ts'
import { type AskDevice, type RecordOutcome } from './single-read.ts'
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
  private readonly reading: BatchReading
  private probing = false
  private needsProbe = true
  private notBeforeMs = -Infinity
  private nextProbeMs = Infinity
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
    this.reading = new BatchReading({
      ...deps,
      lateness: this.lateness,
      device: () => this.device,
      address: () => this.address,
      habits: () => this.habits,
      plan: () => this.plan,
      request: (apdu, asked, done, options) => this.request(apdu, asked, done, options),
      alive: () => this.alive(),
      trusted: () => this.reach.failures === 0 && !this.paused,
      fellSilent: (points) => this.fellSilent(points),
    })
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
    this.reading.regroup()
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

  private pump(): void {
    if (this.stopped || this.paused) return
    const now = this.nowMs
    if (now >= this.nextProbeMs) this.needsProbe = true
    if (this.needsProbe) {
      if (this.probing) return
      if (now < this.notBeforeMs) return this.timer.wakeAt(this.notBeforeMs)
      return this.probe(1)
    }
    if (now >= this.reading.regroupAtMs) this.reading.regroup()
    const { queue } = this.plan
    const most = this.habits.pace.inFlight(this.deps.limits().inFlightPerDevice)
    while (this.reading.underWay < most) {
      const next = queue.takeDue(now)
      if (next === undefined) return this.timer.wakeAt(Math.min(queue.nextDueMs, this.nextProbeMs))
      this.fresh = false
      this.reading.read(next)
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
        listener.outcome({ deviceId: this.device.deviceId, atMs: clock.nowMs(), latencyMs, error: kind, asked, answered, ...(options.retry === true ? { retry: true } : {}) })
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
    if ((swallowedSize > 0 && this.habits.swallowed(swallowedSize)) || this.habits.tryLarger(this.deps.clock.nowMs())) this.reading.regroup()
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

  /** A batch of so many points brought nothing. Several under way are lost together: that is one round, not several. */
  private fellSilent(points: number): void {
    if (this.reach.failures > 0) return
    this.swallowedSize = points
    this.roundFailed()
  }

  private tell(state: 'online' | 'offline'): void {
    this.deps.listener.reachability(this.device.deviceId, state, this.deps.clock.nowMs())
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
