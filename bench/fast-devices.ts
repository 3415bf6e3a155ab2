/**
 * Fast scripted BACnet/IP devices for benchmarks: analog inputs whose present values the parent sets. They answer ReadPropertyMultiple of present value and
 * status flags, ReadProperty of present value and of the device's identity, and Who-Is, with hand-made bytes, so that the peer is never what is measured. Runs in a process of its own.
 *
 * Parent sends `{ type: 'set', device, point, value }`; the process answers `{ type: 'sent', device, point, atMs }` each of the first times the value goes out on the wire.
 */
import { createSocket, type Socket } from 'node:dgram'

const OBJECT_IDENTIFIER = 75
const PRESENT_VALUE = 85
const STATUS_FLAGS = 111
const SERVICE_READ_PROPERTY = 0x0c
const SERVICE_READ_PROPERTY_MULTIPLE = 0x0e
const ANSWERS_TOLD = 4

const devices = Number(process.argv[2] ?? 1)
const pointsPerDevice = Number(process.argv[3] ?? 100)
/** Every point reads its own number, so that a mixed-up answer shows; else all read 20. */
const numbered = process.argv[4] === 'numbered'

/** ms since the epoch with the resolution of the monotonic clock, comparable between processes of one machine. */
const nowMs = (): number => performance.timeOrigin + performance.now()

interface Device {
  readonly index: number
  readonly socket: Socket
  readonly values: Float64Array
  /** Points whose answers are still to be told, with how many of them. */
  readonly watched: Map<number, number>
  readonly answer: Buffer
}

/** Object type 8 (device), instance 10000 + index. */
const deviceObjectId = (device: Device): number => ((8 << 22) | (10_000 + device.index)) >>> 0

const writeObjectId = (out: Buffer, at: number, point: number): number => {
  out[at] = 0x0c
  return out.writeUInt32BE(point, at + 1)
}

/** Present value (REAL) or status flags (all clear) between the tags that ReadPropertyMultiple wants. */
const writeProperty = (out: Buffer, at: number, device: Device, point: number, property: number): number => {
  let next = at
  out[next++] = 0x29
  out[next++] = property
  out[next++] = 0x4e
  if (property === STATUS_FLAGS) {
    out[next++] = 0x82
    out[next++] = 0x04
    out[next++] = 0x00
  } else {
    out[next++] = 0x44
    next = out.writeFloatBE(device.values[point] ?? 0, next)
  }
  out[next++] = 0x4f
  return next
}

/** Writes BVLC, NPDU and the head of a complex ack; the length is filled in by `finish`. */
const begin = (out: Buffer, invokeId: number, service: number): number => {
  out.set([0x81, 0x0a, 0, 0, 0x01, 0x00, 0x30, invokeId, service])
  return 9
}

const finish = (device: Device, length: number, port: number, address: string, sent: readonly number[]): void => {
  device.answer.writeUInt16BE(length, 2)
  device.socket.send(device.answer.subarray(0, length), port, address)
  for (const point of sent) {
    const left = (device.watched.get(point) ?? 0) - 1
    if (left > 0) device.watched.set(point, left)
    else device.watched.delete(point)
    process.send?.({ type: 'sent', device: device.index, point, atMs: nowMs() })
  }
}

const answerMultiple = (device: Device, apdu: Buffer, port: number, address: string): void => {
  const sent: number[] = []
  let out = begin(device.answer, apdu[2]!, SERVICE_READ_PROPERTY_MULTIPLE)
  let at = 4
  while (at < apdu.length && apdu[at] === 0x0c) {
    const point = apdu.readUInt32BE(at + 1)
    out = writeObjectId(device.answer, out, point)
    device.answer[out++] = 0x1e
    at += 6
    for (; apdu[at] === 0x09; at += 2) {
      const property = apdu[at + 1]!
      out = writeProperty(device.answer, out, device, point, property)
      if (property === PRESENT_VALUE && device.watched.has(point)) sent.push(point)
    }
    device.answer[out++] = 0x1f
    at += 1
  }
  finish(device, out, port, address, sent)
}

/** Who it is: acquisition makes sure before it takes any value. */
const answerIdentity = (device: Device, apdu: Buffer, port: number, address: string): void => {
  const out = begin(device.answer, apdu[2]!, SERVICE_READ_PROPERTY)
  const id = deviceObjectId(device)
  device.answer.set([0x0c, 0, 0, 0, 0, 0x19, OBJECT_IDENTIFIER, 0x3e, 0xc4, 0, 0, 0, 0, 0x3f], out)
  device.answer.writeUInt32BE(id, out + 1)
  device.answer.writeUInt32BE(id, out + 9)
  finish(device, out + 14, port, address, [])
}

const answerSingle = (device: Device, apdu: Buffer, port: number, address: string): void => {
  if (apdu[10] === OBJECT_IDENTIFIER) return answerIdentity(device, apdu, port, address)
  const point = apdu.readUInt32BE(5)
  let out = begin(device.answer, apdu[2]!, SERVICE_READ_PROPERTY)
  out = writeObjectId(device.answer, out, point)
  device.answer.set([0x19, PRESENT_VALUE, 0x3e, 0x44], out)
  out = device.answer.writeFloatBE(device.values[point] ?? 0, out + 4)
  device.answer[out++] = 0x3f
  finish(device, out, port, address, device.watched.has(point) ? [point] : [])
}

const iAm = (device: Device): Buffer => {
  const packet = Buffer.from([0x81, 0x0a, 0, 20, 0x01, 0x00, 0x10, 0x00, 0xc4, 0, 0, 0, 0, 0x22, 0x05, 0xc4, 0x91, 0x03, 0x21, 0x0f])
  packet.writeUInt32BE(deviceObjectId(device), 9)
  return packet
}

const open = async (index: number): Promise<{ device: Device; port: number }> => {
  const socket = createSocket('udp4')
  const values = Float64Array.from({ length: pointsPerDevice }, (_, point) => (numbered ? index * 1_000 + point : 20))
  const device: Device = { index, socket, values, watched: new Map(), answer: Buffer.alloc(4_096) }
  socket.on('message', (packet, from) => {
    const apdu = packet.subarray(6)
    if (apdu[0] === 0x10 && apdu[1] === 0x08) socket.send(iAm(device), from.port, from.address)
    else if (apdu[3] === SERVICE_READ_PROPERTY_MULTIPLE) answerMultiple(device, apdu, from.port, from.address)
    else if (apdu[3] === SERVICE_READ_PROPERTY) answerSingle(device, apdu, from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return { device, port: socket.address().port }
}

const opened = await Promise.all(Array.from({ length: devices }, (_, index) => open(index)))
process.on('message', (said: { type: 'set'; device: number; point: number; value: number }) => {
  const target = opened[said.device]?.device
  if (!target) return
  target.values[said.point] = said.value
  target.watched.set(said.point, ANSWERS_TOLD)
})
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'ready', ports: opened.map(({ port }) => port) })
