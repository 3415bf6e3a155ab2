/** Only one door leads to devices' values: what changes a device is sent from few files, and all of them stand behind the lock on writing. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

const filesWith = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => pattern.test(readFileSync(file, 'utf8')))
    .map((file) => relative(ROOT, file).split(sep).join('/'))
    .sort()

it('devices are commanded from behind the lock alone', () => {
  expect(filesWith('electron/engine', /\bacquisition\.command\(/)).toEqual([
    'electron/engine/monitor/voice/acknowledge.ts',
    'electron/engine/monitor/writing/change.ts',
    'electron/engine/monitor/writing/time-sync.ts',
  ])
})

it('the requests that change something are made in one file', () => {
  const makers = /SERVICE\.(writeProperty|acknowledgeAlarm)\b|UNCONFIRMED\.\w*[tT]imeSynchronization\b|\bgiveCommand\(/
  expect(filesWith('electron/engine', makers)).toEqual(['electron/engine/bacnet/acquisition.ts', 'electron/engine/bacnet/commands.ts'])
})
