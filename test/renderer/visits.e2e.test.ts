/** Visits and EDE files in a real browser over a fake engine: what changed since, in words and as a file; files compared with the site and taken into it. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the visits screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the visits screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with changes, without a snapshot, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/visits', 'weekly schedule'],
        ['scale=0', '/visits', 'No snapshot yet'],
        ['failing=1', '/visits', 'This could not be shown'],
        ['', '/visits/ede', 'Compare or prepare'],
      ])
    })
  }

  it('open by key, say what changed since the last visit, and show one kind of change alone', async () => {
    const page = await screens.open('', '/')
    await page.getByText('Needs attention').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('v')
    await page.waitForURL(/#\/visits$/)
    const row = page.getByRole('row').filter({ hasText: 'set-point' }).first()
    await row.getByText('21.5').waitFor()
    await expect.poll(() => row.innerText()).toContain('18')
    await page.getByRole('button', { name: '1 reprogrammed' }).click()
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'set-point' }).count()).toBe(0)
    await page.getByText('4.3.0').waitFor()
    await page.context().close()
  })

  it('list the moments that were kept since, each a door to its time', async () => {
    const page = await screens.open('', '/visits')
    const moments = page.getByRole('region', { name: 'Moments kept' })
    await moments.getByText('Watch the cooling valve: it was at 94 %.').waitFor()
    await expect.poll(() => moments.getByRole('row').count()).toBe(3)
    await moments.getByRole('link', { name: 'Supply air begins to drift' }).click()
    await page.getByText('Not live').waitFor()
    await page.context().close()
  })

  it('compare with the snapshot that is chosen, and hand the changes over as a file', async () => {
    const page = await screens.open('', '/visits')
    await page.getByText('set-point').first().waitFor()
    await page.getByLabel('Compare').first().click()
    await page.getByRole('option', { name: /handover by the contractor/ }).click()
    await page.getByText('Device 1007 could not be read for one of the two, so nothing is said about it.').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()])
    expect(await readFile(await download.path(), 'utf8')).toContain('change,device')
    await page.context().close()
  })

  it('compare EDE files with the site, name the lines that could not be read, and take over only when told to', async () => {
    const page = await screens.open('', '/visits/ede')
    await page.locator('input[type=file]').setInputFiles({ name: 'tower_EDE.csv', mimeType: 'text/csv', buffer: Buffer.from('# x') })
    await page.getByRole('row').filter({ hasText: 'tower_EDE.csv' }).getByText('17').waitFor()
    await page.getByRole('row').filter({ hasText: 'not on the site' }).getByText('Return air CO2').waitFor()
    await page.getByRole('button', { name: 'Take into the site' }).click()
    await page.getByText('1 device or object was taken into the site.').waitFor()
    await page.context().close()
  })

  it('say what is wrong with a file that is none', async () => {
    const page = await screens.open('', '/visits/ede')
    await page.locator('input[type=file]').setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) })
    await page.getByRole('alert').getByText('None of these files is an EDE file.').waitFor()
    await page.context().close()
  })
})
