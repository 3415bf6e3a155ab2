/** `npm start`: builds what is old, then opens the desktop application, or the web host where the desktop cannot run. */
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as WebHostEntry from '../electron/host/main.ts'
import { defaultDataFolder } from '../electron/supervision/site-folders.ts'
import { ensureBuilt } from './start/ensure-built.ts'
import { findDesktop, thisMachine } from './start/find-desktop.ts'
import { openBrowser } from './start/open-browser.ts'
import { whenParentGone } from './start/parent-gone.ts'
import { readStartOptions, USAGE, type StartOptions } from './start/start-options.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** A desktop that ends with an error so soon has not come up at all. */
const FAILED_START_MS = 15_000

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

interface DesktopEnd {
  readonly code: number
  readonly afterMs: number
}

const runDesktop = (runtime: string, { demo, dataFolder }: StartOptions): Promise<DesktopEnd> =>
  new Promise((ended) => {
    const args = [ROOT, ...(demo ? ['--demo'] : []), ...(dataFolder === undefined ? [] : ['--data', dataFolder])]
    // With this variable, as editors set it for their own children, the runtime would be a plain Node.
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
    const startedMs = performance.now()
    const child = spawn(runtime, args, { stdio: ['ignore', 2, 2], env })
    const end = (code: number): void => ended({ code, afterMs: performance.now() - startedMs })
    // Ctrl+C reaches the desktop by itself; it ends when its last batch is on disk.
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    void whenParentGone().then(() => child.kill('SIGTERM'))
    child.on('error', () => end(1))
    child.on('exit', (code, signal) => end(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)))
  })

const runWeb = async (options: StartOptions): Promise<number> => {
  const entry = pathToFileURL(join(ROOT, 'out/main/web-host.js')).href
  const { startHere } = (await import(entry)) as typeof WebHostEntry
  return startHere({
    dataFolder: options.dataFolder ?? defaultDataFolder(),
    demo: options.demo,
    port: options.port,
    stopWhen: whenParentGone(),
    listening: (address) => {
      process.stdout.write(`${address}\n`)
      tell('Plantroom runs; Ctrl+C stops it. The address works once; a browser that is in gets another one at /new.')
      if (options.open && !openBrowser(thisMachine(), address)) tell('No browser was found to open it in.')
    },
  })
}

const build = async (): Promise<boolean> => {
  const built = await ensureBuilt(ROOT, tell)
  if (!built.ok) tell(built.error.message)
  return built.ok
}

const startWeb = async (options: StartOptions): Promise<number> => ((await build()) ? runWeb(options) : 1)

const start = async (options: StartOptions): Promise<number> => {
  if (options.host === 'web') return startWeb(options)

  const desktop = await findDesktop(ROOT, thisMachine(), tell)
  if (desktop.ok && !(await build())) return 1
  const end = desktop.ok ? await runDesktop(desktop.value, options) : undefined
  const cameUp = end !== undefined && (end.code === 0 || end.afterMs > FAILED_START_MS)
  if (cameUp) return end.code
  const why = desktop.ok ? `the runtime ended at once with code ${end?.code}` : desktop.error.message
  if (options.host === 'desktop') {
    tell(`The desktop application cannot run here because ${why}. "npm start -- --host web" opens Plantroom in a browser.`)
    return 1
  }
  tell(`Plantroom opens in the browser because ${why}.`)
  return startWeb(options)
}

const options = readStartOptions(process.argv.slice(2))
if (!options.ok) {
  tell(options.error.message)
  tell(USAGE)
  process.exit(2)
}
if (options.value.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}
process.exit(await start(options.value))
