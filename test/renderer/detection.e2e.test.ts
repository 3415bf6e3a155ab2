/** Detection in a real browser over a fake engine: settings of site and points, a change tried on history and applied. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the detection screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the detection screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with settings, without, with 2,000 points, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/detection', 'Fixed limits'],
        ['scale=0', '/detection', 'None: every point is judged as the site is.'],
        ['scale=10', '/detection/back-test', 'No back-test yet'],
        ['failing=1', '/detection', 'This could not be shown'],
      ])
    })
  }

  it('open by key; a detector is switched off and a setting saved, and both stand in the record', async () => {
    const page = await screens.open('', '/')
    await page.getByText('Needs attention').waitFor()
    await page.keyboard.press('8')
    await page.waitForURL(/#\/detection$/)
    await page.getByRole('switch', { name: 'Runs too long' }).press('Space')
    await page.getByText('1 detector off').first().waitFor()
    const width = page.getByLabel('Width of the expected band').first()
    await width.fill('2')
    await page.getByRole('button', { name: 'Save for the site' }).click()
    await page.getByText(/band 2 ×/).first().waitFor()
    await page.context().close()
  })

  it('say how much of the site is learnt, from hours to a month, and that a new site has nothing to learn from', async () => {
    const page = await screens.open('', '/detection')
    await page.getByText('1,240 of 1,310 points are learnt: 300 from hours, 700 from a day or more, 210 from a week or more, 30 from a month.').waitFor()
    await page.getByText('370 are known for less than a day').waitFor()
    await page.context().close()
    const empty = await screens.open('scale=0', '/detection')
    await empty.getByText('No point is read yet of which something could be learnt.').waitFor()
    await empty.context().close()
  })

  it('judge a point differently, and no longer', async () => {
    const page = await screens.open('', '/detection')
    await page.getByText('high limit').first().waitFor()
    await page.getByRole('button', { name: /Remove what is set for/ }).click()
    await page.getByText('None: every point is judged as the site is.').waitFor()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('None. An alert answered with “expected” adds one.').waitFor()
    await page.context().close()
  })

  it('take expected values that are entered by hand, and judge history anew under a version of its own', async () => {
    const page = await screens.open('', '/detection')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('Point', { exact: true }).first().fill('AHU-1.SA-T')
    await page.getByRole('option', { name: 'AHU-1.SA-T', exact: true }).click()
    await page.getByRole('button', { name: 'Sat', exact: true }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Add expected values' }).isDisabled()).toBe(true)
    await page.getByLabel('Why they are expected').fill('Legionella flush')
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Add expected values' }).click()
    await page.getByText(/Legionella flush/).first().waitFor()
    await page.getByRole('link', { name: 'Back-test' }).click()
    await page.getByRole('button', { name: 'Judge history anew' }).click()
    await page.getByRole('cell', { name: '260' }).waitFor()
    await page.getByRole('button', { name: 'Compare version 1 with before' }).click()
    await page.getByText('New: 3').waitFor()
    await page.getByRole('link', { name: 'AHU-2' }).first().waitFor()
    await page.getByText('Gone: 2').click()
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove this version' }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByRole('button', { name: 'Close version 1' }).waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('try another wait for one fault rule over one air handler, and apply it there', async () => {
    const page = await screens.open('', '/detection/back-test?equipment=1%2Fahu%2FAHU-2')
    await page.getByRole('combobox', { name: 'A single detector or rule' }).fill('duct pressure')
    await page.getByRole('option').first().click()
    await page.getByLabel('The fault must be seen for').fill('45')
    await page.getByRole('button', { name: 'Run the back-test' }).click()
    await page.getByText('Suggested wait').waitFor()
    expect(await screens.violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Apply to this equipment' }).click()
    await page.getByRole('button', { name: /^Apply the suggested wait to/ }).first().click()
    await page.context().close()
  })

  it('try a wider band on history: marks, days and delays; then apply it', async () => {
    const page = await screens.open('', '/detection/back-test')
    await page.getByLabel('Width of the expected band').fill('1.5')
    await Promise.all([page.getByText('Judging history: 104 of 260 points and pieces of equipment').first().waitFor(), page.getByRole('button', { name: 'Run the back-test' }).click()])
    await page.getByText('Alerts with the change', { exact: true }).waitFor()
    await page.getByText('suggested').first().waitFor()
    expect(await screens.violations(page)).toEqual([])
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
    expect(lines[0]).toContain('As set now,With the change')
    expect(lines.slice(1).filter((line) => line.endsWith('yes,yes'))).toHaveLength(10)
    expect(lines.slice(1).filter((line) => line.endsWith('yes,no'))).toHaveLength(18)
    await page.getByRole('button', { name: 'Apply to the site' }).click()
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.getByText(/band 1.5 ×/).first().waitFor()
    await page.context().close()
  })
})
