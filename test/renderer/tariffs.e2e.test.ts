/** Tariffs in a real browser over a fake engine: made, refused with a reason, changed, taken back; meters tell their cost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: tariffs were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('tariffs', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with some, without, with an engine that fails, and as the cost of a meter`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/energy/tariffs', 'Times with another price'],
        ['scale=0', '/energy/tariffs', 'No tariff yet'],
        ['failing=1', '/energy/tariffs', 'This could not be shown'],
        ['', '/energy/meter/1', 'Standing charge'],
      ])
    })
  }

  it('are made, said to be wrong while they are typed, saved and taken back', async () => {
    const page = await screens.open('', '/energy')
    await page.getByRole('navigation', { name: 'Parts of energy' }).getByRole('link', { name: 'Tariffs' }).click()
    await page.getByRole('button', { name: 'New tariff' }).click()
    const form = page.getByRole('form', { name: 'New tariff' })
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByRole('alert').getByText('Give the tariff a name.').waitFor()
    await form.getByLabel('Name', { exact: true }).fill('Tenants')
    await form.getByLabel('Price, EUR/kWh').fill('0.28')
    await form.getByRole('alert').getByText('Power, medium voltage holds for all other meters of this medium already.').waitFor()
    await form.getByRole('combobox', { name: 'Meters' }).or(form.getByLabel('Meters')).first().click()
    await page.getByRole('option', { name: 'Chillers' }).click()
    await page.keyboard.press('Escape')
    await form.getByRole('button', { name: 'Add a time' }).click()
    await form.getByLabel('Name').nth(1).fill('Night')
    await form.getByRole('alert').getByText('A time with another price has no price.').waitFor()
    await form.getByLabel('Price, EUR/kWh').first().fill('0.19')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Tenants saved.').waitFor()
    await page.getByRole('list', { name: 'Tariffs' }).getByText('1 meter', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('status').getByText('Taken back.').waitFor()
    await expect.poll(() => page.getByRole('list', { name: 'Tariffs' }).getByText('Tenants').count()).toBe(0)
    await page.context().close()
  })

  it('show a week of prices that the arrow keys read', async () => {
    const page = await screens.open('', '/energy/tariffs')
    await page.getByRole('button', { name: /Power, medium voltage/ }).click()
    const week = page.getByRole('slider', { name: 'Prices of a week' })
    await week.focus()
    for (let hour = 0; hour < 8; hour++) await page.keyboard.press('ArrowRight')
    await page.getByText(/Monday, 06:00 to .*: Day, 0\.246/).first().waitFor()
    await page.context().close()
  })
})
