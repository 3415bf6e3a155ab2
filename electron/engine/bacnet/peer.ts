/** The requests to one peer: invoke ids, limits, deadlines, segmented answers. Answers reach only the request they belong to. */
import type { Clock } from '../../../shared/clock.ts'
import type { DeviceAddress } from '../../../shared/domain/device.ts'
import { abortFailure, decodeError, decodeFailure, rejectFailure, requestFailure, type Answer, type RequestFailure } from './answers.ts'
import { requestDatagram, segmentAckDatagram, unicastPrefix, type RequestApdu } from './datagrams.ts'
import { InvokeIds } from './invoke-ids.ts'
import { PDU, type Packet, type Refusal } from './packet-guard.ts'
import { RateLimit } from './rate-limit.ts'
import { RateWindow } from './rate-window.ts'
import { Reassembly } from './reassembly.ts'
import type { LineClient, RequestLine, Slot } from './request-line.ts'
import { tagsAreSound } from './tags.ts'
import { rankOf, Turns, type Priority, type Turn } from './turns.ts'

export interface PeerLimits {
  readonly requestTimeoutMs: number
  readonly inFlightPerDevice: number
  readonly requestsPerSecondPerDevice: number
  /** Of all devices behind one router's network together. */
  readonly requestsPerSecondPerTrunk: number
  /** Of this laptop as a whole. */
  readonly requestsPerSecondTotal: number
  /** Share of an MS/TP trunk's time that may be taken, 0..1, and the rate of such trunks, bit/s. */
  readonly trunkShare: number
  readonly trunkBaudRate: number
}

export interface PeerDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly limits: () => PeerLimits
  /** How long requests to an address are to wait because its router is busy, ms; 0 = not at all. */
  readonly holdMs?: (address: DeviceAddress) => number
  /** Sends or calls `failed` later, never before it returns. */
  readonly send: (datagram: Buffer, ip: string, port: number, failed: (text: string) => void) => void
}

/** Called once for every request. `latencyMs`: from sending; 0 when it was never sent. */
export type Done = (answer: Answer, latencyMs: number) => void

export interface RequestOptions {
  /** With no other request to this device under way: answers of many segments. */
  readonly alone?: boolean
  /** `background` when not given. */
  readonly priority?: Priority
  /** Asked before, without an answer. */
  readonly retry?: boolean
  /** Time for the answer, ms, where it is not the one of the limits. */
  readonly timeoutMs?: number
}

/** What the answers of a peer show of it. */
export interface PeerFacts {
  /** Octets of the longest answer that came in one piece. */
  longestAnswer: number
  /** Whether answers in segments arrive; null = none seen. */
  segmented: boolean | null
}

/** Who can be asked: a peer, or its double in tests. */
export interface Requester {
  readonly facts?: PeerFacts
  request(apdu: RequestApdu, done: Done, options?: RequestOptions): () => void
}

/** Gives the peer of an address. */
export interface Requesters {
  at(address: DeviceAddress): Requester
}

interface Pending extends Turn {
  readonly apdu: RequestApdu
  readonly done: Done
  readonly alone: boolean
  readonly retry: boolean
  readonly timeoutMs: number | undefined
  slot: Slot | undefined
  invokeId: number
  sentAtMs: number
  stopTimer: (() => void) | undefined
  reassembly: Reassembly | undefined
  settled: boolean
}

/** A segmented answer may take longer than one timeout, but not for ever. */
const LONGEST_TRANSFER_MS = 60_000
/** Of an answer in one piece: type, invoke id, service. */
const ANSWER_HEADER_OCTETS = 3
/** When no invoke id is free there are hundreds of lost requests; looking again this often is plenty. */
const NO_ID_WAIT_MS = 100
/** A busy router may be free again before its time: looked at this often. */
const HOLD_LOOK_MS = 1_000

export class Peer implements Requester, LineClient {
  readonly address: DeviceAddress
  rank = 0
  sinceMs = 0
  /** Requests sent, and how many of them were repetitions. */
  readonly sent = new RateWindow()
  readonly retries = new RateWindow()
  readonly facts: PeerFacts = { longestAnswer: 0, segmented: null }
  private readonly deps: PeerDeps
  private readonly line: RequestLine
  private readonly turns = new Turns<Pending>()
  private lastTurnMs = -Infinity
  private readonly prefix: Buffer
  private readonly ackPrefix: Buffer
  private readonly ids: InvokeIds
  private readonly rate: RateLimit
  private readonly pending = new Map<number, Pending>()
  private readonly queue: Pending[] = []
  private stopWait: (() => void) | undefined
  private cancelling = false

  /** `line`: where its requests wait for what it shares with other peers. */
  constructor(address: DeviceAddress, deps: PeerDeps, line: RequestLine) {
    this.address = address
    this.deps = deps
    this.line = line
    this.prefix = unicastPrefix(address, true)
    this.ackPrefix = unicastPrefix(address, false)
    this.ids = new InvokeIds(Math.floor(deps.random() * 256))
    this.rate = new RateLimit(deps.clock.monotonicMs())
  }

