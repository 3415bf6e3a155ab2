/** A client of the web host that may break every rule: raw HTTP requests and WebSockets with any headers. */
import { request } from 'node:http'
import { WebSocket } from 'ws'
import { decodeFrame } from '../../shared/wire.ts'

export interface RawAnswer {
  readonly code: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** @param path sent as it is, without being normalised. */
export const ask = (port: number, path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text) => (body += text))
      response.on('end', () => resolve({ code: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject)
    asked.end()
  })

/** Redeems an address for its session cookie. */
export const enter = async (address: string): Promise<string> => {
  const { port, pathname, search } = new URL(address)
  const { code, headers } = await ask(Number(port), pathname + search)
  const cookie = headers['set-cookie']?.[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`the address was refused with ${code}`)
  return cookie
}

export interface RawSocket {
  readonly socket: WebSocket
  /** Decoded frames that came so far. */
  readonly frames: readonly unknown[]
  readonly closed: Promise<number>
}

/** An open socket, or the status that it was refused with. `path` is normally `/rpc`. */
export const connect = (port: number, headers: Readonly<Record<string, string>>, path = '/rpc'): Promise<RawSocket | number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    const frames: unknown[] = []
    const closed = new Promise<number>((done) => socket.on('close', done))
    socket.on('message', (data: Buffer) => frames.push(decodeFrame(data)))
    socket.on('open', () => resolve({ socket, frames, closed }))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })

/** Waits until `found` gives something; fails with `what` after `withinMs`. */
export const until = async <T>(what: string, found: () => T | undefined | false, withinMs = 60_000): Promise<T> => {
  const endMs = performance.now() + withinMs
  for (;;) {
    const value = found()
    if (value !== undefined && value !== false) return value
    if (performance.now() > endMs) throw new Error(`waited ${withinMs} ms in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
