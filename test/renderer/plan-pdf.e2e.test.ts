/** Pages of PDFs as pictures of plans, in a real browser under the product's content policy: chosen, turned, refused in words, and never more than a picture. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { openScreenBrowser, type ScreenBrowser } from './fake-engine/screen-browser.ts'
import { lockedPdf, planPdf } from './made-pdf.ts'

const found = findChromium()
if (found.path === null) console.warn(`SKIPPED: pages of PDFs were not tried in a browser; none at ${found.lookedAt.join(', ')}`)

const A1 = { width: 2_384, height: 1_684 }
const pdfFile = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer })

/** Share of dark pixels in a part of a drawn canvas; all in shares of its width and height. */
const darkness = (canvas: Locator, part: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): Promise<number> =>
  canvas.evaluate((element, { x, y, width, height }) => {
    const drawn = element as HTMLCanvasElement
    const { data } = drawn.getContext('2d')!.getImageData(x * drawn.width, y * drawn.height, width * drawn.width, height * drawn.height)
    let dark = 0
    for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark += 1
    return dark / (data.length / 4)
  }, part)

describe.skipIf(found.path === null)('a page of a PDF as a plan', () => {
  let screens: ScreenBrowser

  beforeAll(async () => {
    screens = await openScreenBrowser(found.path ?? '')
  })
  afterAll(() => screens?.close())

  const chosen = async (name: string, content: Buffer): Promise<Page> => {
    const page = await screens.open('plan=0', '/plan')
    await page.getByRole('button', { name: 'New plan …' }).click()
    await page.getByRole('dialog').locator('input[type=file]').setInputFiles(pdfFile(name, content))
    return page
  }

  it('shows its pages, turns them, and makes a plan of the one that is taken', async () => {
    const page = await chosen('tower.pdf', planPdf(3, A1))
    const dialog = page.getByRole('dialog', { name: 'Which page of tower.pdf?' })
    await dialog.getByRole('img', { name: 'Page 1 of tower.pdf' }).waitFor()
    await dialog.getByRole('button', { name: 'Next page' }).click()
    const sheet = dialog.getByRole('img', { name: 'Page 2 of tower.pdf' }).locator('canvas')
    await sheet.waitFor()
    // The scan of 200 points from (20, 20) on lies at the lower left, letters right of it at half height.
    await expect.poll(() => darkness(sheet, { x: 0.02, y: 0.9, width: 0.05, height: 0.06 })).toBeGreaterThan(0.99)
    await expect.poll(() => darkness(sheet, { x: 300 / A1.width, y: 0.42, width: 0.15, height: 0.08 })).toBeGreaterThan(0.1)
    await dialog.getByRole('button', { name: 'Turn' }).click()
    const turned = dialog.locator('canvas')
    await expect.poll(async () => turned.evaluate((canvas) => (canvas as HTMLCanvasElement).height > (canvas as HTMLCanvasElement).width).catch(() => false)).toBe(true)
    for (let turn = 0; turn < 3; turn += 1) await dialog.getByRole('button', { name: 'Turn' }).click()
    await dialog.getByRole('button', { name: 'Take this page' }).click()
    await page.getByText('tower, page 2.png').waitFor()
    await page.getByRole('button', { name: 'Make the plan' }).click()
    const image = page.getByRole('listbox', { name: 'Items on tower' }).locator('img')
    await image.evaluate(async (shown) => (shown as HTMLImageElement).decode())
    // 150 dots an inch of an A1 sheet.
    expect(await image.evaluate((shown) => (shown as HTMLImageElement).naturalWidth)).toBeCloseTo((A1.width / 72) * 150, -1)
    expect(screens.troubles).toEqual([])
    await page.context().close()
  })

  it('takes no picture when the choice of a page is left', async () => {
    const page = await chosen('tower.pdf', planPdf(1, A1))
    await page.getByRole('dialog', { name: 'Which page of tower.pdf?' }).getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('PNG, JPEG or SVG up to 20 MB').waitFor()
    await page.context().close()
  })

  it('says of a locked, an empty and a cut file what it is and what to do', async () => {
    for (const [name, content, why] of [
      ['locked.pdf', lockedPdf(), 'locked.pdf is locked by a password'],
      ['empty.pdf', Buffer.from('%PDF-1.7\n'), 'empty.pdf cannot be read as a PDF'],
      ['pageless.pdf', planPdf(0, A1), 'pageless.pdf cannot be read as a PDF'],
    ] as const) {
      const page = await chosen(name, content)
      await page.getByRole('alert').filter({ hasText: why }).waitFor()
      await expect.poll(() => page.getByRole('button', { name: 'Make the plan' }).isDisabled()).toBe(true)
      await page.context().close()
    }
    expect(screens.troubles).toEqual([])
  })

  it('answers every damaged file with a page or a reason, and stays what it was', async () => {
    const whole = planPdf(2, { width: 400, height: 300 })
    // A fixed sequence (numerical recipes' constants): the same damage on every machine.
    let state = 20_261_128
    const next = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state % below
    }
    const page = await screens.open('plan=0', '/plan')
    await page.getByRole('button', { name: 'New plan …' }).click()
    const dialog = page.getByRole('dialog', { name: 'New plan' })
    for (let round = 0; round < 12; round += 1) {
      const damaged = Buffer.from(whole.subarray(0, round % 3 === 0 ? 20 + next(whole.length - 20) : whole.length))
      for (let byte = 0; byte < 30; byte += 1) damaged[10 + next(damaged.length - 10)] = next(256)
      const name = `damaged-${round}.pdf`
      await dialog.locator('input[type=file]').setInputFiles(pdfFile(name, damaged))
      const asked = page.getByRole('dialog', { name: `Which page of ${name}?` })
      const reason = page.getByRole('alert').filter({ hasText: name })
      await asked.or(reason).first().waitFor()
      if (await asked.isVisible()) {
        await asked.getByRole('img').or(asked.getByRole('alert')).first().waitFor()
        await asked.getByRole('button', { name: 'Cancel' }).click()
        await asked.waitFor({ state: 'detached' })
      }
    }
    expect(screens.troubles.filter((trouble) => !trouble.startsWith('Warning'))).toEqual([])
    expect(await screens.violations(page)).toEqual([])
    await page.context().close()
  })
})
