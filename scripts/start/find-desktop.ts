/** Finds out whether the desktop application can run here: is there a display, and an Electron runtime. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failure, ok, type Result } from '../../shared/result.ts'

/** Without internet the download fails at once; a line that is open but slow is given up after this. */
const DOWNLOAD_LIMIT_MS = 120_000

export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** True for the superuser of a system that has one. */
  readonly isRoot: boolean
}

export const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0 })

/** What the runtime is called inside its folder. */
const executableName = (platform: NodeJS.Platform): string => {
  if (platform === 'win32') return 'electron.exe'
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}

/** Why no window can be shown here, or undefined when one can. */
export const whyNoWindow = ({ platform, env, isRoot }: Machine): string | undefined => {
  const drawsWithoutVariable = platform === 'win32' || platform === 'darwin'
  if (!drawsWithoutVariable && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display'
  if (drawsWithoutVariable && env['SSH_CONNECTION']) return 'a remote login has no display'
  if (platform === 'linux' && isRoot) return 'the runtime refuses to run as root'
  return undefined
}

/** The runtime that is installed, or that `ELECTRON_OVERRIDE_DIST_PATH` points to. */
export const installedRuntime = (root: string, { platform, env }: Machine): string | undefined => {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const folder = join(root, 'node_modules/electron')
  const named = join(folder, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8') : executableName(platform)
  const path = override ? join(override, name) : join(folder, 'dist', name)
  return existsSync(path) ? path : undefined
}

const download = (root: string): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/electron/install.js')], { stdio: ['ignore', 'ignore', 'ignore'], windowsHide: true })
    const limit = setTimeout(() => child.kill('SIGKILL'), DOWNLOAD_LIMIT_MS)
    const done = (succeeded: boolean): void => {
      clearTimeout(limit)
      resolve(succeeded)
    }
    child.on('error', () => done(false))
    child.on('exit', (code) => done(code === 0))
  })

/** The runtime's executable, downloaded when it is missing. Fails with `no-desktop`; the message is the reason, to stand after "because". */
export const findDesktop = async (root: string, machine: Machine, tell: (text: string) => void): Promise<Result<string>> => {
  const reason = whyNoWindow(machine)
  if (reason !== undefined) return failure('no-desktop', reason)
  const installed = installedRuntime(root, machine)
  if (installed !== undefined) return ok(installed)
  if (machine.env['ELECTRON_OVERRIDE_DIST_PATH']) return failure('no-desktop', 'ELECTRON_OVERRIDE_DIST_PATH holds no runtime')
  tell('Fetching the desktop runtime (about 110 MB, only once) ...')
  const fetched = await download(root)
  const runtime = fetched ? installedRuntime(root, machine) : undefined
  return runtime === undefined ? failure('no-desktop', 'the desktop runtime could not be fetched') : ok(runtime)
}
