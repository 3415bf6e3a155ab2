/** The flags of `npm start` do what they say, and what makes no sense is refused in a sentence. */
import { isAbsolute, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { browserCommand } from '../../scripts/start/open-browser.ts'
import { installedRuntime, whyNoWindow, type Machine } from '../../scripts/start/find-desktop.ts'
import { readStartOptions } from '../../scripts/start/start-options.ts'

const machine = (platform: NodeJS.Platform, env: Machine['env'] = {}, isRoot = false): Machine => ({ platform, env, isRoot })

describe('the flags', () => {
  it('choose everything when there are none', () => {
    expect(readStartOptions([])).toEqual({ ok: true, value: { demo: false, host: undefined, dataFolder: undefined, port: 0, open: true, help: false } })
  })

  it('are taken all together', () => {
    const options = readStartOptions(['--demo', '--host', 'web', '--data', 'some/where', '--port', '8080', '--no-open'])
    expect(options).toMatchObject({ ok: true, value: { demo: true, host: 'web', dataFolder: resolve('some/where'), port: 8_080, open: false } })
    expect(options.ok && isAbsolute(options.value.dataFolder ?? '')).toBe(true)
  })

  it.each([
    { args: ['--unknown'], says: '--unknown' },
    { args: ['-x'], says: '-x' },
    { args: ['web'], says: 'web' },
    { args: ['--host'], says: '--host' },
    { args: ['--host', 'tv'], says: '"web" or "desktop", not "tv"' },
    { args: ['--data'], says: '--data' },
    { args: ['--data', ''], says: '--data names a folder' },
    { args: ['--port'], says: '--port' },
    { args: ['--port', '0'], says: 'from 1 to 65535, not "0"' },
    { args: ['--port', '65536'], says: 'from 1 to 65535' },
    { args: ['--port', '80.5'], says: 'from 1 to 65535' },
    { args: ['--port', '1e3'], says: 'from 1 to 65535' },
    { args: ['--demo=yes'], says: '--demo' },
    { args: ['--host', 'desktop', '--port', '8080'], says: '--port belongs to the web host' },
  ])('$args are refused', ({ args, says }) => {
    const options = readStartOptions(args)
    expect(options).toMatchObject({ ok: false, error: { code: 'usage' } })
    expect(options.ok ? '' : options.error.message).toContain(says)
  })
})

describe('a window', () => {
  it.each([
    { what: 'on Windows', on: machine('win32'), why: undefined },
    { what: 'on macOS', on: machine('darwin'), why: undefined },
    { what: 'on macOS over a remote login', on: machine('darwin', { SSH_CONNECTION: 'x' }), why: 'a remote login has no display' },
    { what: 'on Linux under X', on: machine('linux', { DISPLAY: ':0' }), why: undefined },
    { what: 'on Linux under Wayland', on: machine('linux', { WAYLAND_DISPLAY: 'wayland-0' }), why: undefined },
    { what: 'on Linux without either', on: machine('linux', { DISPLAY: '' }), why: 'there is no display' },
    { what: 'on Linux as root', on: machine('linux', { DISPLAY: ':0' }, true), why: 'the runtime refuses to run as root' },
  ])('$what: $why', ({ on, why }) => {
    expect(whyNoWindow(on)).toBe(why)
  })

  it('has no runtime where ELECTRON_OVERRIDE_DIST_PATH points to nothing', () => {
    expect(installedRuntime(import.meta.dirname, machine('linux', { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }))).toBeUndefined()
  })
})

describe('the browser', () => {
  it('is opened without a shell on Windows, and by the system on macOS', () => {
    const address = 'http://127.0.0.1:1/?t=a&b'
    expect(browserCommand(machine('win32'), address)).toEqual(['rundll32', 'url.dll,FileProtocolHandler', address])
    expect(browserCommand(machine('darwin'), address)).toEqual(['open', address])
  })

  it('is not looked for on Linux without a display, nor found without an opener', () => {
    expect(browserCommand(machine('linux', { PATH: '/usr/bin' }), 'x')).toBeUndefined()
    expect(browserCommand(machine('linux', { DISPLAY: ':0', PATH: '/nowhere' }), 'x')).toBeUndefined()
  })
})
