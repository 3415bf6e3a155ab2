/** Correlation in a real browser over a fake engine: the matrix by pointer and key, a pair with its delay, what moved with an alert and a trend, files. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the correlation screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

const AHU = 'points=1,2,3,4,5,6,7,8,9,10,11,12'

describe.skipIf(found.path === null)('the correlation screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  const look = async (page: Page, name: string): Promise<void> => {
    const folder = process.env['PLANTROOM_SCREENSHOTS']
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
  }

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}: nothing chosen, a matrix, a pair, what moved, no points, an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/trend/correlation', 'Which points move together?'],
        ['', `/trend/correlation?${AHU}`, 'Strongest pairs'],
        ['', `/trend/correlation?${AHU}&pair=2,8`, 'Both as read'],
        ['', `/trend/correlation?moved=2&from=${Date.now() - 7_200_000}&to=${Date.now()}`, 'Stands to it as'],
        ['scale=0', '/trend/correlation', 'There are no points to compare'],
        ['failing=1', `/trend/correlation?${AHU}`, 'This could not be shown'],
      ])
    })

    it(`is looked at in ${scheme}`, async () => {
      for (const [name, query, address, text] of [
        ['matrix', '', `/trend/correlation?${AHU}`, 'Strongest pairs'],
        ['matrix-many', '', `/trend/correlation?points=${Array.from({ length: 200 }, (_, i) => i + 1).join(',')}`, 'Strongest pairs'],
        ['pair', '', `/trend/correlation?${AHU}&pair=2,8`, 'Both as read'],
        ['moved', '', `/trend/correlation?moved=2&from=${Date.now() - 7_200_000}&to=${Date.now()}`, 'Stands to it as'],
        ['empty', '', '/trend/correlation', 'Which points move together?'],
      ] as const) {
        if (process.env['PLANTROOM_SCREENSHOTS'] === undefined) continue
        const page = await screens.open(query, address, scheme)
        await page.getByText(text, { exact: true }).first().waitFor()
        await look(page, `correlation-${name}-${scheme}`)
        await page.setViewportSize({ width: 1920, height: 1080 })
        await look(page, `correlation-${name}-${scheme}-large`)
        await page.context().close()
      }
    })
  }

  it('goes through the matrix by arrow keys, says what each pair is, opens one by Enter and comes back', async () => {
    const page = await screens.open('', `/trend/correlation?${AHU}`)
    const matrix = page.getByRole('application', { name: /Matrix of \d+ points/ })
    await matrix.waitFor()
    await matrix.focus()
    const said = page.locator('#correlation-cell')
    const before = await said.innerText()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await expect.poll(() => said.innerText()).not.toBe(before)
    await expect.poll(() => said.innerText()).toMatch(/rests on \d+ independent moments, by chance/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/pair=\d+,\d+/)
    await page.getByText('At each shift in time').waitFor()
    await page.getByRole('link', { name: 'All points' }).click()
    await matrix.waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('finds that the valve follows the supply air, and hands out both files', async () => {
    const page = await screens.open('', `/trend/correlation?${AHU}`)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    const text = await readFile(await file.path(), 'utf8')
    expect(text.split('\r\n')[0]).toBe('\uFEFFFirst point,Second point,r,Rate of false discoveries,Independent moments')
    expect(text.split('\r\n').length).toBeGreaterThan(20)
    await page.context().close()

    const pair = await screens.open('', '/trend/correlation?points=2,8&pair=2,8')
    await pair.getByText(/CHW-VLV follows .*SA-T by 30 min: −0\.\d\d then/).waitFor()
    const [series] = await Promise.all([pair.waitForEvent('download'), pair.getByRole('button', { name: 'CSV' }).click()])
    expect((await readFile(await series.path(), 'utf8')).split('\r\n').length).toBeGreaterThan(2_000)
    await pair.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('asks anew when the period, the method or what is taken off changes', async () => {
    const page = await screens.open('', `/trend/correlation?${AHU}`)
    await page.getByText('Strongest pairs').waitFor()
    await page.getByText('ranks', { exact: true }).click()
    await page.waitForURL(/method=spearman/)
    await page.getByText('compared by ranks.', { exact: false }).waitFor()
    await page.getByRole('checkbox', { name: 'without what follows the outdoor air' }).click()
    await page.getByText(/What follows .*OA-T, at once and over hours, was taken off/).waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('takes all points of a device at once', async () => {
    const page = await screens.open('', '/trend/correlation')
    await page.getByRole('combobox', { name: 'All points of' }).click()
    await page.getByRole('option', { name: 'AHU-1', exact: true }).first().click()
    await page.getByRole('application', { name: /Matrix of \d+ points/ }).waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('tells from a trend and from an alert what moved with it, and leads to the pair', async () => {
    const page = await screens.open('', '/trend?points=2')
    await page.getByRole('link', { name: 'What moved with this' }).click()
    await page.getByText('Stands to it as').waitFor()
    await page.context().close()

    const alert = await screens.open('', '/alert/2')
    await alert.getByRole('button', { name: 'Look for what moved with it' }).click()
    const table = alert.getByRole('table').filter({ hasText: 'Stands to it as' })
    await table.waitFor()
    await look(alert, 'alert-company')
    await table.getByRole('button', { name: /^Use .* to judge$/ }).first().click()
    await table.getByText('used from the next learning on').waitFor()
    await table.getByRole('button', { name: /^Undo what was said of/ }).click()
    await table.getByText('used from the next learning on').waitFor({ state: 'detached' })
    await table.getByRole('link').first().click()
    await alert.getByText('At each shift in time').waitFor()
    await alert.context().close()
    expect(screens.troubles).toEqual([])
  })
})
