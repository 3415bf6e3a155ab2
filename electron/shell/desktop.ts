/** Puts the desktop together once Electron is ready: engine, window, tray, notifications, menu, power. */
import { app, powerMonitor } from 'electron'
import { systemClock } from '../../shared/clock.ts'
import { HOST_CHANNELS, type NavigationTarget } from '../../shared/host-link.ts'
import { superviseEngine, type EngineSupervisor } from '../supervision/engine-supervisor.ts'
import { stopOnBug } from '../supervision/process-manners.ts'
import { openWords } from '../supervision/words.ts'
import { setAppMenu } from './app-menu.ts'
import { serveApp } from './app-protocol.ts'
import { serveEnginePorts } from './engine-ports.ts'
import { tellEngineTrouble } from './engine-trouble.ts'
import { lockDown } from './lock-down.ts'
import { createMainWindow, type MainWindow } from './main-window.ts'
import { notificationWords } from './notification-words.ts'
import { createNotifier } from './notifications.ts'
import { askBeforeQuit } from './quit-question.ts'
import { openPreferences } from './preferences.ts'
import { createTray } from './tray.ts'
import { utilityEngine } from './utility-engine.ts'

export interface DesktopOptions {
  readonly dataFolder: string
  readonly demo: boolean
  /** Files of the bundle: engine entry, preload script, folder of the screens, pictures. */
  readonly files: { readonly engine: string; readonly preload: string; readonly screens: string; readonly icon: string; readonly trayIcon: string }
  /** The development server's address; undefined in a packaged program. */
  readonly devUrl: string | undefined
  readonly development: boolean
  readonly log: (text: string) => void
  readonly quit: () => void
}

export interface Desktop {
  readonly window: MainWindow
  /** True when the program goes on without a window. */
  keepsRunning(): boolean
  /** Asks what shall become of values that still stand; true when the program may quit. */
  mayQuit(): Promise<boolean>
  /** The machine shuts down: nobody is asked any more. */
  hurries(): boolean
  /** Resolves when the last batch is on disk. */
  stop(): Promise<void>
}

const forwardPower = (supervisor: EngineSupervisor, shutDown: () => void): void => {
  powerMonitor.on('suspend', () => supervisor.suspend())
  powerMonitor.on('resume', () => supervisor.resume())
  powerMonitor.on('shutdown', (event?: Electron.Event) => {
    // The system waits a little for programs that say so. Electron's declarations forget the event that its documentation promises.
    event?.preventDefault()
    shutDown()
  })
}

export const openDesktop = async ({ dataFolder, demo, files, devUrl, development, log, quit }: DesktopOptions): Promise<Desktop> => {
  stopOnBug('desktop', log)
  const t = await openWords()
  const preferences = openPreferences()
  lockDown(devUrl)
  serveApp(files.screens)
  const supervisor = superviseEngine({
    launch: utilityEngine(files.engine, log),
    clock: systemClock,
    init: { dataFolder, demo, appVersion: app.getVersion() },
    log,
  })
  serveEnginePorts(supervisor, devUrl)
  const window = createMainWindow({ preferences, preload: files.preload, devUrl, icon: files.icon })
  const goTo = (target: NavigationTarget): void => window.goTo(target)
  const keepsRunning = (): boolean => preferences.get('keepRunning') === true
  const setKeepsRunning = (keeps: boolean): void => preferences.set('keepRunning', keeps)
  const tray = createTray({ t, icon: files.trayIcon, goTo, keepsRunning, setKeepsRunning, quit, log })
  const notifier = createNotifier(goTo)
  setAppMenu({ t, goTo, development })
  tellEngineTrouble(supervisor, t, quit)

  supervisor.onState((state) => {
    tray.showState(state)
    window.send(HOST_CHANNELS.state, state)
  })
  supervisor.onAttention(({ counts, ...told }) => {
    tray.showCounts(counts)
    notifier.show(notificationWords(told, t))
  })
  let hurries = false
  forwardPower(supervisor, () => {
    hurries = true
    quit()
  })
  supervisor.start()
  window.show()
  const mayQuit = async (): Promise<boolean> => hurries || (await askBeforeQuit(supervisor, t)) || hurries
  return { window, keepsRunning, mayQuit, hurries: () => hurries, stop: () => supervisor.stop() }
}
