/** Maintenance work in a real browser over a fake engine: taken up from an alert, planned by drag and by keys, done, and taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { addDays } from '../../shared/domain/local-day.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the work screen was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

const TASK = 'Change the filters of AHU-1'
/** In the middle of a month and a week: what is planned for the next days is in the month that is shown. */
const TODAY = '2026-11-11'

describe.skipIf(found.path === null)('the work screen', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '', { now: `${TODAY}T09:00:00Z` })
  })
  afterAll(() => screens?.close())

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, with work, without, with hundreds, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['', '/work', TASK],
        ['', '/work/calendar', TASK],
        ['', '/work/done', 'Maintenance log'],
        ['scale=0', '/work', 'Nothing is to be done'],
        ['scale=0', '/work/calendar', 'Not planned'],
        ['scale=0', '/work/done', 'Nothing was done yet'],
        ['scale=10', '/work/calendar', 'Inspect VAV box 2'],
        ['failing=1', '/work', 'This could not be shown'],
      ])
    })
  }

  it('takes up what an alert asks for, and takes that back', async () => {
    const page = await screens.open('', '/work')
    const asked = page.getByRole('region', { name: 'What alerts and health ask for' })
    await asked.waitFor()
    const before = await asked.getByRole('row').count()
    await asked.getByRole('button', { name: /^Take up/ }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New task' })
    const title = await dialog.getByLabel('What is to be done').inputValue()
    expect(title).not.toBe('')
    await dialog.getByLabel('Bring: tools and parts').fill('Ladder')
    await dialog.getByRole('button', { name: 'Add' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('region', { name: 'Open tasks' }).getByRole('button', { name: title, exact: true }).waitFor()
    await expect.poll(() => asked.getByRole('row').count()).toBe(before - 1)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => asked.getByRole('row').count()).toBe(before)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('takes up what the health of a device asks for, with what to do and what to bring', async () => {
    const page = await screens.open('', '/work')
    const asked = page.getByRole('region', { name: 'What alerts and health ask for' })
    await asked.getByRole('button', { name: 'Take up: Chilled water valve: turns round 7.4 times an hour by 5 % and more' }).click()
    const dialog = page.getByRole('dialog', { name: 'New task' })
    await expect.poll(() => dialog.getByLabel('Bring: tools and parts').inputValue()).toBe('Programming tool and log-in of the controller, Seals, spare actuator')
    await expect.poll(() => dialog.getByLabel('Note').inputValue()).toContain('lower the gain')
    await dialog.getByRole('button', { name: 'Add' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => asked.getByRole('button', { name: /turns round/ }).count()).toBe(0)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('keeps the view and the time of the calendar when the page is loaded anew', async () => {
    const page = await screens.open('', '/work/calendar')
    const month = page.getByRole('heading', { level: 2 })
    await page.getByRole('button', { name: 'After' }).click()
    const later = await month.innerText()
    await page.getByText('Week', { exact: true }).click()
    await page.reload()
    await expect.poll(() => page.getByRole('radio', { name: 'Week' }).isChecked()).toBe(true)
    expect(await month.innerText()).toBe(later)
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('shows a limit ahead on its likely day, and takes it up as work before that day', async () => {
    const page = await screens.open('', '/work/calendar')
    await page.getByText('Agenda').click()
    const ahead = page.getByRole('button', { name: /at its high limit$/ })
    await ahead.click()
    const dialog = page.getByRole('dialog', { name: 'New task' })
    await expect.poll(() => dialog.getByLabel('What is to be done').inputValue()).toMatch(/^Keep .+ from its high limit$/)
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Day' }).inputValue()).not.toBe('')
    await dialog.getByRole('button', { name: 'Add' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => ahead.count()).toBe(0)
    await page.getByRole('button', { name: /^Keep .+ from its high limit/ }).waitFor()
    await page.getByRole('link', { name: 'To do' }).click()
    await page.getByRole('region', { name: 'Limits ahead' }).getByText('Work is open').waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('is refused without a title, and says why', async () => {
    const page = await screens.open('', '/work')
    await page.getByRole('button', { name: 'New task' }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Say what is to be done.').waitFor()
    await page.context().close()
  })

  it('moves to the day it is dragged to, by arrow keys from day to day, and off the calendar', async () => {
    const page = await screens.open('', '/work/calendar')
    await page.getByRole('button', { name: new RegExp(TASK) }).waitFor()
    const dayOf = (): Promise<string | null> => page.locator('[data-day]', { has: page.getByRole('button', { name: new RegExp(TASK) }) }).getAttribute('data-day')
    const first = await dayOf()
    await page.getByRole('button', { name: new RegExp(TASK) }).dragTo(page.locator(`[data-day="${TODAY}"]`))
    await expect.poll(dayOf).toBe(TODAY)
    expect(first).not.toBe(TODAY)
    await page.getByRole('button', { name: new RegExp(TASK) }).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(dayOf).toBe(addDays(TODAY, 1))
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-day]')?.getAttribute('data-day') ?? '')).toBe(addDays(TODAY, 1))
    await page.keyboard.press('Delete')
    await expect.poll(dayOf).toBe('none')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(dayOf).toBe(addDays(TODAY, 1))
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('stays in sight when keys move it out of the month that is shown', async () => {
    const page = await screens.open('', '/work/calendar')
    // Its last day is a Sunday: the next one is in no week of the month.
    await page.clock.setFixedTime('2027-01-28T12:00:00Z')
    await page.reload()
    const chip = page.getByRole('button', { name: new RegExp(TASK) })
    await chip.dragTo(page.locator('[data-day="2027-01-31"]'))
    await page.locator('[data-day="2027-01-31"]').getByRole('button', { name: new RegExp(TASK) }).focus()
    await page.keyboard.press('ArrowRight')
    await page.locator('[data-day="2027-02-01"]').getByRole('button', { name: new RegExp(TASK) }).waitFor()
    await page.getByRole('heading', { name: 'February 2027' }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.locator('[data-day="2027-01-31"]').getByRole('button', { name: new RegExp(TASK) }).waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('is done with a note, stands in the log, and makes the next one where it comes again', async () => {
    const page = await screens.open('', '/work')
    await page.getByRole('button', { name: `Done: ${TASK}` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('What was done').fill('All four changed')
    await dialog.getByRole('button', { name: 'Done', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: `Done: ${TASK}` }).waitFor()
    await page.getByRole('link', { name: 'Done' }).click()
    await page.getByText('All four changed').waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('tells in words what the health score says of work that was done, what it took, and why it cannot tell yet', async () => {
    const page = await screens.open('', '/work')
    await page.getByRole('button', { name: `Done: ${TASK}` }).click()
    const dialog = page.getByRole('dialog', { name: `Done: ${TASK}` })
    await dialog.getByLabel('What was done').fill('All four changed')
    await dialog.getByLabel('Took, h').fill('2.5')
    await dialog.getByLabel('Cost, EUR').fill('180')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Done', exact: true }).click()
    const log = page.getByRole('region', { name: 'Maintenance log' })
    await log.getByText('Health of AHU-2 rose from 62 to 91; its equipment part from 40 to 95; 21 days observed since').waitFor()
    await log.getByRole('row', { name: /All four changed/ }).getByText('no day observed since, 7 are needed to tell').waitFor()
    await log.getByText('All work took 8 h, 592.80 EUR.').waitFor()
    await log.getByRole('link', { name: /Health of AHU-2/ }).click()
    await page.getByText('What costs points').first().or(page.getByText('Communication').first()).waitFor()
    await page.context().close()
    expect(screens.troubles).toEqual([])
  })

  it('gives the calendar as an iCalendar file', async () => {
    const page = await screens.open('', '/work/calendar')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as iCalendar' }).click()])
    expect(download.suggestedFilename()).toBe('maintenance.ics')
    await page.context().close()
  })
})
