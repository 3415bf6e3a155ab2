/** Where sites are kept on each operating system. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultDataFolder, siteFolder } from '../../electron/supervision/site-folders.ts'

describe('the data folder', () => {
  it.each([
    { platform: 'win32', env: { APPDATA: 'appdata' }, folder: join('appdata', 'Plantroom') },
    { platform: 'win32', env: {}, folder: join('home', 'AppData', 'Roaming', 'Plantroom') },
    { platform: 'darwin', env: {}, folder: join('home', 'Library', 'Application Support', 'Plantroom') },
    { platform: 'linux', env: {}, folder: join('home', '.local', 'share', 'plantroom') },
    { platform: 'linux', env: { XDG_DATA_HOME: 'data' }, folder: join('data', 'plantroom') },
  ] as const)('on $platform with $env is $folder', ({ platform, env, folder }) => {
    expect(defaultDataFolder({ platform, env, home: 'home' })).toBe(folder)
  })

  it('keeps the demo beside the technician’s own site', () => {
    expect([siteFolder('data', false), siteFolder('data', true)]).toEqual([join('data', 'site'), join('data', 'demo')])
  })
})
