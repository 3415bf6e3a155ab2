/** Equipment of one kind side by side in a real browser over a fake engine: who stands out, the league table by key, its file. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the benchmark was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the benchmark screen', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, with equipment, without, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/points/benchmark', 'League table'],
        ['scale=0', '/points/benchmark', 'There are no two of one kind'],
        ['failing=1', '/points/benchmark', 'This could not be shown'],
      ])
      if (process.env['PLANTROOM_SCREENSHOTS'] === undefined) return
      const page = await screens.open('', '/points/benchmark', scheme)
      await page.getByText('League table', { exact: true }).first().waitFor()
      await page.screenshot({ path: join(process.env['PLANTROOM_SCREENSHOTS'], `benchmark-${scheme}.png`) })
      await page.setViewportSize({ width: 1920, height: 1080 })
      await page.screenshot({ path: join(process.env['PLANTROOM_SCREENSHOTS'], `benchmark-${scheme}-large.png`) })
      await page.context().close()
    })
  }

  it('is reached from the equipment, names who stands out, sorts by key, and hands out a file', async () => {
    const page = await screens.open('', '/points/equipment')
    await page.getByRole('link', { name: 'Compare those of one kind' }).click()
    const table = page.getByRole('table')
    await table.waitFor()
    await page.getByText(/stands out\.|stand out:/).first().waitFor()
    const sort = table.getByRole('button', { name: /^Time in alert/ })
    await sort.focus()
    await page.keyboard.press('Enter')
    const first = table.locator('tbody tr').first()
    await expect.poll(() => first.innerText()).toMatch(/high[^]*40\.0|40\.0[^]*high/)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    const lines = (await readFile(await file.path(), 'utf8')).split('\r\n')
    expect(lines[0]).toContain('"Time in alert, %"')
    expect(lines[1]).toContain('40.000')
    await first.getByRole('link').click()
    await page.waitForURL(/#\/trend\?points=/)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('compares the figures that are chosen, in strips, table and file, and keeps the choice in the address', async () => {
    const page = await screens.open('', '/points/benchmark')
    const table = page.getByRole('table')
    await table.waitFor()
    const choice = page.getByRole('group', { name: 'Figures compared' })
    const boxes = choice.getByRole('checkbox')
    const count = await boxes.count()
    expect(count).toBeGreaterThan(2)
    for (let i = 0; i < count - 1; i++) {
      await boxes.nth(i).press('Space')
      await expect.poll(() => boxes.nth(i).isChecked()).toBe(false)
    }
    await expect.poll(() => table.getByRole('columnheader').count()).toBe(3)
    await expect.poll(() => page.getByRole('img', { name: /median/ }).count()).toBe(1)
    await expect.poll(() => boxes.nth(count - 1).isDisabled()).toBe(true)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    expect((await readFile(await file.path(), 'utf8')).split('\r\n')[0]).toBe('\uFEFFName,"Time in alert, %","Time in alert, z"')
    expect(page.url()).toContain('figures=')
    await page.reload()
    await expect.poll(() => table.getByRole('columnheader').count()).toBe(3)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })
})
