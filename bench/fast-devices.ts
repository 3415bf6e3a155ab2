/**
 * Fast scripted BACnet/IP devices for benchmarks and crowds: analog inputs whose present values the parent sets. They answer ReadPropertyMultiple of present value and
 * status flags, ReadProperty of present value, status flags and the device's identity, and Who-Is, with hand-made bytes, so that the peer is never what is measured.
 * Each behaves as its line says (fast-device-spec.ts). Runs in a process of its own.
 *
 * Parent sends `{ type: 'set', device, point, value }`; the process answers `{ type: 'sent', device, point, atMs }` each of the first times the value goes out on the wire.
 */
import { createSocket, type Socket } from 'node:dgram'
import { seededRandom } from '../shared/random.ts'
import type { FastFleet, FastLine } from './fast-device-spec.ts'

const OBJECT_IDENTIFIER = 75
const PRESENT_VALUE = 85
const STATUS_FLAGS = 111
const SERVICE_READ_PROPERTY = 0x0c
const SERVICE_READ_PROPERTY_MULTIPLE = 0x0e
/** PDU type of confirmed requests. */
const CONFIRMED = 0
const ANSWERS_TOLD = 4
const USUAL_MAX_APDU = 1_476
const RECEIVE_BUFFER_BYTES = 4_194_304

const fleet = JSON.parse(process.argv[2] ?? '') as FastFleet
const numbered = fleet.values === 'numbered'
const random = seededRandom(7)

/** ms since the epoch with the resolution of the monotonic clock, comparable between processes of one machine. */
const nowMs = (): number => performance.timeOrigin + performance.now()

/** Requests to devices behind routers, and when this process slept over them: what came then has the time of its waking. */
const arrivals: number[] = []
const naps: { readonly fromMs: number; readonly toMs: number }[] = []
const TICK_MS = 10
const NAP_MS = 30
let tickedMs = nowMs()
const tick = setInterval(() => {
  const now = nowMs()
  if (now - tickedMs > TICK_MS + NAP_MS) naps.push({ fromMs: tickedMs, toMs: now })
  tickedMs = now
}, TICK_MS)
if (fleet.lines.every(({ network }) => network === undefined)) clearInterval(tick)

interface Device {
  readonly index: number
  readonly line: FastLine
  readonly instance: number
  readonly socket: Socket
  requests: number
  readonly values: Float64Array
  /** Points whose answers are still to be told, with how many of them. */
  readonly watched: Map<number, number>
  readonly answer: Buffer
  /** BVLC and NPDU in front of its answers. */
  readonly head: readonly number[]
}

interface Sender {
  readonly address: string
  readonly port: number
}

/** Object type 8 (device). */
const deviceObjectId = ({ instance }: Device): number => ((8 << 22) | instance) >>> 0

const writeObjectId = (out: Buffer, at: number, point: number): number => {
  out[at] = 0x0c
  return out.writeUInt32BE(point, at + 1)
}

/** Present value (REAL) or status flags (all clear). */
const writeValue = (out: Buffer, at: number, device: Device, point: number, property: number): number => {
  if (property !== STATUS_FLAGS) {
    out[at] = 0x44
    return out.writeFloatBE(device.values[point] ?? 0, at + 1)
  }
  out.set([0x82, 0x04, 0x00], at)
  return at + 3
}

/** Writes BVLC, NPDU and the head of a complex ack; the length is filled in by `finish`. */
const begin = (device: Device, invokeId: number, service: number): number => {
  const { answer, head } = device
  answer.set(head, 0)
  answer.set([0x30, invokeId, service], head.length)
  return head.length + 3
}

const send = (device: Device, length: number, to: Sender): void => {
  device.answer.writeUInt16BE(length, 2)
  device.socket.send(device.answer.subarray(0, length), to.port, to.address)
}

const refuse = (device: Device, apdu: readonly number[], to: Sender): void => {
  device.answer.set([...device.head, ...apdu], 0)
  send(device, device.head.length + apdu.length, to)
}

/** Unrecognized service. */
const reject = (device: Device, invokeId: number, to: Sender): void => refuse(device, [0x60, invokeId, 9], to)

const finish = (device: Device, length: number, to: Sender, sent: readonly number[]): void => {
  send(device, length, to)
  for (const point of sent) {
    const left = (device.watched.get(point) ?? 0) - 1
    if (left > 0) device.watched.set(point, left)
    else device.watched.delete(point)
    process.send?.({ type: 'sent', device: device.index, point, atMs: nowMs() })
  }
}

const answerMultiple = (device: Device, apdu: Buffer, to: Sender): void => {
  if (device.line.single === true) return reject(device, apdu[2]!, to)
  const { answer } = device
  const sent: number[] = []
  let out = begin(device, apdu[2]!, SERVICE_READ_PROPERTY_MULTIPLE)
  let at = 4
  while (at < apdu.length && apdu[at] === 0x0c) {
    const point = apdu.readUInt32BE(at + 1)
    out = writeObjectId(answer, out, point)
    answer[out++] = 0x1e
    at += 6
    for (; apdu[at] === 0x09; at += 2) {
      const property = apdu[at + 1]!
      answer.set([0x29, property, 0x4e], out)
      out = writeValue(answer, out + 3, device, point, property)
      answer[out++] = 0x4f
      if (property === PRESENT_VALUE && device.watched.has(point)) sent.push(point)
    }
    answer[out++] = 0x1f
    at += 1
  }
  // Abort: segmentation not supported.
  if (out - device.head.length > (device.line.maxApdu ?? USUAL_MAX_APDU)) return refuse(device, [0x71, apdu[2]!, 4], to)
  finish(device, out, to, sent)
}

