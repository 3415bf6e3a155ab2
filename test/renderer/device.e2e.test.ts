/** A device and its objects in a real browser over a fake engine: what it says of itself, events, and writing from the lock to giving everything back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the device screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

const unlock = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Unlock writing' })
  await dialog.getByText('What you write moves real plant', { exact: false }).waitFor()
  await expect.poll(() => dialog.getByRole('button', { name: 'Unlock', exact: true }).isDisabled()).toBe(true)
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'Unlock', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

describe.skipIf(found.path === null)('the device screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with a building, with nothing, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/device/1', 'Clock and restarts'],
        ['', '/device/1/events', 'high limit'],
        ['', '/device/1/logs', 'Fill gaps from trend logs'],
        ['', '/device/1/properties', 'location'],
        ['', '/object/11', 'Who commands'],
        ['', '/object/11', 'from a month'],
        ['', '/object/12', 'The point is not learnt yet: the first models are made when an hour was read.'],
        ['', '/writes', 'Nothing was written'],
        ['', '/device/99999', 'There is no such device'],
        ['failing=1', '/object/11', 'This could not be shown'],
      ])
    })
  }

  it('say how much is learnt of the point, and lead to how it is judged', async () => {
    const page = await screens.open('', '/object/11')
    const learnt = page.getByRole('region', { name: 'How much is learnt' })
    await expect.poll(() => learnt.getByRole('definition').allInnerTexts()).toEqual(['from a month', expect.stringMatching(/^27 Jan .* – .*3 Mar/), '97\u00a0%'])
    await learnt.getByRole('link', { name: 'How it is judged' }).click()
    await page.waitForURL(/#\/detection$/)
    await page.context().close()
  })

  it('unlock writing, write with a priority, show before and after, and give everything back', async () => {
    const page = await screens.open('', '/object/11')
    await page.getByRole('button', { name: 'Unlock writing …' }).click()
    await unlock(page)
    await page.getByText('Writing unlocked').waitFor()
    await page.getByRole('button', { name: 'Write …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Value').fill('abc')
    await dialog.getByText('This is no number.').waitFor()
    await expect.poll(() => dialog.getByRole('button', { name: 'Write', exact: true }).isDisabled()).toBe(true)
    await dialog.getByLabel('Value').fill('55,5')
    await dialog.getByLabel('Reason').fill('testing the fan')
    await dialog.getByRole('button', { name: 'Write', exact: true }).click()
    await dialog.getByText('Before').waitFor()
    await expect.poll(() => dialog.getByRole('status').innerText()).toMatch(/Before\s+42\s+After\s+55\.5/)
    expect(await screens.violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByText('this computer at 8: 55.5').waitFor()

    await page.getByRole('link', { name: '1 value stands' }).click()
    await page.getByRole('row').filter({ hasText: '55.5' }).filter({ hasText: 'testing the fan' }).waitFor()
    await page.getByRole('button', { name: 'Relinquish everything I wrote' }).click()
    await page.getByText('given back').first().waitFor()
    await expect.poll(() => page.getByText('Written from here and still standing').count()).toBe(0)
    await page.getByRole('button', { name: 'Lock' }).first().click()
    await page.getByText('Writing is locked. Nothing can be changed in any device.').waitFor()
    await page.context().close()
  })

  it('ask to unlock before an event is acknowledged in the device, then acknowledge it', async () => {
    const page = await screens.open('', '/device/1/events')
    await page.getByRole('row').filter({ hasText: 'high limit' }).getByRole('button', { name: 'Acknowledge …' }).click()
    await unlock(page)
    await page.getByRole('row').filter({ hasText: 'high limit' }).getByRole('button', { name: 'Acknowledge …' }).click()
    await page.getByRole('dialog').getByLabel('Note for the device').fill('seen')
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge in the device' }).click()
    await page.getByRole('row').filter({ hasText: 'high limit' }).getByText('acknowledged').waitFor()
    await page.context().close()
  })

  it('are one step from the points: O opens the object, a button the device, Esc goes back up', async () => {
    const page = await screens.open('', '/points?device=1&point=11')
    await page.getByRole('row', { selected: true }).waitFor()
    await page.keyboard.press('o')
    await page.waitForURL(/#\/object\/11$/)
    await page.getByText('Who commands').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/#\/device\/1$/)
    await page.getByText('3 min ahead').waitFor()
    await page.getByRole('link', { name: '17 points' }).click()
    await page.getByRole('link', { name: 'About the device' }).click()
    await page.waitForURL(/#\/device\/1$/)
    await page.context().close()
  })
})
