/** Floor plans in a real browser over a fake engine: placed by drag, moved by mouse and keys, taken back, locked, and pictures that are refused. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { jpeg, png } from '../engine/site-files/pictures/made-pictures.ts'
import { expectAccessible } from './fake-engine/accessible-places.ts'
import { eventually } from './fake-engine/eventually.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: floor plans were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

const file = (name: string, content: string | Uint8Array) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
const SCRIPTED = '<svg viewBox="0 0 200 100"><script>window.harmed = true</script><rect width="200" height="100" fill="#eee" onload="window.harmed = true"/></svg>'

interface At {
  readonly x: number
  readonly y: number
}

describe.skipIf(found.path === null)('the floor plan', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  const openPlan = async (query = ''): Promise<Page> => {
    const page = await screens.open(query, '/plan')
    await page.getByRole('listbox', { name: 'Items on Level 2' }).waitFor()
    // Once labels have their room; how many are whole depends on how many items there are.
    await page.locator('[data-item][data-size]').first().waitFor()
    return page
  }
  const item = (page: Page, name: string) => page.getByRole('option', { name: new RegExp(`^${name},`) })
  /** Middle of the mark of an item, in the window. */
  const markOf = async (page: Page, name: string): Promise<At> => {
    const box = await item(page, name).locator('svg').first().boundingBox()
    if (box === null) throw new Error(`${name} is not seen`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const near = (a: At, b: At, px = 1.5): boolean => Math.hypot(a.x - b.x, a.y - b.y) <= px
  const drag = async (page: Page, from: At, to: At): Promise<void> => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    for (let step = 1; step <= 5; step += 1) await page.mouse.move(from.x + ((to.x - from.x) * step) / 5, from.y + ((to.y - from.y) * step) / 5)
    await page.mouse.up()
  }

  for (const scheme of ['light', 'dark'] as const) {
    it(`passes the checks of WCAG AA in ${scheme}, without plans, with some, with 500 items, with an engine that fails`, async () => {
      await expectAccessible(screens, scheme, [
        ['plan=0', '/plan', 'There is no floor plan yet.'],
        ['', '/plan', 'Not normal here'],
        ['scale=2&plan=500', '/plan', 'Not normal here'],
        ['failing=1', '/plan', 'This could not be shown'],
      ])
    })
  }

  it('shows each item with its value, its state as shape and word, and how many alerts it has', async () => {
    const page = await openPlan()
    await expect.poll(() => item(page, 'VAV-1-03.ZN-T').getAttribute('aria-label')).toMatch(/^VAV-1-03\.ZN-T, 2\d\.\d\s°C, Medium, Acknowledged, 1 alert$/)
    await expect.poll(() => item(page, 'VAV-2-01.ZN-T').getAttribute('aria-label')).toMatch(/Stale$/)
    await page.getByRole('button', { name: 'Critical AHU-1' }).click()
    await page.getByRole('link', { name: 'Device' }).click()
    await page.waitForURL(/#\/device\/1/)
    await page.context().close()
  })

  it('moves an item by mouse onto the line of another one, and takes that back and forth', async () => {
    const page = await openPlan()
    const before = await markOf(page, 'VAV-3-04.ZN-T')
    const other = await markOf(page, 'VAV-1-05.ZN-T')
    await drag(page, before, { x: other.x + 2, y: before.y - 41 })
    await eventually('the item on the line', async () => Math.abs((await markOf(page, 'VAV-3-04.ZN-T')).x - other.x) < 0.6)
    const after = await markOf(page, 'VAV-3-04.ZN-T')
    expect(after.y).toBeLessThan(before.y - 30)
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually('where it was', async () => near(await markOf(page, 'VAV-3-04.ZN-T'), before))
    await page.keyboard.press('Control+y')
    await eventually('where it was moved', async () => near(await markOf(page, 'VAV-3-04.ZN-T'), after))
    expect(screens.troubles).toEqual([])
    await page.context().close()
  })

  it('puts an item back when Esc is pressed while it is dragged', async () => {
    const page = await openPlan()
    const before = await markOf(page, 'VAV-3-04.ZN-T')
    await page.mouse.move(before.x, before.y)
    await page.mouse.down()
    await page.mouse.move(before.x + 120, before.y - 60, { steps: 4 })
    await eventually('the drag', async () => !near(await markOf(page, 'VAV-3-04.ZN-T'), before, 40))
    await page.keyboard.press('Escape')
    await eventually('where it was', async () => near(await markOf(page, 'VAV-3-04.ZN-T'), before))
    await page.mouse.up()
    await eventually('nothing to undo', () => page.getByRole('button', { name: 'Undo' }).isDisabled())
    expect(page.url()).toContain('#/plan')
    await page.context().close()
  })

  it('drags hundreds at once, leaves the one that is not chosen, and puts all back with Esc', async () => {
    const page = await openPlan('scale=2&plan=500')
    const list = page.getByRole('listbox', { name: 'Items on Level 2' })
    const marks = list.locator('[data-what=point]')
    const place = async (index: number): Promise<At> => {
      const box = (await marks.nth(index).locator('svg').first().boundingBox())!
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    }
    const [grabbed, other, left] = [await place(200), await place(300), await place(210)]
    await list.focus()
    await list.press('Control+a')
    await page.keyboard.down('Shift')
    await page.mouse.click(left.x, left.y)
    await page.keyboard.up('Shift')
    await page.getByText(/^\d{3} items chosen/).waitFor()
    await page.mouse.move(grabbed.x, grabbed.y)
    await page.mouse.down()
    await page.mouse.move(grabbed.x + 6, grabbed.y + 8, { steps: 4 })
    await eventually('the drag', async () => !near(await place(300), other, 4))
    expect(near(await place(210), left)).toBe(true)
    await page.keyboard.press('Escape')
    await eventually('where they were', async () => near(await place(300), other) && near(await place(200), grabbed) && near(await place(210), left))
    await page.mouse.up()
    expect(screens.troubles).toEqual([])
    await page.context().close()
  })

  it('places what is dragged from the list where it is dropped, and by its button in the middle', async () => {
    const page = await openPlan()
    await page.getByLabel('Find a device or point').fill('Main meter')
    const target = page.getByRole('listbox', { name: 'Items on Level 2' })
    const box = await target.boundingBox()
    await page.locator('[draggable=true]', { hasText: 'Main meter' }).first().dragTo(target, { targetPosition: { x: 700, y: 560 } })
    await item(page, 'Main meter').waitFor()
    const dropped = { x: (box?.x ?? 0) + 700, y: (box?.y ?? 0) + 560 }
    await eventually('the item where it was dropped', async () => near(await markOf(page, 'Main meter'), dropped, 2))
    await page.getByLabel('Find a device or point').fill('MAIN-KW')
    await page.getByRole('button', { name: 'Place MTR.MAIN-KW', exact: true }).click()
    await item(page, 'MTR.MAIN-KW').waitFor()
    await target.focus()
    await page.keyboard.press('Delete')
    await item(page, 'MTR.MAIN-KW').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await item(page, 'MTR.MAIN-KW').waitFor()
    await page.context().close()
  })

  it('works by keyboard alone: walks, moves as one step, groups, takes apart', async () => {
    const page = await openPlan()
    const list = page.getByRole('listbox', { name: 'Items on Level 2' })
    await item(page, 'VAV-1-04.ZN-T').click()
    await list.press('Control+ArrowRight')
    await expect.poll(() => item(page, 'VAV-1-05.ZN-T').getAttribute('aria-selected')).toBe('true')
    const before = await markOf(page, 'VAV-1-05.ZN-T')
    // Sent at once: presses that come apart by more than a moment are steps of their own.
    await Promise.all(Array.from({ length: 5 }, () => page.keyboard.press('ArrowDown')))
    await eventually('undo', async () => page.getByRole('button', { name: 'Undo' }).isEnabled())
    await eventually('the item five steps lower', async () => (await markOf(page, 'VAV-1-05.ZN-T')).y > before.y + 15)
    await page.keyboard.press('Control+z')
    await eventually('all steps taken back at once', async () => near(await markOf(page, 'VAV-1-05.ZN-T'), before))
    await item(page, 'VAV-1-01.ZN-T').click()
    await item(page, 'VAV-1-02.ZN-T').click({ modifiers: ['Shift'] })
    await page.getByText('2 items chosen').waitFor()
    await list.press('Control+g')
    await list.press('Escape')
    expect(page.url()).toContain('#/plan')
    await item(page, 'VAV-1-02.ZN-T').click()
    await page.getByText('2 items chosen').waitFor()
    await page.getByRole('button', { name: 'Take the group apart' }).click()
    await list.press('Escape')
    await item(page, 'VAV-1-02.ZN-T').click()
    await page.getByRole('heading', { name: 'VAV-1-02.ZN-T' }).waitFor()
    expect(screens.troubles).toEqual([])
    await page.context().close()
  })

  it('chooses with a frame, pans and zooms, and shows the whole plan again', async () => {
    const page = await openPlan()
    const box = await page.getByRole('listbox', { name: 'Items on Level 2' }).boundingBox()
    const left = box?.x ?? 0
    const top = box?.y ?? 0
    await page.keyboard.down('Shift')
    await drag(page, { x: left + 90, y: top + 100 }, { x: left + 420, y: top + 200 })
    await page.keyboard.up('Shift')
    await page.getByText('4 items chosen').waitFor()
    const before = await markOf(page, 'VAV-1-05.ZN-T')
    await page.mouse.move(before.x, before.y)
    await page.mouse.wheel(0, -400)
    await eventually('larger', async () => (await page.getByText(/^\d+ %$/).textContent()) !== '48 %')
    await eventually('the same place under the pointer', async () => near(await markOf(page, 'VAV-1-05.ZN-T'), before))
    await drag(page, { x: before.x + 10, y: before.y + 70 }, { x: before.x - 90, y: before.y + 130 })
    const panned = { x: before.x - 100, y: before.y + 60 }
    await eventually('the plan moved with the pointer', async () => near(await markOf(page, 'VAV-1-05.ZN-T'), panned, 3))
    await page.getByRole('button', { name: 'Show the whole plan' }).click()
    await eventually('the whole plan', async () => near(await markOf(page, 'VAV-1-05.ZN-T'), before))
    await page.context().close()
  })

  it('does not move while it is locked: a click leads to the trend, arrows walk', async () => {
    const page = await openPlan()
    await page.locator('label', { hasText: 'Locked' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' })
    const before = await markOf(page, 'VAV-1-05.ZN-T')
    await drag(page, before, { x: before.x + 80, y: before.y + 80 })
    expect(near(await markOf(page, 'VAV-1-05.ZN-T'), before)).toBe(true)
    const list = page.getByRole('listbox', { name: 'Items on Level 2' })
    await list.focus()
    await list.press('ArrowDown')
    await list.press('ArrowRight')
    await expect.poll(() => list.locator('[aria-selected=true]').count()).toBe(1)
    await item(page, 'VAV-1-05.ZN-T').click()
    await page.waitForURL(/#\/trend\?points=\d+/)
    await page.context().close()
  })

  it('tells why a picture is refused: too many pixels, a broken file', async () => {
    const page = await screens.open('plan=0', '/plan')
    await page.getByRole('button', { name: 'New plan …' }).click()
    const dialog = page.getByRole('dialog')
    for (const [chosen, why] of [
      [file('huge.png', png(12_000, 9_000)), 'huge.png has 108 megapixels'],
      [file('cut.jpg', jpeg(400, 300).subarray(0, 80)), 'cut.jpg is broken'],
    ] as const) {
      await dialog.locator('input[type=file]').setInputFiles(chosen)
      await dialog.getByRole('button', { name: 'Make the plan' }).click()
      await dialog.getByRole('alert').filter({ hasText: why }).waitFor()
    }
    expect(await screens.violations(page)).toEqual([])
    await dialog.locator('input[type=file]').setInputFiles(file('ok.png', png(40, 30, true)))
    await dialog.getByRole('button', { name: 'Make the plan' }).click()
    await page.getByRole('listbox', { name: 'Items on huge' }).waitFor()
    await page.locator('img').evaluate(async (image) => (image as HTMLImageElement).decode())
    expect(screens.troubles).toEqual([])
    await page.context().close()
  })

  it('takes a drawing without its scripts, and says what was left out', async () => {
    const page = await screens.open('plan=0', '/plan')
    await page.getByRole('button', { name: 'New plan …' }).click()
    await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file('level-3.svg', SCRIPTED))
    await page.getByRole('button', { name: 'Make the plan' }).click()
    await page.getByText('script (1), onload (1)').waitFor()
    const image = page.getByRole('listbox', { name: 'Items on level 3' }).locator('img')
    await image.evaluate(async (shown) => (shown as HTMLImageElement).decode())
    expect(await page.evaluate('window.harmed')).toBeUndefined()
    await page.context().close()
  })

  it('makes plans from names, goes to the first, and takes all of them back at once', async () => {
    const page = await screens.open('plan=0', '/plan')
    await page.getByRole('button', { name: 'Make plans from names' }).click()
    await page.getByRole('listbox', { name: 'Items on Level 1' }).waitFor()
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(5)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('There is no floor plan yet.').waitFor()
    await page.context().close()
  })

  it('paints temperatures between sensors, with unit and time, and says what is left out', async () => {
    const page = await openPlan()
    await page.getByRole('button', { name: 'Heat' }).click()
    await page.getByText(/^Between \d+ room sensors|^Between \d+ temperatures/).waitFor()
    await page.getByText(/°C/).first().waitFor()
    await page.getByText(/left out: not trusted, too old/).waitFor()
    await eventually('the painting', () =>
      page.locator('canvas').evaluate((canvas) => {
        const context = (canvas as HTMLCanvasElement).getContext('2d')!
        return context.getImageData(0, 0, context.canvas.width, context.canvas.height).data.filter((_value, at) => at % 4 === 3).some((alpha) => alpha > 50)
      }),
    )
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })
})
