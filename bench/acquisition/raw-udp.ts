/** The ceiling: requests encoded once, sent as fast as answers come, answers counted and not decoded; one that brings no answer is sent again. */
import { createSocket } from 'node:dgram'

const BATCH = 50
/** As soon as the product itself repeats a question to a device that answers fast. */
const AGAIN_AFTER_MS = 500
const LOOK_EVERY_MS = 10
/** Where the invoke id is in requests and answers. */
const REQUEST_ID_AT = 8
const ANSWER_ID_AT = 7

/** ReadPropertyMultiple of present value and status flags of `BATCH` analog inputs from `first` on. */
const encodeRequest = (first: number): Buffer => {
  const bytes = [0x81, 0x0a, 0, 0, 0x01, 0x04, 0x00, 0x05, 0, 0x0e]
  for (let point = first; point < first + BATCH; point += 1) {
    bytes.push(0x0c, (point >>> 24) & 255, (point >>> 16) & 255, (point >>> 8) & 255, point & 255, 0x1e, 0x09, 85, 0x09, 111, 0x1f)
  }
  const packet = Buffer.from(bytes)
  packet.writeUInt16BE(packet.length, 2)
  return packet
}

/** Points per second over `measureMs` with `inFlight` requests under way to each device. */
export const measureRaw = async (ports: readonly number[], pointsPerDevice: number, inFlight: number, measureMs: number): Promise<number> => {
  // One set of requests for each of those under way, with its own invoke id.
  const requests = Array.from({ length: inFlight }, (_, id) =>
    Array.from({ length: pointsPerDevice / BATCH }, (_, index) => {
      const request = encodeRequest(index * BATCH)
      request[REQUEST_ID_AT] = id
      return request
    }),
  )
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  let answers = 0
  let next = 0
  let running = true
  /** When each request was sent, by port and invoke id. */
  const sentAtMs = new Map(ports.map((port) => [port, new Float64Array(inFlight)]))
  const send = (port: number, id: number): void => {
    next += 1
    sentAtMs.get(port)![id] = performance.now()
    socket.send(requests[id]![next % requests[id]!.length]!, port, '127.0.0.1')
  }
  socket.on('message', (packet, from) => {
    answers += 1
    if (running) send(from.port, packet[ANSWER_ID_AT]!)
  })
  const look = setInterval(() => {
    const lateMs = performance.now() - AGAIN_AFTER_MS
    for (const [port, sent] of sentAtMs) sent.forEach((atMs, id) => atMs < lateMs && send(port, id))
  }, LOOK_EVERY_MS)
  for (const port of ports) for (let id = 0; id < inFlight; id += 1) send(port, id)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  answers = 0
  const startedMs = performance.now()
  await new Promise((resolve) => setTimeout(resolve, measureMs))
  const seconds = (performance.now() - startedMs) / 1_000
  running = false
  clearInterval(look)
  socket.close()
  return (answers * BATCH) / seconds
}
