/** Health in a real browser over a fake engine: the worst first, sorted by any heading, a device's days with what cost points, and how it could be reached. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the health screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the health screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}, with health, without devices, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/health', 'degrading'],
        ['scale=0', '/health', 'No devices yet'],
        ['failing=1', '/health', 'This could not be shown'],
        ['', '/device/1/health', 'By hour'],
      ])
    })
  }

  it('list the worst first, what is not known last, and sort by any heading', async () => {
    const page = await screens.open('', '/health')
    const scores = async (): Promise<string[]> => page.locator('tbody tr td:nth-child(2)').allInnerTexts()
    await page.getByRole('columnheader', { name: 'Score' }).waitFor()
    const first = await scores()
    expect(first.at(-1)).toBe('–')
    expect(first.slice(0, -1).map(Number)).toEqual(first.slice(0, -1).map(Number).toSorted((a, b) => a - b))
    await page.getByRole('button', { name: 'Score' }).click()
    await expect.poll(() => page.getByRole('columnheader', { name: 'Score' }).getAttribute('aria-sort')).toBe('descending')
    const turned = await scores()
    expect(turned.at(-1)).toBe('–')
    expect(Number(turned[0])).toBeGreaterThan(Number(first[0]))
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()])
    const text = await readFile(await file.path(), 'utf8')
    expect(text.split('\r\n')[0]).toContain('Device,Day (UTC),Score,Communication')
    expect(text.trim().split('\r\n')).toHaveLength(first.length + 1)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('open by letter, and lead to a device whose days are gone through by key, with a door to the trend of what cost points', async () => {
    const page = await screens.open('', '/')
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await page.getByRole('columnheader', { name: 'Score' }).waitFor()
    await page.locator('tbody tr').first().getByRole('link').click()
    await page.waitForURL(/#\/device\/\d+\/health/)
    await page.getByText('Silent for 19.5 of 161 hours', { exact: false }).waitFor()
    const days = page.getByRole('slider', { name: 'Day that is explained' })
    const before = await days.getAttribute('aria-valuetext')
    await days.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => days.getAttribute('aria-valuetext')).not.toBe(before)
    await page.keyboard.press('End')
    await expect.poll(() => days.getAttribute('aria-valuetext')).toBe(before)
    await page.getByRole('link', { name: 'Trend', exact: true }).first().click()
    await page.waitForURL(/#\/trend\?points=\d+&from=\d+&to=\d+/)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('show how a device could be reached by hour and by day, its figures by key, and save them', async () => {
    const page = await screens.open('', '/device/1/health')
    const cells = page.getByRole('slider', { name: 'Hour or day whose figures are shown' })
    await cells.waitFor()
    await page.getByText('95 % within').waitFor()
    const before = await cells.getAttribute('aria-valuetext')
    await cells.focus()
    for (let i = 0; i < 26; i++) await page.keyboard.press('ArrowLeft')
    await expect.poll(() => cells.getAttribute('aria-valuetext')).not.toBe(before)
    await page.getByText('By day').click()
    await expect.poll(() => cells.getAttribute('aria-valuemax')).toBe('179')
    const section = page.getByRole('region', { name: 'How it could be reached' })
    const [file] = await Promise.all([page.waitForEvent('download'), section.getByRole('button', { name: 'Save as CSV' }).click()])
    expect(file.suggestedFilename()).toBe('status-1-day.csv')
    expect((await readFile(await file.path(), 'utf8')).split('\r\n')[0]).toContain('observedShare,onlineShareOfObserved,requests,timeouts')
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  const folder = process.env['PLANTROOM_SCREENSHOTS']
  it.skipIf(folder === undefined)('are photographed', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const [width, height] of [[1366, 768], [1920, 1080]] as const) {
        for (const [name, query, address, text] of [['list', '', '/health', 'What costs most'], ['many', 'scale=20', '/health', 'What costs most'], ['device', '', '/device/1/health', '95 % within'], ['none', 'scale=0', '/health', 'No devices yet']] as const) {
          const page = await screens.open(query, address, scheme)
          await page.setViewportSize({ width, height })
          await page.getByText(text).first().waitFor()
          await page.screenshot({ path: join(folder ?? '', `health-${name}-${scheme}-${width}.png`), fullPage: name === 'device' })
          await page.context().close()
        }
      }
    }
  }, 120_000)
})
