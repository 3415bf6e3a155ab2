/** The web host's HTTP side: redeems addresses, serves the built screens to those who have a session, refuses everything else. */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { CSP } from '../../shared/csp.ts'
import { contentType, isImmutable, rendererFile } from '../supervision/renderer-files.ts'
import type { Access } from './access.ts'

const SECURITY_HEADERS = {
  'content-security-policy': CSP,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

const PLAIN_TEXT = { 'content-type': 'text/plain; charset=utf-8' } as const

export interface PageServerDeps {
  /** Folder of the built screens. */
  readonly folder: string
  readonly access: Access
  /** An address for one more browser. */
  readonly newAddress: () => string
  readonly words: { readonly askForAddress: string; readonly newAddress: string; readonly notBuilt: string }
}

type Answer = (code: number, body?: string | Buffer, headers?: Readonly<Record<string, string>>) => void

const answerTo =
  (response: ServerResponse): Answer =>
  (code, body = '', headers = {}) => {
    response.writeHead(code, { ...SECURITY_HEADERS, 'cache-control': 'no-store', ...headers }).end(body)
  }

/** The request's target as a URL; undefined for targets that are none (`*`, `http://other/`). */
const targetOf = (request: IncomingMessage): URL | undefined => {
  const target = request.url ?? ''
  if (!target.startsWith('/') || target.startsWith('//')) return undefined
  return URL.parse(target, 'http://host.invalid') ?? undefined
}

export const servePages = ({ folder, access, newAddress, words }: PageServerDeps): RequestListener => {
  const serveFile = async (pathname: string, answer: Answer): Promise<void> => {
    const file = rendererFile(folder, pathname)
    const body = file === undefined ? undefined : await readFile(file).catch(() => undefined)
    if (file !== undefined && body !== undefined) {
      const cached: Record<string, string> = isImmutable(pathname) ? { 'cache-control': 'private, max-age=31536000, immutable' } : {}
      return answer(200, body, { 'content-type': contentType(file), ...cached })
    }
    answer(404, pathname === '/' ? words.notBuilt : '', PLAIN_TEXT)
  }

  return (request, response) => {
    const answer = answerTo(response)
    if (!access.isKnownHost(request.headers)) return answer(421)
    if (request.method !== 'GET') return answer(405, '', { allow: 'GET' })
    const target = targetOf(request)
    if (target === undefined) return answer(400)

    const token = target.searchParams.get('t')
    if (token !== null && target.pathname === '/') {
      const cookie = access.redeem(token)
      if (cookie !== undefined) return answer(302, '', { location: '/', 'set-cookie': cookie })
      // A page opened a second time from the browser's history still holds its session.
      if (access.hasSession(request.headers)) return answer(302, '', { location: '/' })
    }
    if (!access.hasSession(request.headers)) return answer(401, words.askForAddress, PLAIN_TEXT)
    if (!access.isOwnRequest(request.headers)) return answer(403)
    if (target.pathname === '/new') return answer(200, `${newAddress()}\n\n${words.newAddress}\n`, PLAIN_TEXT)
    void serveFile(target.pathname, answer)
  }
}
