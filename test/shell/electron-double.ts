/**
 * A double of Electron's main process, as far as the shell uses it. Every class and object implements a `Pick` of Electron's own declarations,
 * so that a method that changes or goes fails the type check. It says nothing about how Electron itself behaves.
 */
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { openPage, type PageDouble } from './page-double.ts'
import { MessageChannelMainDouble, UtilityProcessDouble, type MessagePortMainDouble } from './utility-process-double.ts'

/** An event whose default can be prevented. */
const preventable = <T extends object>(facts: T) => {
  const event = { ...facts, defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) }
  return event
}

const paths: Record<string, string> = { userData: join(process.cwd(), 'user-data') }

type AppUsed = Pick<
  Electron.App,
  'enableSandbox' | 'getName' | 'getPath' | 'getVersion' | 'isPackaged' | 'isReady' | 'quit' | 'requestSingleInstanceLock' | 'setAppUserModelId' | 'setBadgeCount' | 'setPath' | 'whenReady'
>

class AppDouble extends EventEmitter implements AppUsed {
  readonly isPackaged = true
  readonly name = 'Plantroom'
  badge = 0
  sandboxed = false
  userModelId = ''
  enableSandbox(): void {
    this.sandboxed = true
  }
  getName(): string {
    return this.name
  }
  getVersion(): string {
    return '9.8.7'
  }
  getPath(name: string): string {
    return paths[name] ?? join(paths['userData'] ?? '', name)
  }
  setPath(name: string, path: string): void {
    paths[name] = path
  }
  isReady(): boolean {
    return true
  }
  whenReady(): Promise<void> {
    return Promise.resolve()
  }
  requestSingleInstanceLock(): boolean {
    return process.env['DOUBLE_SECOND_INSTANCE'] === undefined
  }
  setAppUserModelId(id: string): void {
    this.userModelId = id
  }
  setBadgeCount(count: number): boolean {
    this.badge = count
    return true
  }
  quit(): void {
    const event = preventable({})
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    const engine = engines.at(-1)
    process.send?.({ ended: { engineExitCode: engine === undefined ? null : engine.exitCode } }, undefined, undefined, () => process.exit(0))
  }
}
export const app = new AppDouble()

interface FrameDouble {
  readonly url: string
}

type ContentsUsed = Pick<Electron.WebContents, 'id' | 'isDestroyed' | 'isLoading' | 'reload' | 'send' | 'setWindowOpenHandler'>

export class WebContentsDouble extends EventEmitter implements ContentsUsed {
  private static lastId = 0
  readonly id = (WebContentsDouble.lastId += 1)
  mainFrame: FrameDouble = { url: '' }
  page: PageDouble | undefined
  reloads = 0
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' })
  private readonly preload: string
  private loading = false

  constructor(preload: string) {
    super()
    this.preload = preload
  }
  load(url: string): void {
    this.mainFrame = { url }
    this.loading = true
    setImmediate(() => {
      this.page = openPage(this.preload, (channel) => ipcMain.emit(channel, { sender: this, senderFrame: this.mainFrame }))
      this.loading = false
      this.emit('did-finish-load')
    })
  }
  isLoading(): boolean {
    return this.loading
  }
  isDestroyed(): boolean {
    return false
  }
  reload(): void {
    this.reloads += 1
    this.load(this.mainFrame.url)
  }
  send(channel: string, value?: unknown): void {
    this.page?.deliver(channel, value, [])
  }
  postMessage(channel: string, value: unknown, transfer: readonly MessagePortMainDouble[] = []): void {
    this.page?.deliver(channel, value, transfer.map(({ port }) => port))
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler
  }
}

type WindowUsed = Pick<Electron.BrowserWindow, 'focus' | 'getNormalBounds' | 'hide' | 'isMaximized' | 'isMinimized' | 'isVisible' | 'loadURL' | 'maximize' | 'restore' | 'show'>

