/** Efficiency in a real browser over a fake engine: what a meter's load shows, score with its parts, floor area against a benchmark that is changed. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the efficiency screen was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('efficiency', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, with meters, without, with hundreds, with an engine that fails, and as patterns of a meter`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/energy/efficiency', 'What to do first'],
        ['scale=0', '/energy/efficiency', 'No meter was found'],
        ['scale=10', '/energy/efficiency', 'Ventilation plant'],
        ['failing=1', '/energy/efficiency', 'This could not be shown'],
        ['', '/energy/meter/2', 'Part of the load'],
        ['', '/energy/meter/5', 'Part of the load'],
      ])
    })
  }

  it('tells what to do first, and opens a meter to the parts of its score', async () => {
    const page = await screens.open('', '/energy')
    await page.getByRole('navigation', { name: 'Parts of energy' }).getByRole('link', { name: 'Efficiency' }).click()
    const ventilation = page.getByRole('listitem').filter({ hasText: 'Nights use more than they need: Ventilation plant' })
    await expect.poll(() => ventilation.textContent()).toMatch(/kWh a year.*EUR a year.*best quarter of comparable nights/)
    const parts = page.getByRole('button', { name: 'Parts of the score of Ventilation plant' })
    await parts.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Schedule (weight 30)').waitFor()
    await page.getByText(/of all energy goes into nights, days off and early starts/).waitFor()
    await page.getByRole('button', { name: 'Parts of the score of Supply fan AHU-2' }).click()
    await page.getByText(/^Not enough data/).first().waitFor()
    await page.context().close()
  })

  it('compares the site by its floor area with a benchmark that a person changes and puts back', async () => {
    const page = await screens.open('', '/energy/efficiency')
    const site = page.getByRole('row').filter({ has: page.getByRole('cell', { name: 'Site', exact: true }) })
    await site.getByText(/typical/).waitFor()
    const before = await site.textContent()
    await page.getByLabel('Floor area of Site, m²').fill('3200')
    await page.keyboard.press('Enter')
    await expect.poll(() => site.textContent()).not.toBe(before)
    await page.getByRole('button', { name: 'Change Office', exact: true }).click()
    const form = page.getByRole('form', { name: 'Office', exact: true })
    await form.getByLabel('Typical, kWh/m² a year').fill('90')
    await form.getByLabel('Source').fill('Own buildings')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('cell', { name: 'Own buildings' }).waitFor()
    await page.getByRole('button', { name: 'Put back Office', exact: true }).click()
    await page.getByRole('cell', { name: 'Own buildings' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Add a benchmark' }).click()
    await page.getByRole('form', { name: 'Add a benchmark' }).getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').getByText('Say what is typical').waitFor()
    await page.context().close()
  })

  it('saves what it shows as CSV, patterns of a meter too', async () => {
    const page = await screens.open('', '/energy/efficiency')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()])
    const text = await readFile(await file.path(), 'utf8')
    expect(text).toMatch(/area,score of 100,energy a year \(kWh\)/)
    expect(text).toMatch(/Ventilation plant,[\d.]+,[\d.]+,kWh,[\d.]+,[\d.]+,EUR,/)
    await page.goto(`${screens.address}?#/energy/meter/2`)
    const [patterns] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the patterns as CSV' }).click()])
    expect((await readFile(await patterns.path(), 'utf8')).split('\r\n').length).toBeGreaterThan(365)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })
})
