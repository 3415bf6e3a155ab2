/** The screens in a real browser over a fake engine: readable for everyone, workable by keyboard, honest when the engine dies, quick with many points. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { focusedField } from './fake-engine/focused-field.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the screens were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

describe.skipIf(found.path === null)('the screens', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  const open: ScreenBrowser['open'] = (...args) => screens.open(...args)
  const violations: ScreenBrowser['violations'] = (page) => screens.violations(page)

  for (const scheme of ['light', 'dark'] as const) {
    it(`pass the checks of WCAG AA in ${scheme}`, async () => {
      const places = [
        ['', '/', 'Needs attention'],
        ['scale=0', '/', 'Which building is this?'],
        ['demo=1', '/alerts?alert=2', 'Why'],
        ['transport=taken', '/settings/status', 'What you should know'],
        ['', '/settings/reading', 'BACnet UDP port'],
      ] as const
      for (const [query, address, text] of places) {
        const page = await open(query, address, scheme)
        await page.getByText(text, { exact: true }).first().waitFor()
        expect(await violations(page), `${query} ${address}`).toEqual([])
        await page.context().close()
      }
    })
  }

  it('acknowledge several alerts with a note by keyboard alone, and keep them in the list', async () => {
    const page = await open('', '/alerts')
    await page.getByRole('grid').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('2 chosen').waitFor()
    await page.keyboard.press('a')
    await page.getByRole('dialog').waitFor()
    await focusedField(page)
    await page.keyboard.type('valve checked')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const row = page.getByRole('row', { name: /AHU-1\.SA-T/ })
    await row.getByText('Acknowledged, still active').waitFor()
    await row.click()
    await page.getByRole('complementary').getByText('valve checked').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'hidden' })
    await page.goto(`${screens.address}#/alerts?alert=9`)
    await page.getByText('Closed').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/#\/alerts$/)
    await page.context().close()
  })

  it('find an alert and a point with Ctrl+K among twenty thousand points at once', async () => {
    const page = await open('scale=95', '/')
    await page.getByText('Needs attention').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search' }).waitFor()
    await focusedField(page)
    // What the page itself computed: how long it had to wait for a processor is not its doing.
    const workedMs = await screens.workOf(page)
    await page.keyboard.insertText('VAV-3-800.ZN-T zone')
    await page.getByText('VAV-3-800.ZN-T', { exact: true }).waitFor()
    expect(await workedMs()).toBeLessThan(1_000)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/trend\?points=\d+/)
    await page.context().close()
  })

  it('go from screen to screen by digits, chords and Escape', async () => {
    const page = await open('', '/')
    await page.getByText('Needs attention').waitFor()
    await page.keyboard.press('2')
    await page.waitForURL(/#\/alerts$/)
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.waitForURL(/#\/settings$/)
    await page.keyboard.press('Escape')
    await page.getByText('Needs attention').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.context().close()
  })

  it('say that the engine is gone, since when and why, and recover when it is back', async () => {
    const page = await open('', '/alerts')
    await page.getByRole('grid').waitFor()
    await page.evaluate('window.killEngine()')
    await page.getByText('Connection to the engine lost, reconnecting.').waitFor()
    await page.getByText('The engine is not running.').waitFor()
    expect(await page.getByRole('row').count()).toBeGreaterThan(5)
    // In one go: the page tries of its own accord too, and the button would be gone.
    await page.getByRole('button', { name: 'Try now' }).evaluate((button) => {
      ;(window as unknown as { reviveEngine: () => void }).reviveEngine()
      ;(button as HTMLElement).click()
    })
    await page.getByText('The engine is not running.').waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('refuse a setting outside its limits, keep one inside, and say when the engine refuses it', async () => {
    const page = await open('', '/settings/reading')
    const field = page.getByRole('textbox', { name: 'BACnet UDP port' })
    await field.fill('70000')
    await field.press('Enter')
    await page.getByText('Not saved.').waitFor()
    await field.fill('47809')
    await field.press('Enter')
    await page.getByText('UDP port 47809 is used by another program').waitFor()
    await field.fill('47810')
    // It is said for two seconds.
    await Promise.all([page.getByText('Saved', { exact: true }).waitFor(), field.press('Enter')])
    await page.context().close()
  })

  it('find devices from an empty start with progress, and say nothing wrong in the console anywhere', async () => {
    const page = await open('scale=0', '/')
    await page.getByRole('button', { name: 'Find devices' }).click()
    await page.getByRole('progressbar').waitFor()
    await page.getByText('8 devices, 258 points').waitFor()
    await page.getByRole('button', { name: 'To the overview' }).click()
    await page.getByText('How well it is observed').waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })
})