  /** True while something is asked or waits to be. */
  get busy(): boolean {
    return this.pending.size > 0 || this.queue.length > 0
  }

  /** Requests that wait for their turn. */
  get queued(): number {
    return this.queue.length
  }

  /**
   * Asks when the limits allow it; `done` is called exactly once, never before this returns. The returned function gives up the request: `done` hears
   * `cancelled`.
   */
  request(apdu: RequestApdu, done: Done, { alone = false, priority = 'background', retry = false, timeoutMs }: RequestOptions = {}): () => void {
    const pending: Pending = {
      apdu,
      done,
      alone,
      retry,
      timeoutMs,
      rank: rankOf(priority),
      sinceMs: this.deps.clock.monotonicMs(),
      slot: undefined,
      invokeId: -1,
      sentAtMs: 0,
      stopTimer: undefined,
      reassembly: undefined,
      settled: false,
    }
    this.queue.push(pending)
    // Limits may say no now; a queue of one is pumped in the caller's turn, its answer always comes later.
    this.pump()
    return () => this.settle(pending, requestFailure('cancelled', -1, 'cancelled'))
  }

  private pump(): void {
    if (this.ready()) this.line.offer(this)
  }

  ready(): boolean {
    const next = this.next()
    if (next === undefined) return false
    const holdMs = this.address.network === undefined ? 0 : (this.deps.holdMs?.(this.address) ?? 0)
    if (holdMs > 0) {
      this.waitFor(Math.min(holdMs, HOLD_LOOK_MS))
      return false
    }
    const { requestsPerSecondPerDevice, inFlightPerDevice } = this.deps.limits()
    const waitMs = this.rate.waitMs(this.deps.clock.monotonicMs(), requestsPerSecondPerDevice, inFlightPerDevice)
    if (waitMs > 0) {
      this.waitFor(waitMs)
      return false
    }
    this.rank = next.rank
    this.sinceMs = Math.max(next.sinceMs, this.lastTurnMs)
    return true
  }

  /** What would be sent now, if anything may. */
  private next(): Pending | undefined {
    const next = this.cancelling ? undefined : this.turns.pick(this.queue)
    return next !== undefined && this.mayStart(next) ? next : undefined
  }

  send(slot: Slot | undefined): boolean {
    const next = this.next()
    if (next === undefined) return false
    const now = this.deps.clock.monotonicMs()
    const invokeId = this.ids.take(now)
    if (invokeId === undefined) {
      this.waitFor(NO_ID_WAIT_MS)
      return false
    }
    this.queue.splice(this.queue.indexOf(next), 1)
    this.turns.taken(next, this.queue)
    this.rate.take()
    this.lastTurnMs = now
    this.sent.add(now)
    if (next.retry) this.retries.add(now)
    this.line.spend('request', next.apdu.bytes.length)
    next.slot = slot
    this.start(next, invokeId)
    return true
  }

  private mayStart(next: Pending): boolean {
    if (this.pending.size === 0) return true
    if (next.alone || this.pending.size >= this.deps.limits().inFlightPerDevice) return false
    for (const other of this.pending.values()) if (other.alone) return false
    return true
  }

  private waitFor(ms: number): void {
    this.stopWait ??= this.deps.clock.after(Math.ceil(ms), () => {
      this.stopWait = undefined
      this.pump()
    })
  }

  private start(pending: Pending, invokeId: number): void {
    pending.invokeId = invokeId
    pending.sentAtMs = this.deps.clock.monotonicMs()
    this.pending.set(invokeId, pending)
    pending.stopTimer = this.deps.clock.after(this.timeoutOf(pending), () => this.timedOut(pending))
    this.deps.send(requestDatagram(this.prefix, pending.apdu, invokeId), this.address.ip, this.address.port, (text) =>
      this.settle(pending, requestFailure('send', -1, `the request could not be sent: ${text}`)),
    )
  }

  private timeoutOf(pending: Pending): number {
    return pending.timeoutMs ?? this.deps.limits().requestTimeoutMs
  }

  private timedOut(pending: Pending): void {
    if (pending.reassembly !== undefined) this.facts.segmented ??= false
    this.settle(pending, requestFailure('timeout', -1, `no answer within ${Math.round(this.timeoutOf(pending))} ms`))
  }

