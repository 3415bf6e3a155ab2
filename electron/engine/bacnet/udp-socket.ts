/** The one UDP socket of the engine. Binds to any address, because a socket on an interface's own address misses broadcasts on Linux. */
import { createSocket, type Socket } from 'node:dgram'
import { failure, ok, type Result } from '../../../shared/result.ts'

export interface UdpListener {
  packet(bytes: Buffer, ip: string, port: number): void
  /** The socket died after it had been open. */
  lost(text: string): void
}

/** Room for the answers of a whole site to one question; the system may give less. */
const RECEIVE_BUFFER_BYTES = 4_194_304

/** Errors that concern one datagram (a peer's port is closed, no route), not the socket. */
const PASSING_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EMSGSIZE', 'EADDRNOTAVAIL', 'EPERM', 'EINTR', 'EAGAIN', 'ENOBUFS'])

const errorCode = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const openFailure = (error: Error, port: number): Result<never> => {
  const code = errorCode(error)
  if (code === 'EADDRINUSE') {
    return failure('port-taken', `UDP port ${port} is used by another program. Close the other BACnet program (or another Plantroom), or choose another port in the settings.`, { port })
  }
  if (code === 'EACCES') {
    return failure('port-forbidden', `The system does not allow UDP port ${port}. Another program may hold it for itself alone, or a policy forbids it; choose another port in the settings.`, { port })
  }
  return failure('no-network', `UDP port ${port} could not be opened: ${error.message}`, { port, reason: code || error.message })
}

export class UdpSocket {
  sent = 0
  received = 0
  private readonly listener: UdpListener
  private socket: Socket | undefined

  constructor(listener: UdpListener) {
    this.listener = listener
  }

  /** Binds to `port` on any address; 0 = any free one. */
  open(port: number): Promise<Result<{ readonly port: number }>> {
    return new Promise((resolve) => {
      // All addresses are numeric: no name is ever looked up, and nothing waits for a lookup.
      const socket = createSocket({ type: 'udp4', reuseAddr: false, lookup: (name, _options, done) => done(null, name, 4) })
      let bound = false
      socket.on('error', (error) => {
        if (bound) return this.failed(socket, error)
        socket.close()
        resolve(openFailure(error, port))
      })
      socket.on('message', (bytes, remote) => {
        this.received += 1
        this.listener.packet(bytes, remote.address, remote.port)
      })
      socket.bind({ port, address: '0.0.0.0', exclusive: true }, () => {
        bound = true
        this.prepare(socket)
        this.socket = socket
        resolve(ok({ port: socket.address().port }))
      })
    })
  }

  private prepare(socket: Socket): void {
    socket.setBroadcast(true)
    try {
      socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES)
    } catch {
      // The system's own size must do.
    }
  }

  private failed(socket: Socket, error: Error): void {
    if (socket !== this.socket || PASSING_ERRORS.has(errorCode(error))) return
    this.socket = undefined
    socket.close()
    this.listener.lost(error.message)
  }

  /** Sends or calls `failed`; never throws. */
  send(datagram: Buffer, ip: string, port: number, failed: (text: string) => void): void {
    const { socket } = this
    if (socket === undefined) return queueMicrotask(() => failed('the socket is closed'))
    this.sent += 1
    try {
      socket.send(datagram, port, ip, (error) => {
        if (error) failed(error.message)
      })
    } catch (error) {
      queueMicrotask(() => failed(String(error)))
    }
  }

  close(): Promise<void> {
    const { socket } = this
    this.socket = undefined
    return new Promise((resolve) => (socket === undefined ? resolve() : socket.close(resolve)))
  }
}
