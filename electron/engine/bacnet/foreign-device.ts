/** Registration as a foreign device with a BBMD (135, J.5): registers, renews long before it runs out, says where it stands, and takes its leave. */
import type { Clock } from '../../../shared/clock.ts'
import { broadcastTableIn, deleteRegistrationDatagram, distributeDatagram, readBroadcastTableDatagram, registerDatagram, type BroadcastTableEntry } from './network-datagrams.ts'
import { BVLC, type Packet } from './packet-guard.ts'

export interface ForeignSettings {
  readonly ip: string
  readonly port: number
  /** How long the BBMD is to remember this side without renewal, s; 1..65535. */
  readonly ttlSeconds: number
}

/** `silent`: the BBMD does not answer. `refused`: it says no, with its result code. */
export type ForeignStage = 'off' | 'registering' | 'registered' | 'refused' | 'silent'

export interface ForeignFacts {
  readonly stage: ForeignStage
  /** ms since the epoch; null while not registered. */
  readonly registeredUntilMs: number | null
  readonly lastAnswerMs: number | null
  /** Result code of the last refusal (135, J.2.1). */
  readonly refusal: number | null
  /** Registrations sent in a row without an answer; above 0 while `registered` the renewal is in trouble. */
  readonly unanswered: number
  /** The BBMD's own table, as far as it gives it. */
  readonly broadcastTable: readonly BroadcastTableEntry[]
}

export interface ForeignDeps {
  readonly clock: Clock
  readonly send: (datagram: Buffer, ip: string, port: number) => void
  /** Address and port under which the BBMD sees this side; undefined when that cannot be told. */
  readonly ownAddress: (bbmdIp: string) => Promise<{ readonly ip: string; readonly port: number } | undefined>
  readonly changed: () => void
  /** Broadcasts reach the other subnets from now on. */
  readonly registered: () => void
}

const RESULT = { success: 0x00_00, registerRefused: 0x00_30, deleteRefused: 0x00_50, distributeRefused: 0x00_60 } as const
const ANSWER_MS = 3_000
/** Asked this often in quick succession, because datagrams get lost; then with growing pauses. */
const QUICK_ATTEMPTS = 3
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 60_000
const REFUSED_PAUSE_MS = 30_000
/** A farewell is not worth waiting long for: without it the BBMD forgets by itself. */
const FAREWELL_MS = 500
/** A BBMD that lost its table says so to every broadcast; it is asked to register again no more often than this. */
const AGAIN_MS = 2_000
const MOST_TABLE_ENTRIES = 128

export class ForeignDevice {
  private readonly deps: ForeignDeps
  private settings: ForeignSettings | undefined
  private stage: ForeignStage = 'off'
  private untilMs = -Infinity
  private registeredUntilMs: number | null = null
  private lastAnswerMs: number | null = null
  private refusal: number | null = null
  private unanswered = 0
  private askedMs = -Infinity
  /** A registration is under way. */
  private waiting = false
  private farewell: (() => void) | undefined
  private table: readonly BroadcastTableEntry[] = []
  private stopTimer: (() => void) | undefined

  constructor(deps: ForeignDeps) {
    this.deps = deps
  }

  /** What to do from now on, at once when the socket is open. The farewell to a former BBMD is said by `leave`. */
  configure(settings: ForeignSettings | undefined, open: boolean): void {
    this.stop()
    this.settings = settings
    this.table = []
    this.refusal = null
    this.lastAnswerMs = null
    if (settings === undefined) this.enter('off')
    else if (open) this.start()
    else this.enter('registering')
  }

  /** The socket is open, an address changed, or the laptop woke up: what the BBMD knows may be worth nothing. */
  start(): void {
    if (this.settings === undefined) return
    this.unanswered = 0
    // The monotonic clock may stand still while the computer sleeps; the BBMD's does not.
    if (this.registeredUntilMs !== null && this.deps.clock.nowMs() >= this.registeredUntilMs) this.untilMs = -Infinity
    if (!this.isRegistered) this.enter('registering')
    this.register()
  }

  /** No more datagrams; the registration is forgotten here. */
  stop(): void {
    this.stopTimer?.()
    this.stopTimer = undefined
    this.waiting = false
    this.untilMs = -Infinity
    this.registeredUntilMs = null
    this.unanswered = 0
    if (this.settings !== undefined) this.stage = 'registering'
  }

  get isRegistered(): boolean {
    return this.untilMs > this.deps.clock.monotonicMs()
  }

  facts(): ForeignFacts {
    const { registeredUntilMs, lastAnswerMs, refusal, unanswered, table } = this
    return { stage: this.stage, registeredUntilMs: this.isRegistered ? registeredUntilMs : null, lastAnswerMs, refusal, unanswered, broadcastTable: table }
  }

