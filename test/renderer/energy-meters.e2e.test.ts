/** The review of meters in a real browser over a fake engine: found ones confirmed by key, many changed at once, a difference made, and every change taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the review of meters was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the review of meters', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, with meters, without, with hundreds, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/energy/meters', 'Numbers come from'],
        ['scale=0', '/energy/meters', 'No meter was found'],
        ['scale=10', '/energy/meters', 'Numbers come from'],
        ['failing=1', '/energy/meters', 'This could not be shown'],
      ])
    })
  }

  it('shows what needs a look first, confirms by key, and takes that back', async () => {
    const page = await screens.open('', '/energy')
    await page.getByRole('navigation', { name: 'Parts of energy' }).getByRole('link', { name: 'Meters' }).click()
    const counts = page.getByRole('list', { name: 'Show' })
    await counts.getByRole('button', { name: '4 not confirmed' }).waitFor()
    const rows = page.getByRole('grid', { name: 'Meters' }).getByRole('row')
    await rows.nth(1).getByText('Lighting, levels 1 to 3').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('c')
    await page.getByRole('status').getByText('1 meter confirmed.').waitFor()
    await counts.getByRole('button', { name: '3 not confirmed' }).waitFor()
    await page.keyboard.press('u')
    await counts.getByRole('button', { name: '4 not confirmed' }).waitFor()
    await page.context().close()
  })

  it('changes what meters have in common at once, and takes one of the changes back from the history', async () => {
    const page = await screens.open('', '/energy/meters')
    await page.getByLabel('Search meters and points').fill('Electricity')
    await page.getByRole('row').filter({ hasText: 'Chillers' }).getByLabel('Choose Chillers').check()
    await page.getByRole('row').filter({ hasText: 'Ventilation plant' }).getByLabel('Choose Ventilation plant').check()
    await page.getByText('2 meters chosen').waitFor()
    await page.getByRole('button', { name: 'Change …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change 2 meters' })
    const change = dialog.getByRole('button', { name: 'Change 2 meters' })
    expect(await change.isDisabled()).toBe(true)
    await dialog.getByLabel('Area').fill('Basement')
    await change.click()
    await page.getByRole('status').getByText('2 meters changed.').waitFor()
    const history = page.getByRole('complementary', { name: 'Changes' })
    await history.getByText('Area: none → Basement').nth(1).waitFor()
    await history.getByRole('button', { name: 'Undo: changed, Chillers' }).click()
    await history.getByText('taken back').waitFor()
    const names = page.getByRole('grid', { name: 'Meters' })
    await names.getByRole('row').filter({ hasText: 'Ventilation plant' }).getByText('Basement').waitFor()
    await expect.poll(() => names.getByRole('row').filter({ hasText: 'Chillers' }).getByText('Basement').count()).toBe(0)
    await page.context().close()
  })

  it('makes a difference of two meters, which is listed and can be removed, and says what is missing before', async () => {
    const page = await screens.open('', '/energy/meters')
    await page.getByRole('row').filter({ hasText: 'Chillers' }).waitFor()
    await page.keyboard.press('n')
    const dialog = page.getByRole('dialog', { name: 'Make a meter' })
    await dialog.getByLabel('Name').fill('Without chillers')
    await dialog.getByRole('button', { name: 'Make the meter' }).click()
    await dialog.getByRole('alert').getByText('Choose the meters it is made of.').waitFor()
    const choose = async (term: string, meter: string): Promise<void> => {
      await dialog.getByRole('combobox', { name: term }).or(dialog.getByLabel(term, { exact: true })).first().click()
      await page.getByRole('option', { name: meter }).click()
    }
    await choose('Meter 1', 'Main distribution')
    await choose('Meter 2', 'Chillers')
    await dialog.getByRole('radiogroup', { name: 'Sign of meter 2' }).getByText('−').click()
    await dialog.getByRole('button', { name: 'Make the meter' }).click()
    const row = page.getByRole('row').filter({ hasText: 'Without chillers' })
    await row.getByText('Main distribution − Chillers').waitFor()
    await row.getByText('made here').click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('status').getByText('1 meter removed.').waitFor()
    await expect.poll(() => row.count()).toBe(0)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await row.waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })
})
