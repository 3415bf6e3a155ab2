/** What a test can do to the doubled Electron from outside: the user's and the system's hands. Loaded before the main bundle. */
import { registerHooks } from 'node:module'
import type { CallName } from '../../shared/contract.ts'
import type { PlantroomHost } from '../../shared/host-link.ts'
import * as electron from './electron-double.ts'
import type { BrowserWindow } from './electron-double.ts'

const DOUBLE = new URL('./electron-double.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) => (/^electron($|\/)/.test(specifier) ? { url: DOUBLE, format: 'module-typescript', shortCircuit: true } : next(specifier, context)),
})

const theWindow = (): BrowserWindow => {
  const window = electron.BrowserWindow.all[0]
  if (window === undefined) throw new Error('there is no window')
  return window
}
/** What the page sees of the desktop. */
const theHost = (): PlantroomHost => {
  const host = theWindow().webContents.page?.exposed['plantroomHost']
  if (host === undefined) throw new Error('the page has no host')
  return host as PlantroomHost
}
const engine = () => {
  const latest = electron.engines.at(-1)
  if (latest === undefined) throw new Error('no engine was started')
  return latest
}
const tray = () => {
  const one = electron.Tray.all[0]
  if (one === undefined) throw new Error('there is no tray')
  return one
}
const leaves = (event: string, url: string): boolean => {
  const asked = electron.preventable({ url })
  theWindow().webContents.emit(event, asked)
  return !asked.defaultPrevented
}

const controls = {
  facts: () => ({
    sandboxed: electron.app.sandboxed,
    userModelId: electron.app.userModelId,
    badge: electron.app.badge,
    schemes: electron.schemes.registered,
    windows: electron.BrowserWindow.all.length,
    engines: electron.engines.length,
    tray: { tooltip: electron.Tray.all[0]?.tooltip, labels: electron.Tray.all[0]?.menu.map((item) => item.label ?? '-'), icon: electron.Tray.all[0]?.image.path },
    menu: electron.menus.application.map((item) => item.label),
    notifications: electron.Notification.shown.map((one) => one.options),
    standingNotifications: electron.Notification.shown.filter((one) => !one.closed).map((one) => one.options.body),
    dialogs: electron.dialogs.asked,
  }),
  window: () => {
    const { options, url, visible, minimized, focused, webContents } = theWindow()
    return { options, url, visible, minimized, focused, reloads: webContents.reloads }
  },
  page: () => {
    const page = theWindow().webContents.page
    return { exposed: Object.keys(page?.exposed ?? {}), states: page?.states, targets: page?.targets, ports: page?.ports() }
  },
  askForPort: () => theHost().requestPort(),
  retry: () => theHost().retryEngine(),
  /** A frame that is not the window's own page asks for a port. */
  askForPortFrom: (url: string, isTopFrame: boolean) => {
    const { webContents } = theWindow()
    const frame = { url }
    const before = webContents.mainFrame
    if (isTopFrame) webContents.mainFrame = frame
    electron.ipcMain.emit('engine-port', { sender: webContents, senderFrame: frame })
    webContents.mainFrame = before
  },
  call: async (name: CallName, args: object) => {
    const client = theWindow().webContents.page?.engine()
    return client === undefined ? undefined : (client[name] as (args: object) => Promise<unknown>)(args)
  },
  navigates: (url: string) => leaves('will-navigate', url),
  redirects: (url: string) => leaves('will-redirect', url),
  opens: (url: string) => theWindow().webContents.openHandler({ url } as Electron.HandlerDetails).action,
  attachesWebview: () => leaves('will-attach-webview', 'https://example.org'),
  mayUse: (permission: string, url: string) => {
    let answer: boolean | undefined
    electron.granted.request?.(null as never, permission as never, (value) => (answer = value), { requestingUrl: url } as never)
    return { requested: answer, checked: electron.granted.check?.(null, permission as never, url, {} as never) }
  },
  mayUseDevice: () => electron.granted.device?.({} as never),
  fetch: async (url: string, method = 'GET') => {
    const response = await electron.schemes.handlers['app']?.(new Request(url, { method }))
    return response && { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
  },
  engineSays: (message: object) => engine().emit('message', message),
  engineHeard: () => engine().posted.map((message) => message.type),
  engineInit: () => engine().posted[0],
  killEngine: () => void engine().kill(),
  clickTray: (label: string) => {
    const item = tray().menu.find((one) => one.label === label)
    item?.click?.({ checked: true } as Electron.MenuItem, undefined, {})
    return item !== undefined
  },
  clickNotification: (index: number) => electron.Notification.shown[index]?.emit('click'),
  answerDialog: (response: number) => electron.dialogs.answer(response),
  /** The engine says something as soon as the answer was taken, before it can say anything of its own. */
  answerDialogAndSay: async (response: number, message: object) => {
    electron.dialogs.answer(response)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    engine().emit('message', message)
  },
  power: (name: string) => {
    const event = electron.preventable({})
    electron.powerMonitor.emit(name, event)
    return { delayed: event.defaultPrevented }
  },
  minimize: () => {
    theWindow().minimized = true
  },
  pageDies: (reason: string) => theWindow().webContents.emit('render-process-gone', {}, { reason }),
  closeWindow: () => theWindow().close(),
  secondInstance: () => electron.app.emit('second-instance'),
  quit: () => electron.app.quit(),
}

export type Controls = typeof controls

interface Command {
  readonly id: number
  readonly name: keyof Controls
  readonly args: readonly unknown[]
}

process.on('message', (command: Command) => {
  const run = async (): Promise<void> => {
    try {
      const value = await (controls[command.name] as (...args: readonly unknown[]) => unknown)(...command.args)
      // Only data can cross.
      process.send?.({ id: command.id, value: value === undefined ? undefined : JSON.parse(JSON.stringify(value)) })
    } catch (error) {
      process.send?.({ id: command.id, error: String(error) })
    }
  }
  void run()
})
