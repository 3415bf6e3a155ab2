/** One simulated device on its UDP socket: takes packets apart, serves them, sends the answers through what its network does to them. */
import { Buffer } from 'node:buffer'
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import type { ApduReader } from './apdu-reader.ts'
import { ApduWriter } from './apdu-writer.ts'
import { setClock } from './clock-service.ts'
import { CovSubscriptions, writeNotice, type Subscription } from './cov.ts'
import { BROADCAST_PORT } from './broadcast-listener.ts'
import { beginFrame, closeFrame, openFrame, writeRefusal, type Peer } from './frames.ts'
import { LineConditions } from './line-conditions.ts'
import { ABORT, ERROR, objectKey, REJECT, SEGMENTATION_NONE, SERVICE, UNCONFIRMED } from './protocol.ts'
import { readRange } from './read-range.ts'
import { ANSWERED, BAD_TAG, DONE, readProperty, readPropertyMultiple, TOO_LONG, type Outcome } from './read-services.ts'
import type { SimDevice } from './sim-device.ts'
import { writeProperty } from './write-service.ts'

/** Max-APDU-length-accepted by its code in a request, 135 clause 20.1.2.5. */
const APDU_SIZES = [50, 128, 206, 480, 1024, 1476]
const MOST_SUBSCRIPTIONS = 64
/** Room for the longest single property; longer answers are aborted anyway. */
const WRITER_OCTETS = 262_144

/** Confirmed services that change something. */
const COMMANDS = new Set<number>([SERVICE.acknowledgeAlarm, SERVICE.writeProperty, SERVICE.writePropertyMultiple, SERVICE.reinitializeDevice])

const PDU = { confirmed: 0, unconfirmed: 1, simpleAck: 2, complexAck: 3, error: 5, reject: 6, abort: 7 } as const

/** All servers of a process answer one packet at a time: one writer serves them all. */
const writer = new ApduWriter(WRITER_OCTETS)
/** For time stamps to compare with. */
const stamp = new ApduWriter(64)

export class DeviceServer {
  readonly device: SimDevice
  readonly line: LineConditions
  readonly subscriptions: CovSubscriptions
  /** Requests answered so far, for figures. */
  answered = 0
  /** Requests so far that ask to change something, done or refused: writes, acknowledgements, time, restarts. */
  commands = 0
  private socket: Socket | null = null
  private peers = new Map<string, Peer>()
  private readonly onRestart: () => void
  private readonly broadcast: string | null

  /** `onRestart`: a client asked for a restart (ReinitializeDevice). `broadcast`: where it says I-Am; null = to who asked. */
  constructor(device: SimDevice, random: () => number, onRestart: () => void, broadcast: string | null) {
    this.broadcast = broadcast
    this.device = device
    this.line = new LineConditions(random)
    this.onRestart = onRestart
    this.subscriptions = new CovSubscriptions(device, MOST_SUBSCRIPTIONS, (one, invokeId) => this.sendNotice(one, invokeId))
  }

