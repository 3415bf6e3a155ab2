/** Holidays from the building's calendars in a real browser over a fake engine: accepted, dismissed, offered again, taken back. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the holidays were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

/** The typed list: it is asked for apart from the proposals, so it may follow them a moment later. */
const listed = async (page: Page): Promise<readonly string[]> => (await page.getByRole('textbox', { name: 'Holidays', exact: true }).inputValue()).split('\n')

describe.skipIf(found.path === null)('the holidays of the settings', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with proposals, without, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/settings/holidays', '*-12-25'],
        ['scale=0', '/settings/holidays', 'No device that was found has a calendar or a schedule.'],
        ['failing=1', '/settings/holidays', 'This could not be shown'],
      ])
    })
  }

  it('take a proposal into the list, say who took it, and give it back', async () => {
    const page = await screens.open('', '/settings/holidays')
    await page.getByRole('button', { name: 'Accept: *-12-25' }).click()
    await page.getByRole('button', { name: 'Accept: *-12-25' }).waitFor({ state: 'detached' })
    await expect.poll(() => listed(page)).toEqual(['12-25 Public holidays'])
    await page.getByRole('button', { name: /Take back: added 25 December/ }).click()
    await page.getByRole('button', { name: 'Accept: *-12-25' }).waitFor()
    await expect.poll(() => listed(page)).toEqual([''])
    await page.context().close()
  })

  it('keep what was dismissed in sight, and accept the rest at once', async () => {
    const page = await screens.open('', '/settings/holidays')
    await page.getByRole('button', { name: 'Dismiss: *-12-26' }).click()
    await page.getByRole('button', { name: 'Accept all 3' }).click()
    await page.getByRole('button', { name: 'Offer again: *-12-26' }).waitFor()
    await expect.poll(() => listed(page)).toHaveLength(8)
    await page.getByText('157 days in three years: too many for holidays').waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })
})
