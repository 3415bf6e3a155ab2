/** A real browser with the product's page in it; any error of the page fails the test that ends with `clean`. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.ts'

export interface PageUnderTest {
  readonly browser: Browser
  readonly page: Page
  /** Errors of the page so far: exceptions and messages on the console. */
  readonly errors: readonly string[]
  /** What breaks WCAG A and AA on the page as it stands, as `rule: where`. */
  violations(): Promise<readonly string[]>
  /** Keeps a picture when PLANTROOM_SCREENSHOTS names a folder. */
  picture(name: string): Promise<void>
  close(): Promise<void>
}

export const openPage = async (address: string, viewport = { width: 1_366, height: 768 }): Promise<PageUnderTest> => {
  const executablePath = findChromium().path
  if (executablePath === null) throw new Error('no Chromium was found; see scripts/find-chromium.ts')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'] })
  const context = await browser.newContext({ viewport, colorScheme: 'light', reducedMotion: 'reduce', timezoneId: 'UTC' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (said) => said.type() === 'error' && errors.push(said.text()))
  await page.goto(address)
  const folder = process.env['PLANTROOM_SCREENSHOTS']
  if (folder !== undefined) mkdirSync(folder, { recursive: true })
  return {
    browser,
    page,
    errors,
    violations: async () => {
      // Legacy mode, because the other opens a second tab that takes the focus.
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).setLegacyMode(true).analyze()
      return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
    },
    picture: async (name) => {
      if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
    },
    close: () => browser.close(),
  }
}
