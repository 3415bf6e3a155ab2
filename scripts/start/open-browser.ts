/** Opens the user's browser, with what each operating system has for it. */
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Machine } from './find-desktop.ts'

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The command that opens an address, or undefined where there is none. */
export const browserCommand = ({ platform, env }: Machine, address: string): readonly [string, ...string[]] | undefined => {
  // Without a shell between, so that no character of the address means anything to one.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  if (platform === 'darwin') return ['open', address]
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return undefined
  const opener = (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'xdg-open')).find(isExecutable)
  return opener === undefined ? undefined : [opener, address]
}

/** Returns false where no browser can be opened. Whether one really came up cannot be told. */
export const openBrowser = (machine: Machine, address: string): boolean => {
  const command = browserCommand(machine, address)
  if (command === undefined) return false
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsHide: true })
  child.on('error', () => {})
  child.unref()
  return true
}