export class BrowserWindow extends EventEmitter implements WindowUsed {
  static readonly all: BrowserWindow[] = []
  static getAllWindows(): readonly BrowserWindow[] {
    return BrowserWindow.all
  }
  readonly options: Electron.BrowserWindowConstructorOptions
  readonly webContents: WebContentsDouble
  visible = false
  minimized = false
  focused = 0
  url = ''

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    this.options = options
    this.webContents = new WebContentsDouble(options.webPreferences?.preload ?? '')
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL(url: string): Promise<void> {
    this.url = url
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.webContents.load(url)
    return Promise.resolve()
  }
  show(): void {
    this.visible = true
  }
  hide(): void {
    this.visible = false
  }
  focus(): void {
    this.focused += 1
  }
  isVisible(): boolean {
    return this.visible
  }
  isMinimized(): boolean {
    return this.minimized
  }
  isMaximized(): boolean {
    return false
  }
  maximize(): void {}
  restore(): void {
    this.minimized = false
  }
  getNormalBounds(): Electron.Rectangle {
    return { x: 50, y: 60, width: 1_200, height: 700 }
  }
  close(): void {
    this.emit('close', preventable({}))
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1)
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed')
  }
}

export const ipcMain = new EventEmitter()
export const powerMonitor = new EventEmitter()
export const MessageChannelMain = MessageChannelMainDouble

export const engines: UtilityProcessDouble[] = []
export const utilityProcess = {
  fork: (entry: string): UtilityProcessDouble => {
    const engine = new UtilityProcessDouble(entry)
    engines.push(engine)
    return engine
  },
}

export const granted: {
  request?: Parameters<Electron.Session['setPermissionRequestHandler']>[0]
  check?: Parameters<Electron.Session['setPermissionCheckHandler']>[0]
  device?: Parameters<Electron.Session['setDevicePermissionHandler']>[0]
} = {}
type SessionUsed = Pick<Electron.Session, 'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'>
const defaultSession: SessionUsed = {
  setPermissionRequestHandler: (handler) => void (granted.request = handler),
  setPermissionCheckHandler: (handler) => void (granted.check = handler),
  setDevicePermissionHandler: (handler) => void (granted.device = handler),
}
export const session = { defaultSession }

export const schemes: { registered: Electron.CustomScheme[]; handlers: Record<string, (request: Request) => Response | Promise<Response>> } = { registered: [], handlers: {} }
export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'> & { handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void } = {
  registerSchemesAsPrivileged: (list) => void (schemes.registered = list),
  handle: (scheme, handler) => void (schemes.handlers[scheme] = handler),
}

const display = { id: 1, workArea: { x: 0, y: 0, width: 1_366, height: 728 } } as Electron.Display
export const screen: Pick<Electron.Screen, 'getAllDisplays' | 'getPrimaryDisplay'> = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }

export const nativeImage = { createFromPath: (path: string) => ({ path, resize: () => ({ path }) }) }

type MenuTemplate = readonly Electron.MenuItemConstructorOptions[]
export const menus: { application: MenuTemplate } = { application: [] }
export const Menu = {
  buildFromTemplate: (template: MenuTemplate): MenuTemplate => template,
  setApplicationMenu: (template: MenuTemplate) => void (menus.application = template),
}

type TrayUsed = Pick<Electron.Tray, 'setTitle' | 'setToolTip'>
export class Tray extends EventEmitter implements TrayUsed {
  static readonly all: Tray[] = []
  readonly image: { readonly path: string }
  tooltip = ''
  menu: MenuTemplate = []
  constructor(image: { readonly path: string }) {
    super()
    this.image = image
    Tray.all.push(this)
  }
  setTitle(): void {}
  setToolTip(tooltip: string): void {
    this.tooltip = tooltip
  }
  setContextMenu(menu: MenuTemplate): void {
    this.menu = menu
  }
}

type NotificationUsed = Pick<Electron.Notification, 'show' | 'close'>
export class Notification extends EventEmitter implements NotificationUsed {
  static readonly shown: Notification[] = []
  static isSupported(): boolean {
    return true
  }
  readonly options: Electron.NotificationConstructorOptions
  closed = false
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    this.options = options
  }
  show(): void {
    Notification.shown.push(this)
  }
  close(): void {
    this.closed = true
  }
}

export const dialogs: { readonly asked: Electron.MessageBoxOptions[]; answer: (response: number) => void } = { asked: [], answer: () => {} }
export const dialog = {
  showMessageBox: (options: Electron.MessageBoxOptions): Promise<{ response: number }> => {
    dialogs.asked.push(options)
    return new Promise((resolve) => {
      dialogs.answer = (response) => resolve({ response })
    })
  },
}

/** Named by libraries that the bundle carries, never called. */
export const shell = {}

// Electron gives its parts under `default` too, and libraries take them from there.
// oxlint-disable-next-line import/no-default-export
export default { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, nativeImage, Notification, powerMonitor, protocol, screen, session, shell, Tray, utilityProcess }

export { preventable }
