/** Serves the built screens as `app://plantroom/`: an origin of its own, with the content security policy as a header, and no access to files. */
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { CSP } from '../../shared/csp.ts'
import { contentType, rendererFile } from '../supervision/renderer-files.ts'
import { APP_HOST, APP_SCHEME } from './app-origin.ts'

/** Must be called before the app is ready. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

const notFound = (): Response => new Response('', { status: 404 })

/** @param folder the built screens. */
export const serveApp = (folder: string): void => {
  protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url)
    const file = url.host === APP_HOST && request.method === 'GET' ? rendererFile(folder, url.pathname) : undefined
    const body = file === undefined ? undefined : await readFile(file).catch(() => undefined)
    if (file === undefined || body === undefined) return notFound()
    return new Response(body, {
      headers: { 'content-type': contentType(file), 'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' },
    })
  })
}
