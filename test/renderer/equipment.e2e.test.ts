/** Equipment in a real browser over a fake engine: faults first, gone through by key, what rules lack, doors to trend and roles. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the equipment screen was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the equipment screen', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, with equipment, without, with hundreds, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/points/equipment', 'Rules that cannot judge it'],
        ['scale=0', '/points/equipment', 'No equipment was formed'],
        ['scale=10', '/points/equipment', 'Box 2.01'],
        ['failing=1', '/points/equipment', 'This could not be shown'],
      ])
    })
  }

  it('lists what has faults first, goes through the list by arrow keys, and has a door to the trend of all points', async () => {
    const page = await screens.open('', '/points/equipment')
    const list = page.getByRole('listbox', { name: 'Equipment' })
    await list.waitFor()
    await expect.poll(async () => (await list.getByRole('option').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual(['AHU-2', 'AHU-10', 'Box 1.04', 'Pump P-1'])
    await expect.poll(() => page.getByRole('option', { selected: true }).innerText()).toContain('AHU-2')
    await list.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.getByText('No rule has all the points that it needs.').waitFor()
    await page.getByText('Mixed air temperature or Outdoor air temperature', { exact: false }).or(page.getByText('a point with another unit than it needs', { exact: false })).first().waitFor()
    await page.getByRole('link', { name: 'Trend of all' }).click()
    await page.waitForURL(/#\/trend\?points=1,2,3/)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('says how an air handler runs, switches a rule off for it alone, and has a door to trying its rules on history', async () => {
    const page = await screens.open('', '/points/equipment?id=1%2Fahu%2FAHU-10')
    await page.getByText('OS4 cooling, minimum outdoor air').waitFor()
    const rule = page.getByRole('switch', { name: /^Raises alerts here/ }).first()
    // Until the settings are known it cannot be moved.
    await expect.poll(() => rule.isEnabled()).toBe(true)
    await expect.poll(() => rule.isChecked()).toBe(true)
    await rule.press('Space')
    await expect.poll(() => rule.isChecked()).toBe(false)
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('option', { name: /AHU-2/ }).click()
    await expect.poll(() => page.getByRole('switch', { name: /^Raises alerts here/ }).first().isChecked()).toBe(true)
    await page.getByRole('link', { name: 'Try on history' }).click()
    await page.waitForURL(/#\/detection\/back-test\?equipment=/)
    await page.getByText('AHU-2 · Air handler').first().waitFor()
    await page.context().close()
  })
})
