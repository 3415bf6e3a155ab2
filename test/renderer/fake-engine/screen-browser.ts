/** A real browser over the page of the fake engine, for end-to-end tests of screens: opens addresses, looks for violations of WCAG AA, collects what the console complains about. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Page } from 'playwright-core'
import { serveFakePage } from './fake-page.ts'

export interface ScreenBrowser {
  /** Address of the page without query. */
  readonly address: string
  /** What pages threw or wrote as errors, so far. */
  readonly troubles: readonly string[]
  /** `query` as in `page.tsx`, `address` behind the `#`. Close the page's context when done. */
  open(query: string, address: string, colorScheme?: 'light' | 'dark'): Promise<Page>
  /** Rules of WCAG A and AA that the page breaks, with where. */
  violations(page: Page): Promise<readonly string[]>
  close(): Promise<void>
}

/** `executablePath`: of a Chromium. */
export const openScreenBrowser = async (executablePath: string): Promise<ScreenBrowser> => {
  const folder = await mkdtemp(join(tmpdir(), 'plantroom-screens-'))
  const fake = await serveFakePage(join(folder, 'page'))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const troubles: string[] = []
  return {
    address: fake.address,
    troubles,
    open: async (query, address, colorScheme = 'dark') => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, colorScheme, reducedMotion: 'reduce', acceptDownloads: true })
      const page = await context.newPage()
      page.on('pageerror', (error) => troubles.push(error.message))
      page.on('console', (said) => {
        if (said.type() === 'error') troubles.push(said.text())
      })
      await page.goto(`${fake.address}?${query}#${address}`)
      await page.getByRole('navigation', { name: 'Counters' }).waitFor()
      return page
    },
    violations: async (page) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    },
    close: async () => {
      await browser.close()
      await fake.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