const answerSingle = (device: Device, apdu: Buffer, to: Sender): void => {
  const { answer } = device
  const object = apdu.readUInt32BE(5)
  const property = apdu[10]!
  let out = begin(device, apdu[2]!, SERVICE_READ_PROPERTY)
  out = writeObjectId(answer, out, property === OBJECT_IDENTIFIER ? deviceObjectId(device) : object)
  answer.set([0x19, property, 0x3e], out)
  out += 3
  if (property === OBJECT_IDENTIFIER) {
    // Who it is: acquisition makes sure before it takes any value.
    answer[out] = 0xc4
    out = answer.writeUInt32BE(deviceObjectId(device), out + 1)
  } else out = writeValue(answer, out, device, object, property)
  answer[out++] = 0x3f
  finish(device, out, to, property === PRESENT_VALUE && device.watched.has(object) ? [object] : [])
}

const iAm = (device: Device): Buffer => {
  const { maxApdu = USUAL_MAX_APDU } = device.line
  const apdu = [0x10, 0x00, 0xc4, 0, 0, 0, 0, 0x22, maxApdu >> 8, maxApdu & 255, 0x91, 0x03, 0x21, 0x0f]
  const packet = Buffer.from([...device.head, ...apdu])
  packet.writeUInt32BE(deviceObjectId(device), device.head.length + 3)
  packet.writeUInt16BE(packet.length, 2)
  return packet
}

const take = (device: Device, apdu: Buffer, to: Sender): void => {
  const { dead, lossShare = 0, loseEvery = Infinity, delayMs = 0 } = device.line
  device.requests += 1
  if (dead === true || device.requests % loseEvery === 0 || (lossShare > 0 && random() < lossShare)) return
  if (delayMs === 0) return answer(device, apdu, to)
  // The datagram's memory is not used again by the socket, and the answer is written only then.
  setTimeout(() => answer(device, apdu, to), delayMs)
}

const answer = (device: Device, apdu: Buffer, to: Sender): void => {
  if (apdu[0] === 0x10 && apdu[1] === 0x08) device.socket.send(iAm(device), to.port, to.address)
  else if (apdu[3] === SERVICE_READ_PROPERTY_MULTIPLE) answerMultiple(device, apdu, to)
  else if (apdu[3] === SERVICE_READ_PROPERTY) answerSingle(device, apdu, to)
  else if (apdu[0]! >> 4 === CONFIRMED) reject(device, apdu[2]!, to)
}

const DIRECT_HEAD = [0x81, 0x0a, 0, 0, 0x01, 0x00] as const

const deviceOf = (index: number, line: FastLine, socket: Socket): Device => ({
  index,
  line,
  instance: line.instance ?? 10_000 + index,
  socket,
  requests: 0,
  values: Float64Array.from({ length: fleet.pointsPerDevice }, (_, point) => (numbered ? index * 1_000 + point : 20)),
  watched: new Map(),
  answer: Buffer.alloc(4_096),
  head: line.network === undefined ? DIRECT_HEAD : [0x81, 0x0a, 0, 0, 0x01, 0x08, line.network >> 8, line.network & 255, 1, index & 255],
})

const bound = async (): Promise<Socket> => {
  const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return socket
}

interface Opened {
  readonly device: Device
  readonly address: { readonly ip: string; readonly port: number; readonly network?: number; readonly mac?: string }
}

const openDirect = async (index: number, line: FastLine): Promise<Opened> => {
  const socket = await bound()
  const device = deviceOf(index, line, socket)
  socket.on('message', (packet, from) => take(device, packet.subarray(6), from))
  return { device, address: { ip: '127.0.0.1', port: socket.address().port } }
}

/** Devices behind one router: the destination's address in the NPDU says whom a request is for. */
const openRouter = async (first: number, line: FastLine, network: number): Promise<Opened[]> => {
  const socket = await bound()
  const { port } = socket.address()
  const behind = Array.from({ length: line.count }, (_, at) => deviceOf(first + at, line, socket))
  const byMac = new Map(behind.map((device) => [device.index & 255, device]))
  socket.on('message', (packet, from) => {
    const routed = (packet[5]! & 0x20) !== 0 && packet.readUInt16BE(6) === network && packet[8] === 1
    const device = routed ? byMac.get(packet[9]!) : undefined
    if (device === undefined) return
    arrivals.push(nowMs())
    take(device, packet.subarray(11), from)
  })
  return behind.map((device) => ({ device, address: { ip: '127.0.0.1', port, network, mac: (device.index & 255).toString(16).padStart(2, '0') } }))
}

const opened: Opened[] = []
for (const line of fleet.lines) {
  if (line.network !== undefined) opened.push(...(await openRouter(opened.length, line, line.network)))
  else for (let made = 0; made < line.count; made++) opened.push(await openDirect(opened.length, line))
}

type Said =
  | { readonly type: 'set'; readonly device: number; readonly point: number; readonly value: number }
  | { readonly type: 'arrivals' }
  | { readonly type: 'announce'; readonly device: number; readonly port: number }

process.on('message', (said: Said) => {
  if (said.type === 'arrivals') return process.send?.({ type: 'arrivals', times: arrivals, naps })
  const target = opened[said.device]?.device
  if (!target) return
  if (said.type === 'announce') return target.socket.send(iAm(target), said.port, '127.0.0.1')
  target.values[said.point] = said.value
  target.watched.set(said.point, ANSWERS_TOLD)
})
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'ready', addresses: opened.map(({ address }) => address) })
