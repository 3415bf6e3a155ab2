/** The time machine in a real browser over a fake engine: dragged, stepped by keys, played, from alert to alert, compared, kept as bookmarks, and never mistaken for now. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { eventually } from './fake-engine/eventually.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: the time machine was not tried in a browser; none at ${found.lookedAt.join(', ')}`)

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describe.skipIf(found.path === null)('the time machine', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  const address = (page: Page): string => new URL(page.url()).hash
  const timeIn = (page: Page, key = 'at'): number | null => {
    const value = new URLSearchParams(address(page).split('?')[1] ?? '').get(key)
    return value === null ? null : Number(value)
  }
  const bar = (page: Page) => page.getByRole('region', { name: 'Time machine' })
  const slider = (page: Page) => bar(page).getByRole('slider', { name: 'Time that is shown' })
  const shownTime = async (page: Page): Promise<number> => Number(await slider(page).getAttribute('aria-valuenow'))
  const open = (hoursBack: number, path = '/', query = ''): Promise<Page> => screens.open(query, `${path}${path.includes('?') ? '&' : '?'}at=${Math.floor((Date.now() - hoursBack * HOUR_MS) / MINUTE_MS) * MINUTE_MS}`)
  const alertRows = (page: Page) => page.getByRole('grid', { name: 'Alerts' }).getByRole('row')

  it('opens by its button and its key, says that one sees the past as soon as one does, and leads back to now', async () => {
    const page = await screens.open('', '/')
    await page.keyboard.press('h')
    await bar(page).getByText('Drag the slider').waitFor()
    expect(timeIn(page)).toBeNull()
    await slider(page).focus()
    await page.keyboard.press('ArrowLeft')
    await bar(page).getByText('Not live').waitFor()
    await eventually('a time in the address', () => timeIn(page) !== null)
    await page.keyboard.press('h')
    await bar(page).waitFor({ state: 'detached' })
    await eventually('no time in the address', () => timeIn(page) === null)
    await page.getByRole('button', { name: 'Time machine' }).click()
    await bar(page).waitFor()
    await page.context().close()
  })

  it('follows the slider as it is dragged, with the same screen in the time it points at, as one step of the history', async () => {
    const page = await open(3, '/alerts')
    await bar(page).getByText('Not live').waitFor()
    const before = timeIn(page)
    const thumb = await slider(page).boundingBox()
    if (thumb === null) throw new Error('the slider is not seen')
    const [x, y] = [thumb.x + thumb.width / 2, thumb.y + thumb.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let step = 1; step <= 12; step += 1) await page.mouse.move(x - step * 8, y)
    await eventually('an earlier time while it is dragged', async () => (await shownTime(page)) < (before ?? 0) - HOUR_MS)
    await page.mouse.up()
    await eventually('the address to say the time', async () => timeIn(page) === (await shownTime(page)) && (timeIn(page) ?? 0) < (before ?? 0) - HOUR_MS)
    await page.goBack()
    await eventually('the time before', async () => timeIn(page) === before && (await shownTime(page)) === before)
    await page.context().close()
  })

  it('steps by keys: the slider with arrows, Home and End, everywhere a minute, an hour, a day', async () => {
    const page = await open(30)
    await bar(page).getByText('Not live').waitFor()
    const start = await shownTime(page)
    await slider(page).focus()
    await page.keyboard.press('ArrowRight')
    await eventually('a later time', async () => (await shownTime(page)) > start)
    await page.keyboard.press('ArrowLeft')
    await eventually('the time before', async () => (await shownTime(page)) === start)
    await page.keyboard.press('Home')
    await eventually('the first time', async () => (await shownTime(page)) === Number(await slider(page).getAttribute('aria-valuemin')))
    await page.keyboard.press('End')
    await eventually('a later time', async () => (await shownTime(page)) > start)
    await page.getByRole('main').click({ position: { x: 2, y: 2 } })
    const here = await shownTime(page)
    for (const [key, backMs] of [['Comma', MINUTE_MS], ['Shift+Comma', MINUTE_MS + HOUR_MS], ['Alt+Comma', MINUTE_MS + 25 * HOUR_MS]] as const) {
      await page.keyboard.press(key)
      await expect.poll(() => shownTime(page), { message: key }).toBe(here - backMs)
    }
    await page.context().close()
  })

  it('takes the time along from screen to screen, and says of the others that they show now', async () => {
    const page = await open(3)
    await bar(page).getByText('Not live').waitFor()
    const atMs = timeIn(page)
    for (const [name, past] of [['Alerts', true], ['Trends', true], ['Floor plan', true], ['Settings', false], ['Overview', true]] as const) {
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true }).click()
      await bar(page).getByText(past ? 'Not live' : 'This screen shows now.').waitFor()
      await eventually(`the time in the address of ${name}`, () => timeIn(page) === atMs)
    }
    await page.context().close()
  })

  it('shows the alerts of then, without those raised later, and lets nothing be done with them', async () => {
    const page = await screens.open('', '/alerts')
    await alertRows(page).nth(1).waitFor()
    const now = await alertRows(page).count()
    await page.context().close()
    const past = await open(30, '/alerts')
    await bar(past).getByText('Not live').waitFor()
    await eventually('fewer alerts', async () => (await alertRows(past).count()) < now)
    await past.context().close()
    const some = await open(3, '/alerts')
    await alertRows(some).nth(1).waitFor()
    await eventually('nothing to be acknowledged', () => some.getByRole('button', { name: /^Acknowledge/ }).first().isDisabled())
    await alertRows(some).nth(1).click()
    await some.keyboard.press('a')
    await some.getByRole('alert').getByText('Not while the past is shown.').waitFor()
    expect(await some.getByRole('dialog').count()).toBe(0)
    await some.context().close()
  })

  it('calls the alerts those open then, and says of one that was still to come when it came', async () => {
    const page = await open(3, '/alerts')
    await page.getByRole('navigation', { name: 'Parts of the alerts' }).getByRole('link', { name: 'Open then' }).waitFor()
    await page.goto(`${page.url().split('#')[0]}#/alert/3?at=${Date.now() - HOUR_MS}`)
    await page.getByText('This alert was still to come').waitFor()
    const before = timeIn(page) ?? 0
    await page.getByRole('button', { name: 'Go to this time' }).click()
    await page.getByRole('heading', { name: 'Where the trouble lies' }).waitFor()
    await eventually('a later time in the address', () => (timeIn(page) ?? 0) > before)
    await page.context().close()
  })

  it('goes from alert to alert, and says when there is none', async () => {
    const page = await open(3, '/alerts')
    await bar(page).getByText('Not live').waitFor()
    const start = timeIn(page) ?? 0
    await page.keyboard.press('b')
    await eventually('an earlier time', async () => (timeIn(page) ?? start) < start)
    const before = timeIn(page) ?? 0
    await page.keyboard.press('f')
    await eventually('a later time', async () => (timeIn(page) ?? 0) > before)
    await bar(page).getByRole('button', { name: 'Previous alert' }).click()
    await eventually('the one before', async () => timeIn(page) === before)
    await page.context().close()
    const far = await open(24 * 29.5, '/alerts')
    await bar(far).getByText('Not live').waitFor()
    await far.keyboard.press('b')
    await far.getByText('No alert was raised before this time.').waitFor()
    await far.context().close()
  })

  it('plays at a speed of one’s own, and rests when it is paused', async () => {
    const page = await open(20)
    await bar(page).getByText('Not live').waitFor()
    const start = await shownTime(page)
    await page.keyboard.press('p')
    await eventually('time to go on', async () => (await shownTime(page)) >= start + 15 * MINUTE_MS)
    await bar(page).getByRole('button', { name: 'Pause' }).click()
    await bar(page).getByRole('button', { name: 'Play' }).waitFor()
    const paused = await shownTime(page)
    // As long as three frames take.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_600)))
    expect(await shownTime(page)).toBe(paused)
    await page.context().close()
  })

  it('compares two times: side by side with what changed, in trends one over the other', async () => {
    const page = await open(2)
    await bar(page).getByRole('button', { name: 'Compare' }).click()
    const changes = page.getByRole('complementary', { name: 'What changed' })
    await changes.getByRole('heading', { name: /^Raised since/ }).waitFor()
    await expect.poll(() => (timeIn(page) ?? 0) - (timeIn(page, 'vs') ?? 0)).toBe(24 * HOUR_MS)
    await expect.poll(() => page.getByRole('heading', { name: 'Needs attention' }).count()).toBe(2)
    await page.goto(`${page.url().split('#')[0]}#/trend?points=1&at=${timeIn(page)}&vs=${timeIn(page, 'vs')}`)
    await page.getByRole('group', { name: /^Chart of/ }).waitFor()
    await changes.waitFor()
    await bar(page).getByRole('button', { name: 'Stop comparing' }).click()
    await changes.waitFor({ state: 'detached' })
    await eventually('no second time in the address', () => timeIn(page, 'vs') === null)
    await page.context().close()
  })

  it('shows values on both plans where two times are compared on a small screen', async () => {
    const page = await open(2, `/plan?vs=${Math.floor((Date.now() - 26 * HOUR_MS) / MINUTE_MS) * MINUTE_MS}`)
    const plans = page.getByRole('listbox', { name: 'Items on Level 2' })
    for (const plan of [plans.first(), plans.last()]) {
      await plan.locator('[data-what=point][data-size]').first().waitFor()
      await eventually('values of most points', async () => {
        const all = await plan.locator('[data-what=point]').count()
        return all > 10 && (await plan.locator('[data-what=point]:is([data-size=full], [data-size=value], [data-size=small])').count()) > all / 2
      })
    }
    await expect.poll(() => plans.count()).toBe(2)
    await page.context().close()
  })

  it('keeps a moment with name and note, opens it again, changes and removes it and takes that back', async () => {
    const page = await open(5, '/alerts')
    await bar(page).getByText('Not live').waitFor()
    const atMs = timeIn(page)
    await bar(page).getByRole('button', { name: 'Bookmarks' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Chiller tripped')
    await page.getByRole('textbox', { name: 'Note' }).fill('Ask the caretaker')
    await page.getByRole('button', { name: 'Save this time' }).click()
    const list = page.getByRole('list', { name: 'Bookmarks' })
    await list.getByText('Ask the caretaker').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('h')
    await bar(page).waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await page.keyboard.press('h')
    await bar(page).getByRole('button', { name: 'Bookmarks' }).click()
    await list.getByRole('button', { name: /^Chiller tripped/ }).click()
    await eventually('the saved time on its screen', async () => timeIn(page) === atMs && address(page).startsWith('#/alerts'))
    await bar(page).getByRole('button', { name: 'Bookmarks' }).click()
    await page.getByRole('button', { name: 'Change Chiller tripped' }).click()
    await list.getByRole('textbox', { name: 'Name' }).fill('Not this')
    await page.keyboard.press('Escape')
    await list.getByRole('button', { name: /^Chiller tripped/ }).waitFor()
    await page.getByRole('button', { name: 'Change Chiller tripped' }).click()
    await list.getByRole('textbox', { name: 'Name' }).fill('Chiller locked out')
    await list.getByRole('textbox', { name: 'Note' }).fill('Reset at the panel')
    await list.getByRole('button', { name: 'Save', exact: true }).click()
    await list.getByRole('button', { name: /^Chiller locked out/ }).getByText('Reset at the panel').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await list.waitFor({ state: 'detached' })
    await bar(page).getByRole('button', { name: 'Bookmarks' }).click()
    await list.getByRole('button', { name: /^Chiller tripped/ }).getByText('Ask the caretaker').waitFor()
    await page.getByRole('button', { name: 'Remove Chiller tripped' }).click()
    await list.getByText('Ask the caretaker').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    // A click elsewhere closes the list.
    await list.waitFor({ state: 'detached' })
    await bar(page).getByRole('button', { name: 'Bookmarks' }).click()
    await list.getByText('Ask the caretaker').waitFor()
    await page.context().close()
  })

  it('says why a time cannot be shown: before the first reading, and that a gap was not observed', async () => {
    const page = await screens.open('', '/')
    const go = (hoursBack: number) => page.goto(`${page.url().split('#')[0]}#/?at=${Date.now() - hoursBack * HOUR_MS}`)
    await go(24 * 60)
    await page.getByRole('main').getByText('Nothing was recorded then.').waitFor()
    await page.getByRole('button', { name: 'Go to the first reading' }).click()
    await page.getByRole('heading', { name: 'Devices' }).waitFor()
    await go(8.4)
    await bar(page).getByText('Not observed at this time').waitFor()
    await page.getByRole('main').getByText('Not observed then').first().waitFor()
    await expect.poll(() => page.getByText('Not heard yet').count()).toBe(0)
    await page.context().close()
  })

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}`, async () => {
      const at = (hoursBack: number): number => Date.now() - hoursBack * HOUR_MS
      await expectAccessible(screens, scheme, [
        ['', `/?at=${at(2)}`, 'Not live'],
        ['', `/alerts?at=${at(3)}`, 'Not live'],
        ['', `/?at=${at(2)}&vs=${at(26)}`, 'What changed'],
        ['', `/settings?at=${at(3)}`, 'This screen shows now.'],
      ])
    })
  }

  it('complains about nothing', () => {
    expect(screens.troubles).toEqual([])
  })
})