  /** `answered`: the device itself gave the answer, so no other will come for its id. */
  private settle(pending: Pending, answer: Answer, answered = answer.ok || (answer.kind !== 'timeout' && answer.kind !== 'cancelled')): void {
    if (pending.settled) return
    pending.settled = true
    pending.stopTimer?.()
    pending.slot?.release()
    let latencyMs = 0
    if (pending.invokeId >= 0) {
      const now = this.deps.clock.monotonicMs()
      latencyMs = now - pending.sentAtMs
      this.pending.delete(pending.invokeId)
      // An unanswered id rests: its answer may still come, and must not meet a younger request.
      this.ids.release(pending.invokeId, now, answered)
    } else {
      const at = this.queue.indexOf(pending)
      if (at >= 0) this.queue.splice(at, 1)
    }
    try {
      pending.done(answer, latencyMs)
    } finally {
      this.pump()
    }
  }

  /** True when this packet would answer something asked here, had it come from this peer. */
  awaits(packet: Pick<Packet, 'pdu' | 'invokeId' | 'service'>): boolean {
    const pending = this.pending.get(packet.invokeId)
    if (pending === undefined) return false
    return packet.pdu === PDU.reject || packet.pdu === PDU.abort || packet.service === pending.apdu.service
  }

  /** A packet from this peer that answers something. Gives the cause when nobody asked for it. */
  take(packet: Packet, bytes: Buffer): Refusal | undefined {
    const pending = this.pending.get(packet.invokeId)
    if (pending === undefined) return 'unmatched'
    this.line.spend('answer', packet.end - packet.payloadAt + ANSWER_HEADER_OCTETS)
    switch (packet.pdu) {
      case PDU.complexAck:
        if (packet.service !== pending.apdu.service) return 'unmatched'
        if (packet.segmented) return this.takeSegment(pending, packet, bytes)
        this.facts.longestAnswer = Math.max(this.facts.longestAnswer, packet.end - packet.payloadAt)
        // Mid-transfer, an unsegmented answer to the same question is as good.
        this.settle(pending, { ok: true, bytes, at: packet.payloadAt, end: packet.end })
        return undefined
      case PDU.simpleAck:
        if (packet.service !== pending.apdu.service) return 'unmatched'
        this.settle(pending, { ok: true, bytes, at: packet.end, end: packet.end })
        return undefined
      case PDU.error:
        if (packet.service !== pending.apdu.service) return 'unmatched'
        this.settle(pending, decodeError(bytes, packet.payloadAt, packet.end))
        return undefined
      case PDU.reject:
        this.settle(pending, rejectFailure(packet.service))
        return undefined
      case PDU.abort:
        this.settle(pending, abortFailure(packet.service))
        return undefined
      default:
        return 'unmatched'
    }
  }

  private takeSegment(pending: Pending, packet: Packet, bytes: Buffer): Refusal | undefined {
    pending.reassembly ??= new Reassembly()
    const { reply, whole, broken } = pending.reassembly.take(packet.sequence, packet.window, packet.moreFollows, bytes.subarray(packet.payloadAt, packet.end))
    if (broken || this.deps.clock.monotonicMs() - pending.sentAtMs > LONGEST_TRANSFER_MS) {
      this.settle(pending, decodeFailure('the device sent segments out of every order'))
      return 'segment'
    }
    if (reply !== undefined) {
      const ack = segmentAckDatagram(this.ackPrefix, packet.invokeId, reply.sequence, reply.window, reply.negative)
      this.deps.send(ack, this.address.ip, this.address.port, () => {})
    }
    if (whole === undefined) {
      pending.slot?.extend()
      pending.stopTimer?.()
      pending.stopTimer = this.deps.clock.after(this.deps.limits().requestTimeoutMs, () => this.timedOut(pending))
      return undefined
    }
    this.facts.segmented = true
    if (!tagsAreSound(whole, 0, whole.length)) {
      this.settle(pending, decodeFailure('the device sent a segmented answer with broken tags'))
      return 'tags'
    }
    this.settle(pending, { ok: true, bytes: whole, at: 0, end: whole.length })
    return undefined
  }

  /** Octets of the longest request under way; 0 when there is none. */
  get longestPending(): number {
    let longest = 0
    for (const { apdu } of this.pending.values()) longest = Math.max(longest, apdu.bytes.length)
    return longest
  }

  /** The way to this peer is closed: what is under way ends with this, what waits is still tried. */
  failPending(failure: RequestFailure): void {
    // Each one that ends lets the next be sent, which must not end with it.
    const underWay = [...this.pending.values()]
    for (const pending of underWay) this.settle(pending, failure, false)
  }

  failLongest(failure: RequestFailure): void {
    const length = this.longestPending
    const longest = [...this.pending.values()].find(({ apdu }) => apdu.bytes.length === length)
    if (longest !== undefined) this.settle(longest, failure, false)
  }

  /** Gives up everything under way and waiting. Later requests are taken again. */
  cancelAll(): void {
    this.cancelling = true
    for (const pending of [...this.pending.values(), ...this.queue]) this.settle(pending, requestFailure('cancelled', -1, 'the socket was closed'))
    this.cancelling = false
    this.pump()
  }
}