  /** Has the BBMD broadcast a datagram in all its subnets. False when not registered. */
  distribute(broadcast: Buffer): boolean {
    if (this.settings === undefined || !this.isRegistered) return false
    this.deps.send(distributeDatagram(broadcast), this.settings.ip, this.settings.port)
    return true
  }

  /** Takes this side out of the BBMD's table; resolves when it answered, or after half a second. */
  async leave(): Promise<void> {
    const { settings } = this
    if (settings === undefined || !this.isRegistered) return this.stop()
    this.stop()
    const own = await this.deps.ownAddress(settings.ip)
    if (own === undefined) return
    await new Promise<void>((resolve) => {
      const stopTimer = this.deps.clock.after(FAREWELL_MS, () => this.farewell?.())
      this.farewell = () => {
        stopTimer()
        this.farewell = undefined
        resolve()
      }
      this.deps.send(deleteRegistrationDatagram(own.ip, own.port), settings.ip, settings.port)
    })
  }

  /** A result or table; those of others than the BBMD are passed over. False when nobody asked for it. */
  take(packet: Packet, bytes: Buffer, ip: string, port: number): boolean {
    const { settings } = this
    if (settings === undefined || settings.ip !== ip || settings.port !== port) return false
    if (packet.service === BVLC.result) return this.takeResult(bytes.readUInt16BE(packet.payloadAt), settings)
    if (packet.service !== BVLC.broadcastTable) return false
    this.table = broadcastTableIn(bytes, packet.payloadAt, packet.end).slice(0, MOST_TABLE_ENTRIES)
    this.deps.changed()
    return true
  }

  private takeResult(code: number, settings: ForeignSettings): boolean {
    if (this.farewell !== undefined && (code === RESULT.success || code === RESULT.deleteRefused)) {
      this.farewell()
      return true
    }
    if (code === RESULT.distributeRefused) return this.lostAtBbmd()
    if (!this.waiting || (code !== RESULT.success && code !== RESULT.registerRefused)) return false
    this.waiting = false
    this.lastAnswerMs = this.deps.clock.nowMs()
    this.unanswered = 0
    if (code === RESULT.success) this.accepted(settings)
    else this.refused(code)
    return true
  }

  private register(): void {
    const { settings } = this
    if (settings === undefined) return
    this.waiting = true
    this.askedMs = this.deps.clock.monotonicMs()
    this.deps.send(registerDatagram(settings.ttlSeconds), settings.ip, settings.port)
    this.wait(ANSWER_MS, () => this.noAnswer())
  }

  private wait(ms: number, then: () => void): void {
    this.stopTimer?.()
    this.stopTimer = this.deps.clock.after(ms, then)
  }

  private accepted({ ttlSeconds, ip, port }: ForeignSettings): void {
    const wasRegistered = this.isRegistered
    // Counted from the question, so that this side never believes in it longer than the BBMD.
    const sinceMs = this.deps.clock.monotonicMs() - this.askedMs
    this.untilMs = this.askedMs + ttlSeconds * 1_000
    this.registeredUntilMs = this.deps.clock.nowMs() - sinceMs + ttlSeconds * 1_000
    this.refusal = null
    this.enter('registered')
    // Half of the time leaves room for many lost renewals.
    this.wait((ttlSeconds * 1_000) / 2, () => this.register())
    if (wasRegistered) return
    this.deps.send(readBroadcastTableDatagram(), ip, port)
    this.deps.registered()
  }

  private refused(code: number): void {
    this.untilMs = -Infinity
    this.refusal = code
    this.enter('refused')
    this.wait(REFUSED_PAUSE_MS, () => this.register())
  }

  private noAnswer(): void {
    // A late answer is as good.
    this.unanswered += 1
    if (this.isRegistered) this.deps.changed()
    else if (this.unanswered >= QUICK_ATTEMPTS || this.stage === 'registered') this.enter('silent')
    if (this.unanswered < QUICK_ATTEMPTS) return this.register()
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, this.unanswered - QUICK_ATTEMPTS))
    const leftMs = this.untilMs - this.deps.clock.monotonicMs()
    // Never later than the moment it runs out, so that the state shown is the true one.
    this.wait(leftMs > 0 ? Math.min(pauseMs, leftMs) : pauseMs, () => this.again())
  }

  private again(): void {
    if (!this.isRegistered && this.stage === 'registered') this.enter('silent')
    this.register()
  }

  private lostAtBbmd(): boolean {
    if (this.deps.clock.monotonicMs() - this.askedMs < AGAIN_MS) return true
    this.untilMs = -Infinity
    this.enter('registering')
    this.register()
    return true
  }

  private enter(stage: ForeignStage): void {
    this.stage = stage
    this.deps.changed()
  }
}
