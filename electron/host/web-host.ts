/** The second host's server: the same screens and the same contract as the desktop, over HTTP and a WebSocket on the loopback address. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { EngineSupervisor } from '../supervision/engine-supervisor.ts'
import { createAccess, type Access } from './access.ts'
import { servePages, type PageServerDeps } from './page-server.ts'
import { linkWebSocket, MAX_FRAME_BYTES } from './web-socket-link.ts'

const LOOPBACK = '127.0.0.1'
const MOST_PAGES = 32
const CLOSE_GOING_AWAY = 1001
/** Pages have this long to answer the closing handshake. */
const CLOSE_WITHIN_MS = 500

export interface WebHostOptions {
  readonly supervisor: EngineSupervisor
  /** Folder of the built screens. */
  readonly folder: string
  /** TCP port; 0 = any free one. */
  readonly port: number
  readonly words: PageServerDeps['words']
}

export interface WebHost {
  readonly port: number
  /** An address that lets one browser in, once. */
  newAddress(): string
  close(): Promise<void>
}

const listen = (server: Server, port: number): Promise<Result<number>> =>
  new Promise((resolve) => {
    const refuse = (error: NodeJS.ErrnoException): void => resolve(listenFailure(error, port))
    server.once('error', refuse)
    server.listen(port, LOOPBACK, () => {
      server.off('error', refuse)
      resolve(ok((server.address() as AddressInfo).port))
    })
  })

const listenFailure = (error: NodeJS.ErrnoException, port: number): Result<number> => {
  if (error.code === 'EADDRINUSE') return failure('web-port-taken', `TCP port ${port} is in use by another program; choose another one.`, { port })
  if (error.code === 'EACCES') return failure('web-port-forbidden', `This user may not open TCP port ${port}; choose one above 1023.`, { port })
  return failure('web-port-failed', `TCP port ${port} cannot be opened: ${error.message}`, { port, reason: error.message })
}

const mayUpgrade = (access: Access, url: string | undefined, headers: Parameters<Access['hasSession']>[0]): boolean =>
  url === '/rpc' && access.isKnownHost(headers) && access.isOwnOrigin(headers) && access.hasSession(headers)

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

/** Fails with `web-port-taken`, `web-port-forbidden` or `web-port-failed`. */
export const startWebHost = async ({ supervisor, folder, port, words }: WebHostOptions): Promise<Result<WebHost>> => {
  const server = createServer()
  const bound = await listen(server, port)
  if (!bound.ok) return bound
  const access = createAccess(bound.value)
  const newAddress = (): string => `http://${LOOPBACK}:${bound.value}/?t=${access.newToken()}`
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })

  server.on('request', servePages({ folder, access, newAddress, words }))
  server.on('upgrade', (request, socket, head) => {
    if (!mayUpgrade(access, request.url, request.headers)) return refuseUpgrade(socket, '403 Forbidden')
    if (sockets.clients.size >= MOST_PAGES) return refuseUpgrade(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (webSocket) => linkWebSocket(webSocket, supervisor))
  })

  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
    for (const socket of sockets.clients) socket.close(CLOSE_GOING_AWAY)
    const hurry = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
    }, CLOSE_WITHIN_MS)
    server.closeIdleConnections()
    await closed
    clearTimeout(hurry)
  }
  return ok({ port: bound.value, newAddress, close })
}
