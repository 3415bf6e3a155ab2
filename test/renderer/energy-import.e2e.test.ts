/** Import of interval data in a real browser over a fake engine: a file is chosen, looked at, corrected, taken and taken out again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the import screen was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

const ROWS = Array.from({ length: 96 }, (_, quarter) => `${quarter % 10 === 7 ? 'no time' : `01.03.2026 ${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`};${10 + (quarter % 8)},5;gemessen`)
const FILE = { name: 'lastgang_haus_7.csv', mimeType: 'text/csv', buffer: Buffer.from(`Lastgang Haus 7\nZeit;Bezug (kWh);Status\n${ROWS.join('\n')}\n`) }

describe.skipIf(found.path === null)('the import of interval data', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, with imports, without, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/energy/import', 'outdoor-temperature-2025.csv'],
        ['scale=0', '/energy/import', 'Nothing was imported yet.'],
        ['failing=1', '/energy/import', 'This could not be shown'],
      ])
    })
  }

  it('shows how a file reads, follows every change, tells bad rows by line, and takes it', async () => {
    const page = await screens.open('', '/energy/import')
    await page.locator('input[type=file]').setInputFiles(FILE)
    await page.getByRole('button', { name: 'Import 87 intervals' }).waitFor()
    await expect.poll(() => page.getByLabel('Unit', { exact: true }).first().inputValue()).toBe('kWh')
    await expect.poll(() => page.getByLabel('Name', { exact: true }).first().inputValue()).toBe('lastgang haus 7')
    await page.getByText('“no time” is no time like dd.MM.yyyy HH:mm. The row is left out.').first().waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.getByLabel('Values are').first().click()
    await page.getByRole('option', { name: 'power or flow' }).click()
    await page.getByText(/^302\.6/).first().waitFor()
    await page.getByRole('button', { name: 'Import 87 intervals' }).click()
    await page.getByText('lastgang_haus_7.csv').first().waitFor()
    // What was taken is off the desk: a second click would take it twice.
    await page.getByRole('button', { name: 'Import 87 intervals' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Take out: lastgang_haus_7.csv' }).click()
    await page.getByRole('button', { name: 'Take out: lastgang_haus_7.csv' }).waitFor({ state: 'detached' })
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('says that a file of words has nothing to take', async () => {
    const page = await screens.open('', '/energy/import')
    await page.locator('input[type=file]').setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear Sir,\nthe meter was read.\n') })
    await page.getByText('No row reads with these settings.').waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^Import 0/ }).isDisabled()).toBe(true)
    await page.context().close()
  })
})