  /** Opens the socket. `port` 0 = any. Rejects when the address or port cannot be had. */
  async open(ip: string, port: number): Promise<{ ip: string; port: number }> {
    const socket = createSocket('udp4')
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind({ address: ip, port, exclusive: true }, () => {
        socket.off('error', reject)
        if (this.broadcast !== null) socket.setBroadcast(true)
        resolve()
      })
    })
    // A peer that has closed its port must not end the simulator.
    socket.on('error', () => undefined)
    socket.on('message', (packet, from) => this.receive(packet, from))
    this.socket = socket
    return { ip, port: socket.address().port }
  }

  async close(): Promise<void> {
    const { socket } = this
    this.socket = null
    this.line.dispose()
    if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()))
  }

  /** What a restart leaves behind: nothing that was only in memory. */
  forget(): void {
    this.device.restarts++
    this.subscriptions.clear()
  }

  /** Tells the subnet, or all peers heard so far, that the device is there: what a device does after a restart. */
  announce(): void {
    if (this.broadcast !== null) return this.broadcastIAm(this.broadcast)
    for (const peer of this.peers.values()) this.sendIAm(peer)
  }

  /** Sends due COV notices. `now`: monotonic, ms. */
  tick(now: number): void {
    if (this.subscriptions.count > 0 && !this.line.silent()) this.subscriptions.check(now)
  }

  /** Takes a packet from its own socket or one that was broadcast. */
  receive(packet: Buffer, from: RemoteInfo): void {
    if (this.line.silent()) return
    const frame = openFrame(packet, from.address, from.port)
    if (frame === null || from.port === 0) return
    if ('resultCode' in frame) {
      writeRefusal(writer, frame)
      this.send({ ip: from.address, port: from.port })
      return
    }
    const { apdu, peer } = frame
    if (this.peers.size < 64) this.peers.set(`${peer.ip}:${peer.port}`, peer)
    const first = apdu.u8()
    const type = first >>> 4
    if (type === PDU.confirmed) this.serveConfirmed(apdu, peer, first)
    else if (type === PDU.unconfirmed) this.serveUnconfirmed(apdu, peer)
    else if (type === PDU.simpleAck || type === PDU.error || type === PDU.reject || type === PDU.abort) this.subscriptions.acknowledged(peer, apdu.u8())
  }

  private serveConfirmed(reader: ApduReader, peer: Peer, first: number): void {
    const sizes = reader.u8()
    const invokeId = reader.u8()
    if (reader.failed) return
    if ((first & 0x08) !== 0) {
      this.reply(peer, invokeId, 0, { kind: 'abort', reason: ABORT.segmentationNotSupported }, 0)
      return
    }
    const service = reader.u8()
    if (reader.failed) return
    // A packet longer than the device's buffer never arrives whole.
    if (reader.end - reader.offset + 4 > this.device.spec.maxApdu) {
      this.reply(peer, invokeId, service, { kind: 'abort', reason: ABORT.bufferOverflow }, 0)
      return
    }
    beginFrame(writer, peer, false)
    const start = writer.offset
    writer.u8(PDU.complexAck << 4)
    writer.u8(invokeId)
    writer.u8(service)
    const limit = start + Math.min(this.device.spec.maxApdu, APDU_SIZES[sizes & 0x0f] ?? 50)
    const outcome = this.serve(service, reader, peer, limit)
    this.reply(peer, invokeId, service, outcome.kind === 'answered' && writer.offset > limit ? TOO_LONG : outcome, start)
    if (service === SERVICE.subscribeCov || service === SERVICE.subscribeCovProperty) this.subscriptions.check(performance.now())
  }

  private serve(service: number, reader: ApduReader, peer: Peer, limit: number): Outcome {
    const { device } = this
    if (COMMANDS.has(service)) this.commands++
    if (service === SERVICE.readProperty) return readProperty(reader, writer, device)
    if (service === SERVICE.readPropertyMultiple && device.spec.readPropertyMultiple) return readPropertyMultiple(reader, writer, device, limit)
    if (service === SERVICE.writeProperty) return writeProperty(reader, device)
    if (service === SERVICE.subscribeCov && device.spec.cov) return this.subscriptions.subscribe(reader, peer, performance.now(), false)
    if (service === SERVICE.subscribeCovProperty && device.spec.covProperty) return this.subscriptions.subscribe(reader, peer, performance.now(), true)
    const events = this.serveEvents(service, reader, limit)
    if (events !== null) return events
    if (service === SERVICE.readRange) return readRange(reader, writer, device, limit)
    if (service === SERVICE.reinitializeDevice) return this.reinitialize(reader)
    return { kind: 'reject', reason: REJECT.unrecognizedService }
  }

  /** The simplest devices know alarms only. */
  private serveEvents(service: number, reader: ApduReader, limit: number): Outcome | null {
    const { events, spec } = this.device
    if (service === SERVICE.getEventInformation && spec.readPropertyMultiple) return events.information(reader, writer, limit)
    if (service === SERVICE.getAlarmSummary) return events.summary(writer)
    return service === SERVICE.acknowledgeAlarm ? events.acknowledge(reader, stamp) : null
  }

  /** Cold and warm start without a password; anything else is refused, so that no stray packet restarts a device. */
  private reinitialize(reader: ApduReader): Outcome {
    const state = reader.contextUnsigned(0)
    if (reader.failed) return BAD_TAG
    if (!reader.atEnd()) return { kind: 'error', error: ERROR.passwordFailure }
    if (state > 1) return { kind: 'error', error: ERROR.optionalFunctionalityNotSupported }
    setImmediate(this.onRestart)
    return DONE
  }

  /** `start`: where the APDU of a complex acknowledgement begins in the writer. */
  private reply(peer: Peer, invokeId: number, service: number, outcome: Outcome, start: number): void {
    this.answered++
    if (outcome === ANSWERED && start > 0) {
      closeFrame(writer)
      this.send(peer)
      return
    }
    beginFrame(writer, peer, false)
    if (outcome.kind === 'done') {
      writer.u8(PDU.simpleAck << 4)
      writer.u8(invokeId)
      writer.u8(service)
    } else if (outcome.kind === 'error') {
      writer.u8(PDU.error << 4)
      writer.u8(invokeId)
      writer.u8(service)
      writer.enumerated(outcome.error[0])
      writer.enumerated(outcome.error[1])
    } else if (outcome.kind === 'reject' || outcome.kind === 'abort') {
      // Aborts carry the server bit.
      writer.u8(outcome.kind === 'reject' ? PDU.reject << 4 : (PDU.abort << 4) | 1)
      writer.u8(invokeId)
      writer.u8(outcome.reason)
    }
    closeFrame(writer)
    this.send(peer)
  }

  private serveUnconfirmed(reader: ApduReader, peer: Peer): void {
    const service = reader.u8()
    if (service === UNCONFIRMED.whoIs) {
      const low = reader.optionalUnsigned(0) ?? 0
      const high = reader.optionalUnsigned(1) ?? 4_194_303
      if (!reader.failed && this.device.spec.instance >= low && this.device.spec.instance <= high) this.answerWhoIs(peer)
    } else if (service === UNCONFIRMED.whoHas) this.serveWhoHas(reader, peer)
    else if (service === UNCONFIRMED.timeSynchronization || service === UNCONFIRMED.utcTimeSynchronization) {
      this.commands++
      setClock(reader, this.device, service === UNCONFIRMED.utcTimeSynchronization)
    }
  }

  private serveWhoHas(reader: ApduReader, peer: Peer): void {
    const low = reader.optionalUnsigned(0) ?? 0
    const high = reader.optionalUnsigned(1) ?? 4_194_303
    if (reader.failed || this.device.spec.instance < low || this.device.spec.instance > high || !reader.isContext(2)) return
    const point = this.device.objects.get(reader.contextObjectKey(2))
    if (!point) return
    beginFrame(writer, peer, false)
    writer.u8(PDU.unconfirmed << 4)
    writer.u8(UNCONFIRMED.iHave)
    writer.objectId(this.device.deviceKey)
    writer.objectId(objectKey(point.spec.objectType, point.spec.objectInstance))
    writer.text(point.spec.name)
    closeFrame(writer)
    this.send(peer)
  }

  private answerWhoIs(peer: Peer): void {
    // Who asks from another network does not hear this one's broadcasts.
    if (this.broadcast === null || peer.network !== undefined) return this.sendIAm(peer)
    this.broadcastIAm(this.broadcast)
  }

  private broadcastIAm(ip: string): void {
    this.sendIAm({ ip, port: BROADCAST_PORT }, true)
  }

  private sendIAm(peer: Peer, broadcast = false): void {
    beginFrame(writer, peer, false, broadcast)
    writer.u8(PDU.unconfirmed << 4)
    writer.u8(UNCONFIRMED.iAm)
    writer.objectId(this.device.deviceKey)
    writer.unsigned(this.device.spec.maxApdu)
    writer.enumerated(SEGMENTATION_NONE)
    writer.unsigned(this.device.spec.vendorId)
    closeFrame(writer)
    this.send(peer)
  }

  private sendNotice(one: Subscription, invokeId: number | null): void {
    beginFrame(writer, one.peer, invokeId !== null)
    if (invokeId === null) {
      writer.u8(PDU.unconfirmed << 4)
      writer.u8(UNCONFIRMED.covNotification)
    } else {
      writer.u8(PDU.confirmed << 4)
      writer.u8(5)
      writer.u8(invokeId)
      writer.u8(SERVICE.confirmedCovNotification)
    }
    writeNotice(writer, this.device, one, performance.now())
    closeFrame(writer)
    this.send(one.peer)
  }

  private send(peer: Peer): void {
    const packet = Buffer.from(writer.buffer.subarray(0, writer.offset))
    this.line.pass(packet, (out) => this.socket?.send(out, peer.port, peer.ip, () => undefined))
  }
}

