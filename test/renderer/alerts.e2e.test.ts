/** The alerts in a real browser over a fake engine: shelving by keyboard, incidents, an alert's own screen, feedback with preview and undo, load, maintenance, quiet. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { focusedField } from './fake-engine/focused-field.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the alert screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the alert screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with some, with none, with two thousand, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/alerts', 'chattering'],
        ['scale=0', '/alerts', 'No open alert'],
        ['trouble=2000', '/alerts', '2,009 alerts'],
        ['alerts=failing', '/alerts', 'This could not be shown'],
        ['', '/alerts/incidents?incident=1', 'The chilled water valve does not open'],
        ['scale=0', '/alerts/incidents', 'No open incident'],
        ['alerts=failing', '/alerts/incidents', 'This could not be shown'],
        ['', '/alerts/shelved', 'Chiller service, annual'],
        ['scale=0', '/alerts/shelved', 'Nothing is set aside'],
        ['', '/alerts/history', 'Seen after'],
        ['', '/alerts/load?period=30d', 'Where they come from'],
        ['scale=0', '/alerts/load', 'Nothing was observed in this period'],
        ['', '/alert/2', 'Related points'],
        ['', '/alert/1', 'Connection problem: the device does not answer'],
        ['alerts=failing', '/alert/2', 'This could not be shown'],
      ])
    })
  }

  it('shelve several alerts with a reason by keyboard; they move to the shelf and come back', async () => {
    const page = await screens.open('', '/alerts')
    await page.getByRole('grid').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('s')
    await page.getByRole('dialog', { name: 'Shelve 2 alerts' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Say why; whoever comes next will ask.').waitFor()
    await focusedField(page)
    await page.keyboard.type('parts ordered')
    expect(await screens.violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByText('7 alerts').waitFor()
    await page.getByRole('link', { name: '5 shelved' }).click()
    await page.waitForURL(/#\/alerts\/shelved$/)
    const row = page.getByRole('row', { name: /AHU-1\.SA-T/ })
    await row.getByText('parts ordered').waitFor()
    await row.click()
    await page.getByRole('complementary', { name: 'Alert' }).getByText('On the shelf: parts ordered').waitFor()
    await page.keyboard.press('u')
    await page.getByRole('dialog', { name: 'Take 1 alert off the shelf' }).waitFor()
    await page.keyboard.press('Enter')
    await row.waitFor({ state: 'hidden' })
    await page.goto(`${screens.address}#/alerts`)
    await page.getByRole('row', { name: /AHU-1\.SA-T/ }).waitFor()
    await page.context().close()
  })

  it('confirm and note by keyboard, and say why an action would do nothing', async () => {
    const page = await screens.open('', '/alerts?text=AHU-1.SA-T')
    await page.getByText('1 of 9 alerts').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('u')
    await page.getByText('Not on the shelf.').waitFor()
    await page.keyboard.press('c')
    await page.getByRole('dialog', { name: 'Confirm 1 alert as corrected' }).waitFor()
    await focusedField(page)
    await page.keyboard.type('valve freed')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const row = page.getByRole('row', { name: /AHU-1\.SA-T/ })
    await row.getByText('corrected').waitFor()
    await row.getByText('Acknowledged, still active').waitFor()
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: 'Add a note to 1 alert' }).waitFor()
    await focusedField(page)
    await page.keyboard.type('looks better')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Alert' }).getByText('looks better').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/alert\/2$/)
    await page.context().close()
  })

  it('fold out an incident, acknowledge all its alerts at once, and show it as one row of the overview', async () => {
    const page = await screens.open('', '/')
    const row = page.getByRole('listitem').filter({ hasText: 'AHU-1 delivers air that is too warm' })
    await row.getByText('3 alerts').waitFor()
    await row.getByText('Next: Look at the actuator').waitFor()
    await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'AHU-1.SA-T' }).count()).toBe(0)
    await row.getByText('AHU-1 delivers air that is too warm').click()
    await page.waitForURL(/#\/alerts\/incidents\?incident=1$/)
    await page.getByRole('button', { name: 'Unfold: AHU-1 delivers air that is too warm' }).click()
    const list = page.getByRole('list', { name: 'Incidents' })
    await list.getByRole('link', { name: 'AHU-1.SA-T 4.2 °C above expected' }).waitFor()
    await list.getByText('2 unacknowledged').waitFor()
    await page.keyboard.press('a')
    await page.getByRole('dialog', { name: 'Acknowledge 2 alerts' }).waitFor()
    await page.keyboard.press('Enter')
    await list.getByText('2 unacknowledged').waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await page.waitForURL(/#\/alerts\/incidents$/)
    await page.context().close()
  })

  it('explain an alert on its own screen: since when, what moved, causes with checks, methods, episodes like it', async () => {
    const page = await screens.open('', '/alerts?alert=2')
    await page.getByRole('link', { name: 'Everything about it' }).click()
    await page.waitForURL(/#\/alert\/2$/)
    await page.getByText('Equipment problem', { exact: true }).waitFor()
    await page.getByText('Rests on 30 days of readings').waitFor()
    await page.getByRole('row', { name: /AHU-1\.CHW-VLV/ }).getByText('3 min before').waitFor()
    await page.getByRole('row', { name: /AHU-1\.OA-T/ }).getByText('did not move').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'The chilled water valve does not open' }).getByText('Very likely').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'Distance from the recent average' }).getByText('44 %').waitFor()
    await page.getByText('Actuator was loose on its stem; screw tightened.').waitFor()
    await page.getByRole('group', { name: 'Chart of AHU-1.SA-T' }).getByText('unusual since here').waitFor()
    await page.getByRole('group', { name: 'Chart of CHW.CHWS-T' }).waitFor()
    await page.getByRole('link', { name: 'AHU-1 delivers air that is too warm' }).click()
    await page.waitForURL(/#\/alerts\/incidents\?incident=1$/)
    await page.context().close()
  })

  it('show what feedback would have done before it is applied, and take it back', async () => {
    const page = await screens.open('', '/alert/2')
    await page.getByRole('button', { name: 'Not useful' }).click()
    const dialog = page.getByRole('dialog', { name: 'Not useful' })
    await dialog.getByText('11 alerts as it is').waitFor()
    await dialog.getByText('8 with this').waitFor()
    await dialog.getByText('The expected band of this point becomes 50 % wider than learnt.').waitFor()
    await dialog.getByText('100 % wider', { exact: true }).click()
    await dialog.getByText('4 with this').waitFor()
    expect(await screens.violations(page)).toEqual([])
    await dialog.getByRole('textbox', { name: 'Because' }).fill('fine for this zone')
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const given = page.getByRole('list', { name: 'Feedback given' })
    await given.getByText('fine for this zone').waitFor()
    await given.getByText('The expected band of this point becomes 100 % wider than learnt.').waitFor()
    await given.getByRole('button', { name: 'Undo' }).click()
    await given.getByText('taken back').waitFor()
    await page.getByRole('button', { name: 'Expected …' }).click()
    const expected = page.getByRole('dialog', { name: 'Expected' })
    await expected.getByText('Mon, Tue, Wed, Thu, Fri 06:00 – 09:00').waitFor()
    await expected.getByRole('button', { name: 'Apply' }).click()
    await expected.getByText('Say why it is expected; the next one will ask.').waitFor()
    await page.keyboard.press('Escape')
    await expected.waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('save the history as a file with exactly the rows shown', async () => {
    const page = await screens.open('', '/alerts/history?severity=high')
    await page.getByText('4 of 13 alerts').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines.slice(1).every((line) => /^\d+,high$/.test(line))).toBe(true)
    await page.context().close()
  })

  it('save what is live now, and where alerts come from, as files', async () => {
    const page = await screens.open('', '/alerts?severity=critical')
    await page.getByText('1 of 9 alerts').waitFor()
    const [live] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    expect((await readFile(await live.path(), 'utf8')).trimEnd().split('\r\n')).toHaveLength(2)
    await page.goto(`${screens.address}#/alerts/load?period=7d`)
    const [sources] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Saves these sources as a CSV file' }).click()])
    const lines = (await readFile(await sources.path(), 'utf8')).trimEnd().split('\r\n')
    expect(lines[0]).toContain('Rank,Device,Point,Alerts')
    expect(lines[1]).toMatch(/^1,Floor 2 VAVs,,\d+,/)
    expect(lines.length).toBeGreaterThan(5)
    await page.context().close()
  })

  it('show the alarm load in words, and lead from its worst hour to the alerts of that hour by keyboard', async () => {
    const page = await screens.open('', '/alerts/load?period=7d')
    await page.getByText('Acceptable:').waitFor()
    await page.getByText('30 flood above').waitFor()
    await page.getByRole('link', { name: 'Floor 2 VAVs' }).waitFor()
    await page.getByText('half within 11 min, nine of ten within 1 h 14 min').waitFor()
    const chart = page.getByRole('slider', { name: /Alerts in each hour/ })
    await chart.focus()
    await page.keyboard.press('Home')
    for (let hour = 0; hour < 19; hour += 1) await page.keyboard.press('ArrowRight')
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toContain('38 alerts')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/alerts\/history\?from=\d+&to=\d+$/)
    await page.context().close()
  })

  it('make a maintenance window for a device, suppress its alerts, and end it', async () => {
    const page = await screens.open('', '/alerts/shelved')
    await page.getByRole('button', { name: 'New window' }).click()
    const dialog = page.getByRole('dialog', { name: 'New maintenance window' })
    await dialog.getByText('Devices', { exact: true }).click()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('filter change')
    await dialog.getByRole('button', { name: 'New maintenance window' }).click()
    await dialog.getByText('Choose at least one.').waitFor()
    await dialog.getByRole('combobox', { name: 'Devices' }).click()
    await page.getByRole('option', { name: 'AHU-1' }).click()
    await page.keyboard.press('Tab')
    expect(await screens.violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'New maintenance window' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const row = page.getByRole('row', { name: /AHU-1\.SA-T/ })
    await row.getByText('Maintenance: filter change').waitFor()
    await page.getByRole('button', { name: 'End now: filter change' }).click()
    await row.waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('tell of an incident by one notification, which opens it', async () => {
    const page = await screens.open('', '/')
    await page.evaluate(() => {
      const made: { title: string; body: string; click: () => void }[] = []
      class Recorded extends EventTarget {
        static readonly permission = 'granted'
        constructor(title: string, { body = '' }: NotificationOptions = {}) {
          super()
          made.push({ title, body, click: () => this.dispatchEvent(new Event('click')) })
        }
        close(): void {}
      }
      Object.assign(window, { Notification: Recorded, made })
      ;(window as unknown as { raiseIncident: (count: number) => void }).raiseIncident(4)
    })
    await page.waitForFunction(() => (window as unknown as { made: unknown[] }).made.length > 0)
    const made = await page.evaluate(() => (window as unknown as { made: { title: string; body: string }[] }).made.map(({ title, body }) => ({ title, body })))
    expect(made).toEqual([{ title: 'Router 10.0.0.2 no longer answers', body: 'High: 4 alerts so far\nLikely cause: Router 10.0.0.2 no longer answers' }])
    await page.evaluate(() => (window as unknown as { made: { click: () => void }[] }).made[0]?.click())
    await page.waitForURL(/#\/alerts\/incidents\?incident=2$/)
    await page.context().close()
  })

  it('are quiet for a while when told, say so on every screen, and are loud again', async () => {
    const page = await screens.open('', '/')
    await page.getByRole('button', { name: 'Mute sound and notifications' }).click()
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: '15 min', exact: true }).click()
    await page.keyboard.press('5')
    await page.waitForURL(/#\/network$/)
    await page.getByRole('button', { name: /^Muted for 1\d min still$/ }).click()
    await page.getByRole('button', { name: 'Make it loud again' }).click()
    await page.getByRole('button', { name: 'Mute sound and notifications' }).waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })
})
