/** Electron's entry: one instance, and the life from ready to quit. What the desktop is made of is put together in `shell/desktop.ts`. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { registerAppScheme } from './shell/app-protocol.ts'
import { readCommandLine } from './shell/command-line.ts'
import { openDesktop, type Desktop } from './shell/desktop.ts'
import { log } from './shell/log-file.ts'

/** Windows shows notifications under this name; the installer registers the same one (`electron-builder.yml`). */
const APP_ID = 'org.plantroom.console'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const commandLine = readCommandLine(process.argv.slice(app.isPackaged ? 1 : 2))

app.setAppUserModelId(APP_ID)
app.enableSandbox()
registerAppScheme()
// Another data folder is another Plantroom: it may run beside this one, with a window of its own.
if (commandLine.ownData) app.setPath('userData', join(commandLine.dataFolder, 'desktop'))

const open = (): Promise<Desktop> =>
  openDesktop({
    dataFolder: commandLine.dataFolder,
    demo: commandLine.demo,
    files: {
      engine: at('./engine-process.js'),
      preload: at('../preload/preload.cjs'),
      screens: at('../renderer'),
      icon: at('../../resources/icons/icon.png'),
      trayIcon: at('../../resources/icons/tray.png'),
    },
    devUrl: app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL,
    development: !app.isPackaged,
    log,
    quit: () => app.quit(),
  })

const run = async (): Promise<void> => {
  await app.whenReady()
  const desktop = await open()
  let stopped: 'no' | 'asking' | 'stopping' | 'yes' = 'no'
  const stop = async (): Promise<void> => {
    if (stopped === 'stopping') return
    stopped = 'stopping'
    desktop.window.hide()
    await desktop.stop()
    stopped = 'yes'
    app.quit()
  }

  const askAndStop = async (): Promise<void> => {
    if (await desktop.mayQuit()) return stop()
    if (stopped !== 'asking') return
    stopped = 'no'
    // It may have been the last window whose closing asked.
    desktop.window.show()
  }

  app.on('second-instance', () => desktop.window.show())
  app.on('activate', () => desktop.window.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !desktop.keepsRunning()) app.quit()
  })
  app.on('before-quit', (event) => {
    if (stopped === 'yes') return
    event.preventDefault()
    if (stopped === 'asking' && desktop.hurries()) void stop()
    if (stopped !== 'no') return
    stopped = 'asking'
    void askAndStop()
  })
}

if (app.requestSingleInstanceLock()) void run()
else app.quit()
