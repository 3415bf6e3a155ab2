/** Detection settings and back-tests in a real browser over a fake engine: what is set can be changed, and a change is tried on history before it is applied. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: detection was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('detection', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, with a building, without one, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/detection', 'Who changed what'],
        ['', '/detection/back-test', 'Run the back-test'],
        ['scale=0', '/detection', 'Who changed what'],
        ['scale=0', '/detection/back-test', 'No back-test yet'],
        ['failing=1', '/detection', 'This could not be shown'],
      ])
    })
  }

  it('is set for the site, and for a point', async () => {
    const page = await screens.open('', '/detection')
    const site = page.getByRole('region', { name: 'The whole site' })
    await site.getByLabel('Width of the expected band').fill('1.5')
    await site.getByRole('button', { name: 'Save for the site' }).click()
    await expect.poll(() => site.getByRole('button', { name: 'Save for the site' }).isDisabled()).toBe(true)
    await page.context().close()
  })

  it('tries a change on history, shows what would have been raised, and applies it', async () => {
    const page = await screens.open('', '/detection/back-test')
    await page.getByLabel('Width of the expected band').fill('2')
    await page.getByRole('button', { name: 'Run the back-test' }).click()
    await page.getByText('What would have been raised').waitFor()
    await page.getByText('By waiting time').waitFor()
    await page.getByRole('button', { name: 'Apply to the site' }).click()
    await page.getByRole('link', { name: 'How points are judged' }).click()
    await expect.poll(() => page.getByRole('region', { name: 'The whole site' }).getByLabel('Width of the expected band').inputValue()).toContain('2')
    expect(screens.troubles).toEqual([])
    await page.context().close()
  })
})
