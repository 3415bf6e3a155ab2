/** The one window: locked down, where it was left, back when it is asked for. */
import { BrowserWindow, screen } from 'electron'
import { HOST_CHANNELS, type NavigationTarget } from '../../shared/host-link.ts'
import { APP_URL } from './app-origin.ts'
import type { PreferenceStore } from './preferences.ts'
import { placeWindow, SMALLEST, type Bounds } from './window-bounds.ts'

/** A page that dies again so soon would only die in a loop. */
const RELOAD_AT_MOST_EVERY_MS = 10_000

export interface MainWindowDeps {
  readonly preferences: PreferenceStore
  /** File of the preload script. */
  readonly preload: string
  readonly devUrl: string | undefined
  readonly icon: string
}

export interface MainWindow {
  /** Brings the window to the front, makes it anew when it was closed. */
  show(): void
  /** Shows the window and goes to what is meant. */
  goTo(target: NavigationTarget): void
  hide(): void
  isOpen(): boolean
  send(channel: string, value: unknown): void
}

const workAreas = (): readonly [Bounds, ...Bounds[]] => {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  return [primary.workArea, ...others.map((display) => display.workArea)]
}

const rememberPlace = (window: BrowserWindow, preferences: PreferenceStore): void => {
  // A hidden window does not tell everywhere whether it was maximized; its place was kept when it was hidden.
  if (!window.isVisible()) return
  preferences.set('maximized', window.isMaximized())
  preferences.set('bounds', window.getNormalBounds())
}

/** A dead page is loaded again: the engine has not stopped, and an empty window helps nobody. */
const reviveDeadPage = (window: BrowserWindow): void => {
  let lastMs = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const nowMs = performance.now()
    if (reason === 'clean-exit' || nowMs - lastMs < RELOAD_AT_MOST_EVERY_MS) return
    lastMs = nowMs
    window.webContents.reload()
  })
}

const createWindow = ({ preferences, preload, devUrl, icon }: MainWindowDeps): BrowserWindow => {
  const window = new BrowserWindow({
    ...placeWindow(preferences.get('bounds'), workAreas()),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    icon,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Its dictionaries would come from the internet.
      spellcheck: false,
    },
  })
  if (preferences.get('maximized') === true) window.maximize()
  window.on('close', () => rememberPlace(window, preferences))
  reviveDeadPage(window)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(devUrl ?? APP_URL)
  return window
}

/** Does not open the window yet. */
export const createMainWindow = (deps: MainWindowDeps): MainWindow => {
  let window: BrowserWindow | undefined

  const bringUp = (): BrowserWindow => {
    if (window !== undefined) {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
      return window
    }
    const made = createWindow(deps)
    made.on('closed', () => {
      window = undefined
    })
    window = made
    return made
  }

  return {
    show: () => void bringUp(),
    goTo(target) {
      const { webContents } = bringUp()
      const send = (): void => webContents.send(HOST_CHANNELS.navigate, target)
      if (webContents.isLoading()) webContents.once('did-finish-load', send)
      else send()
    },
    hide() {
      if (window === undefined) return
      rememberPlace(window, deps.preferences)
      window.hide()
    },
    isOpen: () => window !== undefined,
    send: (channel, value) => window?.webContents.send(channel, value),
  }
}
