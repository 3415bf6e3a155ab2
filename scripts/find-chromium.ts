/** Finds a Chromium or Chrome for the end-to-end tests; says where it looked. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'Google', 'Chrome', 'Application', 'chrome.exe'),
  join(process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)', 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
]

export interface FoundBrowser {
  readonly path: string | null
  readonly lookedAt: readonly string[]
}

export const findChromium = (): FoundBrowser => {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => COMMANDS.map((command) => join(folder, command + suffix)))
  const named = process.env['PLANTROOM_CHROMIUM']
  const path = [...(named === undefined ? [] : [named]), ...onPath, ...PLACES].find((place) => existsSync(place)) ?? null
  return { path, lookedAt: ['PLANTROOM_CHROMIUM', `${COMMANDS.join(', ')} on PATH`, ...PLACES] }
}
