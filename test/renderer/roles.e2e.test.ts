/** The review of roles in a real browser over a fake engine: what is unsure stands first, one decision serves a pattern, and every decision is undone. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the review of roles was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the review of roles', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, with roles, without a point, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/points/roles', 'Data problems'],
        ['scale=0', '/points/roles', 'There are no points yet'],
        ['failing=1', '/points/roles', 'This could not be shown'],
      ])
    })
  }

  it('opens from the points, shows what is unsure first, and says why', async () => {
    const page = await screens.open('', '/points')
    await page.getByRole('link', { name: 'Point roles' }).click()
    const rows = page.getByRole('grid', { name: 'Point roles' }).getByRole('row')
    await rows.nth(1).getByText('unsure').waitFor()
    await page.getByRole('complementary', { name: 'The chosen pattern' }).getByText(/^The name says so: /).waitFor()
    await page.context().close()
  })

  it('confirms a pattern by key, corrects another by typing, and undoes it', async () => {
    const page = await screens.open('', '/points/roles')
    const counts = page.getByRole('list', { name: 'Show' })
    await counts.getByRole('button', { name: '0 confirmed' }).waitFor()
    await page.getByLabel('Search names and roles').fill('RHT')
    const row = page.getByRole('row').filter({ hasText: 'and 28 like it' })
    await row.getByText('Heating valve').click()
    await page.keyboard.press('c')
    await counts.getByRole('button', { name: '29 confirmed' }).waitFor()
    await row.getByText('confirmed').click()
    await page.keyboard.press('r')
    await page.keyboard.type('bypass damper')
    await page.getByRole('option', { name: /Terminal, exhaust/ }).click()
    await page.getByRole('status').getByText('29 points: Damper.').waitFor()
    await counts.getByRole('button', { name: '29 corrected' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await counts.getByRole('button', { name: '29 confirmed' }).waitFor()
    await page.context().close()
  })

  it('shows the points of a data problem alone, and hands all roles over as a file', async () => {
    const page = await screens.open('', '/points/roles')
    await page.getByRole('button', { name: /Main meter: .*does not move/ }).click()
    await expect.poll(() => page.getByRole('grid', { name: 'Point roles' }).getByRole('row').count()).toBe(2)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()])
    expect(await readFile(await download.path(), 'utf8')).toContain('device,object_type')
    await page.context().close()
  })

  it('draws 2,000 points at once without a fault', async () => {
    const page = await screens.open('scale=9', '/points/roles')
    await page.getByText('and 260 like it').first().waitFor()
    expect(screens.troubles).toEqual([])
    await page.context().close()
  })
})
