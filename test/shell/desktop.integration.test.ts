/**
 * The built desktop, from its main bundle over the preload script and a port to the real engine, in a process where `electron` is a double
 * (electron-double.ts). It shows what our code does; how Electron itself behaves is not shown here.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Attention, StandingValues } from '../../electron/supervision/engine-protocol.ts'
import { message } from '../../shared/message.ts'
import { buildDesktop, runDesktop, type RunningDesktop } from './run-desktop.ts'

const WAIT_MS = 60_000

let folder: string
let running: RunningDesktop[]

/** Asks until the answer is right; the last answer goes into the failure. */
const eventually = async <T>(askFor: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> => {
  const endMs = performance.now() + WAIT_MS
  for (;;) {
    const value = await askFor()
    if (isRight(value)) return value
    if (performance.now() > endMs) throw new Error(`waited in vain; last: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Open, with a running engine. */
const open = async (...args: readonly string[]): Promise<RunningDesktop> => {
  const desktop = runDesktop(folder, {}, ...args)
  running.push(desktop)
  await eventually(desktop.controls.page, ({ states }) => states?.at(-1)?.state === 'running')
  return desktop
}
const openWithPort = async (): Promise<RunningDesktop> => {
  const desktop = await open()
  await desktop.controls.askForPort()
  await eventually(desktop.controls.page, ({ ports }) => ports?.received === 1)
  return desktop
}

const attention = (active: number, notifications: Attention['notifications'] = [], incidents: Attention['incidents'] = []): { type: string; attention: Attention } => ({
  type: 'attention',
  attention: { counts: { active, unacknowledged: active, bySeverity: { critical: 0, high: active, medium: 0, low: 0 } }, notifications, incidents },
})
const notification = (alertId: number): Attention['notifications'][number] => ({
  alertId,
  severity: 'high',
  deviceName: 'AHU-1',
  pointName: 'Supply air temperature',
  value: { value: 31.42, units: 62 },
  title: message('job.discovery.listening'),
  reason: message('job.learn.running'),
})

beforeAll(buildDesktop, 120_000)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-desktop-'))
  running = []
})
afterEach(async () => {
  for (const desktop of running) {
    desktop.kill()
    await desktop.ended
  }
  rmSync(folder, { recursive: true, force: true })
})

describe('the window', () => {
  it('is locked down and loads the product’s own pages', async () => {
    const { controls } = await open()
    const { options, url, visible } = await controls.window()
    expect(options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false })
    expect(options.webPreferences?.preload).toMatch(/preload\.cjs$/)
    expect(url).toBe('app://plantroom/')
    expect(visible).toBe(true)
    expect(await controls.facts()).toMatchObject({ sandboxed: true, userModelId: 'org.plantroom.console', windows: 1 })
    expect((await controls.page()).exposed).toEqual(['plantroomHost'])
  })

  it('goes nowhere else', async () => {
    const { controls } = await open()
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'app://other/', 'javascript:alert(1)', 'app://plantroom.example.org/']) {
      expect(await controls.navigates(url), url).toBe(false)
      expect(await controls.redirects(url), url).toBe(false)
    }
    expect(await controls.navigates('app://plantroom/index.html#/alerts')).toBe(true)
    expect(await controls.opens('https://example.org/')).toBe('deny')
    expect(await controls.opens('app://plantroom/')).toBe('deny')
    expect(await controls.attachesWebview()).toBe(false)
  })

  it('may notify and copy, and nothing else; other pages may nothing', async () => {
    const { controls } = await open()
    expect(await controls.mayUse('notifications', 'app://plantroom/')).toEqual({ requested: true, checked: true })
    expect(await controls.mayUse('notifications', 'https://example.org/')).toEqual({ requested: false, checked: false })
    for (const permission of ['media', 'geolocation', 'openExternal', 'fileSystem', 'clipboard-read']) {
      expect(await controls.mayUse(permission, 'app://plantroom/'), permission).toEqual({ requested: false, checked: false })
    }
    expect(await controls.mayUseDevice()).toBe(false)
  })

  it('is served the screens with the content security policy, and no other file', async () => {
    const { controls } = await open()
    const page = await controls.fetch('app://plantroom/')
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' } })
    expect(page?.headers['content-security-policy']).toContain("default-src 'self'")
    expect(page?.body).toContain('<div id="root">')
    for (const url of ['app://plantroom/%2e%2e/main/main.js', 'app://plantroom/..%2fmain%2fmain.js', 'app://other/index.html', 'app://plantroom/missing.js']) {
      expect(await controls.fetch(url), url).toMatchObject({ status: 404, body: '' })
    }
    expect(await controls.fetch('app://plantroom/', 'POST')).toMatchObject({ status: 404 })
  })

  it('comes back where it was left', async () => {
    const first = await open()
    await first.controls.closeWindow()
    expect(await first.ended).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(join(folder, 'desktop/desktop.json'), 'utf8'))).toMatchObject({ bounds: { x: 50, y: 60, width: 1_200, height: 700 } })
    const second = await open()
    expect((await second.controls.window()).options).toMatchObject({ x: 50, y: 60, width: 1_200, height: 700 })
  })

  it('loads a page that died again, but not in a loop', async () => {
    const { controls } = await open()
    await controls.pageDies('crashed')
    await controls.pageDies('crashed')
    expect((await controls.window()).reloads).toBe(1)
  })

  it('comes to the front when Plantroom is started a second time', async () => {
    const { controls } = await open()
    await controls.minimize()
    await controls.secondInstance()
    expect(await controls.window()).toMatchObject({ minimized: false, focused: 1 })
  })
})

describe('a second instance', () => {
  it('ends at once, without an engine', async () => {
    const desktop = runDesktop(folder, { DOUBLE_SECOND_INSTANCE: '1' })
    running.push(desktop)
    expect(await desktop.ended).toEqual({ code: 0, engineExitCode: null })
  })
})

describe('the engine', () => {
  it('answers a page over a port of its own', async () => {
    const { controls } = await openWithPort()
    expect(await controls.engineInit()).toMatchObject({ type: 'init', dataFolder: folder, demo: false, appVersion: '9.8.7' })
    expect(await controls.call('getStatus', {})).toMatchObject({ ok: true, value: { version: '9.8.7', siteFolder: join(folder, 'site') } })
    expect(await controls.call('listAlerts', { which: 'nonsense', limit: 1 })).toMatchObject({ ok: false, error: { code: 'arguments-invalid' } })
  })

  it('gives a page that was reloaded a port again, and lets go of the former one', async () => {
    const { controls } = await openWithPort()
    await controls.askForPort()
    await eventually(controls.page, ({ ports }) => ports?.received === 2 && ports.closed === 1)
    expect(await controls.call('getStatus', {})).toMatchObject({ ok: true })
  })

  it('gives nothing to frames that are not the product’s own page', async () => {
    const { controls } = await openWithPort()
    await controls.askForPortFrom('https://example.org/', true)
    await controls.askForPortFrom('app://other/', true)
    await controls.askForPortFrom('app://plantroom/', false)
    await controls.call('getStatus', {})
    expect((await controls.page()).ports).toEqual({ received: 1, closed: 0 })
  })

  it('that dies is started again, and every page gets a fresh port without asking', async () => {
    const { controls } = await openWithPort()
    await controls.killEngine()
    const page = await eventually(controls.page, ({ ports }) => ports?.received === 2)
    expect(page.ports).toEqual({ received: 2, closed: 1 })
    expect(page.states?.map((state) => state.state)).toEqual(['running', 'restarting', 'running'])
    expect((await controls.facts()).engines).toBe(2)
    expect(await controls.call('getStatus', {})).toMatchObject({ ok: true })
  })

  it('hears that the machine sleeps and wakes', async () => {
    const { controls } = await open()
    await controls.power('suspend')
    await controls.power('resume')
    expect((await controls.engineHeard()).slice(-2)).toEqual(['suspend', 'resume'])
  })

  it('that cannot run is said in a dialog, with another try', async () => {
    const { controls } = await open()
    await controls.engineSays({ type: 'fatal', failure: { code: 'test-trouble', message: 'The pump is on fire.' } })
    await controls.killEngine()
    const { dialogs } = await eventually(controls.facts, (facts) => facts.dialogs.length === 1)
    expect(dialogs[0]).toMatchObject({ message: 'Plantroom cannot monitor', detail: 'The pump is on fire.', buttons: ['Try again', 'Quit'] })
    expect((await controls.page()).states?.at(-1)).toMatchObject({ state: 'failed' })
    await controls.answerDialog(0)
    await eventually(controls.page, ({ states }) => states?.at(-1)?.state === 'running')
  })

  it('that cannot run is started once more when the page asks for it', async () => {
    const { controls } = await open()
    await controls.engineSays({ type: 'fatal', failure: { code: 'test-trouble', message: 'The pump is on fire.' } })
    await controls.killEngine()
    await eventually(controls.page, ({ states }) => states?.at(-1)?.state === 'failed')
    await controls.retry()
    await eventually(controls.page, ({ states }) => states?.at(-1)?.state === 'running')
  })

  it('opens the demo when started with --demo', async () => {
    const desktop = runDesktop(folder, {}, '--demo')
    running.push(desktop)
    await eventually(desktop.controls.facts, (facts) => facts.engines === 1)
    expect(await desktop.controls.engineInit()).toMatchObject({ demo: true })
  })
})

describe('attention', () => {
  it('shows the number of active alerts in the tray', async () => {
    const { controls } = await open()
    await controls.engineSays(attention(3))
    const { tray, badge } = await controls.facts()
    expect(tray.tooltip).toBe('Plantroom: 3 active alerts')
    expect(tray.labels).toContain('Alerts (3 not acknowledged)')
    expect(tray.icon).toMatch(/tray\.png$/)
    expect(badge).toBe(3)
    await controls.engineSays(attention(1))
    expect((await controls.facts()).tray.tooltip).toBe('Plantroom: 1 active alert')
  })

  it('leads from the tray to the alerts', async () => {
    const { controls } = await open()
    await controls.minimize()
    expect(await controls.clickTray('Alerts')).toBe(true)
    expect((await controls.window()).minimized).toBe(false)
    expect((await controls.page()).targets).toEqual([{ to: 'alerts' }])
  })

  it('names point, value and reason in a notification, and opens that alert when it is clicked', async () => {
    const { controls } = await open()
    await controls.engineSays(attention(1, [notification(42)]))
    expect((await controls.facts()).notifications).toEqual([
      { title: 'Supply air temperature (AHU-1): 31.4\u00A0°C', body: 'High: Asking who is there\nLearning what is normal', urgency: 'normal' },
    ])
    await controls.clickNotification(0)
    expect((await controls.page()).targets).toEqual([{ to: 'alert', alertId: 42 }])
    expect((await controls.window()).focused).toBe(1)
  })

  it('becomes one notification when many alerts come at once', async () => {
    const { controls } = await open()
    await controls.engineSays(attention(5, [1, 2, 3, 4, 5].map(notification)))
    expect((await controls.facts()).notifications).toEqual([{ title: '5 new alerts', body: 'Supply air temperature', urgency: 'normal' }])
    await controls.clickNotification(0)
    expect((await controls.page()).targets).toEqual([{ to: 'alerts' }])
  })

  it('of an incident stands once, grows in silence, and opens the incident', async () => {
    const { controls } = await open()
    const incident = (count: number, incidentId = 5): Attention['incidents'][number] => ({ incidentId, adopted: incidentId === 5 ? [] : [5], severity: 'high', title: message('incident.router', { devices: count, name: '10.0.0.7' }), cause: message('cause.routerDead', { router: '10.0.0.7' }), count })
    await controls.engineSays(attention(12, [], [incident(12)]))
    await controls.engineSays(attention(40, [], [incident(40)]))
    const facts = await controls.facts()
    expect(facts.notifications).toMatchObject([{ title: '12 devices behind router 10.0.0.7 stopped answering' }, { title: '40 devices behind router 10.0.0.7 stopped answering', silent: true }])
    expect(facts.standingNotifications).toEqual(['High: 40 alerts so far\nLikely cause: Router 10.0.0.7 is off or cut off'])
    await controls.clickNotification(1)
    expect((await controls.page()).targets).toEqual([{ to: 'incident', incidentId: 5 }])
    // Another that took it over takes its place.
    await controls.engineSays(attention(41, [], [incident(41, 6)]))
    expect((await controls.facts()).notifications.at(-1)).toMatchObject({ silent: true })
    expect((await controls.facts()).standingNotifications).toEqual(['High: 41 alerts so far\nLikely cause: Router 10.0.0.7 is off or cut off'])
  })

  it('that is clicked when the window is closed opens a new one there', async () => {
    const { controls } = await open()
    await controls.clickTray('Keep monitoring when the window is closed')
    await controls.engineSays(attention(1, [notification(7)]))
    await controls.closeWindow()
    expect((await controls.facts()).windows).toBe(0)
    await controls.clickNotification(0)
    await eventually(controls.page, ({ targets }) => targets?.length === 1)
    expect((await controls.page()).targets).toEqual([{ to: 'alert', alertId: 7 }])
  })
})

describe('quitting', () => {
  it('waits until the engine has written its last batch, and remembers where the window was', async () => {
    const desktop = await open()
    await desktop.controls.quit()
    expect(await desktop.ended).toEqual({ code: 0, engineExitCode: 0 })
    expect(JSON.parse(readFileSync(join(folder, 'desktop/desktop.json'), 'utf8'))).toMatchObject({ bounds: { width: 1_200, height: 700 } })
  })

  it('once is enough: asking again does not cut it short', async () => {
    const desktop = await open()
    await desktop.controls.quit()
    await desktop.controls.quit().catch(() => {})
    expect(await desktop.ended).toEqual({ code: 0, engineExitCode: 0 })
  })

  it('happens when the machine shuts down', async () => {
    const desktop = await open()
    expect(await desktop.controls.power('shutdown')).toEqual({ delayed: true })
    expect(await desktop.ended).toEqual({ code: 0, engineExitCode: 0 })
  })

  it('happens when the last window is closed, unless monitoring is to go on', async () => {
    const goesOn = await open()
    await goesOn.controls.clickTray('Keep monitoring when the window is closed')
    await goesOn.controls.closeWindow()
    await goesOn.controls.secondInstance()
    expect((await goesOn.controls.facts()).windows).toBe(1)
    await goesOn.controls.quit()
    await goesOn.ended
    rmSync(join(folder, 'desktop'), { recursive: true })

    const ends = await open()
    await ends.controls.closeWindow()
    expect(await ends.ended).toEqual({ code: 0, engineExitCode: 0 })
  })
})

const standing = (count: number): { type: string; standing: StandingValues } => ({
  type: 'standing',
  standing: { count, first: [{ pointId: 1, deviceId: 1, object: 'AO 1 “Valve”', priority: 8, text: '42 %', atMs: 0, action: 'write' }] },
})

describe('quitting while values stand that were written from here', () => {
  it('asks; giving them back comes first, then the end', async () => {
    const desktop = await open()
    const { controls } = desktop
    await controls.engineSays(standing(1))
    await controls.quit()
    const { dialogs } = await eventually(controls.facts, (facts) => facts.dialogs.length === 1)
    expect(dialogs[0]).toMatchObject({ message: '1 value that was written from here still stands', buttons: ['Relinquish and quit', 'Quit and leave them', 'Cancel'], cancelId: 2 })
    expect(dialogs[0]?.detail).toContain('AO 1 “Valve”: 42 % at priority 8')
    expect((await controls.window()).visible).toBe(true)
    await controls.answerDialog(0)
    expect(await desktop.ended).toEqual({ code: 0, engineExitCode: 0 })
  })

  it('asks again when some could not be given back', async () => {
    const desktop = await open()
    const { controls } = desktop
    await controls.engineSays(standing(12))
    await controls.quit()
    const asked = await eventually(controls.facts, (facts) => facts.dialogs.length === 1)
    expect(asked.dialogs[0]?.detail).toContain('and 11 more')
    await controls.answerDialogAndSay(0, { type: 'relinquished', standing: standing(2).standing })
    const { dialogs } = await eventually(controls.facts, (facts) => facts.dialogs.length === 2)
    expect(dialogs[1]).toMatchObject({ message: '2 values could not be given back', buttons: ['Quit anyway', 'Stay'] })
    await controls.answerDialog(1)
    expect(await controls.engineHeard()).toContain('relinquish')
    expect(await controls.engineHeard()).not.toContain('stop')
  })

  it('leaves them when told so', async () => {
    const desktop = await open()
    await desktop.controls.engineSays(standing(3))
    await desktop.controls.quit()
    await eventually(desktop.controls.facts, (facts) => facts.dialogs.length === 1)
    await desktop.controls.answerDialog(1)
    expect(await desktop.ended).toEqual({ code: 0, engineExitCode: 0 })
  })

  it('goes on when cancelled, with its window, and asks again the next time', async () => {
    const desktop = await open()
    const { controls } = desktop
    await controls.engineSays(standing(3))
    await controls.closeWindow()
    await eventually(controls.facts, (facts) => facts.dialogs.length === 1)
    await controls.quit()
    expect((await controls.facts()).dialogs).toHaveLength(1)
    await controls.answerDialog(2)
    await eventually(controls.facts, ({ windows }) => windows === 1)
    expect(await controls.engineHeard()).not.toContain('stop')
    await controls.quit()
    await eventually(controls.facts, (facts) => facts.dialogs.length === 2)
  })

  it('asks nobody when the machine shuts down, even while it was asking', async () => {
    const desktop = await open()
    const { controls } = desktop
    await controls.engineSays(standing(3))
    await controls.quit()
    await eventually(controls.facts, (facts) => facts.dialogs.length === 1)
    await controls.power('shutdown')
    expect(await desktop.ended).toEqual({ code: 0, engineExitCode: 0 })
  })
})
