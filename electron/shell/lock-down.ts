/** What no page may do: leave the product, open windows, embed other pages, or use what the browser could give it. */
import { app, session, type WebContents } from 'electron'
import { isOwnUrl } from './app-origin.ts'

/** Copying to the clipboard and notifications; nothing else is ever needed. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications'])

const lockContents = (contents: WebContents, devUrl: string | undefined): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (!isOwnUrl(event.url, devUrl)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOwnUrl(event.url, devUrl)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Applies to all contents that are ever made; call it when the app is ready, before the first window. */
export const lockDown = (devUrl: string | undefined): void => {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, devUrl))
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(GRANTED.has(permission) && isOwnUrl(details.requestingUrl, devUrl))
  })
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => GRANTED.has(permission) && isOwnUrl(origin, devUrl))
  session.defaultSession.setDevicePermissionHandler(() => false)
}
