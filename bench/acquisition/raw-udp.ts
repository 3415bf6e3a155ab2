/** The ceiling: requests encoded once, sent as fast as answers come, answers counted and not decoded. */
import { createSocket } from 'node:dgram'

const BATCH = 50

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
  const requests = Array.from({ length: pointsPerDevice / BATCH }, (_, index) => encodeRequest(index * BATCH))
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  let answers = 0
  let next = 0
  let running = true
  const send = (port: number): void => {
    next += 1
    socket.send(requests[next % requests.length]!, port, '127.0.0.1')
  }
  socket.on('message', (_packet, from) => {
    answers += 1
    if (running) send(from.port)
  })
  for (const port of ports) for (let count = 0; count < inFlight; count += 1) send(port)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  answers = 0
  const startedMs = performance.now()
  await new Promise((resolve) => setTimeout(resolve, measureMs))
  const seconds = (performance.now() - startedMs) / 1_000
  running = false
  socket.close()
  return (answers * BATCH) / seconds
}
