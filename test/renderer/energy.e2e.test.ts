/** Energy in a real browser over a fake engine: meters at a glance, one meter read by key, its corrections taken back, its settings changed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { focusedField } from './fake-engine/focused-field.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the energy screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the energy screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with meters, without, with hundreds, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/energy', 'Not explained by sub-meters'],
        ['scale=0', '/energy', 'No meter was found'],
        ['scale=10', '/energy', 'Tenant meter 200'],
        ['failing=1', '/energy', 'This could not be shown'],
        ['', '/energy/meter/1', 'Settings of the meter'],
        ['', '/energy/meter/6', 'Peak tomorrow'],
        ['', '/energy/meter/7', 'The first whole day is not over yet: a day must have been measured before the next one can be forecast.'],
        ['', '/energy/meter/99', 'There is no such meter'],
      ])
    })
  }

  it('open by key; a meter is a click away and its bars are read by arrow keys', async () => {
    const page = await screens.open('', '/')
    await page.getByText('Needs attention').waitFor()
    await page.keyboard.press('9')
    await page.getByRole('link', { name: 'Main distribution' }).click()
    await page.waitForURL(/#\/energy\/meter\/1$/)
    const chart = page.getByRole('slider', { name: 'Consumption by time' })
    await chart.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/kWh, peak [\d.,]+\skW/)
    await page.getByText('1 year').click()
    await expect.poll(() => page.getByRole('radio', { name: 'Hours', exact: true }).isDisabled()).toBe(true)
    await page.context().close()
  })

  it('tell on the overview what the site will use today and tomorrow, how high, how likely over the limit, by which model and how good it was', async () => {
    const page = await screens.open('', '/energy')
    const forecast = page.getByRole('region', { name: 'Today and tomorrow' })
    const row = forecast.getByRole('row', { name: /^Electricity/ })
    await row.getByText(/likely today, limit 320/).waitFor()
    await expect.poll(async () => (await row.textContent())?.replaceAll(/\s/g, ' ')).toMatch(/[\d.,]+ kWh\([\d.,]+ to [\d.,]+ kWh\).*Daily regression.*Missed by 5\.6\s?% of what was used, over 24 days/)
    await forecast.getByText('The first whole day is not over yet').waitFor()
    await page.context().close()
  })

  it('show the forecast beside what was measured, its peaks with their risk, and how good earlier ones were', async () => {
    const page = await screens.open('', '/energy/meter/1')
    const forecast = page.getByRole('region', { name: 'Forecast' })
    await forecast.getByText('likely over the limit').first().waitFor()
    await forecast.getByText('Of 24 days, each forecast the night before').waitFor()
    const chart = forecast.getByRole('slider', { name: 'Forecast by hour' })
    await chart.focus()
    await page.keyboard.press('End')
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/expected [\d.,]+\skW, [\d.,]+\skW to [\d.,]+\skW in nine of ten hours$/)
    await page.keyboard.press('Home')
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/measured [\d.,]+\skW/)
    await forecast.getByText('7 d', { exact: true }).click()
    const [saved] = await Promise.all([page.waitForEvent('download'), forecast.getByRole('button', { name: 'Save the forecast as CSV' }).click()])
    expect(saved.suggestedFilename()).toBe('forecast-1.csv')
    await page.context().close()
  })

  it('lead from the search to a meter, from its point back to it, and from an alert above its bars to the alert', async () => {
    const page = await screens.open('', '/')
    const search = async (typed: string, label: string): Promise<void> => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog', { name: 'Search' }).waitFor()
      await focusedField(page)
      await page.keyboard.insertText(typed)
      await page.locator('[data-selected]').getByText(label, { exact: true }).waitFor()
    }
    await page.getByText('Needs attention').waitFor()
    await search('main distr', 'Main distribution')
    expect(await screens.violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/energy\/meter\/1$/)

    await page.getByRole('link', { name: 'Trend of the point' }).click()
    const door = page.getByRole('link', { name: 'Meter Main distribution' })
    await door.waitFor()
    expect(await screens.violations(page)).toEqual([])
    const pointId = /points=(\d+)/.exec(page.url())?.[1]
    await door.click()
    await page.waitForURL(/#\/energy\/meter\/1$/)
    await page.goto(`${page.url().split('#')[0]}#/object/${pointId}`)
    await page.getByRole('region', { name: 'Meter made from this point' }).getByRole('link', { name: 'Main distribution' }).click()
    await page.waitForURL(/#\/energy\/meter\/1$/)

    await search('lighting level', 'Lighting, levels 1 to 3')
    await page.keyboard.press('Enter')
    const alerts = page.getByRole('group', { name: 'Alerts of this meter' })
    await alerts.getByRole('button', { name: /^Open alert: MTR\.L1-A/ }).waitFor()
    expect(await screens.violations(page)).toEqual([])
    await alerts.getByRole('button').first().press('Enter')
    await page.waitForURL(/#\/alerts\?alert=\d+$/)

    await search('back-test', 'Back-test')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/detection\/back-test$/)
    await page.goto(`${page.url().split('#')[0]}#/object/11`)
    await page.getByText('Who commands').waitFor()
    await expect.poll(() => page.getByText(/made from this point/).count()).toBe(0)
    await page.context().close()
  })

  it('take a correction back and put it in force again', async () => {
    const page = await screens.open('', '/energy/meter/1')
    await page.getByRole('button', { name: /^Take back: Reset/ }).click()
    await page.getByText('taken back').first().waitFor()
    await page.getByRole('button', { name: /^Put in force: Reset/ }).click()
    await page.getByRole('button', { name: /^Take back: Reset/ }).waitFor()
    await page.context().close()
  })

  it('change what a meter is, and take that back', async () => {
    const page = await screens.open('', '/energy/meter/2')
    await page.getByLabel('Name', { exact: true }).fill('Air handling')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('navigation', { name: 'Where you are' }).getByText('Air handling').first().waitFor()
    await page.getByRole('button', { name: 'Undo the last change' }).click()
    await page.getByRole('navigation', { name: 'Where you are' }).getByText('Ventilation plant').first().waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })
})
