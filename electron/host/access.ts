/**
 * Who may talk to the web host. It listens on the loopback address only, which keeps out other machines but neither other programs of this
 * one nor foreign pages in the user's browser. Against those:
 * - an address with a token that works once and gives the browser a session cookie (HttpOnly, SameSite=Strict),
 * - the Host header, which a foreign page cannot choose (DNS rebinding), and for the WebSocket the Origin header,
 * - the browser's own word on who asks (Sec-Fetch-Site): other ports of this machine are "same site" to a cookie, but not to this check.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const SECRET_BYTES = 32

/** Unused addresses kept at most; the oldest is forgotten. */
const MOST_TOKENS = 8

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const same = (one: Buffer, other: Buffer): boolean => timingSafeEqual(one, other)
const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')

export interface Access {
  /** A new token for one browser. */
  newToken(): string
  /** Spends a token: the `Set-Cookie` value of a session, or undefined when the token is wrong or spent. */
  redeem(token: string): string | undefined
  isKnownHost(headers: IncomingHttpHeaders): boolean
  /** False for requests that the browser sends on behalf of another page. Programs that are no browsers send no such header. */
  isOwnRequest(headers: IncomingHttpHeaders): boolean
  isOwnOrigin(headers: IncomingHttpHeaders): boolean
  hasSession(headers: IncomingHttpHeaders): boolean
}

export const createAccess = (port: number): Access => {
  // Cookies do not know ports: two hosts on one machine must not share a name.
  const cookieName = `plantroom-${port}`
  const session = newSecret()
  const sessionDigest = digest(session)
  const tokens: Buffer[] = []
  const suffix = port === 80 ? '' : `:${port}`
  const hosts = [`127.0.0.1${suffix}`, `localhost${suffix}`]

  const cookieOf = (headers: IncomingHttpHeaders): string => {
    for (const part of (headers.cookie ?? '').split(';')) {
      const [name, value] = part.trim().split('=', 2)
      if (name === cookieName) return value ?? ''
    }
    return ''
  }

  return {
    newToken() {
      const token = newSecret()
      tokens.push(digest(token))
      if (tokens.length > MOST_TOKENS) tokens.shift()
      return token
    },
    redeem(token) {
      const index = tokens.findIndex((known) => same(known, digest(token)))
      if (index < 0) return undefined
      tokens.splice(index, 1)
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },
    isKnownHost: (headers) => hosts.includes(headers.host ?? ''),
    isOwnRequest: (headers) => ['same-origin', 'none', undefined].includes(headers['sec-fetch-site']),
    isOwnOrigin: (headers) => headers.host !== undefined && headers.origin === `http://${headers.host}`,
    hasSession: (headers) => same(digest(cookieOf(headers)), sessionDigest),
  }
}
