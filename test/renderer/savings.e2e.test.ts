/** Baselines and savings in a real browser over a fake engine whose mathematics is the product's own: fitted, read, refused, removed and brought back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: savings were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('savings', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with baselines, without a meter, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/energy/savings', 'The sum, line by line'],
        ['scale=0', '/energy/savings', 'No meter was found'],
        ['failing=1', '/energy/savings', 'This could not be shown'],
      ])
    })
  }

  it('of a known measure of 12 % are found, told with their uncertainty, and refused where the baseline is too short', async () => {
    const page = await screens.open('', '/energy')
    await page.getByRole('navigation', { name: 'Parts of energy' }).getByRole('link', { name: 'Savings' }).click()
    const headline = await page.getByText(/kWh saved, 1[12](\.\d)?.% of what was expected/).first().textContent()
    expect(headline).toMatch(/^[\d,.]+.kWh saved/)
    await page.getByText(/^± .* at 90 % confidence$/).waitFor()
    await page.getByRole('button', { name: /Winter only/ }).click()
    await page.getByText('No saving is claimed', { exact: true }).waitFor()
    await page.getByText('The baseline holds 70 days; 90 are the least, and a whole year is better.').first().waitFor()
    await page.context().close()
  })

  it('have a baseline of another meter fitted, removed and brought back', async () => {
    const page = await screens.open('', '/energy/savings')
    await page.getByRole('combobox', { name: 'Meter' }).or(page.getByLabel('Meter', { exact: true })).first().click()
    await page.getByRole('option', { name: 'District heat' }).click()
    await page.getByRole('heading', { name: 'New baseline of District heat' }).waitFor()
    await page.getByRole('button', { name: 'Fit and keep' }).click()
    await page.getByRole('alert').getByText('Give the baseline a name.').waitFor()
    await page.getByLabel('Name').fill('Old boiler')
    await page.getByRole('button', { name: 'Fit and keep' }).click()
    await page.getByRole('status').getByText('Old boiler fitted and kept.').waitFor()
    await page.getByRole('img', { name: /Energy over outdoor temperature/ }).waitFor()
    await page.getByRole('button', { name: 'Remove baseline' }).click()
    await page.getByRole('status').getByText('Old boiler removed.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('list', { name: 'Baselines of the meter' }).getByText('Old boiler').waitFor()
    await page.context().close()
  })
})
