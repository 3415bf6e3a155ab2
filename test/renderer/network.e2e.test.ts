/** The network and its check-up in a real browser over a fake engine: what stands in the way, the map by keyboard, other ways to find devices, the budget, the score. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { focusedField } from './fake-engine/focused-field.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the network screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the network screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with a building, with nothing, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['devices=30', '/network', 'Network 12'],
        ['scale=0', '/network', 'No device yet'],
        ['failing=1', '/network', 'This could not be shown'],
        ['devices=30', '/network/search', 'Nobody answered yet'],
        ['devices=30', '/network/budget', 'Networks behind routers'],
        ['devices=30', '/network/broadcasts', 'not a known device'],
        ['', '/check-up', 'What costs points'],
        ['scale=0', '/check-up', 'Too little was observed to say'],
      ])
    })
  }

  it('open by key, say what stands in the way with what to do, and look again', async () => {
    const page = await screens.open('', '/')
    await page.getByText('Needs attention').waitFor()
    await page.getByRole('link', { name: 'What stands in the way' }).getByText('2 problems').waitFor()
    await page.getByRole('link', { name: 'Check-up of the network' }).getByText('49 of 100').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    await page.waitForURL(/#\/network$/)
    const problem = page.getByRole('listitem').filter({ hasText: 'Network number 11 is announced by two routers, 10.0.0.2 and 10.0.0.3.' }).filter({ hasText: 'Problem' })
    await problem.getByText('Give one of the two networks another number').waitFor()
    await page.getByRole('button', { name: '4 checks found nothing wrong' }).click()
    await page.getByText('No firewall stands in the way.').waitFor()
    await page.getByRole('button', { name: 'Look again' }).click()
    await page.getByText('looked just now').waitFor()
    await page.context().close()
  })

  it('lead from adapter to router to network to device by arrow keys, at two hundred devices', async () => {
    const page = await screens.open('devices=192', '/network')
    await page.getByText('2 routers, 32 networks, 200 devices').waitFor()
    const network = page.getByRole('button', { name: 'Network 13', exact: true })
    await expect.poll(() => network.getAttribute('aria-expanded')).toBe('false')
    await network.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => network.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('17L02 VAV 2')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/device\/\d+$/)
    await page.context().close()
  })

  it('find a device on the map by words, and only what is in trouble', async () => {
    const page = await screens.open('devices=192', '/network')
    await page.getByText('2 routers, 32 networks, 200 devices').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('L05 VAV 3')
    await page.getByRole('link', { name: /L05 VAV 3/ }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: / VAV \d/ }).count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByRole('checkbox', { name: 'Only trouble' }).check()
    await page.getByRole('link', { name: /Floor 2 VAVs/ }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: /AHU-1/ }).count()).toBe(0)
    await page.context().close()
  })

  it('register with a BBMD through Ctrl+K, say that it refuses, then until when it holds', async () => {
    const page = await screens.open('scale=0', '/network')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search' }).waitFor()
    await focusedField(page)
    await page.keyboard.insertText('foreign device')
    await page.locator('[data-selected]').getByText('With a BBMD in another subnet').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/network\/search\?field=bbmd$/)
    const field = page.getByLabel('Address of the BBMD')
    await field.fill('10.1.0')
    await page.getByText('Not an address like 10.1.0.5').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Register', exact: true }).isDisabled()).toBe(true)
    await field.fill('10.1.0.9')
    await field.press('Enter')
    await page.getByText('The BBMD 10.1.0.9 refused the registration.').waitFor()
    await field.fill('10.1.0.5:47808')
    await page.getByRole('button', { name: 'Register again' }).click()
    await page.getByText('Registered', { exact: true }).waitFor()
    await page.getByText('with 10.1.0.5:47808 until').waitFor()
    await page.getByText('It passes broadcasts on to 10.1.0.5:47808, 10.4.0.5:47808.').waitFor()
    await page.getByRole('button', { name: 'End registration' }).click()
    await page.getByText('Not registered').waitFor()
    await page.context().close()
  })

  it('keep several addresses, name those that are none, say why one is refused, and forget one', async () => {
    const page = await screens.open('', '/network/search?field=addresses')
    const field = page.getByLabel('Add addresses')
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
    await field.fill('10.9.0.1 5:0c@10.9.0.2 nonsense')
    await page.getByText('nonsense is not an address').waitFor()
    await field.fill('10.9.0.1 5:0c@10.9.0.2')
    await page.getByRole('button', { name: 'Add 2 addresses' }).click()
    await page.getByRole('row', { name: /5:0c@10\.9\.0\.2/ }).getByText('Nobody answered yet').waitFor()
    await field.fill('10.0.0.1')
    await page.getByRole('button', { name: 'Add 1 address' }).click()
    await page.getByRole('alert').getByText('10.0.0.1 is no address of a device.').waitFor()
    await page.getByRole('button', { name: 'Do not ask 10.9.0.1 any more' }).click()
    await page.getByRole('row', { name: /10\.9\.0\.1/ }).waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('search a range of instances and one network with progress, and cancel', async () => {
    const page = await screens.open('', '/network/search')
    await page.getByLabel('From instance').fill('500')
    await page.getByLabel('Up to instance').fill('100')
    await page.getByText('The first must not be above the last.').waitFor()
    await page.getByLabel('Up to instance').fill('900')
    const panel = page.getByRole('region', { name: 'On one network' })
    await panel.getByRole('button', { name: 'Find devices' }).click()
    await page.getByRole('progressbar').waitFor()
    await expect.poll(() => panel.getByRole('button', { name: 'Find devices' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled').waitFor()
    await page.context().close()
  })

  it('keep rows of the budget in place while figures move, and change a limit beside them', async () => {
    const page = await screens.open('devices=30', '/network/budget')
    const names = (): Promise<string[]> => page.getByRole('region', { name: 'Devices', exact: true }).getByRole('row').evaluateAll((rows) => rows.map((row) => row.querySelector('td')?.textContent ?? ''))
    await page.getByRole('cell', { name: '2.5 × longer' }).first().waitFor()
    const before = await names()
    const total = page.getByText(/of 200 requests\/s/)
    const first = await total.textContent()
    await expect.poll(() => total.textContent()).not.toBe(first)
    expect(await names()).toEqual(before)
    await page.getByRole('button', { name: 'Device', exact: true }).click()
    await expect.poll(async () => (await names())[1]).toBe('AHU-1')
    const limit = page.getByRole('textbox', { name: 'Most requests per second in all' })
    await limit.fill('50')
    await limit.press('Enter')
    await page.getByText(/of 50 requests\/s/).waitFor()
    await page.context().close()
  })

  it('explain the score, lead to what was seen, and save it as a file', async () => {
    const page = await screens.open('', '/check-up')
    await page.getByText('13 deductions, 51 points').waitFor()
    const slow = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Devices need longer than 1 s' }) })
    await slow.getByRole('button', { name: '6 more' }).click()
    await expect.poll(() => slow.getByRole('listitem').count()).toBe(8)
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as JSON' }).click()
    const file = await saved
    expect(file.suggestedFilename()).toBe('check-up.json')
    expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toMatchObject({ score: 49 })
    await slow.getByRole('link', { name: 'AHU-2' }).click()
    await page.waitForURL(/#\/device\/2$/)
    await page.context().close()
  })

  it('say why a first search found nobody, with the other ways to find devices', async () => {
    const page = await screens.open('scale=0&nothing=1', '/')
    await page.getByRole('button', { name: 'Find devices' }).click()
    await page.getByText('A firewall on this computer refuses UDP port 47808.').waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('link', { name: 'Other ways to find devices' }).click()
    await page.getByRole('heading', { name: 'Addresses that are always asked' }).waitFor()
    await page.context().close()
  })

  it('keep what is known when the engine dies, without errors in its place', async () => {
    const page = await screens.open('devices=30', '/network/budget')
    await page.getByRole('cell', { name: '2.5 × longer' }).first().waitFor()
    await page.evaluate('window.killEngine()')
    await page.getByText('The engine is not running.').waitFor()
    expect(await page.getByRole('row').count()).toBeGreaterThan(30)
    expect(await page.getByText('This could not be shown').count()).toBe(0)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })
})
